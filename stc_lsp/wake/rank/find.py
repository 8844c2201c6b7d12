"""Places that fit a query, with what is known of each: search as a result of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.abbreviations import words_in_code
from stc_lsp.code.asking.question import read_question
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.wake.cite import lines_showing
from stc_lsp.wake.hover.freshness import Freshness, Present
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.values import FoundPlace

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.wake.documents import Documents


def occurs(query: str, snapshot: Snapshot) -> bool:
    """Whether any word of a query, as it is or as code writes it, stands anywhere in what is indexed.

    If none does, what `find` finds is near in meaning at best.
    """
    return any(text and snapshot.search_scores(text, 1) for text in (query, " ".join(words_in_code(query))))


def find(
    query: str,
    snapshot: Snapshot,
    documents: Documents,
    embeddings: Embeddings | None = None,
    *,
    first: int = 0,
    most: int = 10,
) -> tuple[list[FoundPlace], bool]:
    """Places from the one numbered `first` on, best first, and whether there are more.

    What is gone since it was indexed is left out.
    """
    ranked = retrieve(read_question(query), snapshot, embeddings).places
    present = Present(snapshot, documents)
    found: list[FoundPlace] = []
    for place in ranked[first : first + most]:
        freshness, now = present.of(place.chunk)
        if now is None:
            continue
        thought = snapshot.thought(place.chunk.id, ThoughtKind.SUMMARY)
        found.append(
            FoundPlace(
                place.chunk.label,
                str(now.kind),
                lines_showing(place.chunk.path, now),
                now.signature,
                thought.items[0].text if thought is not None else "",
                fresh=freshness in (Freshness.CURRENT, Freshness.MOVED),
            )
        )
    return found, len(ranked) > first + most
