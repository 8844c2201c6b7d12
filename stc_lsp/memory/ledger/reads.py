"""What the ledger says: sums over its calls, and what counts against the caps."""

from __future__ import annotations

from dataclasses import dataclass

from stc_lsp.memory.ledger.budget import NANO, WINDOWS, Spent, window_start
from stc_lsp.memory.ledger.connection import LedgerConnection
from stc_lsp.memory.rows import from_text

_LABELS = {
    "day": "strftime('%Y-%m-%d', called_at, 'unixepoch')",
    "phase": "phase",
    "model": "model",
    "outcome": "outcome",
    "purpose": "purpose",
    "workspace": "workspace",
}
"""What calls can be summed by: the name a caller gives, and the SQL that computes the label."""

_TOTALS = """
    SELECT {label}, count(*), sum(outcome <> 'ok'), sum(input_tokens), sum(cached_tokens), sum(output_tokens),
        sum(nanos), sum(seconds)
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
    failed: int
    """Of the calls, those that gave no answer."""
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    price: float
    seconds: float


class LedgerReads(LedgerConnection):
    """The part of `Ledger` that only reads."""

    def totals(self, by: str, since: float = 0.0, *, workspace: str | None = None) -> list[Total]:
        """Sums by `day` (UTC), `phase`, `model`, `outcome`, `purpose` or `workspace`, sorted by it.

        Of one workspace, by its id, or of all.
        """
        rows = self._read(_TOTALS.format(label=_LABELS[by]), since, workspace)
        return [
            Total(from_text(label), calls, failed, read, cached, written, nanos / NANO, seconds)
            for label, calls, failed, read, cached, written, nanos, seconds in rows
        ]

    def spent(self, phase: str) -> dict[str, Spent]:
        """What counts against a phase's caps now, open reservations included: per hour, day and month."""
        at = self._now()
        return {window: self._spent(phase, window_start(window, at)) for window in WINDOWS}

    def _spent(self, phase: str, since: float) -> Spent:
        # A call from "the future" counts too: a clock that was set back must not open the budget again.
        return Spent(*self._read(_SPENT, phase, since)[0])
