"""The course of something in the call graph: definitions that call one another and fit a question together.

Around the places that search finds, the definitions are chosen that are likeliest to tell it, those before
others that call one another, or are called. What calls what of them makes trees.
"""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.structural.calls import Calls, is_told
from stc_lsp.wake.structural.fitness import fitness
from stc_lsp.wake.structural.relevance import Relevance
from stc_lsp.wake.structural.vicinity import around, turned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.vicinity import Edge, Vicinity

_MOST = 12
"""Definitions of an answer."""
_LEAST = -2.5
"""The logarithm of the odds with which something is told."""
_JOINED = 2.0
"""What that gains by being joined to another that is told: who reads follows calls."""
_LOOKED_AT = 60
"""Of the ranking's functions, those from which the best are chosen to begin with."""
_BEGINNINGS = 6
_NEAR = 10
"""Best files of code, in which also those calls are looked at of which only names tell what they mean."""


class Course(NamedTuple):
    """Definitions that call one another: a tree. What several call is told below each, but unfolded once."""

    root: StoredChunk
    chunks: Mapping[int, StoredChunk]
    edges: Mapping[int, Mapping[int, Edge]]
    """For a definition the ids of those in the tree that it calls."""

    def below(self, chunk_id: int) -> list[StoredChunk]:
        """What a definition calls, in the order of the calls."""
        edges = self.edges.get(chunk_id, {})
        return [self.chunks[id_] for id_ in sorted(edges, key=lambda id_: edges[id_].place)]

    def all_edges(self) -> Iterator[Edge]:
        """Those between its definitions."""
        return (edge for edges in self.edges.values() for edge in edges.values())

    def in_order(self) -> Iterator[StoredChunk]:
        """Each definition before what it calls."""
        waiting = [self.root]
        while waiting:
            current = waiting.pop(0)
            yield current
            waiting[:0] = self.below(current.id)


class Courses:
    """Finds the courses that answer one question."""

    def __init__(self, inquiry: Inquiry, ranking: Ranking, start: StoredChunk | None = None) -> None:
        """`start`: what the question names, and the course begins with."""
        self._inquiry = inquiry
        self._ranking = ranking
        self._start = start
        names = inquiry.question.names if start is not None else ()
        self.relevance = Relevance(inquiry.question, inquiry.snapshot, ranking, names)
        near = [path for path in ranking.files if is_told(path)][:_NEAR]
        self.calls = Calls(inquiry.snapshot, near, inquiry.present.text)

    def best(self) -> list[Course]:
        """The courses that fit, the best first; [] if nothing is found that calls anything."""
        vicinity = self.vicinity()
        if not any(vicinity.edges.values()):
            return []
        fit = fitness(vicinity, self.relevance, self.calls)
        chosen = fitting_together(fit, vicinity, self._start)
        courses = _trees(chosen, vicinity, self._start)
        courses.sort(key=lambda each: -sum(_chance(fit[id_]) for id_ in each.chunks))
        return [*_but_namesakes(courses)] if len(courses[0].chunks) > 1 else []

    def vicinity(self) -> Vicinity:
        """The definitions of which some are told."""
        if self._start is not None:
            return around(self.calls, [self._start], only_below=True)
        return around(self.calls, self._beginnings())

    def _beginnings(self) -> Sequence[StoredChunk]:
        named = self._inquiry.snapshot.called_like(self.relevance.terms(), 2 * _LOOKED_AT)
        found = [
            *self._best(place.chunk for place in self._ranking.places),
            *self._best(named),
            *self._best(self._using_named()),
        ]
        return list({each.id: each for each in found}.values())

    def _using_named(self) -> Iterator[StoredChunk]:
        """Who uses the classes that the question names."""
        for subject in self._inquiry.subjects.all:
            for each in subject.chunks[:1]:
                users = self._inquiry.snapshot.users(each.id, _LOOKED_AT)
                found = (self._inquiry.snapshot.chunk_by_id(user.chunk_id) for user in users)
                yield from (self.calls.whole(chunk) for chunk in found if chunk is not None)

    def _best(self, chunks: Iterable[StoredChunk]) -> Sequence[StoredChunk]:
        """The functions among the first of these that fit best."""
        told = (each for each in chunks if each.chunk.kind in CALLABLE and is_told(each.path))
        wholes = map(self.calls.whole, islice(told, _LOOKED_AT))
        found = {each.id: each for each in wholes}
        return sorted(found.values(), key=lambda each: -self.relevance.of(each))[:_BEGINNINGS]


