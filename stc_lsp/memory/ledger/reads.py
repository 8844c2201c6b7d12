"""What the ledger says: calls, totals, and what counts against the caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger.budget import NANO, WINDOWS, Spent, window_start
from stc_lsp.memory.rows import from_text
from stc_lsp.memory.values import Call

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LABELS = {
    "day": "strftime('%Y-%m-%d', called_at, 'unixepoch')",
    "phase": "phase",
    "model": "model",
    "outcome": "outcome",
    "purpose": "purpose",
    "workspace": "workspace",
}
"""What calls can be summed by: the name a caller gives, and the SQL that computes the label."""

_CALLS = """
    SELECT phase, model, purpose, input_tokens, cached_tokens, output_tokens, nanos, seconds, outcome,
        workspace, called_at
    FROM calls ORDER BY called_at DESC, id DESC"""
_TOTALS = """
    SELECT {label}, count(*), sum(input_tokens), sum(cached_tokens), sum(output_tokens), sum(nanos),
        sum(seconds)
    FROM calls WHERE called_at >= ?1 AND (?2 IS NULL OR workspace = ?2)
    GROUP BY {label} ORDER BY {label}"""
_SPENT = """
    SELECT coalesce(sum(tokens), 0), count(*), coalesce(sum(nanos), 0) FROM (
        SELECT input_tokens + output_tokens AS tokens, nanos FROM calls WHERE phase = ?1 AND called_at >= ?2
        UNION ALL SELECT tokens, nanos FROM reservations WHERE phase = ?1)"""


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over the calls that share a label."""

    label: str
    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    price: float
    seconds: float


class LedgerReads:
    """The part of `Ledger` that only reads."""

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], float]) -> None:
        self._connection = connection
        self._path = path
        self._now = now

    def calls(self) -> list[Call]:
        """Every call, the latest first."""
        return [_call(row) for row in self._read(_CALLS)]

    def totals(self, by: str, since: float = 0.0, *, workspace: str | None = None) -> list[Total]:
        """Sums by `day` (UTC), `phase`, `model`, `outcome`, `purpose` or `workspace`, sorted by it.

        Of one workspace, by its id, or of all.
        """
        rows = self._read(_TOTALS.format(label=_LABELS[by]), since, workspace)
        return [
            Total(from_text(label), calls, read, cached, written, nanos / NANO, seconds)
            for label, calls, read, cached, written, nanos, seconds in rows
        ]

    def spent(self, phase: str) -> dict[str, Spent]:
        """What counts against a phase's caps now, open reservations included: per hour, day and month."""
        at = self._now()
        return {window: self._spent(phase, window_start(window, at)) for window in WINDOWS}

    def _spent(self, phase: str, since: float) -> Spent:
        # A call from "the future" counts too: a clock that was set back must not open the budget again.
        return Spent(*self._read(_SPENT, phase, since)[0])

    def _read(self, sql: str, *parameters: object) -> list[Any]:
        with said_plainly(self._path):
            return self._connection.execute(sql, parameters).fetchall()


def _call(row: Sequence[Any]) -> Call:
    phase, model, purpose, read, cached, written, nanos, seconds, outcome, workspace, called_at = row
    return Call(
        phase=phase,
        model=model,
        purpose=from_text(purpose),
        input_tokens=read,
        cached_tokens=cached,
        output_tokens=written,
        price=nanos / NANO,
        seconds=seconds,
        outcome=outcome,
        workspace=workspace,
        called_at=called_at,
    )
