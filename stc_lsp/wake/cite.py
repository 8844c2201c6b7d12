"""From evidence to lines: where what is told stands in the text as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.tokens.fingerprint import line_of_token
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind
from stc_lsp.memory.values import Anchor, StoredChunk, StoredReference, ThoughtItem, is_synthetic
from stc_lsp.wake.hover.freshness import Freshness, Present
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LINES = 60
"""Of one citation; of something longer only the line that names it is cited."""


def lines_showing(path: str, chunk: Chunk) -> Citation:
    """The lines that show a chunk."""
    last = max(chunk.start_line, chunk.end_line)
    if last - chunk.start_line < MOST_LINES:
        return Citation(path, chunk.start_line, last)
    if chunk.kind in (*CALLABLE, ChunkKind.SECTION):
        return Citation(path, chunk.start_line, chunk.start_line + MOST_LINES - 1)
    return Citation(path, chunk.name_line, chunk.name_line)


class Citer:
    """Makes citations for one answer, and notes whether all that it rests on is as it was."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._snapshot = present.snapshot
        self.fresh = True
        """False once something cited was edited since it was learned, or is gone."""

    def of_chunk(self, stored: StoredChunk) -> list[Citation]:
        """Where a chunk stands now; nowhere for a folder, or if it is gone."""
        if is_synthetic(stored.path):
            return []
        _, chunk = self._now(stored)
        return [lines_showing(stored.path, chunk)] if chunk is not None else []

    def of_item(self, stored: StoredChunk, item: ThoughtItem) -> list[Citation]:
        """Where the evidence of a stored text about a chunk stands now; the chunk itself if it has none."""
        # What the text says is about this chunk, whatever it cites.
        own = self.of_chunk(stored)
        found = [citation for anchor in item.anchors for citation in self._of_anchor(stored, anchor)]
        return distinct(found or own)

    def of_use(self, use: StoredReference) -> list[Citation]:
        """The line of a use; if its file has changed, the chunk that it stands in."""
        if self._present.is_as_indexed(use.path):
            return [Citation(use.path, use.reference.line, use.reference.line)]
        stored = self._snapshot.chunk_by_id(use.chunk_id)
        return self.of_chunk(stored) if stored is not None else []

    def of_uses(self, uses: Iterable[StoredReference]) -> list[Citation]:
        """The lines of several uses."""
        return distinct(citation for use in uses for citation in self.of_use(use))

    def _now(self, stored: StoredChunk) -> tuple[Freshness, Chunk | None]:
        """A chunk as it is now, of which it is noted whether it still is what it was."""
        freshness, chunk = self._present.of(stored)
        self.fresh &= freshness in (Freshness.CURRENT, Freshness.MOVED)
        return freshness, chunk

    def _of_anchor(self, owner: StoredChunk, anchor: Anchor) -> list[Citation]:
        path = anchor.path or owner.path
        if is_synthetic(path):
            return []
        # An anchor that names nothing is the chunk spoken of itself.
        is_own = not anchor.path and not anchor.qualname
        is_other = not is_own and (path, anchor.qualname) != (owner.path, owner.chunk.qualname)
        stored = self._snapshot.chunk(path, anchor.qualname) if is_other else owner
        if stored is None:
            return []
        freshness, chunk = self._now(stored)
        if chunk is None:
            return []
        source = self._present.text(path)
        if anchor.first < 0 or freshness is Freshness.EDITED or source is None:
            return [lines_showing(path, chunk)]
        text = source[chunk.start_byte : chunk.end_byte]
        first = line_of_token(stored.language, text, anchor.first)
        last = line_of_token(stored.language, text, max(anchor.first, anchor.last))
        offset = chunk.start_line - 1
        return [Citation(path, offset + first, min(offset + max(first, last), chunk.end_line))]


def distinct(citations: Iterable[Citation]) -> list[Citation]:
    """Each citation once, in the order of first mention; one within another that came before is left out."""
    kept: list[Citation] = []
    for each in citations:
        inside = any(
            other.path == each.path
            and other.start_line <= each.start_line
            and each.end_line <= other.end_line
            for other in kept
        )
        if not inside:
            kept.append(each)
    return kept
