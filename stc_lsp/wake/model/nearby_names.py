"""Names that stand near what is shown: a map of what else there is, for three tokens a name.

An answer names what it speaks of. Which names those are can be told without reading the code: those in many
of the pieces that search found, in the better ones, and those that have a word of the question.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.claims import names_in
from stc_lsp.code.identifiers import search_terms
from stc_lsp.models.tokens import mean_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from stc_lsp.wake.model.knapsack import Candidate

_WITH_WORD = 2
"""How many times as likely as others a name is that has a word of the question."""
_DEFINED = 2
"""The same of one that the repository defines."""


@dataclass(frozen=True, slots=True)
class NameList:
    """A note that lists names of a chunk, without them."""

    note: Candidate
    names: tuple[str, ...]

    @property
    def of_its_place(self) -> frozenset[str]:
        """Those in the name of the chunk and in the path of its file, which it shows as well."""
        return names_in([self.note.piece.label, self.note.piece.path])

    def with_names(self, names: Sequence[str]) -> Candidate:
        """The note with these of its names."""
        piece = replace(self.note.piece, text=self.note.piece.text + ", ".join(names))
        cost = self.note.cost + sum(map(_cost_of_name, names))
        return replace(self.note, piece=piece, names=frozenset(names) | self.of_its_place, cost=cost)


def nearby_names(
    lists: Sequence[NameList],
    found: Sequence[Candidate],
    taken: Sequence[Candidate],
    wanted: Collection[str],
    room: float,
    defined_among: Callable[[Collection[str]], Collection[str]],
) -> list[Candidate]:
    """The likeliest names of some lists that nothing taken shows yet, each once, in about `room` tokens.

    `defined_among` tells which names the repository defines. List by list, that which is worth most for its
    tokens first: its note and the file cost tokens as well.
    """
    shown = frozenset[str]().union(*(each.names for each in taken))
    worth = _worth_of_names(lists, found, wanted, defined_among)
    left = {name: value for name, value in worth.items() if name not in shown}
    paths = {each.piece.path for each in taken}
    waiting = [replace(each, names=_in_order(each.names, left)) for each in lists]
    chosen: list[Candidate] = []
    while waiting:
        offers = [(_offer(each, left, paths, room), each) for each in waiting]
        (_, names), best = max(offers, key=lambda offer: offer[0][0])
        if not names:
            break
        note = best.with_names(names)
        room -= note.cost + (0 if note.piece.path in paths else note.path_cost)
        paths.add(note.piece.path)
        for name in note.names:
            left.pop(name, None)
        chosen.append(note)
        waiting.remove(best)
    return chosen


def _worth_of_names(
    lists: Iterable[NameList],
    found: Iterable[Candidate],
    wanted: Collection[str],
    defined_among: Callable[[Collection[str]], Collection[str]],
) -> dict[str, float]:
    """How likely an answer has each name, beside the others."""
    count: Counter[str] = Counter()
    best: dict[str, float] = {}
    pieces = [(each.names, each.score) for each in found]
    pieces += [(each.of_its_place.union(each.names), each.note.score) for each in lists]
    for names, score in pieces:
        count.update(names)
        for name in names:
            best[name] = max(best.get(name, 0.0), score)
    defined = defined_among(count.keys())
    worth: dict[str, float] = {}
    for name, times in count.items():
        has_word = any(term in wanted for term in _words_of(name))
        worth[name] = (
            best[name] * times * (_WITH_WORD if has_word else 1) * (_DEFINED if name in defined else 1)
        )
    return worth


def _in_order(names: Iterable[str], worth: dict[str, float]) -> tuple[str, ...]:
    """Those that are worth anything, by how much for each of their tokens."""
    return tuple(
        sorted(
            (name for name in names if name in worth),
            key=lambda name: (-worth[name] / _cost_of_name(name), name),
        )
    )


def _offer(
    each: NameList, left: dict[str, float], paths: Collection[str], room: float
) -> tuple[float, list[str]]:
    """What a list is worth for each of its tokens at best, and with which names; none if it has no room."""
    cost = each.note.cost + (0 if each.note.piece.path in paths else each.note.path_cost)
    worth = sum(left.get(name, 0.0) for name in each.of_its_place)
    names: list[str] = []
    best = 0.0
    for name in each.names:
        if name not in left:
            continue
        cost += _cost_of_name(name)
        worth += left[name]
        if cost > room or worth / cost <= best:
            break
        best = worth / cost
        names.append(name)
    return best, names


@lru_cache(maxsize=1 << 14)
def _cost_of_name(name: str) -> float:
    return mean_tokens(f"{name}, ")


@lru_cache(maxsize=1 << 14)
def _words_of(name: str) -> frozenset[str]:
    """The words in a name, as stems."""
    return frozenset(map(stem, search_terms(name)))
