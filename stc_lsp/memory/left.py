"""What is left of each cap, for who only wants to know: nothing is created, nothing is written."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.budget import WINDOWS, Spent, window_end
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger_reads import LedgerReads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.values import Caps

_BUSY_SECONDS = 2.0
_NOTHING = Spent(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Cap:
    """One cap of a phase, and what counts against it now, open reservations included."""

    phase: str
    cap: str
    """`tokens_per_day` and kin."""
    spent: float
    allowed: float
    renews_at: float
    """Seconds since the epoch."""


def left(ledger: Path, phases: Mapping[str, Caps], now: Callable[[], float] = time.time) -> list[Cap]:
    """The caps that are set for some phases, by the ledger's file. Raises MemoryFault."""
    if not ledger.exists():
        return [cap for phase, caps in phases.items() for cap in _caps(phase, caps, {}, now())]
    with said_plainly(ledger):
        connection = sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
    with contextlib.closing(connection):
        reads = LedgerReads(connection, ledger, now)
        return [
            cap for phase, caps in phases.items() for cap in _caps(phase, caps, reads.spent(phase), now())
        ]


def _caps(phase: str, caps: Caps, spent: Mapping[str, Spent], now: float) -> Iterator[Cap]:
    for window in WINDOWS:
        for what in ("tokens", "requests", "money"):
            name = f"{what}_per_{window}"
            allowed = getattr(caps, name)
            if allowed is not None:
                so_far = getattr(spent.get(window, _NOTHING), what)
                yield Cap(phase, name, so_far, allowed, window_end(window, now))
