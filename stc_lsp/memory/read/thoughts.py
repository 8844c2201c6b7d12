"""Reading thoughts: only those that are current, unless an earlier one is asked for as such."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.read.reading import Reading, listed
from stc_lsp.memory.rows import THOUGHT_COLUMNS, THOUGHT_KINDS, thought
from stc_lsp.memory.values import Recipe, Thought, ThoughtItem, ThoughtKind, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEST_FIRST = "ORDER BY w.thinker = 'structural', w.thinker"
_CURRENT = f"""
    SELECT {THOUGHT_COLUMNS} FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.key
    WHERE w.chunk_id = ?1 AND w.kind = ?2"""
_THOUGHT = f"{_CURRENT} {_BEST_FIRST} LIMIT 1"
_THOUGHT_OF = f"{_CURRENT} AND w.thinker = ?3"
_ALL_CURRENT = f"{_CURRENT} {_BEST_FIRST}"
_ANSWER = """
    SELECT json_extract(i.value, '$[0]') FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.key
    JOIN json_each(t.items) AS i
    WHERE w.chunk_id = ? AND w.kind = 'questions' AND w.thinker = ? AND json_extract(i.value, '$[2]') = ?
    ORDER BY i.key LIMIT 1"""
_BEFORE = f"""
    SELECT {THOUGHT_COLUMNS} FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.previous_key
    WHERE w.chunk_id = ? AND w.kind = ? AND w.thinker = ?"""
_MISSING = """
    SELECT w.chunk_id, w.kind, w.thinker, w.prompt_version, w.parameters, w.key, w.value FROM wanted AS w
    WHERE w.pending = 1 AND w.key <> ''
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = w.key)
    ORDER BY w.value DESC, w.chunk_id"""

_KNOWN = "SELECT t.key FROM json_each(?) AS k CROSS JOIN thoughts.thoughts AS t ON t.key = k.value"
_EXPECTED = "SELECT max(value) FROM wanted WHERE chunk_id = ? AND thinker = 'structural'"
_EXPECTED_OF_ALL = """
    SELECT chunk_id, kind, value FROM wanted WHERE thinker = 'structural' AND pending = 0"""


class ThoughtReads(Reading):
    """The part of `Snapshot` about thoughts."""

    def thought(self, chunk_id: int, kind: ThoughtKind, thinker: str | None = None) -> Thought | None:
        """The current thought about a chunk; unless a thinker is named, a model's before the structural."""
        if thinker is None:
            row = self._execute(_THOUGHT, (chunk_id, str(kind))).fetchone()
        else:
            row = self._execute(_THOUGHT_OF, (chunk_id, str(kind), thinker)).fetchone()
        return thought(row) if row else None

    def thought_before(self, chunk_id: int, kind: ThoughtKind, thinker: str) -> Thought | None:
        """A thinker's latest thought that was current before the present key: outdated, to be revised."""
        row = self._execute(_BEFORE, (chunk_id, str(kind), thinker)).fetchone()
        return thought(row) if row else None

    def known_thoughts(self, keys: Iterable[str]) -> set[str]:
        """Those of some keys that have a thought in the store."""
        return {key for (key,) in self._execute(_KNOWN, (listed(keys),))}

    def missing(self) -> list[Wanted]:
        """What is wanted but has no thought yet, of every thinker, most valuable first."""
        rows = self._execute(_MISSING)
        return [
            Wanted(chunk_id, Recipe(THOUGHT_KINDS[kind], thinker, version, parameters), key, value)
            for chunk_id, kind, thinker, version, parameters, key, value in rows
        ]

    def expected(self, chunk_id: int) -> float:
        """How often people are expected to turn to a chunk before long: the value of what needs no model."""
        return self._execute(_EXPECTED, (chunk_id,)).fetchone()[0] or 0.0

    def expectations(self) -> list[tuple[int, ThoughtKind, float]]:
        """The same of every structural thought that is made, as it was last valued: chunk, kind, value."""
        rows = self._execute(_EXPECTED_OF_ALL)
        return [(chunk_id, THOUGHT_KINDS[kind], value) for chunk_id, kind, value in rows]

    def answer_to(self, chunk_id: int, thinker: str, intent: str) -> str:
        """What a thinker's current thought answers to the first question of an intent; "" if it has none.

        For one answer: to read them all takes ten times as long.
        """
        row = self._execute(_ANSWER, (chunk_id, thinker, intent)).fetchone()
        return row[0] if row else ""

    def stored_questions(self, chunk_id: int) -> list[tuple[Thought, ThoughtItem]]:
        """Current questions about a chunk, with the thought each stands in; a model's first."""
        rows = self._execute(_ALL_CURRENT, (chunk_id, str(ThoughtKind.QUESTIONS)))
        return [(each, item) for each in map(thought, rows) for item in each.items]
