"""Of places that search found: which say enough of a question to be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.structural.summaries import summary_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_LEAST_SHARE = 0.4
"""Of what the best of the places has of the question's words, by their rarity."""


def worth_listing(inquiry: Inquiry, places: Sequence[StoredChunk]) -> list[StoredChunk]:
    """Those that have more of a question than a word that many things have, in their order."""
    shares = dict.fromkeys((each.id for each in places), 0.0)
    counts = dict.fromkeys(shares, 0)
    words = inquiry.snapshot.words_found(inquiry.question.text, shares)
    for word, ids in words.items():
        for id_ in ids:
            shares[id_] += inquiry.snapshot.rarity(word)
            counts[id_] += 1
    # A question of one word asks for whatever has that.
    least = min(2, len(words))
    best = max(shares.values(), default=0.0)
    kept = [each for each in places if counts[each.id] >= least and shares[each.id] >= _LEAST_SHARE * best]
    return kept or list(places[:1])


def place_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    """One place in a line: its name, where it stands, and what it is for."""
    summary = summary_said(inquiry, stored)
    if stored.chunk.qualname:
        return inquiry.placed(stored, summary)
    return inquiry.place(stored) + (f": {summary}" if summary else "")
