"""The course of something in the call graph: definitions that call one another and fit a question together.

Grown as a tree from each of the best places: upwards to who calls it, downwards to what it calls, as long as
what is added tells more of what is asked than it costs to read. The tree that is worth most is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.structural.calls import Calls, is_told
from stc_lsp.wake.structural.ends import ends_of
from stc_lsp.wake.structural.relevance import Relevance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry

MOST = 8
"""Definitions of one course."""
_LEAST = 6
"""Up to which something may be added that costs more than it tells: two calls alone explain little."""
_USING_NAMED = 0.2
"""More, for a function that uses a class that the question names."""
_MAY_LOSE = 0.25
"""What that may cost, less what it tells."""
_NEARLY = 0.4
"""Of what the best course is worth, which another must be that is told beside it."""
_OTHER = 0.5
"""The share of its definitions that the best course does not have."""
_LOOKED_AT = 60
"""Of the ranking's functions, those from which the seeds are chosen."""
_SEEDS = 6
_NEAR = 10
"""Best files of code, in which also those calls are looked at of which only names tell what they mean."""
_COST = 0.4
"""Of a definition to read; beside 1 for one whose name has all the words of the question."""
_COST_OF_NAMED = 0.05
"""The same for what runs below a function that the question names: all of it is asked about."""
_COST_OF_CREATING = 0.35
"""More, for a class of which something is created."""
_COST_OF_NAMESAKE = 0.35
"""More, for one of several methods of a name that may all be what is called, if another is told already."""
_SUBSTANCE = 0.15
"""Less, for a function that is long: the course is made there, not in the small ones beside it."""
_SUBSTANCE_OF_NAMED = 0.8
"""The same where the question names nothing but the function that the course begins with."""
_LONG = 60
"""Lines without documentation."""
_MOST_ABOVE = 3
_FURTHER_OUT = 0.25
"""What counts of a definition that is told only because it alone calls the rest."""


class Edge(NamedTuple):
    """From a definition to one that it calls."""

    place: int
    """The byte at which that happens."""
    is_certain: bool


@dataclass(slots=True)
class Course:
    """Definitions that call one another: a tree."""

    root: StoredChunk
    worth: float
    """Of all definitions, less what they cost."""
    chunks: dict[int, StoredChunk]
    edges: dict[int, dict[int, Edge]] = field(default_factory=dict)
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


class _Growth(NamedTuple):
    """What may be added to a course: one definition, or two of which the second is worth the first."""

    gain: float
    under: int | None
    """The definition of the course that calls the first; None: the first calls the root."""
    added: tuple[StoredChunk, ...]
    edges: tuple[Edge, ...]


