"""Which values something may have: an enumeration's members, the literals of a type, an option's choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.heirs import is_enumeration
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import meanings
from stc_lsp.wake.structural.options import declared
from stc_lsp.wake.structural.owned import enumerated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_LITERAL = r"(?:\"[^\"\n]*\"|'[^'\n]*'|-?\d[\w.]*|true|false|null|undefined|None|True|False)"
_UNION = re.compile(rf"{_LITERAL}(?:\s*\|\s*{_LITERAL})+")
"""TypeScript's `'base' | 'html'`."""
_LITERALS = re.compile(rf"\bLiteral\[\s*(?P<values>{_LITERAL}(?:\s*,\s*{_LITERAL})*)\s*,?\s*\]")
"""Python's."""
_MOST, _MOST_VALUES = 4, 40
_LONGEST = 4000
"""Bytes of a declaration that are looked through."""


def possible_values(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """What is known of each class, variable or parameter of that name, and of options that are called so."""
    name = asked.slots[0].name
    found = [each for each in meanings(inquiry, asked.slots[0]) if kind_of(each.path) is FileKind.CODE]
    told = [_of_definition(inquiry, each) for each in found]
    told += [*_of_parameters(inquiry, name), *_of_options(inquiry, name)]
    return [*[each for each in told if each is not None][:_MOST]]


def _of_definition(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    if stored.chunk.kind is ChunkKind.CLASS and is_enumeration(inquiry, stored):
        members = enumerated(inquiry, stored)
        return Finding(members, tuple(inquiry.cite(stored))) if members else None
    source = inquiry.present.text_as_indexed(stored.path)
    if source is None or stored.chunk.kind in CALLABLE or stored.chunk.kind is ChunkKind.MODULE:
        return None
    start, end = stored.chunk.start_byte, min(stored.chunk.end_byte, stored.chunk.start_byte + _LONGEST)
    declaration = source[start:end].decode(errors="replace")
    if stored.chunk.kind is ChunkKind.CLASS and "{" in declaration:
        return None
    values = _values(declaration)
    if not values:
        return None
    return Finding(f"{inquiry.placed(stored)} may be {values}.", tuple(inquiry.cite(stored)), is_all=False)


def _of_parameters(inquiry: Inquiry, name: str) -> Iterator[Finding]:
    """Each parameter of that name whose type lists literals."""
    for each in inquiry.snapshot.headers(name):
        declared_so = re.search(rf"(?<![\w$]){re.escape(name)}\??\s*:\s*(?P<type>[^=;]+)", each.signature)
        values = _values(declared_so["type"]) if declared_so is not None else ""
        stored = inquiry.snapshot.chunk_by_id(each.id) if values else None
        if stored is not None and kind_of(each.path) is FileKind.CODE:
            told = f"The parameter {code(name)} of {inquiry.placed(stored)} may be {values}."
            yield Finding(told, tuple(inquiry.cite(stored)), is_all=False)


def _values(text: str) -> str:
    """The literals that come first in a type; "" if it lists none."""
    literals = _LITERALS.search(text)
    union = _UNION.search(text)
    found = literals["values"] if literals is not None else union[0] if union is not None else ""
    values = re.findall(_LITERAL, found)
    return codes(values, _MOST_VALUES) if len(values) > 1 else ""


def _of_options(inquiry: Inquiry, name: str) -> Iterator[Finding]:
    """Each option of that name that declares which values it takes."""
    for option in declared(inquiry, text=name):
        if option.choices and (option.is_called(name) or option.is_called(name.replace("_", "-"))):
            told = f"The option {code(option.long_name)} takes {codes(option.choices, _MOST_VALUES)}"
            told = f"{told}, as is declared at {inquiry.at(option.use)}."
            yield Finding(told, tuple(inquiry.citer.of_uses([option.use])), is_all=False)
