"""The course of something in the call graph: definitions that call one another and fit a question together.

Around the places that search finds, the definitions are chosen that are likeliest to tell it, those before
others that call one another, or are called. What calls what of them makes trees.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.rank.central import centrality
from stc_lsp.wake.rank.kinds import is_production, stands_in_production
from stc_lsp.wake.structural.calls import Calls
from stc_lsp.wake.structural.fitness import fitness
from stc_lsp.wake.structural.relevance import Relevance
from stc_lsp.wake.structural.sites import Sites
from stc_lsp.wake.structural.vicinity import Edge, Vicinity, around, turned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST = 12
"""Definitions of an answer."""
_LEAST = -2.5
"""The logarithm of the odds with which something is told."""
_JOINED = 2.0
"""What that gains by being joined to another that is told: who reads follows calls."""
_NAMESAKE = 0.5
"""What it loses by having the name of one that is told: overrides of one method tell the same."""
_LOOKED_AT = 60
"""Of the ranking's functions, those from which the best are chosen to begin with."""
_BEGINNINGS = 6
_LIKELIEST_FOUND = 6
"""Of what search found, the likeliest to answer, whatever words of the question they have."""
_LIKELIEST = 3
"""Definitions of a course by which it is compared with others."""
_OF_ERRORS = re.compile(
    r"\b(?:rais|throw|fail|panic|crash|wrong|invalid|mistyp|catch|caught|abort|recover)|error|exception",
    re.IGNORECASE,
)
"""Of questions that ask what happens when something goes wrong."""
_NEAR = 10
"""Best files of code, in which also those calls are looked at of which only names tell what they mean."""


