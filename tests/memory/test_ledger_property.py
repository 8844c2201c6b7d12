"""Never over budget: whatever is reserved, settled, released, killed, and however the clock runs."""

from __future__ import annotations

import calendar
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from stc_lsp.errors import BudgetExhaustedError
from stc_lsp.memory.ledger.budget import WINDOWS, window_start
from stc_lsp.memory.ledger.ledger import LONGEST_CALL, Ledger, Reservation
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Caps, LedgerEntry

STEPS = int(os.environ.get("STC_PROPERTY_STEPS", "30"))
EXAMPLES = int(os.environ.get("STC_PROPERTY_EXAMPLES", "25"))

LASTING = 26 * 3600.0
"""Seconds for which a call in a batch may be answered, whatever becomes of the process that made it."""

CAPS = Caps(
    tokens_per_hour=100,
    tokens_per_day=250,
    tokens_per_month=400,
    requests_per_hour=6,
    requests_per_day=15,
    requests_per_month=40,
    money_per_hour=1.0,
    money_per_day=2.5,
    money_per_month=3.3,
)


@dataclass
class Spending:
    """What one call really did at the endpoint, which a killed process has no chance to write down."""

    at: float
    tokens: int
    money: float


class Budget(RuleBasedStateMachine):
    """Processes that call a model, and the truth about what they spend."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = float(calendar.timegm((2026, 11, 29, 22, 30, 0)))
        self.alive = True
        self.open: list[Reservation] = []
        self.lasting: set[int] = set()
        self.truth: list[Spending] = []
        self.paths = MemoryPaths(Path(self.folder.name) / "data", Path(self.folder.name))
        self.ledger = self._open()

    def _open(self) -> Ledger:
        return Ledger.open(self.paths, now=lambda: self.now, alive=lambda _: self.alive)

    @rule(tokens=st.integers(0, 60), money=st.sampled_from([0.0, 0.1, 0.3, 0.7]), in_batch=st.booleans())
    def reserve(self, tokens: int, money: float, in_batch: bool) -> None:
        lasting = LASTING if in_batch else None
        try:
            made = self.ledger.reserve("asleep", tokens, money, CAPS, lasting=lasting)
        except BudgetExhaustedError:
            return
        self.open.append(made)
        if in_batch:
            self.lasting.add(made.id)

    def _spent_at(self, reservation: Reservation) -> float:
        """The latest moment at which the call can have been answered."""
        longest = LASTING if reservation.id in self.lasting else LONGEST_CALL
        return min(self.now, reservation.reserved_at + longest)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), share=st.floats(0, 1))
    def settle(self, data: st.DataObject, share: float) -> None:
        reservation = self.open.pop(data.draw(st.integers(0, len(self.open) - 1)))
        tokens, money = int(reservation.tokens * share), reservation.money * share
        self.truth.append(Spending(self._spent_at(reservation), tokens, money))
        self.ledger.settle(
            reservation, LedgerEntry("asleep", "m", "p", tokens, 0, 0, money, seconds=1.0, called_at=self.now)
        )

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        self.ledger.release(self.open.pop(data.draw(st.integers(0, len(self.open) - 1))))

    @rule(seconds=st.sampled_from([1, 600, 1800, 3600, 7200, 86400, 20 * 86400]))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    @rule(spent=st.lists(st.booleans(), max_size=10), noticed=st.booleans())
    def kill(self, spent: list[bool], noticed: bool) -> None:
        """The process dies; some of its calls had reached the endpoint, at their worst, just before.

        Those in a batch go on without it, and are settled by the next.
        """
        ending = [each for each in self.open if each.id not in self.lasting]
        for reservation, reached in zip(ending, spent, strict=False):
            if reached:
                at = self._spent_at(reservation)
                self.truth.append(Spending(at, reservation.tokens, reservation.money))
        self.open = [each for each in self.open if each.id in self.lasting]
        self.ledger.close()
        self.ledger = self._open()
        if noticed:
            self.alive = False
            self.reserve(0, 0.0, in_batch=False)
            self.alive = True

    @invariant()
    def no_cap_is_ever_passed(self) -> None:
        for window in WINDOWS:
            sums: dict[float, list[Spending]] = {}
            for each in self.truth:
                sums.setdefault(window_start(window, each.at), []).append(each)
            for spent in sums.values():
                assert sum(each.tokens for each in spent) <= getattr(CAPS, f"tokens_per_{window}")
                assert len(spent) <= getattr(CAPS, f"requests_per_{window}")
                assert sum(each.money for each in spent) <= getattr(CAPS, f"money_per_{window}") + 1e-6

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()


Budget.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
TestBudget = Budget.TestCase
