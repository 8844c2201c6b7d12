"""What every part of the index writer stands on: the connection, the revision under way, fresh ids."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from stc_lsp.memory.database import transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.rows import to_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator

    from stc_lsp.memory.paths import MemoryPaths


class Writing:
    """Base of the writer's parts. One thread at a time uses it."""

    def __init__(self, connection: sqlite3.Connection, paths: MemoryPaths) -> None:
        self.paths = paths
        self.connection = connection
        self.next_revision = 0
        """The number that the revision under way will have once it is committed."""
        self.in_revision = False
        self._changed: set[str] = set()
        """What of `meta` this revision sets to its own number."""
        self._next_chunk_id = 0
        self.rewritten: set[int] = set()
        """Files of this revision whose chunks are not all those from before, or that have no uses left."""

    @contextlib.contextmanager
    def revision(self) -> Generator[None]:
        """One transaction: all that is written in the block becomes visible at once, or on an error never.

        The revision number goes up by one if anything was written. A revision inside another is part of it.
        """
        if self.in_revision:
            yield
            return
        with said_plainly(self.paths.index_db), transaction(self.connection):
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
            self.next_revision = int(row[0]) + 1
            last = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'chunks'").fetchone()
            self._next_chunk_id = last[0] + 1 if last else 1
            self.in_revision, self._changed = True, set()
            self.rewritten.clear()
            try:
                yield
                self.connection.executemany(
                    "UPDATE meta SET value = ? WHERE key = ?",
                    [(str(self.next_revision), each) for each in sorted(self._changed)],
                )
            finally:
                self.in_revision = False
                self.forget_cached()

    @contextlib.contextmanager
    def within_revision(
        self, *, counts: bool = True, is_thought: bool = False, is_removal: bool = False
    ) -> Generator[None]:
        """The revision under way, or one for this write alone. `counts`: do readers see the change?

        Readers keep what they worked out from files until a revision that changes more than what is thought
        of them (`is_thought`); what it put they can see, not what it took away (`is_removal`).
        """
        with self.revision():
            before = self.connection.total_changes
            yield
            if counts and self.connection.total_changes != before:
                self._changed.add("revision")
                if not is_thought:
                    self._changed.add("facts_revision")
                if is_removal:
                    self._changed.add("paths_revision")

    def forget_cached(self) -> None:
        """Called when a revision ends; parts that keep something for its length drop it here."""

    def new_chunk_id(self) -> int:
        """An id that no chunk has had before."""
        self._next_chunk_id += 1
        return self._next_chunk_id - 1

    def file_id(self, path: str) -> int | None:
        """The id of a file of the index."""
        row = self.connection.execute("SELECT id FROM files WHERE path = ?", (to_text(path),)).fetchone()
        return row[0] if row else None
