"""Lines of a chunk that are worth showing: where it begins, and where it speaks of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.claims import COMMON, IDENTIFIER, names_in
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.names import STRING_OR_COMMENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stc_lsp.code.values import Chunk

_SHORT = 12
"""A chunk of so many lines is shown whole or not at all."""
_BEFORE, _AFTER = 1, 2
"""Lines around one that speaks of the question."""
_MOST_LINES = 16
"""Of one window."""
_NO_NAMES = frozenset("from as with pass del elif global nonlocal annotations __future__ typing".split())
"""Words of languages that no list of names needs, beside `COMMON`."""
_LONGEST_LINE = 200
"""Characters."""


def windows_of(
    source: bytes, chunk: Chunk, parts: Sequence[Chunk], wanted: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """Windows of a chunk's own lines (those of its parts are shown with them): first line, last, text."""
    own = _own_lines(chunk, parts)
    if not own:
        return
    text = _lines(source, chunk)
    if len(own) <= _SHORT and own[-1] - own[0] < _SHORT:
        yield _window(text, chunk, own[0], own[-1])
        return
    spoken = [number for number in own if _speaks(text[number - chunk.start_line], wanted)]
    head = range(chunk.start_line, min(chunk.name_line + 1, chunk.end_line + 1))
    if chunk.kind is ChunkKind.MODULE:
        head = range(0)
    allowed = set(own)
    shown = {line for line in head if line in allowed}
    for number in spoken:
        shown.update(line for line in range(number - _BEFORE, number + _AFTER + 1) if line in allowed)
    for first, last in _runs(sorted(shown)):
        yield _window(text, chunk, first, last)


def own_names(source: bytes, chunk: Chunk, parts: Sequence[Chunk]) -> list[str]:
    """The identifiers in a chunk's own lines, each once, in order; not those of prose, nor of its header."""
    text = _lines(source, chunk)
    own = "\n".join(text[line - chunk.start_line] for line in _own_lines(chunk, parts))
    bare = STRING_OR_COMMENT.sub(" ", own)
    known = COMMON | names_in([chunk.signature, chunk.qualname])
    names = dict.fromkeys(IDENTIFIER.findall(bare))
    return [name for name in names if name not in known and name not in _NO_NAMES and len(name) > 1]


def _own_lines(chunk: Chunk, parts: Sequence[Chunk]) -> list[int]:
    taken: set[int] = set()
    for part in parts:
        if part.kind is not ChunkKind.VARIABLE:
            taken.update(range(part.start_line, part.end_line + 1))
    return [line for line in range(chunk.start_line, chunk.end_line + 1) if line not in taken]


def _lines(source: bytes, chunk: Chunk) -> list[str]:
    lines = source.split(b"\n")[chunk.start_line - 1 : chunk.end_line]
    return [line.decode("utf-8", "replace").rstrip("\r") for line in lines]


def _window(text: Sequence[str], chunk: Chunk, first: int, last: int) -> tuple[int, int, str]:
    rows = text[first - chunk.start_line : last - chunk.start_line + 1]
    while rows and not rows[-1].strip():
        rows, last = rows[:-1], last - 1
    return first, max(first, last), "\n".join(row[:_LONGEST_LINE] for row in rows)


def _speaks(line: str, wanted: Collection[str]) -> bool:
    return any(stem(term) in wanted for term in search_terms(line))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers in a row, none longer than a window."""
    start = 0
    for index in range(1, len(numbers) + 1):
        ends = index == len(numbers) or numbers[index] != numbers[index - 1] + 1
        if ends or index - start >= _MOST_LINES:
            yield numbers[start], numbers[index - 1]
            start = index
