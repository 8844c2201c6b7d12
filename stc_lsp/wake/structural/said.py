"""What the structural thinker says of something: stored asleep, or said now where nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.english import agreeing, bulleted, code, count
from stc_lsp.code.identifiers import readable
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import REPOSITORY, StoredChunk, is_synthetic
from stc_lsp.wake.facts import from_index
from stc_lsp.wake.overloads import documented_overload
from stc_lsp.wake.rank.kinds import stands_in_production
from stc_lsp.wake.structural.inquiry import Finding, Inquiry

if TYPE_CHECKING:
    from collections.abc import Callable


_SLEEP = code("stc-lsp sleep")
_MOST_MAINS = 8


def said(inquiry: Inquiry, stored: StoredChunk, intent: Intent) -> Finding | None:
    """The sentences that answer a question of that intent; None if there are none."""
    # What documents an overload was not known to what was thought about the function.
    is_shared = intent is Intent.PURPOSE and documented_overload(inquiry.snapshot, stored) is not None
    for thought, item in inquiry.snapshot.stored_questions(stored.id) if not is_shared else ():
        if item.intent == intent and thought.is_structural:
            return Finding(item.text, tuple(inquiry.citer.of_item(stored, item)))
    if is_synthetic(stored.path) or stored.chunk.kind is ChunkKind.VARIABLE:
        return None
    told = describe(from_index(inquiry.snapshot, stored)).questions
    found = next((each for each in told if each.intent is intent), None)
    return Finding(found.answer, tuple(inquiry.cite(stored))) if found is not None else None


def sayer(intent: Intent) -> Callable[[Inquiry, StoredChunk], Finding | None]:
    """A family of its own for an intent whose sentences are stored."""

    def answer(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
        return said(inquiry, stored, intent)

    return answer


def changed(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What git knows of it; that this has not been read yet, where nothing is known."""
    found = said(inquiry, stored, Intent.CHANGED)
    if found is not None:
        return found
    name = code(readable(stored.label)) if stored.label else "this repository"
    unread = (
        f"What git knows of {name} has not been read yet: that is done while nobody asks, or by {_SLEEP}."
    )
    return Finding(unread, tuple(inquiry.cite(stored)) if stored.label else (), is_all=False)


def entry(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Where it starts; before the repository was thought about, the functions that are called `main`."""
    found = said(inquiry, stored, Intent.ENTRY)
    if found is not None or stored.path != REPOSITORY:
        return found
    named = [each for each in inquiry.snapshot.named("main") if each.chunk.kind is ChunkKind.FUNCTION]
    mains = [each for each in named if each.chunk.qualname == "main" and stands_in_production(each)]
    mains.sort(key=lambda each: (each.path.count("/"), each.path))
    if not mains:
        return None
    lines = [inquiry.placed(each) for each in mains[:_MOST_MAINS]]
    lead = f"{count(len(mains), 'function')} {agreeing('~are called `main`', len(mains))}:"
    return Finding(
        f"{lead}\n{bulleted(lines, len(mains))}", tuple(inquiry.cite(*mains[:_MOST_MAINS])), is_all=False
    )
