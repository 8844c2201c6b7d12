"""Lines of a chunk that are worth showing: where it begins, and where it speaks of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.claims import COMMON, IDENTIFIER, names_in
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.queries import reader_of
from stc_lsp.code.source_lines import documented, only_names
from stc_lsp.code.values import Chunk, ChunkKind
from stc_lsp.wake.names import STRING_OR_COMMENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_SHORT = 12
"""A chunk of so many lines is shown whole or not at all."""
_BEFORE, _AFTER = 1, 2
"""Lines around one that speaks of the question."""
_BEFORE_IN_BLOCK, _AFTER_IN_BLOCK = 3, 5
"""The same where a function that matters most is too long to be shown whole."""
_MOST_LINES = 16
"""Of one window."""
_LONG_DOCUMENTATION = 3
"""Documentation of so many lines is shown with the code; of more, its note tells."""
_NO_NAMES = frozenset("annotations __future__ typing".split())
"""Names that no list needs, beside `COMMON` and the keywords of the language."""
_LONGEST_LINE = 200
"""Characters."""


def windows_of(
    source: bytes,
    chunk: Chunk,
    parts: Sequence[Chunk],
    wanted: Collection[str],
    also: Collection[int] = (),
) -> Iterator[tuple[int, int, str]]:
    """Windows of a chunk's own lines (those of its parts are shown with them): first line, last, text.

    Around each line with a wanted term, and around those given by their numbers.
    """

    def speaks(line: str) -> bool:
        # What is imported stands again where it is used.
        return not only_names(line) and bool(spoken_in(line, wanted))

    own = _own_lines(chunk, parts)
    if not own:
        return
    text = _lines(source, chunk)
    if len(own) <= _SHORT and own[-1] - own[0] < _SHORT:
        yield _window(text, chunk, own[0], own[-1])
        return
    spoken = [number for number in own if number in also or speaks(text[number - chunk.start_line])]
    head = range(chunk.start_line, min(chunk.name_line + 1, chunk.end_line + 1))
    if chunk.kind is ChunkKind.MODULE:
        head = range(0)
    allowed = set(own)
    shown = {line for line in head if line in allowed}
    for number in spoken:
        shown.update(line for line in range(number - _BEFORE, number + _AFTER + 1) if line in allowed)
    for first, last in _runs(sorted(shown)):
        yield _window(text, chunk, first, last)


def code_of(source: bytes, chunk: Chunk) -> list[tuple[int, int, str]]:
    """All lines of a chunk less long documentation, as runs: first line, last, text."""
    text = _lines(source, chunk)
    told = _told(text, chunk)
    shown = [chunk.start_line + index for index in range(len(text)) if index not in told]
    return _windows(text, chunk, _runs(shown, len(shown)))


def blocks_of(source: bytes, chunk: Chunk, wanted: Collection[str]) -> list[tuple[int, int, str]]:
    """Of a long chunk's code what speaks of the question, with more around it than windows have."""
    text = _lines(source, chunk)
    told = _told(text, chunk)
    code = [index for index in range(len(text)) if index not in told]
    shown = {
        near
        for index in code
        if spoken_in(text[index], wanted)
        for near in range(index - _BEFORE_IN_BLOCK, index + _AFTER_IN_BLOCK + 1)
    }
    kept = [chunk.start_line + index for index in code if index in shown]
    return _windows(text, chunk, _runs(kept))


def own_names(source: bytes, chunk: Chunk, parts: Sequence[Chunk], language: str) -> list[str]:
    """The identifiers in a chunk's own lines, each once, in order; not those of prose, nor of its header."""
    text = _lines(source, chunk)
    own = "\n".join(text[line - chunk.start_line] for line in _own_lines(chunk, parts))
    bare = STRING_OR_COMMENT.sub(" ", own)
    reader = reader_of(language)
    known = COMMON | _NO_NAMES | names_in([chunk.signature, chunk.qualname])
    if reader is not None:
        known |= reader.keywords
    return [name for name in dict.fromkeys(IDENTIFIER.findall(bare)) if name not in known and len(name) > 1]


def has_long_documentation(chunk: Chunk) -> bool:
    """Whether a chunk's documentation is not shown with its code."""
    return sum(map(bool, map(str.strip, chunk.documentation.splitlines()))) > _LONG_DOCUMENTATION


def _told(text: Sequence[str], chunk: Chunk) -> range:
    """Which of a chunk's lines are its documentation, if that is long."""
    return documented(text, chunk.documentation) if has_long_documentation(chunk) else range(0)


def _own_lines(chunk: Chunk, parts: Sequence[Chunk]) -> list[int]:
    taken: set[int] = set()
    for part in parts:
        if part.kind is not ChunkKind.VARIABLE:
            taken.update(range(part.start_line, part.end_line + 1))
    return [line for line in range(chunk.start_line, chunk.end_line + 1) if line not in taken]


def _lines(source: bytes, chunk: Chunk) -> list[str]:
    lines = source.split(b"\n")[chunk.start_line - 1 : chunk.end_line]
    return [line.decode("utf-8", "replace").rstrip("\r") for line in lines]


def _windows(
    text: Sequence[str], chunk: Chunk, runs: Iterable[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    return [window for first, last in runs if (window := _window(text, chunk, first, last))[2]]


def _window(text: Sequence[str], chunk: Chunk, first: int, last: int) -> tuple[int, int, str]:
    rows = text[first - chunk.start_line : last - chunk.start_line + 1]
    while rows and not rows[-1].strip():
        rows, last = rows[:-1], last - 1
    while rows and not rows[0].strip():
        rows, first = rows[1:], first + 1
    return first, max(first, last), "\n".join(row[:_LONGEST_LINE] for row in rows)


def spoken_in(text: str, wanted: Collection[str]) -> frozenset[str]:
    """Those of some terms that occur in a text."""
    return frozenset(found for term in search_terms(text) if (found := stem(term)) in wanted)


def _runs(numbers: Sequence[int], most: int = _MOST_LINES) -> Iterator[tuple[int, int]]:
    """Runs of numbers in a row, of so many at most."""
    start = 0
    for index in range(1, len(numbers) + 1):
        ends = index == len(numbers) or numbers[index] != numbers[index - 1] + 1
        if ends or index - start >= most:
            yield numbers[start], numbers[index - 1]
            start = index
