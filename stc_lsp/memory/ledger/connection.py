"""A connection to the ledger's database, for whoever reads it; `part` writes, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stc_lsp.memory.faults import said_plainly

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path


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
