"""The source of definitions, which stands for what is too short for anything else to be told of it."""

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
    shown = written(present, stored).strip("\n")
    if not shown or shown.count("\n") >= _MOST_LINES:
        return text
    return f"{text} This is all of it:\n\n{code_block(shown, stored.language)}"


def written(present: Present, stored: StoredChunk) -> str:
    """The text of a definition, while its file is as it was indexed; else ""."""
    source = present.text_as_indexed(stored.path)
    if source is None:
        return ""
    return source[stored.chunk.start_byte : stored.chunk.end_byte].decode(errors="replace")
