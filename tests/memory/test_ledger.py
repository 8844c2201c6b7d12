"""The ledger: what was spent, what may still be spent, and no more than the caps allow."""

from __future__ import annotations

import calendar
import multiprocessing
import os
from dataclasses import replace
from typing import Any

import pytest

from stc_lsp.calls import Usage
from stc_lsp.errors import BudgetExhaustedError
from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.budget import window_end, window_start
from stc_lsp.memory.ledger.ledger import LONGEST_CALL, Ledger
from stc_lsp.memory.values import Caps, LedgerEntry
from tests.booked import calls_in

NOON = float(calendar.timegm((2026, 11, 24, 12, 0, 0)))
NO_CAPS = Caps()


class Clock:
    def __init__(self, at: float = NOON) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def _call(tokens: int = 10, price: float = 0.0, **changed: Any) -> LedgerEntry:
    values: dict[str, Any] = {
        "phase": "asleep",
        "model": "m",
        "purpose": "key",
        "input_tokens": tokens - 1,
        "cached_tokens": 0,
    }
    values |= {"output_tokens": 1, "price": price, "seconds": 0.5} | changed
    return LedgerEntry(**values)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def dead():
    return set()


@pytest.fixture
def ledger(paths, clock, dead):
    opened = Ledger.open(paths, now=clock, alive=lambda pid: pid not in dead)
    yield opened
    opened.close()


def test_a_settled_call_stands_in_the_ledger(ledger, paths, clock):
    reservation = ledger.reserve("asleep", 100, 0.5, NO_CAPS)
    clock.at += 3
    ledger.settle(reservation, _call(10, 0.000123, outcome="ok", purpose="why \ud800?"))
    [call] = calls_in(ledger)
    assert call == _call(
        10, 0.000123, purpose="why \ud800?", workspace=paths.workspace_id, called_at=NOON + 3
    )
    assert ledger.spent("asleep")["hour"].tokens == 10


@pytest.mark.parametrize("window", ["hour", "day", "month"])
@pytest.mark.parametrize(
    ("cap", "value", "shown"), [("tokens", 100, "100"), ("requests", 2, "2"), ("money", 1.5, "1.5")]
)
def test_a_cap_refuses_what_would_pass_it_and_names_itself(ledger, clock, window, cap, value, shown):
    caps = Caps(**{f"{cap}_per_{window}": value})
    clock.at = window_end(window, clock.at) - LONGEST_CALL / 2
    ledger.settle(ledger.reserve("asleep", 50, 0.75, caps), _call(50, 0.75))
    ledger.reserve("asleep", 50, 0.75, caps)
    with pytest.raises(BudgetExhaustedError, match=rf"{cap}_per_{window} = {shown} .* renews at 20"):
        ledger.reserve("asleep", 1, 0.01, caps)
    ledger.reserve("awake", 50, 0.75, caps)
    clock.at = window_end(window, clock.at)
    if cap != "requests":
        with pytest.raises(BudgetExhaustedError):
            ledger.reserve("asleep", 51, 0.76, caps)
    ledger.reserve("asleep", 1, 0.01, caps)


def test_an_open_reservation_counts_in_every_window(ledger, clock):
    caps = Caps(tokens_per_hour=100)
    ledger.reserve("asleep", 60, 0, caps)
    clock.at = window_start("hour", clock.at) + 3599
    reservation = ledger.reserve("asleep", 40, 0, caps)
    clock.at += 2
    with pytest.raises(BudgetExhaustedError):
        ledger.reserve("asleep", 90, 0, caps)
    ledger.release(reservation)


def test_a_released_reservation_was_never_spent(ledger):
    caps = Caps(tokens_per_day=100)
    for _ in range(5):
        ledger.release(ledger.reserve("asleep", 100, 0, caps))
    assert calls_in(ledger) == []
    assert ledger.spent("asleep")["day"].requests == 0


