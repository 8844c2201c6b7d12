"""What people look at in a workspace: how often a day, by symbol. For the sleeper to think about first."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.database import open_database, transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.rows import from_text, to_text
from stc_lsp.memory.schema import LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlite_utils import Database

    from stc_lsp.memory.paths import MemoryPaths

_KEPT_DAYS = 180
_PUT = """
    INSERT INTO looked (workspace, path, symbol, day, times) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET times = times + excluded.times"""


@dataclass(frozen=True, slots=True)
class Looked:
    """How often people turned to a symbol on one day."""

    path: str
    """"" where only the label is known."""
    symbol: str
    """Its label: the qualified name, or the path of a module."""
    day: int
    """Since the epoch, in UTC."""
    times: int


class HoverLog:
    """Hovers of one workspace, in the user's ledger database."""

    def __init__(self, database: Database, paths: MemoryPaths, now: Callable[[], float]) -> None:
        self._connection = database.conn
        self._path = paths.ledger_db
        self._workspace = paths.workspace_id
        self._now = now

    @classmethod
    def open(cls, paths: MemoryPaths, now: Callable[[], float] = time.time) -> HoverLog:
        """Create, migrate or repair the database. `now` gives seconds since the epoch."""
        return cls(open_database(paths.ledger_db, LEDGER, now=now).database, paths, now)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def add(self, counted: Mapping[tuple[str, str], int]) -> None:
        """Add hovers, by path and symbol, to those of today. What is older than half a year is forgotten."""
        today = int(self._now() // DAY)
        rows = [
            (self._workspace, to_text(path), to_text(symbol), today, times)
            for (path, symbol), times in counted.items()
        ]
        with said_plainly(self._path), transaction(self._connection):
            self._connection.executemany(_PUT, rows)
            self._connection.execute(
                "DELETE FROM looked WHERE workspace = ? AND day < ?", (self._workspace, today - _KEPT_DAYS)
            )

    def list(self, since_day: int = 0) -> list[Looked]:
        """What was hovered over, from a day on; by day."""
        with said_plainly(self._path):
            rows = self._connection.execute(
                """SELECT path, symbol, day, times FROM looked WHERE workspace = ? AND day >= ?
                ORDER BY day, path, symbol""",
                (self._workspace, since_day),
            ).fetchall()
        return [Looked(from_text(path), from_text(symbol), day, times) for path, symbol, day, times in rows]
