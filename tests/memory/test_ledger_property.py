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
from stc_lsp.memory.budget import WINDOWS, window_start
from stc_lsp.memory.ledger import LONGEST_CALL, Ledger, Reservation
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Call, Caps

STEPS = int(os.environ.get("STC_PROPERTY_STEPS", "30"))
EXAMPLES = int(os.environ.get("STC_PROPERTY_EXAMPLES", "25"))

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
        self.truth: list[Spending] = []
        self.paths = MemoryPaths(Path(self.folder.name) / "data", Path(self.folder.name))
        self.ledger = self._open()

    def _open(self) -> Ledger:
        return Ledger.open(self.paths, now=lambda: self.now, alive=lambda _: self.alive)

    @rule(tokens=st.integers(0, 60), money=st.sampled_from([0.0, 0.1, 0.3, 0.7]))
    def reserve(self, tokens: int, money: float) -> None:
        try:
            self.open.append(self.ledger.reserve("asleep", tokens, money, CAPS))
        except BudgetExhaustedError:
            return

    @precondition(lambda self: self.open)
    @rule(data=st.data(), share=st.floats(0, 1))
    def settle(self, data: st.DataObject, share: float) -> None:
        reservation = self.open.pop(data.draw(st.integers(0, len(self.open) - 1)))
        tokens, money = int(reservation.tokens * share), reservation.money * share
        at = min(self.now, reservation.reserved_at + LONGEST_CALL)
        self.truth.append(Spending(at, tokens, money))
        self.ledger.settle(
            reservation, Call("asleep", "m", "p", tokens, 0, 0, money, seconds=1.0, called_at=self.now)
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
        """The process dies; some of its calls had reached the endpoint, at their worst, just before."""
        for reservation, reached in zip(self.open, spent, strict=False):
            if reached:
                at = min(self.now, reservation.reserved_at + LONGEST_CALL)
                self.truth.append(Spending(at, reservation.tokens, reservation.money))
        self.open.clear()
        self.ledger.close()
        self.ledger = self._open()
        if noticed:
            self.alive = False
            self.reserve(0, 0.0)
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
