"""Which overloads something has: declarations of one name that differ in their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count
from stc_lsp.code.identifiers import readable, unnumbered
from stc_lsp.code.resolve.overloads import is_signature
from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.headers import MOST_CITED, MOST_LINES
from stc_lsp.wake.structural.narrow.meant import meanings

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_MOST_MEANINGS = 4

_WITH_IMPLEMENTATION = frozenset({"typescript", "tsx"})


def overloads(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The declarations of each function of that name; of overloads of one class together."""
    groups: dict[tuple[str, str], list[StoredChunk]] = {}
    for each in meanings(inquiry, asked.slots[0]):
        if each.chunk.kind in CALLABLE:
            groups.setdefault((each.path, unnumbered(each.chunk.qualname)), _declared(inquiry, each))
    return [
        _said(inquiry, readable(name), found) for (_, name), found in list(groups.items())[:_MOST_MEANINGS]
    ]


def _declared(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """All that is declared under its name where it stands; in Python what `@overload` marks, and it."""
    name = unnumbered(stored.chunk.qualname)
    found = [
        each
        for each in inquiry.snapshot.chunks(stored.path)
        if each.chunk.kind in CALLABLE and unnumbered(each.chunk.qualname) == name
    ]
    if stored.language == "python":
        return [each for each in found if is_signature(each.chunk)] or [stored]
    if stored.language in _WITH_IMPLEMENTATION and len(found) > 1:
        # The last has a body for all of them, and cannot be called as it is declared itself.
        return [each for each in found if not _has_body(inquiry, each)] or found
    return found


def _has_body(inquiry: Inquiry, stored: StoredChunk) -> bool:
    source = inquiry.present.text_as_indexed(stored.path)
    return source is not None and source[stored.chunk.name_end_byte : stored.chunk.end_byte].rstrip(
        b"; \n"
    ).endswith(b"}")


def _said(inquiry: Inquiry, name: str, found: list[StoredChunk]) -> Finding:
    citations = tuple(inquiry.cite(*found[:MOST_CITED]))
    if len(found) < 2:
        return Finding(
            f"{code(name)} has no overloads: there is {inquiry.placed(found[0])} alone.", citations
        )
    lines = [f"{code(each.chunk.signature)} ({inquiry.place(each)})" for each in found[:MOST_LINES]]
    return Finding(
        f"{code(name)} has {count(len(found), 'overload')}:\n{bulleted(lines, len(found))}", citations
    )
