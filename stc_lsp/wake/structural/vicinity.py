"""The definitions around some: who calls them, what they call, and so on, a few calls far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.calls import Calls, Step

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

    def meet(caller: int, callee: int, step: Step) -> None:
        edges[caller][callee] = Edge(step.place, step.is_certain)

    for current in (waiting := list(chunks.values())):
        is_edge_of_map = distance[current.id] >= _FAR or len(chunks) >= _MOST
        below = calls.callees(current).values()
        above = () if only_below or is_edge_of_map else calls.callers(current).values()
        for step in (*below, *above):
            id_ = step.chunk.id
            if id_ not in chunks:
                if is_edge_of_map:
                    continue
                chunks[id_] = step.chunk
                distance[id_] = distance[current.id] + 1
                edges[id_] = {}
                waiting.append(step.chunk)
        for step in below:
            if step.chunk.id in chunks:
                meet(current.id, step.chunk.id, step)
        for step in above:
            meet(step.chunk.id, current.id, step)
    return Vicinity(chunks, distance, edges)
