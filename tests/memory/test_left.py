"""What is left of a budget, read without touching the ledger."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

import pytest

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.ledger.reads import Cap, left
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Caps, LedgerEntry

if TYPE_CHECKING:
    from pathlib import Path

NOON = float(calendar.timegm((2026, 11, 24, 12, 0, 0)))
MIDNIGHT = float(calendar.timegm((2026, 11, 25, 0, 0, 0)))
CAPS = Caps(tokens_per_day=1000, money_per_month=2.5)


def noon() -> float:
    return NOON


def test_before_any_call_everything_is_left_and_no_ledger_is_made(tmp_path: Path) -> None:
    ledger = MemoryPaths(tmp_path / "data", tmp_path).ledger_db
    found = left(ledger, {"asleep": CAPS, "awake": Caps()}, noon)
    assert [(each.phase, each.cap, each.spent, each.allowed) for each in found] == [
        ("asleep", "tokens_per_day", 0, 1000),
        ("asleep", "money_per_month", 0.0, 2.5),
    ]
    assert not ledger.exists()


def test_calls_and_open_reservations_count_until_the_cap_renews(tmp_path: Path) -> None:
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    ledger = Ledger.open(paths, noon)
    done = ledger.reserve("asleep", 500, 0.0, CAPS)
    ledger.settle(done, LedgerEntry("asleep", "m", "key", 90, 0, 10, 0.25, 1.0, "ok"))
    ledger.reserve("asleep", 300, 0.0, CAPS)
    found = left(paths.ledger_db, {"asleep": CAPS}, noon)
    ledger.close()
    assert found[0] == Cap("asleep", "tokens_per_day", 400, 1000, MIDNIGHT)
    assert (found[1].spent, found[1].allowed) == (0.25, 2.5)


def test_it_can_be_read_after_the_last_process_has_left(tmp_path: Path) -> None:
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    Ledger.open(paths, noon).close()
    assert left(paths.ledger_db, {"awake": CAPS}, noon)[0].spent == 0


def test_a_ledger_that_cannot_be_read_is_no_budget_left(tmp_path: Path) -> None:
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    paths.ledger_db.parent.mkdir(parents=True)
    paths.ledger_db.write_bytes(b"this is no database" * 100)
    with pytest.raises(MemoryFault, match="corrupt"):
        left(paths.ledger_db, {"awake": CAPS}, noon)
