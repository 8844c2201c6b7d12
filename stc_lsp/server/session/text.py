"""The text of one open buffer, and where the client's positions lie in its bytes. An edit makes a new text.

A line ends at a line feed, a carriage return, or both, and nowhere else: a form feed ends no line, whatever
`str.splitlines` says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol.types import Position, PositionEncodingKind, Range

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = re.compile(rb"\r\n|\n|\r")

ENCODINGS: Sequence[PositionEncodingKind] = (
    PositionEncodingKind.Utf8,
    PositionEncodingKind.Utf32,
    PositionEncodingKind.Utf16,
)
"""What positions may be counted in, the one that costs least first."""


class Text:
    """An unchanging text in UTF-8, and positions in it as one client counts them."""

    def __init__(self, source: bytes, encoding: PositionEncodingKind) -> None:
        self.source = source
        self.encoding = encoding

    @cached_property
    def digest(self) -> bytes:
        """By which the index tells whether a file is unchanged."""
        # Imported here: `initialize` is answered before it is loaded.
        from stc_lsp.wake.documents import digest_of

        return digest_of(self.source)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def byte_at(self, position: Position) -> int | None:
        """The byte at a position; behind a line's end that end is meant. None behind the last line."""
        if position.line >= len(self._starts):
            return None
        start = self._starts[position.line]
        return start + self._bytes_in(self._line(position.line), position.character)

    def line_of(self, position: Position) -> int:
        """The 1-based line, as the index counts them, that a position is in."""
        return self.source.count(b"\n", 0, self.byte_at(position)) + 1

    def position_at(self, byte: int) -> Position:
        """Where a byte lies."""
        line = bisect_right(self._starts, byte) - 1
        before = self.source[self._starts[line] : byte]
        return Position(line, self._units_in(before))

    def range_of(self, start: int, end: int) -> Range:
        """Where a piece of the text lies."""
        return Range(self.position_at(start), self.position_at(end))

    def edited(self, where: Range, replacement: str) -> Text:
        """The text after an edit; a place behind its end is its end."""
        start, end = self._end_for_none(where.start), self._end_for_none(where.end)
        source = self.source[:start] + encoded(replacement) + self.source[max(start, end) :]
        return Text(source, self.encoding)

    def _end_for_none(self, position: Position) -> int:
        byte = self.byte_at(position)
        return len(self.source) if byte is None else byte

    def _line(self, line: int) -> bytes:
        """A line without its end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.source)
        return self.source[start:end].rstrip(b"\r\n")

    def _bytes_in(self, line: bytes, units: int) -> int:
        """How many bytes of a line its first so many units take: whole characters, no more than there are."""
        if self.encoding is PositionEncodingKind.Utf8 or line.isascii():
            size = min(units, len(line))
            while 0 < size < len(line) and line[size] & 0xC0 == 0x80:
                size -= 1
            return size
        text = line.decode("utf-8", "replace")
        if self.encoding is PositionEncodingKind.Utf16:
            text = text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
        else:
            text = text[:units]
        return min(len(text.encode()), len(line))

    def _units_in(self, before: bytes) -> int:
        if self.encoding is PositionEncodingKind.Utf8 or before.isascii():
            return len(before)
        text = before.decode("utf-8", "replace")
        return (
            len(text.encode("utf-16-le")) // 2 if self.encoding is PositionEncodingKind.Utf16 else len(text)
        )


def encoded(text: str) -> bytes:
    """A text of the wire as bytes. Half a surrogate pair, which is no character, becomes a question mark."""
    return text.encode("utf-8", "replace")
