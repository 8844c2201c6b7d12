"""How each part of the ledger's database is opened, read and written: calls, batches, questions, hovers."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any, Self

from stc_lsp.memory.database import Opened, open_database, transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.schema import LEDGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator
    from pathlib import Path

    from stc_lsp.memory.paths import MemoryPaths


class LedgerConnection:
    """One connection; `now` gives seconds since the epoch."""

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], float]) -> None:
        self._connection = connection
        self._path = path
        self._now = now

    def _read(self, sql: str, *parameters: object) -> list[Any]:
        """All rows of a query. Raises MemoryFault."""
        with said_plainly(self._path):
            return self._connection.execute(sql, parameters).fetchall()


class LedgerPart(LedgerConnection):
    """One part, for one workspace. Any process may have it open; a single thread at a time uses it."""

    def __init__(self, opened: Opened, paths: MemoryPaths, now: Callable[[], float]) -> None:
        super().__init__(opened.connection, paths.ledger_db, now)
        self._database = opened.database
        self._workspace = paths.workspace_id
        self.notices = list(opened.notices)
        """What a person should be told about opening: a corrupt database was set aside."""

    @classmethod
    def open(cls, paths: MemoryPaths, now: Callable[[], float] = time.time) -> Self:
        """Create, migrate or repair the database. `now` gives seconds since the epoch."""
        return cls(open_database(paths.ledger_db, LEDGER, now=now), paths, now)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    @contextlib.contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        """One transaction. Raises MemoryFault."""
        with said_plainly(self._path), transaction(self._connection):
            yield self._connection

    def _write(self, sql: str, *parameters: object) -> None:
        with self._writing() as connection:
            connection.execute(sql, parameters)
