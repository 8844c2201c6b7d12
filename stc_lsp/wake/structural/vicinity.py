"""The definitions around some: who calls them, what they call, and so on, a few calls far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.calls import Callee, Calls

_Link = TypeVar("_Link")
_FAR = 3
"""Calls."""
_MOST = 150
"""Definitions: where there are more, what is further away is left out."""


class Edge(NamedTuple):
    """From a definition to one that it calls."""

    place: int
    """The byte at which that happens."""
    is_certain: bool


class Vicinity(NamedTuple):
    """Definitions by id, with what each calls of the others."""

    chunks: Mapping[int, StoredChunk]
    distance: Mapping[int, int]
    """How many calls each is away from where the vicinity was looked around from."""
    edges: Mapping[int, Mapping[int, Edge]]
    """For each definition the ids of those that it calls."""


def around(calls: Calls, starts: Iterable[StoredChunk], *, only_below: bool = False) -> Vicinity:
    """What is at most three calls away, in either direction or `only_below`: what is called."""
    chunks = {each.id: each for each in starts}
    distance = dict.fromkeys(chunks, 0)
    edges: dict[int, dict[int, Edge]] = {id_: {} for id_ in chunks}
    waiting = list(chunks.values())
    for current in waiting:
        is_border = distance[current.id] >= _FAR or len(chunks) >= _MOST
        below = calls.callees(current).values()
        above = () if only_below or is_border else calls.callers(current).values()
        for step in () if is_border else (*below, *above):
            if step.chunk.id not in chunks:
                chunks[step.chunk.id] = step.chunk
                distance[step.chunk.id] = distance[current.id] + 1
                edges[step.chunk.id] = {}
                waiting.append(step.chunk)
        for step in below:
            if step.chunk.id in chunks:
                edges[current.id][step.chunk.id] = _edge(step)
        for step in above:
            edges[step.chunk.id][current.id] = _edge(step)
    return Vicinity(chunks, distance, edges)


def turned(links: Mapping[int, Mapping[int, _Link]]) -> dict[int, dict[int, _Link]]:
    """The same links, each from where it led."""
    found: dict[int, dict[int, _Link]] = {id_: {} for id_ in links}
    for one, others in links.items():
        for other, link in others.items():
            found[other][one] = link
    return found


def _edge(step: Callee) -> Edge:
    return Edge(step.place, step.is_certain)
