"""A file made compact for the lexer: each literal and comment, as the grammar delimits it, becomes one mark.

So does each border of a chunk. What the marks stand for is kept beside the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LITERAL, COMMENT, OPEN, CLOSE, OPEN_VARIABLE, CLOSE_VARIABLE = (bytes((code,)) for code in range(0xF8, 0xFE))
"""The marks: bytes that do not occur in UTF-8. In other text they are escaped."""

_RESERVED = re.compile(rb"[\xf7-\xff]")

Piece = tuple[int, int, bytes, bytes]
"""(start, end, mark, what counts of a literal or comment): a place in a file that a mark replaces."""


class Compact(NamedTuple):
    """A text with marks in it."""

    text: bytes
    texts: list[bytes]
    """What counts of each literal and comment, in order."""
    breaks: list[int]
    """How many line breaks each literal and comment holds."""


def compact(source: bytes, pieces: Iterable[Piece]) -> Compact:
    """Put marks in the place of the pieces, in order; a border inside of a literal moves behind it."""
    clean = _RESERVED.search(source) is None
    parts: list[bytes] = []
    texts: list[bytes] = []
    breaks: list[int] = []
    position = 0
    for start, end, mark, text in pieces:
        if start > position:
            gap = source[position:start]
            parts.append(gap if clean else _RESERVED.sub(_escaped, gap))
            position = start
        if mark is LITERAL or mark is COMMENT:
            if start < position:
                continue
            texts.append(text)
            breaks.append(source.count(b"\n", start, end))
        parts.append(mark)
        position = max(position, end)
    gap = source[position:]
    parts.append(gap if clean else _RESERVED.sub(_escaped, gap))
    return Compact(b"".join(parts), texts, breaks)


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"\xf7%02x" % match[0][0]
