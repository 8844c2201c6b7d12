"""How long to wait before the same request is sent again."""

from __future__ import annotations

import email.utils
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_ATTEMPTS = 4
"""Requests for one call, the first included."""

MOST_KNOCKS = 2
"""The same where nothing listens: a server that is only being started again is there a moment later."""

LONGEST_HONOURED = 30.0
"""Seconds of Retry-After that are waited for; an endpoint that asks for more is left alone instead."""

_FIRST = 0.5
_LONGEST = 8.0


def delay(attempt: int, asked: float | None, chance: Callable[[], float]) -> float:
    """Seconds to wait after the given attempt (1 is the first).

    Doubles each time, with half of it left to `chance` (0 to 1) so that many clients do not return together.
    What the endpoint asked for is a minimum.
    """
    grown = min(_LONGEST, _FIRST * 2 ** (attempt - 1))
    jittered = grown * (0.5 + chance() / 2)
    return jittered if asked is None else asked + jittered / 4


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that an endpoint asks to be left alone; None if it does not say. `now` is the time of day.

    RFC 9110, 10.2.3: a number of seconds or an HTTP date; `retry-after-ms` is OpenAI's own.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            seconds = float(value) / unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    parsed = email.utils.parsedate_tz(headers.get("retry-after", ""))
    if parsed is None:
        return None
    try:
        return max(0.0, email.utils.mktime_tz(parsed) - now)
    except (ValueError, OverflowError):
        return None
