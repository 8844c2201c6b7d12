"""One line about each definition of a file as it is now, for editors that show it above the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.describe.undocumented import beyond_signature
from stc_lsp.code.values import CALLABLE, CALLEES
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.understood import understood, understood_from_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.documents import Documents

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What a definition is for, in one line."""

    qualname: str
    start_byte: int
    """Of its name."""
    text: str
    """Plain text."""
    fresh: bool
    """False: its source was edited since."""


def summary_lines(snapshot: Snapshot, documents: Documents, path: str) -> Iterator[SummaryLine]:
    """Of each class, function and method of a file that something is known of, in the file's order."""
    present = Present(snapshot, documents)
    stored = {each.chunk.qualname: each for each in snapshot.chunks(path)}
    chunks = present.chunks(path)
    for chunk in chunks.values():
        container = chunks.get(chunk.qualname.rpartition(".")[0])
        if chunk.kind not in CALLEES or (container is not None and container.kind in CALLABLE):
            # What stands within a function is explained by it.
            continue
        known = stored.get(chunk.qualname)
        if known is None:
            told = understood_from_file(path, chunk, present)
        else:
            told = understood(known, chunk, present.of(known)[0], present)
        text = _line(beyond_signature(told.summary, chunk.returns))
        if text and text.rstrip(".").lower() != chunk.name.lower():
            yield SummaryLine(chunk.qualname, chunk.name_start_byte, text, told.fresh)


def _line(summary: str) -> str:
    text = " ".join(first_sentence(summary).replace("`", "").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
