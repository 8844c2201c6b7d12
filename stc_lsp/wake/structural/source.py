"""The source of what nobody has documented and that is too short for anything else to be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.undocumented import UNDOCUMENTED
from stc_lsp.code.inert import code_block

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_MOST_LINES = 8


def with_source(text: str, present: Present, stored: StoredChunk) -> str:
    """A description; where it has nothing to tell, with the few lines that it is about."""
    if not text.endswith(f"{UNDOCUMENTED}."):
        return text
    _, now = present.of(stored)
    source = present.text(stored.path)
    chunk = now or stored.chunk
    if source is None or not present.is_as_indexed(stored.path):
        return text
    written = source[chunk.start_byte : chunk.end_byte].decode(errors="replace").strip("\n")
    if not written or written.count("\n") >= _MOST_LINES:
        return text
    return f"{text} This is all of it:\n\n{code_block(written, stored.language)}"
