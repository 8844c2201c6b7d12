"""Of places that search found: which say enough of a question to be listed, and how they belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes
from stc_lsp.code.values import CALLEES, ReferenceKind
from stc_lsp.wake.structural.inquiry import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_LEAST_SHARE = 0.4
"""Of what the best of the places has of the question's words, by their rarity."""
_MOST_SENTENCES = 3


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


def related_said(inquiry: Inquiry, places: Sequence[StoredChunk]) -> list[str]:
    """Which of some places call others: one short paragraph, or none."""
    known = {each.id: each for each in places if each.chunk.kind in CALLEES}
    said = [_calls_said(inquiry, each, known) for each in known.values()]
    return [" ".join([each for each in said if each][:_MOST_SENTENCES])] if any(said) else []


def _calls_said(inquiry: Inquiry, caller: StoredChunk, known: dict[int, StoredChunk]) -> str:
    uses = inquiry.snapshot.references_in(caller.id, (ReferenceKind.CALL,))
    called = {use.target_id: label(known[use.target_id]) for use in uses if use.target_id in known}
    called.pop(caller.id, None)
    return f"{code(label(caller))} calls {codes(list(called.values()))}." if called else ""
