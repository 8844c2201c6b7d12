"""Positions and edits in a buffer, against what the protocol says, for any text and in every encoding."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind, Range

from stc_lsp.server.session.text import ENCODINGS, Text

TEXTS = st.text(st.sampled_from("ab \t\n\r\f\v\x85\u2028é漢😀"), max_size=40)
UNITS = {
    PositionEncodingKind.Utf8: lambda text: len(text.encode()),
    PositionEncodingKind.Utf16: lambda text: len(text.encode("utf-16-le")) // 2,
    PositionEncodingKind.Utf32: len,
}


def position_of(text: str, offset: int, encoding: PositionEncodingKind) -> Position:
    """Where a character stands, worked out the long way."""
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text) if match.end() <= offset]
    start = ends[-1] if ends else 0
    return Position(len(ends), UNITS[encoding](text[start:offset]))


def places(text: str) -> list[int]:
    """Offsets that a position can name: not the middle of a line's end."""
    return [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_every_character_has_a_position_that_leads_back_to_it(
    text: str, encoding: PositionEncodingKind
) -> None:
    buffer = Text(text.encode(), encoding)
    for offset in places(text):
        byte = len(text[:offset].encode())
        position = position_of(text, offset, encoding)
        assert buffer.position_at(byte) == position
        assert buffer.byte_at(position) == byte


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_an_edit_replaces_exactly_what_it_names(
    text: str, replacement: str, encoding: PositionEncodingKind, data: st.DataObject
) -> None:
    first, last = sorted(data.draw(st.tuples(*2 * [st.sampled_from(places(text))])))
    where = Range(position_of(text, first, encoding), position_of(text, last, encoding))
    edited = Text(text.encode(), encoding).edited(where, replacement)
    assert edited.source.decode() == text[:first] + replacement + text[last:]


@pytest.mark.parametrize(
    ("position", "byte"),
    [
        (Position(0, 99), 3),  # behind the end of a line: its end
        (Position(1, 99), 7),
        (Position(1, 1), 4),  # in the middle of a character: before it
        (Position(2, 0), 8),
        (Position(3, 0), None),  # behind the last line
    ],
)
def test_a_position_that_is_not_there_means_the_nearest_one(position: Position, byte: int | None) -> None:
    assert Text("abc\n€\n".encode(), PositionEncodingKind.Utf8).byte_at(position) == byte


def test_a_line_is_counted_as_the_index_counts_it() -> None:
    assert Text(b"a\nb\nc", PositionEncodingKind.Utf16).line_of(Position(1, 1)) == 2
    assert Text(b"a\nb\nc", PositionEncodingKind.Utf16).line_of(Position(99, 0)) == 3
