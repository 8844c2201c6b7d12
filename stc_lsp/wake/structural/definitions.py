"""Where something is defined, and from where it can be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import article, code, codes, count, joined
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.structural.inquiry import Finding, label

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_FRONTS = ("__init__.py", "index.ts", "index.js", "index.tsx", "mod.rs", "lib.rs")
"""Files that hand on what others define."""
_WORDS = {
    ChunkKind.FUNCTION: "function",
    ChunkKind.METHOD: "method",
    ChunkKind.VARIABLE: "variable",
    ChunkKind.SECTION: "section",
}


def where(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """File and line, what kind of thing it is, and whose."""
    if is_synthetic(stored.path):
        return None
    if stored.chunk.kind is ChunkKind.MODULE:
        return Finding(f"The file is {code(stored.path)}.", tuple(inquiry.cite(stored)))
    chunk = stored.chunk
    parent = inquiry.snapshot.chunk_by_id(stored.parent_id) if stored.parent_id is not None else None
    of = ""
    if parent is not None and parent.chunk.kind is not ChunkKind.MODULE:
        word = (
            parent.chunk.keyword
            if parent.chunk.kind is ChunkKind.CLASS
            else _WORDS.get(parent.chunk.kind, "")
        )
        of = f" of the {word} {code(label(parent))}" if word else f" of {code(label(parent))}"
    kind = _WORDS.get(chunk.kind) or chunk.keyword or "class"
    if of and chunk.kind is ChunkKind.VARIABLE:
        kind = "attribute" if parent is not None and parent.chunk.kind is ChunkKind.CLASS else kind
    told = [f"{code(label(stored))} is {article(kind)} {kind}{of}, defined at {inquiry.place(stored)}."]
    if chunk.signature and chunk.kind is not ChunkKind.SECTION:
        told.append(f"Its header is {code(chunk.signature)}.")
    fronts = list(
        dict.fromkeys(
            use.path
            for use in inquiry.snapshot.uses(stored.id)
            if use.path.rpartition("/")[2] in _FRONTS and inquiry.is_import(use)
        )
    )
    if fronts:
        more = f" and {count(len(fronts) - 3, 'more file')}" if len(fronts) > 3 else ""
        told.append(f"It is handed on by {codes(fronts[:3])}{more}.")
    return Finding(joined(*told), tuple(inquiry.cite(stored)))
