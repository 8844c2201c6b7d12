"""What people look at in a workspace: how often a day, by symbol. For the sleeper to think about first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.ledger.part import LedgerPart
from stc_lsp.memory.rows import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT_DAYS = 180
_PUT = """
    INSERT INTO looked (workspace, path, symbol, day, times) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET times = times + excluded.times"""
_SINCE = """
    SELECT path, symbol, day, times FROM looked WHERE workspace = ? AND day >= ? ORDER BY day, path, symbol"""


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


class HoverLog(LedgerPart):
    """Hovers of one workspace."""

    def add(self, counted: Mapping[tuple[str, str], int]) -> None:
        """Add hovers, by path and symbol, to those of today. What is older than half a year is forgotten."""
        today = int(self._now() // DAY)
        rows = [
            (self._workspace, to_text(path), to_text(symbol), today, times)
            for (path, symbol), times in counted.items()
        ]
        with self._writing() as connection:
            connection.executemany(_PUT, rows)
            connection.execute(
                "DELETE FROM looked WHERE workspace = ? AND day < ?", (self._workspace, today - _KEPT_DAYS)
            )

    def list(self, since_day: int = 0) -> list[Looked]:
        """What was hovered over, from a day on; by day."""
        rows = self._read(_SINCE, self._workspace, since_day)
        return [Looked(from_text(path), from_text(symbol), day, times) for path, symbol, day, times in rows]
