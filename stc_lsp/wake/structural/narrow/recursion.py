"""Whether a function calls itself, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, joined, listed
from stc_lsp.code.values import CONSTRUCTORS, ReferenceKind
from stc_lsp.wake.structural.family import CONTRACTS
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.meant import callables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk, StoredReference

_MOST_CALLEES = 40
_MOST_PLACES = 3
_MOST_IMPLEMENTING = 6
_CALLS = (ReferenceKind.CALL,)


def recursive(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether it calls itself, with where."""
    meant = callables(inquiry, asked.slots[0])
    return [_recursive(inquiry, run) for each in meant for run in _run_as(inquiry, each)]


def _run_as(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """What runs when a function is called: of what an interface only declares, what implements it."""
    owner = inquiry.family.owner(stored)
    if owner is None or owner.chunk.keyword not in CONTRACTS or inquiry.graph.calls_in(stored):
        return [stored]
    return inquiry.family.overriding(stored)[:_MOST_IMPLEMENTING]


def _recursive(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    name = inquiry.placed(stored)
    calls = inquiry.graph.calls_in(stored)
    direct = [call for call in calls if call.target_id == stored.id]
    if direct:
        at = listed([inquiry.at(call) for call in direct], _MOST_PLACES)
        return Finding(
            f"Yes: {name} calls itself, at {at}.",
            (*inquiry.citer.of_uses(direct[:_MOST_PLACES]), *inquiry.cite(stored)),
        )
    around = _around(inquiry, stored, calls)
    if around:
        told = (
            f"Yes, through others: {_steps(inquiry, stored, around)}. {name} does not call itself directly."
        )
        return Finding(told, (*inquiry.citer.of_uses(around), *inquiry.cite(stored)))
    told = f"No: no call in {name} leads back to it, as far as calls can be followed."
    may_be = _may_be(inquiry, stored)
    if may_be:
        places = listed([inquiry.at(call) for call in may_be], _MOST_PLACES)
        told = (
            f"Not as far as is known: {name} calls something named {code(stored.chunk.name)} at {places}, "
            "of which nothing tells whose it is."
        )
    elif not calls:
        told = joined(told, "It calls nothing that is defined in this workspace.")
    return Finding(told, (*inquiry.citer.of_uses(may_be[:_MOST_PLACES]), *inquiry.cite(stored)), is_all=False)


def _around(inquiry: Inquiry, stored: StoredChunk, calls: Sequence[StoredReference]) -> list[StoredReference]:
    """The calls of a shortest way from a function through others back to it; [] if none is known."""
    ways: list[list[StoredReference]] = []
    first = {call.target_id: call for call in reversed(calls) if call.target_id is not None}
    for target, call in list(first.items())[:_MOST_CALLEES]:
        callee = inquiry.graph.chunk(target)
        back = inquiry.graph.path(callee, stored) if callee is not None else None
        if back:
            ways.append([call, *back])
    return min(ways, key=len) if ways else []


def _steps(inquiry: Inquiry, stored: StoredChunk, way: Sequence[StoredReference]) -> str:
    """As in "`f` calls `g` at `x.py:1`, that calls `f` at `x.py:9`"."""
    told: list[str] = []
    for number, call in enumerate(way):
        target = inquiry.graph.chunk(call.target_id)
        callee = code(label(target)) if target is not None else code(call.reference.name)
        who = code(label(stored)) if not number else "that"
        told.append(f"{who} calls {callee} at {inquiry.at(call)}")
    return ", ".join(told)


def _may_be(inquiry: Inquiry, stored: StoredChunk) -> list[StoredReference]:
    """Calls in it of something of its name that could not be resolved."""
    inside = inquiry.snapshot.references_in(stored.id, _CALLS)
    name = stored.chunk.name
    # `super().__init__` and `dict.__init__` make what an object is of a base, not another object.
    return [
        each
        for each in inside
        if each.target_id is None and each.reference.name == name and name not in CONSTRUCTORS
    ]
