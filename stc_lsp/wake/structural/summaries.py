"""What a chunk is for, in a line: as it was learned, or as it can be told now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.describe.facts import ModuleFacts
from stc_lsp.code.describe.functions import summary as summary_of_function
from stc_lsp.code.describe.modules import summary as summary_of_module
from stc_lsp.code.english import sentence
from stc_lsp.code.values import CALLABLE
from stc_lsp.memory.values import StoredChunk, ThoughtKind, is_synthetic
from stc_lsp.wake.facts import from_index
from stc_lsp.wake.overloads import documented_overload

if TYPE_CHECKING:
    from stc_lsp.wake.structural.inquiry import Inquiry


def summary_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    """The current summary of something, or what can be said of it now; on one line."""
    thought = inquiry.snapshot.thought(stored.id, ThoughtKind.SUMMARY)
    if thought is not None and thought.items:
        return " ".join(thought.items[0].text.split())
    if is_synthetic(stored.path):
        return ""
    facts = from_index(inquiry.snapshot, stored)
    if isinstance(facts, ModuleFacts):
        return summary_of_module(facts)
    if stored.chunk.kind in CALLABLE:
        return summary_of_function(facts)
    return sentence(first_sentence(stored.chunk.documentation))


def in_short(inquiry: Inquiry, stored: StoredChunk) -> str:
    """Its first sentence, of a model's or else of its documentation; "" if it has neither.

    That something has no documentation is no news where many things are listed.
    """
    thought = inquiry.snapshot.thought(stored.id, ThoughtKind.SUMMARY)
    if thought is not None and thought.items and not thought.is_structural:
        return first_sentence(thought.items[0].text)
    documented = documented_overload(inquiry.snapshot, stored) or stored
    return sentence(first_sentence(documented.chunk.documentation), stored.chunk.name)
