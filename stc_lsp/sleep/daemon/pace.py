"""How often something is done that looks at all there is: the longer it takes, the more seldom."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Pace:
    """Lets something take no more than one part in `parts` of the time, or happen every `most` seconds."""

    def __init__(self, parts: float, most: float, now: Callable[[], float] = time.monotonic) -> None:
        self._parts = parts
        self._most = most
        self._now = now
        self._next = float("-inf")
        self.took = 0.0
        """Seconds, the last time."""

    @property
    def is_due(self) -> bool:
        """Whether it may be done again."""
        return self._now() >= self._next

    @contextlib.contextmanager
    def kept(self) -> Generator[None]:
        """It is being done."""
        started = self._now()
        try:
            yield
        finally:
            ended = self._now()
            self.took = ended - started
            self._next = ended + min(self._most, (self._parts - 1) * self.took)
