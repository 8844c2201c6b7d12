"""Stepping back: how the sleeper lets everything else on the machine come first."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import psutil

_LOWEST_IO = 7
"""Of the levels of Linux's ordinary class: waits for everybody, but is not starved."""
_AUTOGROUP = Path("/proc/self/autogroup")
"""How nice all processes of this session are together (sched(7), "The autogroup feature")."""


def step_back(nice: int) -> None:
    """Let this process, and all that it starts, step back; 0: not at all. What the system refuses is left.

    Linux then runs it only where nobody else wants the processor, and takes it away at once when somebody
    does: however nice a process is, it otherwise keeps its turn for some milliseconds. But where sessions are
    groups that share the processors, as on most desktops, that counts within a session alone: so the session
    is as nice as well, if it is the sleeper's own and not the shell's that started it.
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
        if os.getsid(0) == os.getpid():
            with contextlib.suppress(OSError):
                _AUTOGROUP.write_text(str(nice), "ascii")
        with contextlib.suppress(OSError, psutil.Error):
            process.ionice(psutil.IOPRIO_CLASS_BE, _LOWEST_IO)