class Courses:
    """Finds the courses that answer one question."""

    def __init__(self, inquiry: Inquiry, ranking: Ranking, start: StoredChunk | None = None) -> None:
        """`start`: what the question names, and the course begins with."""
        self._inquiry = inquiry
        self._ranking = ranking
        self._start = start
        self._substance = _SUBSTANCE if start is None else _SUBSTANCE_OF_NAMED
        self._cost = _COST if start is None else _COST_OF_NAMED
        names = inquiry.question.names if start is not None else ()
        self._relevance = Relevance(inquiry.question, inquiry.snapshot, ranking, names)
        near = [path for path in ranking.files if is_told(path)][:_NEAR]
        self._calls = Calls(inquiry.snapshot, near, inquiry.present.text)
        self._ends = ends_of(inquiry.question.text)
        using = (self._calls.whole(each) for each in self._using_named()) if start is None else ()
        self._users = {each.id: each for each in using if is_told(each.path)}

    def best(self) -> list[Course]:
        """The course that fits best, with another that tells of other things and fits nearly as well.

        [] if nothing is found that calls anything.
        """
        if self._start is not None:
            course = self._grown(self._start)
            return [course] if len(course.chunks) > 1 else []
        courses = [self._extended(self._grown(seed)) for seed in self._seeds()]
        found = sorted((each for each in courses if len(each.chunks) > 1), key=self._fit, reverse=True)
        return [*found[:1], *self._another(found)]

    def _another(self, found: Sequence[Course]) -> list[Course]:
        """The next of them that is no variation of the first, and nearly as good."""
        for each in found[1:]:
            new = each.chunks.keys() - found[0].chunks.keys()
            is_other = len(new) > 1 and len(new) >= _OTHER * len(each.chunks)
            if self._ends is not None and not self._leads(each):
                continue
            if is_other and self._fit(each) >= _NEARLY * self._fit(found[0]):
                return [each]
        return []

    def _fit(self, course: Course) -> float:
        return course.worth + self._relevance.together(course.chunks.values()) + self._leads(course)

    def _leads(self, course: Course) -> float:
        """What it is worth that a course leads from one end to the other, where that is asked."""
        return self._ends.worth(course, self._relevance) if self._ends is not None else 0.0

    def _seeds(self) -> Sequence[StoredChunk]:
        named = self._inquiry.snapshot.called_like(self._relevance.terms(), 2 * _LOOKED_AT)
        found = [
            *self._best(place.chunk for place in self._ranking.places),
            *self._best(named),
            *self._best(self._users.values()),
        ]
        return list({each.id: each for each in found}.values())

    def _using_named(self) -> Iterator[StoredChunk]:
        """Who uses the classes that the question names."""
        for subject in self._inquiry.subjects.all:
            for each in subject.chunks[:1]:
                users = self._inquiry.snapshot.users(each.id, _LOOKED_AT)
                found = (self._inquiry.snapshot.chunk_by_id(user.chunk_id) for user in users)
                yield from (chunk for chunk in found if chunk is not None)

    def _best(self, chunks: Iterable[StoredChunk]) -> Sequence[StoredChunk]:
        """The functions among the first of these that are worth most."""
        told = (each for each in chunks if each.chunk.kind in CALLABLE and is_told(each.path))
        found = {whole.id: whole for each in islice(told, _LOOKED_AT) for whole in (self._calls.whole(each),)}
        return sorted(found.values(), key=lambda each: -self._gain(each))[:_SEEDS]

    def _gain(self, stored: StoredChunk, beside: Iterable[StoredChunk] = ()) -> float:
        """What it adds; less if one of those `beside` it, which the same function calls, has its name."""
        chunk = stored.chunk
        worth = self._relevance.of(stored) - self._cost
        if chunk.kind is ChunkKind.CLASS:
            return worth - _COST_OF_CREATING
        worth += _USING_NAMED * (stored.id in self._users)
        worth += self._substance * min(1.0, _lines(stored) / _LONG)
        is_told = any(each.chunk.name == chunk.name for each in beside)
        return worth - _COST_OF_NAMESAKE if is_told else worth

    def _grown(self, seed: StoredChunk) -> Course:
        course = Course(seed, self._gain(seed), {seed.id: seed})
        while len(course.chunks) < MOST:
            growth = max(self._growths(course), key=lambda each: each.gain, default=None)
            least = -_MAY_LOSE if len(course.chunks) < _LEAST else 0
            if growth is None or growth.gain <= least:
                break
            _add(course, growth)
        return course

    def _growths(self, course: Course) -> Iterator[_Growth]:
        if self._start is None:
            yield from self._above(course)
        for chunk in list(course.chunks.values()):
            yield from self._below(course, chunk)

    def _above(self, course: Course) -> Iterator[_Growth]:
        for caller in self._calls.callers(course.root).values():
            if caller.chunk.id in course.chunks:
                continue
            gain, edge = self._gain(caller.chunk), Edge(caller.place, caller.is_certain)
            yield _Growth(gain, None, (caller.chunk,), (edge,))
            if gain > 0:
                continue
            for outer in self._calls.callers(caller.chunk).values():
                if outer.chunk.id not in course.chunks and outer.chunk.id != caller.chunk.id:
                    both = gain + self._gain(outer.chunk)
                    edges = (edge, Edge(outer.place, outer.is_certain))
                    yield _Growth(both, None, (caller.chunk, outer.chunk), edges)

    def _below(self, course: Course, chunk: StoredChunk) -> Iterator[_Growth]:
        told = course.below(chunk.id)
        for callee in self._calls.callees(chunk).values():
            if callee.chunk.id in course.chunks:
                continue
            gain, edge = self._gain(callee.chunk, told), Edge(callee.place, callee.is_certain)
            yield _Growth(gain, chunk.id, (callee.chunk,), (edge,))
            if gain > 0:
                continue
            for inner in self._calls.callees(callee.chunk).values():
                if inner.chunk.id not in course.chunks and inner.chunk.id != callee.chunk.id:
                    both = gain + self._gain(inner.chunk)
                    edges = (edge, Edge(inner.place, inner.is_certain))
                    yield _Growth(both, chunk.id, (callee.chunk, inner.chunk), edges)

    def _extended(self, course: Course) -> Course:
        """The same from further out, as long as exactly one function calls the root."""
        for caller in self._calls.way_to(course.root, _MOST_ABOVE):
            if caller.chunk.id in course.chunks:
                break
            edge = Edge(caller.place, caller.is_certain)
            _add(course, _Growth(self._gain(caller.chunk) * _FURTHER_OUT, None, (caller.chunk,), (edge,)))
        return course


def _lines(stored: StoredChunk) -> int:
    chunk = stored.chunk
    return chunk.end_line - chunk.start_line - chunk.documentation.count("\n")


def _add(course: Course, growth: _Growth) -> None:
    course.worth += growth.gain
    inner = growth.under
    for chunk, edge in zip(growth.added, growth.edges, strict=True):
        course.chunks[chunk.id] = chunk
        if growth.under is None:
            course.edges[chunk.id] = {course.root.id: edge}
            course.root = chunk
        else:
            assert inner is not None  # noqa: S101
            course.edges.setdefault(inner, {})[chunk.id] = edge
            inner = chunk.id
