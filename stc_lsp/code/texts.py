"""A file's bytes as text and lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE_BREAK = re.compile(rb"\n")


class Lines:
    """Where the lines of a file begin."""

    __slots__ = ("_starts", "count")

    def __init__(self, source: bytes) -> None:
        self._starts = [0, *[match.end() for match in _LINE_BREAK.finditer(source)]]
        self.count = len(self._starts) - (not source or source.endswith(b"\n"))
        """How many lines there are; nothing behind a last line break is no line."""

    def at(self, position: int) -> int:
        """The 1-based line of a byte."""
        return bisect_right(self._starts, position)

    def ascending(self) -> Callable[[int], int]:
        """As `at`, but faster: for positions of which none is before the one of the previous call."""
        starts = [*self._starts, 1 << 62]
        line, following = 1, starts[1]

        def at(position: int) -> int:
            nonlocal line, following
            while following <= position:
                line += 1
                following = starts[line]
            return line

        return at

    def start(self, line: int) -> int:
        """The first byte of a line."""
        return self._starts[line - 1]

    def last(self, start: int, end: int) -> int:
        """The last line of a half-open span of bytes."""
        return self.at(max(start, end - 1))


def decoded(source: bytes, span: tuple[int, int] | None) -> str:
    """The text of a span; "" for none. Bytes that are not UTF-8 become the replacement character."""
    return source[span[0] : span[1]].decode("utf-8", "replace") if span else ""
