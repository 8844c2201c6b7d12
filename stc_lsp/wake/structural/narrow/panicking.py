"""Which functions panic, in languages that raise nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ReferenceKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import place_of
from stc_lsp.wake.structural.outcomes import PANICS
from stc_lsp.wake.structural.users import cited, in_files, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredReference

_THROUGH_OTHERS = "What panics through what it calls, or by itself as it runs, is not listed."


def panicking(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The functions of a place that call what panics; none where no such language is used."""
    place = place_of(inquiry, asked.slots)
    if place is None or PANICS.keys().isdisjoint(inquiry.snapshot.languages().values()):
        return []
    uses = [use for use in _panics(inquiry) if place.admits_use(use)]
    in_code = [use for use in uses if not is_test_path(use.path)]
    in_tests = [use for use in uses if is_test_path(use.path)]
    if not in_code:
        told = f"Nothing outside of tests panics by itself{place.said()}."
    else:
        by = said_of(inquiry, users_of(in_code))
        told = f"Code outside of tests{place.said()} panics in {in_files(in_code)}, by{by}"
    also = f"Tests do so in {places(in_tests)}." if in_tests else ""
    text = paragraphs(told, also, _THROUGH_OTHERS)
    return [Finding(text, tuple(cited(inquiry, users_of(in_code))), is_all=False)]


def _panics(inquiry: Inquiry) -> list[StoredReference]:
    return [
        use
        for language, names in PANICS.items()
        for name in names
        for use in inquiry.snapshot.unresolved(name, language, (ReferenceKind.CALL,))
        if use.reference.expression == name
    ]
