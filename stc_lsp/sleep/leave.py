"""Leaving when told, and in time.

Whoever tells a sleeper to leave waits for it, and nearly every step ends within a moment, but not each: the
log of a large repository, or the check of a large database, takes as long as it takes. So a sleeper that is
still at it after a moment ends as if it were killed, which loses nothing (`tests/sleep/test_kills.py`).
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import threading
from typing import TYPE_CHECKING

from stc_lsp.sleep.channel import address_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.memory.paths import MemoryPaths

_GRACE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Leaving:
    """Whether this process was told to leave. Belongs to the event loop; it is a process of our own."""

    def __init__(self, paths: MemoryPaths) -> None:
        self.is_told = False
        self.on_told: Callable[[], None] = _nothing
        """What else is to be done then."""
        self.is_done = False
        """Whether all is closed: what stands at the address may be of the next sleeper."""
        self._paths = paths

    def tell(self) -> None:
        """Leave: in good order if that takes no longer than a moment."""
        if not self.is_told:
            self.is_told = True
            # A thread: the event loop itself may be what does not come back.
            timer = threading.Timer(_GRACE_SECONDS, self._end)
            timer.daemon = True
            timer.start()
        self.on_told()

    def _end(self) -> None:
        if not self.is_done:
            log.info("leaving in the middle of a step")
            with contextlib.suppress(OSError):
                address_file(self._paths).unlink()
        # They would leave by themselves, but not before a query is compiled, say. They only read.
        for worker in multiprocessing.active_children():
            worker.kill()
        os._exit(0)


def _nothing() -> None:
    pass
