"""The source of definitions, which stands for what is too short for anything else to be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.undocumented import UNDOCUMENTED
from stc_lsp.code.inert import code_block
from stc_lsp.code.source_lines import indent_of
from stc_lsp.wake.structural.fitting import WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.values import Chunk
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_MOST_LINES = 8
_ABOVE, _BELOW = 4, 6
"""Lines shown of what is longer."""


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


def quoted_around(
    rows: Sequence[str], chunk: Chunk, line: int, language: str, *, whole: int = WHOLE
) -> tuple[str, range]:
    """The block, all of what has no more than `whole` lines, and the numbers of its lines.

    `rows`: the lines of the file.
    """
    lines = range(chunk.start_line, min(chunk.end_line, len(rows)) + 1)
    if line not in lines:
        lines = range(line, line + 1)
    elif len(lines) > whole:
        lines = range(max(lines[0], line - _ABOVE), min(lines[-1], line + _BELOW) + 1)
    text = [rows[number - 1].rstrip() for number in lines]
    least = min((indent_of(each) for each in text if each), default=0)
    return code_block("\n".join(each[least:] for each in text), language), lines
