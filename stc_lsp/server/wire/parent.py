"""Notices when the process that started this one has gone, so that no server outlives its editor."""

from __future__ import annotations

import asyncio
import os
import sys

_LOOK_SECONDS = 2.0


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs, as far as this process can see."""
    if sys.platform == "win32":
        # Elsewhere it does the same, and takes longer to load than a first hover takes.
        import psutil

        return psutil.pid_exists(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


async def wait_for_end(pid: int) -> None:
    """Return when the process has ended.

    One that cannot be seen from the start is waited for without end: an editor outside of a container tells
    a number that means nothing in it.
    """
    if pid <= 0 or not is_alive(pid):
        await asyncio.Event().wait()
    if hasattr(os, "pidfd_open"):
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        except OSError:
            descriptor = -1  # a kernel or a sandbox without it
        if descriptor >= 0:
            await _wait_until_readable(descriptor)
            return
    while is_alive(pid):
        await asyncio.sleep(_LOOK_SECONDS)


async def _wait_until_readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
