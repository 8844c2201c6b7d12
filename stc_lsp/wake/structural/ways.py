"""How one thing comes to call another: a shortest way in the call graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code, count, listed
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind, ReferenceKind
from stc_lsp.wake.graph import CallGraph
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.users import cited, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference

_WHETHER = frozenset("does do can could will would is are did".split())
_MOST_MEANINGS = 12
"""Overloads are as many meanings of one name: any of them may be where the calls begin."""
_NAMED = (ReferenceKind.CALL, ReferenceKind.DECORATOR, ReferenceKind.NAME)
_NO_CODE = (ChunkKind.SECTION, ChunkKind.VARIABLE)


class Way(NamedTuple):
    """Calls that lead from one chunk to another."""

    start: StoredChunk
    goal: StoredChunk
    calls: list[StoredReference]
    instead: StoredChunk | None = None
    """The method that is really called, which the goal overrides."""


def way(inquiry: Inquiry, starts: Sequence[StoredChunk], goals: Sequence[StoredChunk]) -> Finding | None:
    """The calls from one to the other, step by step; else what is known instead.

    Asked whether there is one, the answer begins with yes.
    """
    starts, goals = _code(starts), _code(goals)
    if not starts or not goals:
        return None
    # Calls alone first; then also what is handed on as a value, to be called by somebody else.
    for graph in (inquiry.graph, CallGraph(inquiry.snapshot, _NAMED)):
        found = _shortest(inquiry, graph, starts, goals)
        if found is not None:
            told = _told(inquiry, found)
            return Finding(f"Yes: {told.text}", told.citations) if _is_whether(inquiry) else told
    start, goal = _any_of(starts), _any_of(goals)
    none = f"tatic analysis knows no chain of calls from {start} to {goal}"
    told = [
        f"Not as far as is known: s{none}." if _is_whether(inquiry) else f"S{none}.",
        "What is passed on as a value, or registered and called later, leaves no trace that it can follow.",
    ]
    back = _shortest(inquiry, inquiry.graph, goals, starts)
    if back is not None:
        other = _told(inquiry, back)
        text = paragraphs(*told, f"The other way round there is one. {other.text}")
        return Finding(text, other.citations, is_all=False)
    open_calls = _open_calls(inquiry, starts[0], goals[0])
    if open_calls:
        users = users_of(open_calls)
        told.insert(
            1,
            f"But what is called on the way calls something named {code(goals[0].chunk.name)} that could not "
            f"be resolved, and so may be it: in{said_of(inquiry, users, 4)}",
        )
        citations = (*cited(inquiry, users, 3), *inquiry.cite(starts[0], goals[0]))
        return Finding(paragraphs(*told), citations, is_all=False)
    users = users_of([use for use in inquiry.uses(goals[0]) if not is_test_path(use.path)])
    if users:
        told.append(f"{code(label(goals[0]))} itself is used by{said_of(inquiry, users, 4)}")
    citations = (*inquiry.cite(starts[0], goals[0]), *cited(inquiry, users, 3))
    return Finding(paragraphs(*told), citations, is_all=False)


def _any_of(chunks: Sequence[StoredChunk]) -> str:
    """All that a name means: no chain is known from any of them."""
    return listed([code(label(each)) for each in chunks]).replace(" and ", " or ")


def _open_calls(inquiry: Inquiry, start: StoredChunk, goal: StoredChunk) -> list[StoredReference]:
    """Calls of something named like the goal, in what the start leads to, that could not be resolved."""
    reached = {id_: number for number, id_ in enumerate(inquiry.graph.reached(start))}
    found = inquiry.snapshot.unresolved(goal.chunk.name, goal.language, (ReferenceKind.CALL,))
    return sorted(
        (call for call in found if call.chunk_id in reached), key=lambda call: reached[call.chunk_id]
    )


def _is_whether(inquiry: Inquiry) -> bool:
    return inquiry.question.text.partition(" ")[0].lower() in _WHETHER


def _code(chunks: Sequence[StoredChunk]) -> list[StoredChunk]:
    return [each for each in chunks if each.chunk.kind not in _NO_CODE and each.path][:_MOST_MEANINGS]


def _shortest(
    inquiry: Inquiry, graph: CallGraph, starts: Sequence[StoredChunk], goals: Sequence[StoredChunk]
) -> Way | None:
    ways: list[Way] = []
    for start in starts:
        for goal in goals:
            calls = graph.path(start, goal)
            if calls:
                ways.append(Way(start, goal, calls))
    if not ways:
        # A call of what the goal overrides may end in the goal.
        for start in starts:
            for goal in goals:
                for base in inquiry.family.overridden(goal):
                    calls = graph.path(start, base)
                    if calls:
                        ways.append(Way(start, goal, calls, base))
    return min(ways, key=lambda each: len(each.calls), default=None)


def _told(inquiry: Inquiry, found: Way) -> Finding:
    start, goal = code(label(found.start)), code(label(found.goal))
    lines: list[str] = []
    current = found.start
    for number, call in enumerate(found.calls, 1):
        target = inquiry.graph.chunk(call.target_id)
        if target is None:
            continue
        caller = inquiry.graph.chunk(call.chunk_id) or current
        within = f", in {code(label(caller))}," if caller.id != current.id else ""
        verb = "hands on" if call.reference.kind is ReferenceKind.NAME else "calls"
        lines.append(
            f"{number}. {code(label(current))}{within} {verb} {code(label(target))} at {inquiry.at(call)}"
        )
        current = target
    if found.instead is not None:
        lines.append(
            f"{len(lines) + 1}. {goal} ({inquiry.place(found.goal)}) overrides {code(label(found.instead))}"
        )
    steps = count(len(found.calls), "step")
    if len(found.calls) == 1 and found.instead is None:
        verb = "names" if found.calls[0].reference.kind is ReferenceKind.NAME else "calls"
        text = f"{start} {verb} {goal} directly, at {inquiry.at(found.calls[0])}."
    else:
        text = f"{start} reaches {goal} in {steps}:\n" + "\n".join(lines)
    citations = inquiry.citer.of_uses(found.calls)
    return Finding(text, (*citations, *inquiry.cite(found.goal)))
