"""The longest files, classes and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, count
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.narrow.headers import cited, headers_in, kinds_asked, placed, tests_left_out
from stc_lsp.wake.structural.narrow.meant import place_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST = 10


def largest(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Those of a place that have the most lines."""
    place = place_of(inquiry, asked.slots)
    noun, kinds = kinds_asked(asked.words)
    found = headers_in(inquiry, place, kinds) if place is not None else []
    if place is None or not found:
        return []
    longest = sorted(found, key=lambda each: -each.lines)[:_MOST]
    lines = [f"{placed(each)}: {count(each.lines, 'line')}" for each in longest]
    text = (
        f"Of the {count(len(found), noun)} of code{place.said()}, these have the most lines, "
        f"comments and documentation included:\n{bulleted(lines, len(lines))}"
    )
    return [Finding(paragraphs(text, tests_left_out(place)), cited(longest))]
