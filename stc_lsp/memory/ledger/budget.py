"""Caps and the windows they apply to. Pure: sums come from the ledger, times are passed in."""

from __future__ import annotations

import calendar
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.memory.values import Caps

WINDOWS = ("hour", "day", "month")
"""UTC calendar windows: a cap renews on the hour, at midnight, on the first of the month."""

DAY = 86_400.0
"""In seconds."""

NANO = 1_000_000_000
"""Prices are counted in billionths of the currency, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What counts against the caps of one window."""

    tokens: int
    requests: int
    nanos: int

    @property
    def money(self) -> float:
        """In the currency of the settings' prices."""
        return self.nanos / NANO


def to_nanos(money: float) -> int:
    """An amount of money, rounded up: what is counted is never less than what was spent."""
    return math.ceil(round(money * NANO, 3))


def window_start(window: str, at: float) -> float:
    """When the window that holds the time `at` began, in seconds since the epoch."""
    year, month, day, hour, *_ = time.gmtime(at)
    start = {"hour": (year, month, day, hour), "day": (year, month, day, 0), "month": (year, month, 1, 0)}[
        window
    ]
    return float(calendar.timegm((*start, 0, 0)))


def window_end(window: str, at: float) -> float:
    """When the next window begins."""
    if window == "hour":
        return window_start(window, at) + 3600
    if window == "day":
        return window_start(window, at) + DAY
    # The 1st plus 31 days always lies in the next month, and never beyond it.
    return window_start("month", window_start("month", at) + 31 * DAY)


def exceeded(caps: Caps, window: str, spent: Spent, tokens: int, nanos: int, at: float) -> str:
    """Which cap one more call of that size would pass, as a sentence for a person; "" if none."""
    money_cap: float | None = getattr(caps, f"money_per_{window}")
    checks = (
        (f"tokens_per_{window}", getattr(caps, f"tokens_per_{window}"), spent.tokens, tokens),
        (f"requests_per_{window}", getattr(caps, f"requests_per_{window}"), spent.requests, 1),
        (
            f"money_per_{window}",
            None if money_cap is None else math.floor(money_cap * NANO + 0.5),
            spent.nanos,
            nanos,
        ),
    )
    for name, cap, so_far, more in checks:
        if cap is not None and so_far + more > cap:
            scale = NANO if name.startswith("money") else 1
            renews = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(window_end(window, at)))
            return (
                f"The budget {name} = {cap / scale:g} does not allow this call: {so_far / scale:g} spent or "
                f"reserved, up to {more / scale:g} needed. It renews at {renews}."
            )
    return ""
