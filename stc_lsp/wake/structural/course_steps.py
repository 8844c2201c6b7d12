"""A course in the order in which it happens: the way from its beginning to its end, and what is done on it.

A call is made when those before it in the body have returned, and what is called runs before the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Course

_LEADING = 2.0
"""How many times as much as the next of several calls that one leads to with which the way goes on."""
_SEVERAL = 3
_LIST = 5
"""Calls that are told as a list."""


class Step(NamedTuple):
    """A definition, as it comes to be run."""

    chunk: StoredChunk
    caller: StoredChunk | None
    """None for the beginning."""
    depth: int
    """0 for a step of the way, or after it; else how many calls it is aside."""
    others: tuple[StoredChunk, ...] = ()
    """What the same call may run instead."""


def way_of(course: Course) -> list[StoredChunk]:
    """From the beginning on, each calling the next, to what fits best; or to where it parts."""
    way = [course.root]
    while calls := _calls(course, way[-1]):
        best, *others = sorted((each[0] for each in calls), key=lambda each: -_worth(course, each))
        next_best = _worth(course, others[0]) if others else 0.0
        if len(calls) >= _SEVERAL and _worth(course, best) < _LEADING * next_best:
            break
        way.append(best)
    return way


def steps_of(course: Course) -> list[Step]:
    """All of a course, in the order in which it happens."""
    return list(_along(course, way_of(course), None, ()))


def _along(
    course: Course, way: Sequence[StoredChunk], caller: StoredChunk | None, others: tuple[StoredChunk, ...]
) -> Iterator[Step]:
    current, *rest = way
    yield Step(current, caller, 0, others)
    after: list[tuple[StoredChunk, tuple[StoredChunk, ...]]] = []
    calls = _calls(course, current)
    # Where the way parts, each of the calls is a step; but many that lead no further are a list.
    is_list = len(calls) >= _LIST and not any(course.edges.get(callee.id) for callee, _ in calls)
    is_before = bool(rest) or is_list
    for callee, instead in calls:
        if rest and callee.id == rest[0].id:
            yield from _along(course, rest, current, instead)
            is_before = False
        elif is_before:
            yield from _aside(course, Step(callee, current, 1, instead))
        else:
            after.append((callee, instead))
    for callee, instead in after:
        yield from _aside(course, Step(callee, current, 0, instead))


def _aside(course: Course, step: Step) -> Iterator[Step]:
    yield step
    for callee, instead in _calls(course, step.chunk):
        yield from _aside(course, Step(callee, step.chunk, step.depth + 1, instead))


def _calls(course: Course, caller: StoredChunk) -> list[tuple[StoredChunk, tuple[StoredChunk, ...]]]:
    """The calls of a definition in their order, each with what else it may run."""
    edges = course.edges.get(caller.id, {})
    found: dict[int, list[StoredChunk]] = {}
    for chunk in course.below(caller.id):
        found.setdefault(edges[chunk.id].place, []).append(chunk)
    told: list[tuple[StoredChunk, tuple[StoredChunk, ...]]] = []
    for meant in found.values():
        first = max(meant, key=lambda each: (bool(course.edges.get(each.id)), course.odds[each.id]))
        # What calls something more is told for itself.
        leaves = [each for each in meant if each is not first and not course.edges.get(each.id)]
        told.append((first, tuple(leaves)))
        told += [(each, ()) for each in meant if each is not first and course.edges.get(each.id)]
    return told


def _worth(course: Course, chunk: StoredChunk) -> float:
    """How many definitions that are to be told one may expect on the best way on from a call."""
    return course.chance(chunk.id) + max(
        (_worth(course, each) for each in course.below(chunk.id)), default=0.0
    )
