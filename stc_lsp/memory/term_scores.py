"""What each word adds to the scores of a full-text table's rows, kept from one question to the next.

bm25 is a sum over the words of a query, so what its words score apart adds up to what they score together.
Scoring takes its time for each row that matches, not for each question, and the words that stand in many rows
come again in the next question. numpy is imported where it is used: a hover needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_KEPT = 500_000
"""Rows of all words together: 5 to 8 MB."""
OF_A_WORD = 64
"""Rows that take as much as a word does, be it that no text has it."""


class TermScores(NamedTuple):
    """The rows that have one word, in no order, and what it adds to the score of each."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]


def term_scores(rows: Sequence[tuple[int, float]]) -> TermScores:
    """Of (row's id, score) pairs."""
    import numpy as np

    ids = np.fromiter((id_ for id_, _ in rows), np.int64, len(rows))
    return TermScores(ids, np.fromiter((score for _, score in rows), np.float64, len(rows)))


def best_rows(terms: Iterable[TermScores], limit: int) -> list[tuple[int, float]]:
    """(row's id, sum of its scores), best first, equal ones in the order of their ids."""
    import numpy as np

    found = list(terms)
    if not found or limit <= 0:
        return []
    ids, which = np.unique(np.concatenate([each.ids for each in found]), return_inverse=True)
    sums = np.bincount(which, np.concatenate([each.scores for each in found]), len(ids))
    best = np.lexsort((ids, -sums))[:limit]
    return list(zip(ids[best].tolist(), sums[best].tolist(), strict=True))
