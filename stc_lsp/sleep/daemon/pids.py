"""Which process is the sleeper of a workspace, as is noted beside its memory: it may not answer for itself.

Imported at the start of every server: the standard library only.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

    from stc_lsp.memory.paths import MemoryPaths

START_SECONDS = 20.0
"""How long one that was started has until it holds its workspace."""


def note_start(paths: MemoryPaths, pid: int) -> None:
    """Say that a process was started, which does not hold its workspace yet. Raises OSError."""
    _note_of_start(paths).write_text(str(pid), "ascii")


def note_hold(paths: MemoryPaths) -> None:
    """Say that this process, a sleeper, holds its workspace from now on. Raises OSError."""
    _note_of_hold(paths).write_text(str(os.getpid()), "ascii")
    _note_of_start(paths).unlink(missing_ok=True)


def pid_started(paths: MemoryPaths) -> int | None:
    """The process that was started a moment ago and has not said since that it holds its workspace."""
    note = _note_of_start(paths)
    try:
        pid, at = int(note.read_text("ascii")), note.stat().st_mtime
    except (OSError, ValueError):
        return None
    return pid if 0 <= time.time() - at < START_SECONDS else None


def is_starting(paths: MemoryPaths) -> bool:
    """Whether a sleeper was started a moment ago that holds nothing yet."""
    pid = pid_started(paths)
    return pid is not None and lives(pid)


def lives(pid: int) -> bool:
    """Whether there is such a process that has not ended."""
    # Imported here: next to never is there a note of a start.
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def holder(paths: MemoryPaths) -> psutil.Process | None:
    """The sleeper that noted last that it holds the workspace, if it lives.

    None also for a process that has come by the number of one that was killed.
    """
    import psutil

    try:
        process = psutil.Process(int(_note_of_hold(paths).read_text("ascii")))
        command = [Path(each).name for each in process.cmdline()]
    except (OSError, ValueError, psutil.Error):
        return None
    return process if "daemon" in command and {"stc_lsp", "stc-lsp"} & set(command) else None


def _note_of_start(paths: MemoryPaths) -> Path:
    return paths.starting_lock.with_suffix(".pid")


def _note_of_hold(paths: MemoryPaths) -> Path:
    return paths.daemon_lock.with_suffix(".pid")
