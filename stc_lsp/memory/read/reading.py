"""What every part of a snapshot stands on: a connection at one revision, and facts kept between snapshots."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from stc_lsp.memory.rows import stored_chunk
from stc_lsp.memory.term_scores import MOST_KEPT, OF_A_WORD, TermScores
from stc_lsp.memory.weighed import WeighedCache

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterable

    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.postings import Posting
    from stc_lsp.memory.read.posted import Owners, PostedTexts
    from stc_lsp.memory.values import Coverage, StoredChunk
    from stc_lsp.memory.vectors import Matrix

CACHED_FACTS_WEIGHT = 60_000
"""Chunks, references and bindings that the cache of facts may hold: some 15 MB."""

MOST_WORKED_OUT = 4096
"""Values kept between two revisions that change facts."""

_T = TypeVar("_T")

# Reads from both databases, so that the transaction holds on to one state of each.
_PIN = """
    SELECT (SELECT value FROM meta WHERE key = 'revision'),
        (SELECT value FROM meta WHERE key = 'facts_revision'),
        (SELECT value FROM meta WHERE key = 'paths_revision'),
        (SELECT 1 FROM thoughts.thoughts LIMIT 1)"""


class Caches:
    """What a process keeps between its snapshots of one database file."""

    def __init__(self) -> None:
        self.facts: WeighedCache[FileFacts] = WeighedCache(CACHED_FACTS_WEIGHT)
        """Of files read lately, by path, the revision that wrote them, and whether with references."""
        self.matrices: dict[str, tuple[int, Matrix | None]] = {}
        """The vectors of each model, and of which revision they are."""
        self.term_scores: WeighedCache[TermScores] = WeighedCache(MOST_KEPT, OF_A_WORD)
        self.postings: WeighedCache[Posting] = WeighedCache(MOST_KEPT, OF_A_WORD)
        self.posted: dict[str, tuple[tuple[int, int], PostedTexts | None]] = {}
        """The texts of each full-text table, and of which postings and revision they are."""
        self.owners: Owners | None = None
        self.coverage: tuple[Hashable, dict[str, Coverage]] | None = None
        """How much was thought of each file, after what: an index's revision, and the last thought stored."""
        self._worked_out: dict[Hashable, Any] = {}
        self._facts_revision = -1

    def worked_out(self, facts_revision: int) -> dict[Hashable, Any]:
        """What was worked out from the facts of the index as they are since a revision, by its name."""
        if facts_revision != self._facts_revision or len(self._worked_out) > MOST_WORKED_OUT:
            # A new one: who still reads at another revision keeps theirs.
            self._worked_out, self._facts_revision = {}, facts_revision
        return self._worked_out


class Reading:
    """Base of the snapshot's parts."""

    def __init__(self, connection: sqlite3.Connection, caches: Caches | None = None) -> None:
        self._execute = connection.execute
        self._caches = caches
        self._pin()

    def let_go(self) -> None:
        """Hold on to no revision, so that the log of changes can end; `look_again` before more is read."""
        self._execute("ROLLBACK")

    def look_again(self) -> bool:
        """Hold on to the latest revision after `let_go`. Returns whether its facts are those from before."""
        before = self.facts_revision
        self._execute("BEGIN")
        self._pin()
        return self.facts_revision == before

    def _pin(self) -> None:
        revision, facts_revision, paths_revision, _ = self._execute(_PIN).fetchone()
        self.revision = int(revision)
        """0 for an empty memory, then one more for each revision that the sleeper committed."""
        self.facts_revision = int(facts_revision)
        """The last revision that changed more than what is thought: files, chunks, who uses what."""
        self.paths_revision = int(paths_revision)
        """The last revision that took a file away, or made it one of another language."""
        self._worked_out = self._caches.worked_out(self.facts_revision) if self._caches is not None else {}

    def once(self, name: Hashable, work_out: Callable[[], _T]) -> _T:
        """What `work_out` gives, from facts alone, not thoughts: worked out once until the facts change."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        return self._worked_out[name]

    def _ids(self, sql: str, *parameters: object) -> set[int]:
        return {id_ for (id_,) in self._execute(sql, parameters)}

    def _chunks(self, sql: str, parameters: Iterable[Any]) -> list[StoredChunk]:
        return [stored_chunk(row) for row in self._execute(sql, tuple(parameters))]

    def _one_chunk(self, sql: str, parameters: Iterable[Any]) -> StoredChunk | None:
        row = self._execute(sql, tuple(parameters)).fetchone()
        return stored_chunk(row) if row else None


def listed(values: Iterable[object]) -> str:
    """Values as the list that a query takes apart: `json_each(?)`."""
    return json.dumps(list(values))
