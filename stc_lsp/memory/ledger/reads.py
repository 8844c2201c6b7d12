"""What the ledger says: sums over its calls, what counts against the caps, and what is left of them."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import read_only
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger.budget import NANO, WINDOWS, Spent, window_end, window_start
from stc_lsp.memory.ledger.part import LedgerConnection
from stc_lsp.memory.rows import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.values import Caps

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
_NOTHING = Spent(0, 0, 0)


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


@dataclass(frozen=True, slots=True)
class Cap:
    """One cap of a phase, and what counts against it now, open reservations included."""

    phase: str
    cap: str
    """`tokens_per_day` and kin."""
    spent: float
    allowed: float | None
    """None: unlimited."""
    renews_at: float
    """Seconds since the epoch."""


def left(ledger: Path, phases: Mapping[str, Caps], now: Callable[[], float] = time.time) -> list[Cap]:
    """The caps that are set for some phases, by the ledger's file. Raises MemoryFault."""
    if not ledger.exists():
        return _set({phase: {} for phase in phases}, phases, now())
    with said_plainly(ledger):
        connection = read_only(ledger)
    with contextlib.closing(connection):
        reads = LedgerReads(connection, ledger, now)
        return _set({phase: reads.spent(phase) for phase in phases}, phases, now())


def against(phase: str, caps: Caps, spent: Mapping[str, Spent], now: float) -> Iterator[Cap]:
    """Every cap of a phase, set or not. `spent`: what counts against them, by window."""
    for window in WINDOWS:
        for what in ("tokens", "requests", "money"):
            name = f"{what}_per_{window}"
            so_far = getattr(spent.get(window, _NOTHING), what)
            yield Cap(phase, name, so_far, getattr(caps, name), window_end(window, now))


def _set(spent: Mapping[str, Mapping[str, Spent]], phases: Mapping[str, Caps], now: float) -> list[Cap]:
    every = (cap for phase, caps in phases.items() for cap in against(phase, caps, spent[phase], now))
    return [cap for cap in every if cap.allowed is not None]
