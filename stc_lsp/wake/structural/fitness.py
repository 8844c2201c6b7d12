"""How likely each definition of a vicinity is to be one that tells how something comes about.

By what it is called, and by where it stands in the graph of calls. The weights were learned by
`benchmarks/fit_courses.py` from questions of which somebody had written down what tells them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.structural.vicinity import Vicinity, turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.calls import Calls
    from stc_lsp.wake.structural.relevance import Relevance

_LIKELY = 0.6
"""What a call that only names tell counts, beside one that is certain."""
_PASSED_ON = 0.5
"""What a definition passes on of its share of what is asked, at each of these steps."""
_STEPS = 10
_LEAST_SHARE = 1e-3
"""Of the largest: what has less has none."""
_LEAST_OF_WORD = 1e-2
"""The same of a single word."""


class Features(NamedTuple):
    """What speaks for a definition, or against it."""

    leads: float
    """The logarithm of what it has of the question, with what it leads to; 0 for who has most."""
    follows: float
    """The same with what leads to it."""
    calls: float
    """The logarithm of how many definitions it calls, and one more."""
    meets: float
    """The logarithm of how near it is to what has a word of the question, of the word furthest from it."""
    company: float
    """The share of what fits the question that stands in the same class, or is as free in the same file."""
    explained: float
    """The share of the words of its name that the question has, or another word for."""
    distance: float
    """Calls between it and a place that search found."""
    is_first: float
    """1 if no code of the repository calls it."""
    is_class: float
    """1 for a class, of which something is created."""
    length: float
    """The logarithm of its lines without documentation, and one more."""
    fits: float
    """How much it has of the question itself; what counts of that is how it stands to the others."""


class _Link(NamedTuple):
    """By which one definition passes something on to another."""

    one: int
    other: int
    part: float
    """Of what the one passes on."""


WEIGHTS = Features(
    leads=0.39,
    follows=0.57,
    calls=0.17,
    meets=0.23,
    company=2.2,
    explained=1.3,
    distance=-0.54,
    is_first=-0.67,
    is_class=-2.9,
    length=0.41,
    fits=-1.7,
)
"""Of a sum that is the logarithm of the odds, less `BIAS`."""
BIAS = -0.48


def fitness(vicinity: Vicinity, relevance: Relevance, calls: Calls) -> dict[int, float]:
    """The logarithm of the odds that each definition is to be told."""
    found = features(vicinity, relevance, calls)
    return {
        id_: BIAS + sum(weight * value for weight, value in zip(WEIGHTS, of_one, strict=True))
        for id_, of_one in found.items()
    }


def features(vicinity: Vicinity, relevance: Relevance, calls: Calls) -> dict[int, Features]:
    """Those of each definition, by its id."""
    fits = {id_: relevance.of(each) for id_, each in vicinity.chunks.items()}
    fitting = {id_: max(0.0, fit) ** 2 for id_, fit in fits.items()}
    whole = sum(fitting.values()) or 1.0
    share = {id_: value / whole for id_, value in fitting.items()}
    called = {
        caller: {callee: 1.0 if edge.is_certain else _LIKELY for callee, edge in below.items()}
        for caller, below in vicinity.edges.items()
    }
    leads = _logarithms(_spread(share, _parts(turned(called))))
    follows = _logarithms(_spread(share, _parts(called)))
    meets = _meets(vicinity, relevance, called)
    company: dict[int | None, float] = {}
    for id_, each in vicinity.chunks.items():
        company[each.parent_id] = company.get(each.parent_id, 0.0) + share[id_]
    return {
        id_: Features(
            leads=leads[id_],
            follows=follows[id_],
            calls=math.log1p(len(calls.callees(each))),
            meets=meets[id_],
            company=company[each.parent_id],
            explained=relevance.explains_name(each),
            distance=vicinity.distance[id_],
            is_first=float(not calls.is_called(each)),
            is_class=float(each.chunk.kind is ChunkKind.CLASS),
            length=math.log1p(max(0, _lines(each))),
            fits=fits[id_],
        )
        for id_, each in vicinity.chunks.items()
    }


def _lines(stored: StoredChunk) -> int:
    """The lines of a definition, without those of its documentation."""
    chunk = stored.chunk
    return chunk.end_line - chunk.start_line - chunk.documentation.count("\n")


def _meets(
    vicinity: Vicinity, relevance: Relevance, called: Mapping[int, Mapping[int, float]]
) -> dict[int, float]:
    """`Features.meets` of each."""
    both = {id_: {**below} for id_, below in called.items()}
    for caller, below in called.items():
        for callee, strength in below.items():
            both[callee][caller] = both[callee].get(caller, 0.0) + strength
    parts = _parts(both)
    least = dict.fromkeys(vicinity.chunks, 0.0)
    for word in relevance.words:
        has = {id_: relevance.words_of(each)[word] ** 2 for id_, each in vicinity.chunks.items()}
        if whole := sum(has.values()):
            share = {id_: value / whole for id_, value in has.items()}
            for id_, near in _logarithms(_spread(share, parts), _LEAST_OF_WORD).items():
                least[id_] = min(least[id_], near)
    return least


def _spread(share: Mapping[int, float], links: Sequence[_Link]) -> dict[int, float]:
    """What each has when all pass on half of what they have, again and again: PageRank from `share`."""
    order = {id_: number for number, id_ in enumerate(share)}
    numbered = [(order[one], order[other], part) for one, other, part in links]
    has = list(share.values())
    kept = [(1 - _PASSED_ON) * value for value in has]
    for _ in range(_STEPS):
        given = [_PASSED_ON * value for value in has]
        has = kept.copy()
        for one, other, part in numbered:
            has[other] += given[one] * part
    return dict(zip(share, has, strict=True))


def _parts(links: Mapping[int, Mapping[int, float]]) -> list[_Link]:
    """Of what each passes on, the part of each link; to whom many links lead, little comes by one."""
    received: dict[int, float] = dict.fromkeys(links, 0.0)
    for others in links.values():
        for other, strength in others.items():
            received[other] += strength
    found: list[_Link] = []
    for one, others in links.items():
        shares = {other: strength / received[other] for other, strength in others.items()}
        whole = sum(shares.values()) or 1.0
        found += [_Link(one, other, share / whole) for other, share in shares.items()]
    return found


def _logarithms(has: Mapping[int, float], least: float = _LEAST_SHARE) -> dict[int, float]:
    """Of the part of the largest."""
    most = max(has.values(), default=0.0) or 1.0
    return {id_: math.log(value / most + least) for id_, value in has.items()}
