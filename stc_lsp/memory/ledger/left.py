"""What is left of each cap, for who only wants to know: nothing is created, nothing is written."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import read_only
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger.budget import WINDOWS, Spent, window_end
from stc_lsp.memory.ledger.reads import LedgerReads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.values import Caps

_NOTHING = Spent(0, 0, 0)


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
