"""Which definitions of a file the last commits touched, and what the newest of these did to each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.facts import Edit, EditedPart
from stc_lsp.code.tokens.fingerprint import token_at_line, tokens
from stc_lsp.code.values import Chunk, ChunkKind, FileFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.hunks import Done

_HOLD_OTHERS = (ChunkKind.MODULE, ChunkKind.CLASS, ChunkKind.SECTION)
_MOST_LINES = 24
_MOST_LINES_BESIDE_PARTS = 12
"""Where it is said which definitions were touched, a longer diff is theirs to tell."""
_MOST_WIDTH = 140
_MOST_SPANS = 4


class Edits:
    """What commits did to one file, by definition."""

    def __init__(self, facts: FileFacts, source: bytes, edits: Sequence[tuple[str, Sequence[Done]]]) -> None:
        """`facts` and `edits` are of `source`, the newest commit first."""
        self._facts = facts
        self._source = source
        self._edits = edits
        self._children: dict[int, list[int]] = {}
        for index, chunk in enumerate(facts.chunks):
            if index and chunk.parent is not None:
                self._children.setdefault(chunk.parent, []).append(index)

    def commits(self, index: int) -> list[str]:
        """Those that touched a chunk, the newest first."""
        return [commit for commit, done in self._edits if self._touching(index, done)]

    def newest(self, index: int) -> Edit | None:
        """What the newest commit that touched a chunk did to it; None if none is known."""
        for _, done in self._edits:
            touching = self._touching(index, done)
            if touching:
                return self._edit(index, touching)
        return None

    def _edit(self, index: int, touching: Sequence[Done]) -> Edit:
        chunk = self._facts.chunks[index]
        if _is_new(chunk, touching):
            return Edit(is_new=True)
        parts = tuple(self._parts(index, touching))
        spans = tuple(self._spans(chunk, touching))
        lines = list(_diff(chunk, touching))
        if parts and len(lines) > _MOST_LINES_BESIDE_PARTS:
            return Edit(parts=parts, spans=spans)
        shown = tuple(_dedented(lines[:_MOST_LINES]))
        return Edit(parts=parts, diff=shown, left_out=max(0, len(lines) - _MOST_LINES), spans=spans)

    def _parts(self, index: int, touching: Sequence[Done]) -> Iterator[EditedPart]:
        """The innermost definitions within a chunk that were touched; functions are not looked into."""
        if self._facts.chunks[index].kind not in _HOLD_OTHERS:
            return
        for child in self._children.get(index, ()):
            chunk = self._facts.chunks[child]
            inside = self._touching(child, touching)
            if not inside:
                continue
            is_new = _is_new(chunk, inside)
            within = () if is_new else tuple(self._parts(child, inside))
            if within:
                yield from within
                continue
            added = sum(len(_added(chunk, each)) for each in inside)
            removed = sum(len(_removed(chunk, each)) for each in inside)
            yield EditedPart(chunk.qualname, added, removed, is_new)

    def _touching(self, index: int, done: Sequence[Done]) -> list[Done]:
        chunk = self._facts.chunks[index]
        return [each for each in done if index == 0 or each.touches(chunk.start_line, chunk.end_line)]

    def _spans(self, chunk: Chunk, touching: Sequence[Done]) -> Iterator[tuple[int, int]]:
        """The tokens of each run of lines, in the chunk's own text."""
        text = self._source[chunk.start_byte : chunk.end_byte]
        language = self._facts.language
        for each in touching[:_MOST_SPANS]:
            numbers = [number - chunk.start_line + 1 for number, _ in _added(chunk, each)]
            if not numbers:
                continue
            first = token_at_line(language, text, numbers[0])
            is_last = numbers[-1] >= text.count(b"\n") + 1
            end = len(tokens(language, text)) if is_last else token_at_line(language, text, numbers[-1] + 1)
            yield first, max(first, end - 1)


def _is_new(chunk: Chunk, touching: Sequence[Done]) -> bool:
    """Whether all lines of a chunk were put there, and none taken out."""
    put = sum(len(_added(chunk, each)) for each in touching)
    is_whole = put == chunk.end_line - chunk.start_line + 1
    return is_whole and not any(_removed(chunk, each) for each in touching)


def _added(chunk: Chunk, done: Done) -> Sequence[tuple[int, bytes]]:
    return done.put_in(chunk.start_line, chunk.end_line)


def _removed(chunk: Chunk, done: Done) -> tuple[bytes, ...]:
    """What was taken out of a chunk. Of lines that reached beyond it nobody knows whose they were."""
    is_within = len(_added(chunk, done)) == len(done.added)
    return done.removed if is_within or chunk.kind is ChunkKind.MODULE else ()


def _diff(chunk: Chunk, touching: Sequence[Done]) -> Iterator[str]:
    for number, each in enumerate(touching):
        if number:
            yield "@@"
        for sign, lines in (("-", _removed(chunk, each)), ("+", [text for _, text in _added(chunk, each)])):
            yield from (f"{sign}{text.decode('utf-8', 'replace').rstrip()}" for text in lines)


def _dedented(lines: Sequence[str]) -> Iterator[str]:
    texts = [line[1:] for line in lines if line != "@@" and line[1:].strip()]
    margin = min((len(text) - len(text.lstrip(" ")) for text in texts), default=0)
    for line in lines:
        shown = line if line == "@@" else f"{line[0]}{line[1 + margin :]}"
        yield shown if len(shown) <= _MOST_WIDTH else f"{shown[:_MOST_WIDTH]} …"
