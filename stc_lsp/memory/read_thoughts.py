"""Reading thoughts: only those that are current, unless an earlier one is asked for as such."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.reading import Reading
from stc_lsp.memory.rows import THOUGHT_COLUMNS, thought
from stc_lsp.memory.values import ThoughtKind

if TYPE_CHECKING:
    from stc_lsp.memory.values import Thought, ThoughtItem

_BEST_FIRST = "ORDER BY w.thinker = 'structural', w.thinker"
_CURRENT = f"""
    SELECT {THOUGHT_COLUMNS} FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.key
    WHERE w.chunk_id = ?1 AND w.kind = ?2"""
_THOUGHT = f"{_CURRENT} {_BEST_FIRST} LIMIT 1"
_THOUGHT_OF = f"{_CURRENT} AND w.thinker = ?3"
_ALL_CURRENT = f"{_CURRENT} {_BEST_FIRST}"
_BEFORE = f"""
    SELECT {THOUGHT_COLUMNS} FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.previous_key
    WHERE w.chunk_id = ?1 AND w.kind = ?2 AND (?3 IS NULL OR w.thinker = ?3) {_BEST_FIRST} LIMIT 1"""


class ThoughtReads(Reading):
    """The part of `Snapshot` about thoughts."""

    def thought(self, chunk_id: int, kind: ThoughtKind, thinker: str | None = None) -> Thought | None:
        """The current thought about a chunk; unless a thinker is named, a model's before the structural."""
        if thinker is None:
            row = self._execute(_THOUGHT, (chunk_id, str(kind))).fetchone()
        else:
            row = self._execute(_THOUGHT_OF, (chunk_id, str(kind), thinker)).fetchone()
        return thought(row) if row else None

    def thought_before(self, chunk_id: int, kind: ThoughtKind, thinker: str | None = None) -> Thought | None:
        """The latest thought that was current before the present key: only to be shown as outdated."""
        row = self._execute(_BEFORE, (chunk_id, str(kind), thinker)).fetchone()
        return thought(row) if row else None

    def stored_questions(self, chunk_id: int) -> list[tuple[Thought, ThoughtItem]]:
        """Current questions about a chunk, with the thought each stands in; a model's first."""
        rows = self._execute(_ALL_CURRENT, (chunk_id, str(ThoughtKind.QUESTIONS)))
        return [(each, item) for each in map(thought, rows) for item in each.items]