def fitting_together(
    fit: Mapping[int, float], vicinity: Vicinity, start: StoredChunk | None = None
) -> Collection[int]:
    """The definitions that are likeliest to be told together.

    One that another calls is joined to it; one that calls another only if no other of them does: who else
    calls it is no part of the way. What joins two may be chosen for the sake of the second. From a start on,
    only what is joined to it.
    """
    below, above = vicinity.edges, turned(vicinity.edges)
    chosen = [start.id if start is not None else max(fit, key=fit.__getitem__)]
    while len(chosen) < _MOST:
        roots = [id_ for id_ in chosen if above[id_].keys().isdisjoint(chosen)]
        joined = {*_all(below, chosen), *_all(above, roots)}.difference(chosen)
        worth = {id_: fit[id_] for id_ in fit.keys() - joined - {*chosen} if start is None}
        for id_ in joined:
            beyond = (below[id_].keys() | above[id_].keys()) - joined - {*chosen}
            with_next = max(((fit[id_] + fit[other]) / 2 for other in beyond), default=-math.inf)
            worth[id_] = max(fit[id_], with_next) + _JOINED
        best = max(sorted(worth), key=worth.__getitem__, default=None)
        if best is None or (start is None and worth[best] < _LEAST):
            break
        chosen.append(best)
    return chosen


def _but_namesakes(courses: Iterable[Course]) -> Iterator[Course]:
    """Without single definitions that have the name of one that is told already."""
    told: set[str] = set()
    for each in courses:
        names = {chunk.chunk.name for chunk in each.chunks.values()}
        if len(each.chunks) > 1 or told.isdisjoint(names):
            told |= names
            yield each


def _all(links: Mapping[int, Mapping[int, Edge]], ids: Iterable[int]) -> frozenset[int]:
    return frozenset[int]().union(*(links[id_] for id_ in ids))


def _trees(chosen: Collection[int], vicinity: Vicinity, start: StoredChunk | None = None) -> list[Course]:
    """What is chosen, as trees of calls; their roots are what none of the others calls."""
    edges = {
        id_: {other: edge for other, edge in vicinity.edges[id_].items() if other in chosen} for id_ in chosen
    }
    called = {other for below in edges.values() for other in below}
    roots = [start.id] if start is not None else [id_ for id_ in chosen if id_ not in called]
    unfolded: set[int] = set()
    # In a circle everything is called: then the likeliest begins.
    return [_tree(root, edges, vicinity, unfolded) for root in (*roots, *chosen) if root not in unfolded]


def _tree(
    root: int, edges: Mapping[int, Mapping[int, Edge]], vicinity: Vicinity, unfolded: set[int]
) -> Course:
    """All below a root, each below the nearest to it; what is `unfolded` already, without what it calls."""
    unfolded.add(root)
    waiting, told = [root], {root}
    kept: dict[int, dict[int, Edge]] = {}
    for current in waiting:
        for other, edge in sorted(edges[current].items(), key=lambda each: not each[1].is_certain):
            if other in told or (other in unfolded and current != root):
                continue
            kept.setdefault(current, {})[other] = edge
            told.add(other)
            if other not in unfolded:
                unfolded.add(other)
                waiting.append(other)
    return Course(vicinity.chunks[root], {id_: vicinity.chunks[id_] for id_ in told}, kept)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
