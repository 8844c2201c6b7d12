"""What is said of a batch that is out."""

from __future__ import annotations

import time
from dataclasses import dataclass

from stc_lsp.code.english import count

LASTING = 26 * 3600.0
"""Seconds for which a batch may be answered: the API's window of a day, and some more."""


@dataclass(frozen=True, slots=True)
class Out:
    """A batch that is out."""

    calls: int
    since: float
    """In seconds since the epoch."""

    def __str__(self) -> str:
        return f"a batch of {count(self.calls, 'call')} was sent at {moment(self.since)} and is not back yet"


def moment(at: float) -> str:
    """A time of day as a person reads it, with its date."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
