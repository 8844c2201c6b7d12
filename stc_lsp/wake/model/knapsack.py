"""A knapsack: of pieces of text those that cover a question best in few tokens.

Pieces compete by what they add per token: the question's words that they cover and nobody chosen before has,
by how rare they are; and what search thinks of their chunk. A parent's summary that covers those of its parts
takes their place. The greedy choice for such a sum is within 1 - 1/e of the best (Nemhauser, Wolsey, Fisher,
1978), and the same each time.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.wake.model.shown import Piece

_AGAIN = 0.4
"""What a word is worth that has been covered already; each further time so much less."""
_RELEVANCE = 0.5
"""What a first piece of a chunk adds for being about that chunk, beside the words it covers."""
_FURTHER = 0.5
"""The same for each further piece of the chunk."""
_LEAST_TOKENS = 24
"""A piece of fewer tokens counts as so many: a crumb is no bargain."""


@dataclass(slots=True)
class Candidate:
    """A piece of text with what it would show, and what it costs."""

    piece: Piece
    terms: frozenset[str]
    """Words of the question that it covers."""
    names: frozenset[str]
    """Identifiers that it shows."""
    cost: float
    """Tokens."""
    score: float
    path_cost: int
    """Of naming its file, if nothing else of that is shown."""


def rarity(wanted: frozenset[str], candidates: Sequence[Candidate]) -> dict[str, float]:
    """How much each word of the question counts: less if it is everywhere, nothing if it is nowhere."""
    count = dict.fromkeys(wanted, 0)
    for each in candidates:
        for term in each.terms:
            count[term] += 1
    total = len(candidates)
    return {term: math.log(1 + total / number) for term, number in sorted(count.items()) if number}


def chosen(
    candidates: Sequence[Candidate],
    weights: dict[str, float],
    budget: int,
    certain: Sequence[Candidate] = (),
) -> list[Candidate]:
    """The best candidates of about `budget` tokens together, by how much each word counts.

    Those that are `certain` are chosen already: what others add is beside them.
    """
    choice = _Choice(weights)
    room = budget - sum(each.cost + choice.take(each) for each in certain)
    waiting = _queue(range(len(candidates)), candidates, choice)
    while waiting:
        _, index = heapq.heappop(waiting)
        best = candidates[index]
        worth = choice.worth(best)
        if best.cost > room or worth <= 0:
            continue
        if waiting and -waiting[0][0] > worth:
            # What a piece adds only shrinks as others are chosen, so an old figure is a bound (Minoux, 1978).
            heapq.heappush(waiting, (-worth, index))
            continue
        is_new = choice.names_file(best)
        room -= best.cost + choice.take(best)
        replaced = choice.replaced_by(best)
        room += sum(each.cost for each in replaced)
        if replaced or is_new:
            # Words that were covered are not any more, or a file is named: others may be worth more again.
            waiting = _queue((index for _, index in waiting), candidates, choice)
    return choice.taken


def _queue(
    indices: Iterable[int], candidates: Sequence[Candidate], choice: _Choice
) -> list[tuple[float, int]]:
    waiting = [(-choice.worth(candidates[index]), index) for index in indices]
    heapq.heapify(waiting)
    return waiting


class _Choice:
    """What has been chosen so far, and what one more piece would add."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._times = dict.fromkeys(weights, 0)
        self._of_chunk: dict[int, int] = {}
        self._paths: set[str] = set()
        self.taken: list[Candidate] = []

    def worth(self, each: Candidate) -> float:
        """What a piece would add for each of its tokens."""
        cost = each.cost + (0 if each.piece.path in self._paths else each.path_cost)
        return self._gain(each) / max(cost, _LEAST_TOKENS)

    def names_file(self, each: Candidate) -> bool:
        """Whether taking a piece names its file for the first time: what else is there costs less then."""
        return each.piece.path not in self._paths

    def _gain(self, each: Candidate) -> float:
        words = sum(self._weights[term] * _AGAIN ** self._times[term] for term in each.terms)
        about = _RELEVANCE * _FURTHER ** self._of_chunk.get(each.piece.chunk_id, 0)
        if each.piece.is_note and self._is_told(each):
            return 0.0
        return each.score * (words + about)

    def take(self, each: Candidate) -> float:
        """Choose a piece; returns the tokens that naming its file costs."""
        for term in each.terms:
            self._times[term] += 1
        chunk_id = each.piece.chunk_id
        self._of_chunk[chunk_id] = self._of_chunk.get(chunk_id, 0) + 1
        self.taken.append(each)
        if each.piece.path in self._paths:
            return 0
        self._paths.add(each.piece.path)
        return each.path_cost

    def replaced_by(self, parent: Candidate) -> Sequence[Candidate]:
        """Take back the notes about parts of what a note tells, where it covers all that they do."""
        if not parent.piece.is_note:
            return ()
        parts = [
            each
            for each in self.taken
            if each.piece.is_note
            and each.piece.parent_id == parent.piece.chunk_id
            and each.terms <= parent.terms
        ]
        for each in parts:
            self.taken.remove(each)
            for term in each.terms:
                self._times[term] -= 1
        return parts

    def _is_told(self, each: Candidate) -> bool:
        """Whether a note about what this is a part of is chosen, and covers all that this does."""
        return any(
            other.piece.is_note and other.piece.chunk_id == each.piece.parent_id and each.terms <= other.terms
            for other in self.taken
        )
