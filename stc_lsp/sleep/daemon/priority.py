"""Stepping back: how the sleeper lets everything else on the machine come first."""

from __future__ import annotations

import contextlib
import os
import sys

import psutil

_LOWEST_IO = 7
"""Of the levels of Linux's ordinary class: waits for everybody, but is not starved."""


def step_back(nice: int) -> None:
    """Let this process, and all that it starts, step back; 0: not at all. What the system refuses is left.

    Linux then runs it only where nobody else wants the processor, and takes it away at once when somebody
    does: however nice a process is, it otherwise keeps its turn for some milliseconds. Where sessions share
    the processors, as on most desktops, that counts within its own; that session is not made nice as well,
    because beside a compiler or a run of tests it would learn of a save too late.
    """
    if not nice:
        return
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    with contextlib.suppress(OSError):
        # As low as that, not lower: a sleeper that begins anew has stepped back already.
        os.nice(max(0, nice - os.nice(0)))
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        with contextlib.suppress(OSError, psutil.Error):
            process.ionice(psutil.IOPRIO_CLASS_BE, _LOWEST_IO)
