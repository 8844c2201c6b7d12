"""Parsing a text again after an edit: only the definition that holds the edit is taken apart anew.

A definition that is read by itself without an error, to its last byte, leaves the grammar where the old one
did: what is outside of it says the same as before. Then its facts are put in the place of the old ones, and
what stands behind is moved. Where any of that is in doubt the whole text is parsed; either way the facts are
those of `parse_file`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.parsing import LARGEST, parse_file
from stc_lsp.code.parse.splicing import SURROUNDINGS, ParsedText, Splice
from stc_lsp.code.values import Chunk, ChunkKind, FileFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def parse_text(language: str, source: bytes, *earlier: ParsedText) -> ParsedText:
    """Parse a text, faster if it is like one that was parsed before."""
    return parse_after(earlier, language, source)


def parse_after(earlier: Iterable[ParsedText], language: str, source: bytes) -> ParsedText:
    """The same; each earlier text is asked for once those before it are of no use."""
    for before in earlier:
        if before.language != language:
            continue
        if before.source == source:
            return before
        edited = _edited(before, source)
        if edited is not None:
            return edited
    return ParsedText(language, source, parse_file(language, source))


def is_divisible(facts: FileFacts) -> bool:
    """Whether another text may be parsed from one that says this."""
    return facts.language in SURROUNDINGS and not facts.has_errors


class _Edit(NamedTuple):
    """The bytes that differ between two texts."""

    start: int
    old_end: int
    new_end: int

    @property
    def shift(self) -> int:
        """How far what follows has moved."""
        return self.new_end - self.old_end


def _edited(before: ParsedText, source: bytes) -> ParsedText | None:
    """A text that was parsed from an earlier one; None if it has to be parsed whole."""
    if not is_divisible(before.facts) or len(source) > LARGEST:
        return None
    edit = _difference(before.source, source)
    for index in _around(before.facts.chunks, edit):
        spliced = Splice(before, source, index, edit.shift).text()
        if spliced is not None:
            return spliced
    return None


def _difference(old: bytes, new: bytes) -> _Edit:
    shorter = min(len(old), len(new))
    start = _common(lambda count: old[:count] == new[:count], shorter)
    end = _common(lambda count: old[len(old) - count :] == new[len(new) - count :], shorter - start)
    return _Edit(start, len(old) - end, len(new) - end)


def _common(is_same: Callable[[int], bool], most: int) -> int:
    """The largest count for which two texts are the same, found by halving."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if is_same(middle):
            least = middle
        else:
            most = middle - 1
    return least


def _around(chunks: Sequence[Chunk], edit: _Edit) -> Iterator[int]:
    """The definitions that hold an edit behind their names, and stand in nothing but classes; inner first."""
    found: list[int] = []
    for index, chunk in enumerate(chunks):
        if chunk.start_byte > edit.start:
            break
        if index and chunk.parent == (found[-1] if found else 0) and edit.old_end <= chunk.end_byte:
            if chunk.kind is ChunkKind.VARIABLE:
                return iter(())
            if edit.start < chunk.name_end_byte:
                break
            found.append(index)
            if chunk.kind is not ChunkKind.CLASS:
                break
    return reversed(found)
