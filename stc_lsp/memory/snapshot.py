"""The readers' side: a `Memory` is opened once by a process, a `Snapshot` is held while one answers."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import ReadingPool
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.read_chunks import ChunkReads
from stc_lsp.memory.read_files import FileReads
from stc_lsp.memory.read_references import ReferenceReads
from stc_lsp.memory.read_search import SearchReads
from stc_lsp.memory.read_thoughts import ThoughtReads
from stc_lsp.memory.reading import FactsCache

if TYPE_CHECKING:
    from collections.abc import Generator

    from stc_lsp.memory.paths import MemoryPaths

# Reads from both databases, so that the transaction holds on to one state of each.
_PIN = "SELECT value, (SELECT 1 FROM thoughts.thoughts LIMIT 1) FROM meta WHERE key = 'revision'"


class Snapshot(FileReads, ChunkReads, ReferenceReads, ThoughtReads, SearchReads):
    """An unchanging view of one workspace at one revision, for one thread at a time, until its block ends."""

    def __init__(self, connection: sqlite3.Connection, cache: FactsCache | None = None) -> None:
        super().__init__(connection, cache)
        self.revision: int = int(connection.execute(_PIN).fetchone()[0])
        """0 for an empty memory, then one more for each revision that the sleeper committed."""


class Memory:
    """Reads what the sleeper wrote, without a lock and without the sleeper.

    Databases that do not exist (yet), or are corrupt, read as empty; ones set aside or created later are
    noticed by the next snapshot. Any thread may take snapshots, and several may be open at once.
    """

    def __init__(self, paths: MemoryPaths) -> None:
        self.paths = paths
        self._pool = ReadingPool(paths)
        self._cache = FactsCache()
        self._cached_for: object = None

    @classmethod
    def open(cls, paths: MemoryPaths) -> Memory:
        """The memory of one workspace. Nothing is read until the first snapshot."""
        return cls(paths)

    @property
    def fault(self) -> str:
        """Why the memory last read as empty although a database exists; "" if all is well."""
        return self._pool.fault

    @contextlib.contextmanager
    def snapshot(self) -> Generator[Snapshot]:
        """One revision, for the length of the block. While it is held, the log of changes only grows.

        Raises MemoryFault, also from within the block, when a database turns out to be unusable or was
        written by a newer release.
        """
        with said_plainly(self.paths.index_db):
            reading = self._pool.take()
            if reading.identities[0] != self._cached_for:
                self._cache.clear()
                self._cached_for = reading.identities[0]
            try:
                reading.connection.execute("BEGIN")
                yield Snapshot(reading.connection, self._cache)
            except sqlite3.Error:
                # The file may be damaged: the next snapshot looks at it afresh.
                reading.lasting = False
                raise
            finally:
                if reading.connection.in_transaction:
                    reading.connection.execute("ROLLBACK")
                self._pool.give_back(reading)

    def close(self) -> None:
        """Close all connections; snapshots still open end when their blocks do."""
        self._pool.close()