def test_a_reservation_is_settled_only_once(ledger):
    reservation = ledger.reserve("asleep", 100, 0, NO_CAPS)
    ledger.settle(reservation, _call(10))
    ledger.settle(reservation, _call(20))
    ledger.release(reservation)
    assert [call.input_tokens for call in calls_in(ledger)] == [9]


def test_what_a_dead_process_reserved_counts_as_spent(ledger, clock, dead):
    caps = Caps(tokens_per_hour=100)
    ledger.reserve("asleep", 80, 0.25, caps)
    dead.add(os.getpid())
    clock.at += 60
    with pytest.raises(BudgetExhaustedError):
        ledger.reserve("asleep", 30, 0, caps)
    dead.clear()
    [lost] = calls_in(ledger)
    assert (lost.outcome, lost.input_tokens, lost.price, lost.called_at) == ("lost", 80, 0.25, NOON + 60)
    clock.at += 3600
    ledger.reserve("asleep", 100, 0, caps)


def test_a_reservation_too_old_to_be_running_counts_as_spent_when_it_can_have_ended(ledger, clock):
    ledger.reserve("asleep", 80, 0, NO_CAPS)
    clock.at += LONGEST_CALL + 500
    ledger.reserve("asleep", 1, 0, NO_CAPS)
    assert [call.called_at for call in calls_in(ledger)] == [NOON + LONGEST_CALL]


def test_what_was_reserved_for_a_batch_outlives_its_process_and_counts_as_spent_when_its_time_is_over(
    ledger, clock, dead
):
    ledger.reserve("asleep", 100, 0.0, NO_CAPS, lasting=26 * 3600.0)
    dead.add(os.getpid())
    clock.at += 25 * 3600.0
    ledger.reserve("awake", 1, 0.0, NO_CAPS)
    assert calls_in(ledger) == []
    assert ledger.spent("asleep")["hour"].tokens == 100
    clock.at += 3600.0
    ledger.reserve("awake", 1, 0.0, NO_CAPS)
    [lost] = [call for call in calls_in(ledger) if call.phase == "asleep"]
    assert (lost.input_tokens, lost.outcome, lost.called_at) == (100, "lost", NOON + 26 * 3600.0)


def test_the_accounts_of_one_model_book_all_of_a_call_and_hold_what_lasts(ledger, clock, dead, paths):
    accounts = LedgerAccounts(ledger, "asleep", NO_CAPS, "tiny")
    accounts.settle(accounts.reserve(100, 1.0), Usage(30, 20, 5, 0.5, "ok", 0.25), "a key")
    booked = _call(31, 0.25, model="tiny", purpose="a key", cached_tokens=20, output_tokens=5, outcome="ok")
    assert calls_in(ledger) == [replace(booked, called_at=NOON, workspace=paths.workspace_id)]
    accounts.reserve(70, 0.0, lasting=26 * 3600.0)
    accounts.release(accounts.reserve(5, 0.0))
    dead.add(os.getpid())
    clock.at += 3600
    ledger.release(ledger.reserve("awake", 1, 0.0, NO_CAPS))
    assert [call.purpose for call in calls_in(ledger)] == ["a key"]


def test_what_a_dead_process_reserved_is_found_behind_what_is_still_out(ledger, dead):
    ledger.reserve("asleep", 100, 0.0, NO_CAPS, lasting=26 * 3600.0)
    ledger.reserve("asleep", 80, 0.0, NO_CAPS)
    dead.add(os.getpid())
    ledger.reserve("awake", 1, 0.0, NO_CAPS)
    assert [(call.outcome, call.input_tokens) for call in calls_in(ledger)] == [("lost", 80)]


def test_a_call_thought_lost_that_is_settled_after_all_replaces_the_worst_case(ledger, clock):
    reservation = ledger.reserve("asleep", 80, 0, NO_CAPS)
    clock.at += LONGEST_CALL + 500
    ledger.reserve("asleep", 1, 0, NO_CAPS)
    ledger.settle(reservation, _call(5))
    [call] = calls_in(ledger)
    assert (call.outcome, call.input_tokens, call.called_at) == ("ok", 4, NOON + LONGEST_CALL)


