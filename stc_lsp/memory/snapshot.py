"""The readers' side: a `Memory` is opened once by a process, a `Snapshot` is held while one answers."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import ConnectionPool, Identity
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.read.calls import CallReads
from stc_lsp.memory.read.catalogue import CatalogueReads
from stc_lsp.memory.read.chunks import ChunkReads
from stc_lsp.memory.read.graph import GraphReads
from stc_lsp.memory.read.reading import Caches
from stc_lsp.memory.read.search import SearchReads
from stc_lsp.memory.read.texts import TextReads
from stc_lsp.memory.read.thoughts import ThoughtReads
from stc_lsp.memory.read.vectors import VectorReads

if TYPE_CHECKING:
    from collections.abc import Generator

    from stc_lsp.memory.paths import MemoryPaths


class Snapshot(
    TextReads,
    ChunkReads,
    CallReads,
    CatalogueReads,
    ThoughtReads,
    GraphReads,
    SearchReads,
    VectorReads,
):
    """An unchanging view of one workspace at one revision, for one thread at a time, until its block ends."""


class Memory:
    """Reads what the sleeper wrote, without a lock and without the sleeper.

    Databases that do not exist (yet), or are corrupt, read as empty; ones set aside or created later are
    noticed by the next snapshot. Any thread may take snapshots, and several may be open at once.
    """

    def __init__(self, paths: MemoryPaths) -> None:
        self.paths = paths
        self._pool = ConnectionPool(paths)
        self._caches: tuple[Identity, Caches] = None, Caches()

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
        """The latest revision there is, for the length of the block. While it is held, the log only grows.

        Raises MemoryFault, also from within the block, when a database turns out to be unusable or was
        written by a newer release.
        """
        with said_plainly(self.paths.index_db):
            pooled = self._pool.take()
            try:
                pooled.connection.execute("BEGIN")
                yield Snapshot(pooled.connection, self._caches_for(pooled.identities[0]))
            except sqlite3.Error:
                # The file may be damaged: the next snapshot looks at it afresh.
                pooled.lasting = False
                raise
            finally:
                if pooled.connection.in_transaction:
                    pooled.connection.execute("ROLLBACK")
                self._pool.give_back(pooled)

    def _caches_for(self, index: Identity) -> Caches:
        """Caches of that database file alone: in another one, revisions count anew."""
        known, caches = self._caches
        if known != index:
            caches = Caches()
            self._caches = index, caches
        return caches

    def close(self) -> None:
        """Close all connections; snapshots still open end when their blocks do."""
        self._pool.close()
