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
import signal
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from stc_lsp.sleep.daemon.channel import address_file

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import FrameType

    from stc_lsp.memory.paths import MemoryPaths

_GRACE_SECONDS = 1.0
_INTERRUPTED = 130
"""What a shell gets of a program that Ctrl-C ended."""

log = logging.getLogger(__name__)


class Leaving:
    """Whether this process was told to leave. Belongs to the event loop; it is a process of our own."""

    def __init__(self, paths: MemoryPaths) -> None:
        self.is_told = False
        self.on_told: Callable[[], None] = lambda: None
        """What else is to be done then."""
        self.is_done = False
        """Whether all is closed: what stands at the address may be of the next sleeper."""
        self._paths = paths
        self._begins_anew = False

    def tell(self, *, begins_anew: bool = False) -> None:
        """Leave: in good order if that takes no longer than a moment. `begins_anew`: run the same again."""
        # Whoever tells it to stop means that.
        self._begins_anew = begins_anew and not self.is_told
        if not self.is_told:
            self.is_told = True
            _after_grace(self._end)
        self.on_told()

    def _end(self) -> None:
        if not self.is_done:
            log.info("leaving in the middle of a step")
            with contextlib.suppress(OSError):
                address_file(self._paths).unlink()
        self.end()

    def end(self) -> NoReturn:
        """End this process without a word, or begin anew in its place."""
        if self._begins_anew:
            _kill_workers()
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - it is this program
        _end_process(0)


@contextlib.contextmanager
def interruptible() -> Generator[None]:
    """Ctrl-C ends what is done in the block, in a terminal's process, as soon as a sleeper would leave.

    An event loop would only ask the step under way to be so kind as to wait for something.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        _after_grace(_end_process, _INTERRUPTED)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _after_grace(end: Callable[..., None], *arguments: int) -> None:
    # A thread: the event loop itself may be what does not come back.
    timer = threading.Timer(_GRACE_SECONDS, end, arguments)
    timer.daemon = True
    timer.start()


def _end_process(status: int) -> NoReturn:
    _kill_workers()
    os._exit(status)


def _kill_workers() -> None:
    # They would leave by themselves, but not before a query is compiled, say. They only read.
    for worker in multiprocessing.active_children():
        worker.kill()
