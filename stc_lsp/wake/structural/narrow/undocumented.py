"""Which definitions have no documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import plural
from stc_lsp.code.identifiers import is_dunder, is_public
from stc_lsp.code.values import CONSTRUCTORS
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.headers import (
    cited,
    headers_in,
    kinds_asked,
    placed_list,
    tests_left_out,
)
from stc_lsp.wake.structural.narrow.meant import place_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.read.catalogue import Header

_PUBLIC = frozenset({"public", "exported"})
_LEFT_OUT = "Constructors and methods that the language itself calls are left out."


def undocumented(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What of a place has no documentation, by itself or as the comment above it; what is public first."""
    place = place_of(inquiry, asked.slots)
    if place is None:
        return []
    noun, kinds = kinds_asked(asked.words)
    only_public = not _PUBLIC.isdisjoint(asked.words)
    headers = [
        each
        for each in headers_in(inquiry, place, kinds)
        if not is_dunder(each.name)
        and each.name not in CONSTRUCTORS
        and (_is_public(each) or not only_public)
    ]
    if not headers:
        return []
    without = inquiry.snapshot.undocumented()
    found = sorted((each for each in headers if each.id in without), key=lambda each: not _is_public(each))
    sort = f"{'public ' if only_public else ''}{plural(noun, len(headers))}"
    are = f"{plural('has', len(found))} no documentation"
    public = sum(map(_is_public, found))
    said = f", {public:,} of them public" if 0 < public < len(found) else ""
    text = f"{len(found):,} of {len(headers):,} {sort}{place.said()} {are}{said}"
    text = f"{text}:\n{placed_list(found)}" if found else f"{text}."
    return [Finding(paragraphs(text, _LEFT_OUT, tests_left_out(place)), cited(found))]


def _is_public(each: Header) -> bool:
    return is_public(each.language, each.qualname)
