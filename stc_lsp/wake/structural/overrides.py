"""Which methods of a class stand in for those of its bases, and which of them its heirs stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, codes, count, plural
from stc_lsp.code.resolve.overloads import has_overloads
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk

_MOST_LINES = 12
_MOST_CITED = 8
_MOST_BY = 3
_OF_NOTHING = frozenset({"object", "Generic", "Protocol", "ABC", "abc.ABC"})
"""Bases that have nothing that people speak of overriding."""


def overrides_of(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """What a class overrides, what its heirs override of it, and of which bases that cannot be known."""
    own = _methods(inquiry, stored)
    above = [(each, found[0]) for each in own if (found := inquiry.family.overridden(each))]
    heirs = [each for each in inquiry.family.heirs(stored) if inquiry.scope.admits(each.path)]
    below = [(each, found) for each in own if (found := _in_heirs(inquiry, each, heirs))]
    name = code(label(stored))
    if above:
        lines = [f"{inquiry.placed(each)}, of {inquiry.placed(base)}" for each, base in above[:_MOST_LINES]]
        shown = bulleted(lines, len(above))
        told = [f"{name} overrides {count(len(above), 'method')}:\n{shown}"]
    else:
        told = [f"{name} overrides no method that is defined in this workspace."]
    outside = outside_said(inquiry, stored, ": what it overrides of that is not known")
    told.append(outside)
    if below:
        lines = [
            f"{inquiry.placed(each)}, by {codes([label(one) for one in by], _MOST_BY)}"
            for each, by in below[:_MOST_LINES]
        ]
        verb, shown = plural("is", len(below)), bulleted(lines, len(below))
        told.append(
            f"Of its own methods, {len(below):,} {verb} overridden by what inherits from it:\n{shown}"
        )
    cited = [each for each, _ in (*above, *below)][:_MOST_CITED]
    return Finding(paragraphs(*told), tuple(inquiry.cite(stored, *cited)), is_all=not outside)


def _methods(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """The methods that it defines itself, each name once, but overloads."""
    found = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in CALLABLE]
    if has_overloads(stored.language):
        return found
    return list({each.chunk.name: each for each in reversed(found)}.values())[::-1]


def _in_heirs(inquiry: Inquiry, method: StoredChunk, heirs: list[StoredChunk]) -> list[StoredChunk]:
    found = (inquiry.family.counterpart(each, method) for each in heirs)
    return [each for each in found if each is not None]


def outside_said(inquiry: Inquiry, stored: StoredChunk, so: str = "", who: str = "It") -> str:
    """That a class has bases that are not known here, and why, and `so` what; "" if it has none."""
    outside = _bases_outside(inquiry, stored)
    return f"{who} inherits from {_unknown_said(inquiry, outside)}{so}." if outside else ""


def _bases_outside(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    """The bases, its own and theirs, that are not known here."""
    classes = (stored, *inquiry.family.ancestors(stored))
    # `const EventEmitter = require("events")` is defined here, and still none of the classes here.
    names = (
        written
        for each in classes
        for written, chunk in inquiry.family.bases(each)
        if chunk is None or chunk.chunk.kind is ChunkKind.VARIABLE
    )
    return [name for name in dict.fromkeys(names) if name not in _OF_NOTHING]


def _unknown_said(inquiry: Inquiry, bases: list[str]) -> str:
    """Bases with why nothing of them is known: "`X`, from outside of this workspace"."""
    here = [each for each in bases if _may_be_here(inquiry, each)]
    outside = [each for each in bases if each not in here]
    parts = [f"{codes(outside, 4)}, from outside of this workspace"] if outside else []
    if here:
        parts.append(f"{codes(here, 4)}, of which nothing tells which definition is meant")
    return ", and from ".join(parts)


def _may_be_here(inquiry: Inquiry, base: str) -> bool:
    named = inquiry.snapshot.named(base.rpartition(".")[2], 5)
    return any(each.chunk.kind is ChunkKind.CLASS for each in named)
