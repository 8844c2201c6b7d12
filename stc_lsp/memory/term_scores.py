"""What each word adds to the scores of a full-text table's rows, kept from one question to the next.

bm25 is a sum over the words of a query, so what its words score apart adds up to what they score together.
Scoring takes its time for each row that matches, not for each question, and the words that stand in many rows
come again in the next question. numpy is imported where it is used: a hover needs none of it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_KEPT = 500_000
"""Rows of all words together: 5 to 8 MB."""
_OF_A_WORD = 64
"""Rows that take as much as a word does, be it that no text has it."""

_T = TypeVar("_T")


class TermScores(NamedTuple):
    """The rows that have one word, in no order, and what it adds to the score of each."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]


class RowsCache(Generic[_T]):
    """What was worked out of the rows of the words asked for last."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: OrderedDict[Hashable, tuple[_T, int]] = OrderedDict()
        self._most = most
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _T | None:
        """What was last put under `key`: a revision and a word."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: _T, rows: int) -> None:
        """Keep `value`, of so many rows; drop what was not asked for the longest when there are too many."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, rows + _OF_A_WORD
            self._rows += rows + _OF_A_WORD
            while self._rows > self._most:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._rows -= dropped


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
