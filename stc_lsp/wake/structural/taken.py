"""What something takes: its parameters, and of options that come as one object what that may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.parameters import read_parameters
from stc_lsp.wake.structural.owned import SETTINGS, fields_said
from stc_lsp.wake.structural.said import said
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk

_MOST_TYPES = 2


def taken(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """The parameters of a function, or of what makes objects of a class; None if they are not known."""
    found = said(inquiry, stored, Intent.PARAMETERS)
    if found is None:
        is_empty = stored.chunk.kind in CALLABLE and read_parameters(inquiry, stored) == ()
        none = f"{inquiry.placed(stored)} takes no parameters."
        return Finding(none, tuple(inquiry.cite(stored))) if is_empty else None
    options = options_taken(inquiry, stored)
    return Finding(paragraphs(found.text, options.text), (*found.citations, *options.citations))


def options_taken(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """The fields of the types of options in its header: `options: StoreOptions`; an empty text if none is."""
    header = stored.chunk.signature
    found: dict[int, StoredChunk] = {}
    for use in inquiry.snapshot.references_in(stored.id) if stored.chunk.kind in CALLABLE else ():
        name = use.reference.expression.rpartition(".")[2]
        if use.target_id is not None and (split_identifier(name) or [""])[-1] in SETTINGS and name in header:
            target = inquiry.snapshot.chunk_by_id(use.target_id)
            if target is not None and target.chunk.kind is ChunkKind.CLASS:
                found[target.id] = target
    told = [each for one in [*found.values()][:_MOST_TYPES] if (each := fields_said(inquiry, one))]
    return Finding(
        paragraphs(*(each.text for each in told)),
        tuple(citation for each in told for citation in each.citations),
    )