def test_a_clock_set_back_does_not_open_the_budget_again(ledger, clock):
    caps = Caps(tokens_per_day=100)
    ledger.settle(ledger.reserve("asleep", 100, 0, caps), _call(100))
    clock.at -= 2 * 86400
    with pytest.raises(BudgetExhaustedError):
        ledger.reserve("asleep", 1, 0, caps)


def test_many_small_prices_add_up_exactly(ledger):
    caps = Caps(money_per_month=1.0)
    for _ in range(10):
        ledger.settle(ledger.reserve("asleep", 1, 0.1, caps), _call(1, 0.1))
    with pytest.raises(BudgetExhaustedError):
        ledger.reserve("asleep", 1, 0.000000001, caps)
    ledger.reserve("asleep", 1, 0.0, caps)


def test_totals_add_up_by_label(ledger, clock):
    for phase, model, tokens in (("asleep", "m", 10), ("asleep", "n", 20), ("awake", "m", 5)):
        ledger.settle(ledger.reserve(phase, 99, 1, NO_CAPS), _call(tokens, 0.5, phase=phase, model=model))
        clock.at += 86400
    assert [(each.label, each.calls, each.input_tokens) for each in ledger.totals("phase")] == [
        ("asleep", 2, 28),
        ("awake", 1, 4),
    ]
    assert [each.label for each in ledger.totals("day")] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert [(each.label, each.price) for each in ledger.totals("model")] == [("m", 1.0), ("n", 0.5)]
    assert [each.label for each in ledger.totals("day", since=NOON + 1)] == ["2026-11-25", "2026-11-26"]
    assert [call.model for call in calls_in(ledger)] == ["m", "n", "m"]
    assert ledger.totals("day", workspace="another") == []


def test_calls_that_failed_are_counted_among_the_calls(ledger):
    for outcome in ("ok", "EndpointError", "ModelOutputError"):
        ledger.settle(ledger.reserve("asleep", 99, 1, NO_CAPS), _call(10, outcome=outcome))
    assert [(each.calls, each.failed) for each in ledger.totals("phase")] == [(3, 2)]


def test_months_and_days_are_those_of_utc():
    december = float(calendar.timegm((2026, 12, 31, 23, 59, 59)))
    assert window_start("month", december) == calendar.timegm((2026, 12, 1, 0, 0, 0))
    assert window_end("month", december) == calendar.timegm((2027, 1, 1, 0, 0, 0))
    assert window_end("day", december) == window_end("hour", december) == window_end("month", december)
    february = float(calendar.timegm((2027, 2, 3, 4, 5, 6)))
    assert window_end("month", february) == calendar.timegm((2027, 3, 1, 0, 0, 0))
    first = calendar.timegm((2028, 2, 1, 0, 0, 0))
    assert window_end("hour", first) == calendar.timegm((2028, 2, 1, 1, 0, 0))
    assert window_end("day", first) == calendar.timegm((2028, 2, 2, 0, 0, 0))
    assert window_end("month", first) == calendar.timegm((2028, 3, 1, 0, 0, 0))


def _reserve_many(paths, barrier, allowed) -> None:
    ledger = Ledger.open(paths, now=lambda: NOON)
    barrier.wait()
    for _ in range(20):
        try:
            ledger.reserve("asleep", 10, 0, Caps(tokens_per_day=250))
        except BudgetExhaustedError:
            continue
        with allowed.get_lock():
            allowed.value += 1
    # The process stays until the others are done, so that its reservations stay open.
    barrier.wait()
    ledger.close()


def test_processes_at_once_never_pass_a_cap_together(paths):
    context = multiprocessing.get_context("spawn")
    barrier, allowed = context.Barrier(3), context.Value("i", 0)
    workers = [context.Process(target=_reserve_many, args=(paths, barrier, allowed)) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
        assert each.exitcode == 0
    assert allowed.value == 25