class Course(NamedTuple):
    """Definitions that call one another: a tree. What several call is told below each, but unfolded once."""

    root: StoredChunk
    chunks: Mapping[int, StoredChunk]
    edges: Mapping[int, Mapping[int, Edge]]
    """For a definition the ids of those in the tree that it calls."""
    odds: Mapping[int, float]
    """The logarithm of the odds that each is to be told."""

    def below(self, chunk_id: int) -> list[StoredChunk]:
        """What a definition calls, in the order of the calls."""
        edges = self.edges.get(chunk_id, {})
        return [self.chunks[id_] for id_ in sorted(edges, key=lambda id_: edges[id_].place)]

    def chance(self, chunk_id: int) -> float:
        """That a definition is to be told."""
        return 1 / (1 + math.exp(-self.odds[chunk_id]))

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
        near = [path for path in ranking.files if is_production(path)][:_NEAR]
        self.sites = Sites(inquiry.present)
        self.calls = Calls(inquiry.snapshot, near, inquiry.present.text)

    def best(self, about: StoredChunk | None = None) -> list[Course]:
        """The courses that fit, the best first; [] if nothing is found that calls anything.

        `about`: what one of them, the first, is to be about, if it calls anything or is called nearby.
        """
        vicinity = self.vicinity
        if not any(vicinity.edges.values()):
            return []
        whole = self.calls.whole(about).id if about is not None else 0
        kept = [whole] if self._start is None and whole in vicinity.chunks else []
        chosen = self._chosen(self._fit, vicinity, kept)
        courses = _trees(chosen, vicinity, self._fit, self._start)
        if len(courses) > 1:
            courses.sort(key=lambda each: (whole not in each.chunks, -self._weight(each)))
        return [*_but_namesakes(courses)] if len(courses[0].chunks) > 1 else []

    @cached_property
    def _fit(self) -> Mapping[int, float]:
        return fitness(self.vicinity, self.relevance, self.calls)

    def _chosen(
        self, fit: Mapping[int, float], vicinity: Vicinity, about: Sequence[int] = ()
    ) -> Collection[int]:
        """What is told; what is run on errors alone only if the question asks of that."""
        chosen = fitting_together(fit, vicinity, self._start, about)
        if self._is_of_errors():
            return chosen
        aside = self._on_errors(chosen, vicinity).difference(about)
        if not aside:
            return chosen
        kept = [id_ for id_ in chosen if id_ not in aside]
        fit = {**fit, **dict.fromkeys(aside, -math.inf)}
        chosen = fitting_together(fit, vicinity, self._start, kept)
        aside = self._on_errors(chosen, vicinity).difference(about)
        return [id_ for id_ in chosen if id_ not in aside]

    def _is_of_errors(self) -> bool:
        """Whether what happens is asked about when something goes wrong."""
        named = [each.chunk for subject in self._inquiry.subjects.all for each in subject.chunks[:1]]
        texts = (self._inquiry.question.text, *(" ".join((each.name, *each.bases)) for each in named))
        return any(_OF_ERRORS.search(text) for text in texts)

    def _on_errors(self, chosen: Collection[int], vicinity: Vicinity) -> frozenset[int]:
        """Those that others call, but only where an error has been raised."""
        calls: dict[int, list[bool]] = {}
        for caller in chosen:
            for callee, edge in vicinity.edges[caller].items():
                if callee in chosen:
                    site = self.sites.of(vicinity.chunks[caller], edge.place)
                    calls.setdefault(callee, []).append(site is not None and site.circumstances.is_handler)
        return frozenset(callee for callee, handles in calls.items() if all(handles))

    def _weight(self, course: Course) -> float:
        """By which the best of several is told first: its likeliest definitions, and how central they are."""
        central = centrality(self._inquiry.snapshot)
        best = sorted(map(course.chance, course.chunks), reverse=True)[:_LIKELIEST]
        shares = [central.of(each.path) for each in course.chunks.values()]
        return sum(best) * math.sqrt(sum(shares) / len(shares))

    @cached_property
    def vicinity(self) -> Vicinity:
        """The definitions of which some are told."""
        if self._start is not None:
            return around(self.calls, [self._start], only_below=True)
        return around(self.calls, self._beginnings())

    def _beginnings(self) -> Sequence[StoredChunk]:
        named = self._inquiry.snapshot.called_like(self.relevance.terms(), 2 * _LOOKED_AT)
        found = [
            *self._best(place.chunk for place in self._ranking.places),
            *self._best(self._ranking.likeliest(_LIKELIEST_FOUND)),
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
        told = (each for each in chunks if each.chunk.kind in CALLABLE and stands_in_production(each))
        wholes = map(self.calls.whole, islice(told, _LOOKED_AT))
        found = {each.id: each for each in wholes}
        return sorted(found.values(), key=lambda each: -self.relevance.of(each))[:_BEGINNINGS]


def fitting_together(
    fit: Mapping[int, float],
    vicinity: Vicinity,
    start: StoredChunk | None = None,
    kept: Sequence[int] = (),
) -> Collection[int]:
    """The definitions that are likeliest to be told together.

    One that another calls is joined to it; one that calls another only if no other of them does: who else
    calls it is no part of the way. What joins two may be chosen for the sake of the second. From a start on,
    only what is joined to it. What is `kept` is chosen already.
    """
    below, above = vicinity.edges, turned(vicinity.edges)
    chosen = [*kept] or [start.id if start is not None else max(fit, key=fit.__getitem__)]
    names = {id_: each.chunk.name for id_, each in vicinity.chunks.items()}
    while len(chosen) < _MOST:
        told = {names[id_] for id_ in chosen}
        odds = {id_: each - _NAMESAKE * (names[id_] in told) for id_, each in fit.items()}
        roots = [id_ for id_ in chosen if above[id_].keys().isdisjoint(chosen)]
        joined = {*_all(below, chosen), *_all(above, roots)}.difference(chosen)
        worth = {id_: odds[id_] for id_ in fit.keys() - joined - {*chosen} if start is None}
        for id_ in joined:
            beyond = (below[id_].keys() | above[id_].keys()) - joined - {*chosen}
            with_next = max(((odds[id_] + odds[other]) / 2 for other in beyond), default=-math.inf)
            worth[id_] = max(odds[id_], with_next) + _JOINED
        best = max(sorted(worth), key=worth.__getitem__, default=None)
        if best is None or worth[best] == -math.inf or (start is None and worth[best] < _LEAST):
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


def _trees(
    chosen: Collection[int],
    vicinity: Vicinity,
    fit: Mapping[int, float],
    start: StoredChunk | None = None,
) -> list[Course]:
    """What is chosen, as trees of calls; their roots are what none of the others calls."""
    edges = {
        id_: {other: edge for other, edge in vicinity.edges[id_].items() if other in chosen} for id_ in chosen
    }
    called = {other for below in edges.values() for other in below}
    roots = [start.id] if start is not None else [id_ for id_ in chosen if id_ not in called]
    unfolded: set[int] = set()
    # In a circle everything is called: then the likeliest begins.
    return [_tree(root, edges, vicinity, fit, unfolded) for root in (*roots, *chosen) if root not in unfolded]


def _tree(
    root: int,
    edges: Mapping[int, Mapping[int, Edge]],
    vicinity: Vicinity,
    fit: Mapping[int, float],
    unfolded: set[int],
) -> Course:
    """All below a root, each below the nearest to it; what is `unfolded` already, without what it calls."""
    unfolded.add(root)
    waiting, told = [root], {root}
    kept: dict[int, dict[int, Edge]] = {}
    for current in waiting:
        # What is certain first, then what comes first.
        for other, edge in sorted(
            edges[current].items(), key=lambda called: (not called[1].is_certain, called[1].place)
        ):
            if other in told or (other in unfolded and current != root):
                continue
            kept.setdefault(current, {})[other] = edge
            told.add(other)
            if other not in unfolded:
                unfolded.add(other)
                waiting.append(other)
    chunks = {id_: vicinity.chunks[id_] for id_ in told}
    return Course(vicinity.chunks[root], chunks, kept, {id_: fit[id_] for id_ in told})
