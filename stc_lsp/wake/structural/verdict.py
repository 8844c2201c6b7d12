"""What an answer of static analysis says of itself: that it knows all of it, or that it may not be all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.values import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.wake.structural.inquiry import Finding, Inquiry
    from stc_lsp.wake.values import Citation

MOST_CITED = 12


def told_of(inquiry: Inquiry, findings: Sequence[Finding | None], knows: str) -> Told | None:
    """One answer of several findings; None if there is none. `knows`: as in "who uses it"."""
    found = [finding for finding in findings if finding is not None]
    if not found:
        return None
    reason = f"Static analysis knows exactly {knows}, so no model was asked."
    is_all = all(finding.is_all for finding in found)
    if all(finding.is_unknown for finding in found):
        reason = "No such name was found when the repository was read, so no model was asked."
    elif not is_all:
        reason = f"This is what static analysis knows of {knows}; it may not be all. No model was asked."
    if not inquiry.citer.fresh:
        reason += " Some of what is cited was edited since it was last read."
    text = "\n\n".join(finding.text for finding in found)
    citations = taken_in_turn([finding.citations for finding in found])
    return Told(text, citations, inquiry.citer.fresh, reason, is_all)


def taken_in_turn(lists: Sequence[Sequence[Citation]]) -> tuple[Citation, ...]:
    """The first of each, then the second of each, and so on; each once, and no more than can be read."""
    longest = max(map(len, lists), default=0)
    found = (each[index] for index in range(longest) for each in lists if index < len(each))
    return tuple(dict.fromkeys(found))[:MOST_CITED]
