"""All references of a file as one BLOB, of which a few can be read without the rest. Pure.

A hover reads those of one function out of a file of thousands: numbers are arrays, texts are split, and only
what is asked for becomes a `Reference`.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stc_lsp.code.values import Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Sequence

_FILES_UNPACKED = 16
"""A saved file's references are asked for several times in a row, those around a cursor at each hover."""
_LETTERS = {kind: chr(ord("a") + number) for number, kind in enumerate(ReferenceKind)}
"""By their order: a new kind goes to the end, or references of an index from before are misread."""
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

_FORMAT = b"\x01"
_JSON = b"["
"""What was written before there was a format began so."""
_NONE = b"[[],[],[],[],[],[],[]]"
_NUMBER = "I"
"""Unsigned, as this machine writes it: an index stays where it was made."""
_WIDTH = array(_NUMBER).itemsize
_PLACES = 4
"""Columns of numbers: chunk, start, end, line."""
_Columns = tuple[str, list[str], list[str | None], list["array[int]"]]

_ESCAPE, _NOTHING, _COLUMN, _TEXT = "\x1c", "\x1d", "\x1e", "\x1f"
"""Before a letter that stands for one of these four; an expression that is empty, where "" is one that is the
name; between columns; between texts."""
_SPECIAL = re.compile(f"[{_ESCAPE}-{_TEXT}]")
_ESCAPED = re.compile(f"{_ESCAPE}(.)")
_TO_LETTER = ord("A")


def pack_references(columns: Sequence[Sequence[Any]]) -> bytes:
    """All references of a file, given as columns; b"" for none."""
    if not columns:
        return b""
    # How many arguments a call gives is of use only while the file is resolved.
    kinds, names, expressions, *places, _ = columns
    names, expressions = _escaped(names), _escaped(expressions)
    shortened = ["" if one == name else one or _NOTHING for one, name in zip(expressions, names, strict=True)]
    letters = "".join([_LETTERS[kind] for kind in kinds])
    texts = _COLUMN.join((letters, _TEXT.join(names), _TEXT.join(shortened)))
    numbers = (array(_NUMBER, column).tobytes() for column in ([len(kinds)], *places))
    # Level 1: the columns are so repetitive that more effort gains little, and this runs for every file.
    return zlib.compress(b"".join((_FORMAT, *numbers, texts.encode("utf-8", "surrogatepass"))), 1)


class PackedReferences:
    """The references of a file, each known by its number: its place among all of them."""

    def __init__(self, packed: bytes) -> None:
        """From what `pack_references` gave."""
        columns = _columns(zlib.decompress(packed) if packed else _NONE)
        self._letters, self.names, self.expressions, self._places = columns
        """Of expressions None, where one is the name."""

    def numbers(
        self, kinds: Collection[ReferenceKind] | None = None, chunks: Container[int] | None = None
    ) -> list[int]:
        """The numbers of those of some kinds that stand in some chunks; None: of all."""
        numbers = range(len(self.names))
        if chunks is not None:
            numbers = [number for number, chunk in enumerate(self._places[0]) if chunk in chunks]
        if kinds is None:
            return list(numbers)
        letters = {_LETTERS[kind] for kind in kinds}
        return [number for number in numbers if self._letters[number] in letters]

    def some(self, numbers: Iterable[int]) -> list[Reference]:
        """Those with these numbers."""
        letters, names, expressions = self._letters, self.names, self.expressions
        chunks, starts, ends, lines = self._places
        return [
            Reference(
                _KINDS[letters[number]],
                names[number],
                names[number] if (expression := expressions[number]) is None else expression,
                chunks[number],
                starts[number],
                ends[number],
                lines[number],
            )
            for number in numbers
        ]

    def every(self) -> tuple[Reference, ...]:
        """All of them."""
        return tuple(self.some(range(len(self.names))))


@lru_cache(maxsize=_FILES_UNPACKED)
def packed_references(packed: bytes) -> PackedReferences:
    """The same, without work for what was unpacked lately."""
    return PackedReferences(packed)


def _columns(raw: bytes) -> _Columns:
    if raw.startswith(_JSON):
        kinds, names, expressions, *written = json.loads(raw)
        letters = "".join([_LETTERS[ReferenceKind(kind)] for kind in kinds])
        return letters, names, expressions, [array(_NUMBER, column) for column in written]
    numbers = array(_NUMBER)
    begin = len(_FORMAT)
    (count,) = array(_NUMBER, raw[begin : begin + _WIDTH])
    end = begin + _WIDTH * (1 + _PLACES * count)
    numbers.frombytes(raw[begin:end])
    places = [numbers[1 + at * count : 1 + (at + 1) * count] for at in range(_PLACES)]
    letters, names, expressions = raw[end:].decode("utf-8", "surrogatepass").split(_COLUMN)
    return letters, _unescaped(names), _expressions(expressions), places


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    if not _SPECIAL.search("".join(texts)):
        return texts
    return [_SPECIAL.sub(lambda found: _ESCAPE + chr(ord(found[0]) + _TO_LETTER), each) for each in texts]


def _unescaped(joined: str) -> list[str]:
    texts = joined.split(_TEXT)
    return list(map(_as_it_was, texts)) if _ESCAPE in joined else texts


def _expressions(joined: str) -> list[str | None]:
    texts = joined.split(_TEXT)
    if _ESCAPE not in joined and _NOTHING not in joined:
        return [each or None for each in texts]
    return [None if not each else "" if each == _NOTHING else _as_it_was(each) for each in texts]


def _as_it_was(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(ord(found[1]) - _TO_LETTER), text)
