"""The longest files, classes and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, count
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.headers import (
    cited,
    headers_in,
    is_wanted,
    kinds_asked,
    placed,
    tests_left_out,
)
from stc_lsp.wake.structural.narrow.meant import Place, place_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.code.values import ChunkKind
    from stc_lsp.memory.read.catalogue import Header

_MOST = 10
_READ = 300
"""The longest that are read, of which some are no code."""


def largest(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Those of a place that have the most lines."""
    place = place_of(inquiry, asked.slots)
    noun, kinds = kinds_asked(asked.words)
    if place is None:
        return []
    number, longest = _longest(inquiry, place, kinds)
    if not number:
        return []
    lines = [f"{placed(each)}: {count(each.lines, 'line')}" for each in longest]
    text = (
        f"Of the {count(number, noun)} of code{place.said()}, these have the most lines, "
        f"comments and documentation included:\n{bulleted(lines, len(lines))}"
    )
    return [Finding(paragraphs(text, tests_left_out(place)), cited(longest))]


def _longest(inquiry: Inquiry, place: Place, kinds: Collection[ChunkKind]) -> tuple[int, list[Header]]:
    """How many there are, and the first with the most lines."""
    if not place.scope.path:
        counts = inquiry.snapshot.counts_by_file(kinds)
        number = sum(found for path, found in counts.items() if is_wanted(path, place))
        longest = [each for each in inquiry.snapshot.longest(kinds, _READ) if is_wanted(each.path, place)]
        if len(longest) >= min(_MOST, number):
            return number, longest[:_MOST]
    found = headers_in(inquiry, place, tuple(kinds))
    return len(found), sorted(found, key=lambda each: -each.lines)[:_MOST]
