"""Checks of this workspace: settings, data folder, memory, and the sleeper."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any

from stc_lsp.cli import show
from stc_lsp.cli.checks.finding import Finding, bad, good, note, poor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command

_LITTLE_SPACE = 200_000_000
"""Bytes. The memory of a repository of 3,000 files takes some tens of megabytes."""


def workspace(command: Command, _contact: bool) -> Iterator[Finding]:
    """There is a repository, and its settings hold."""
    yield good("workspace", str(command.workspace))
    notices = command.settings.notices
    if notices:
        yield poor("settings", show.count(len(notices), "notice"), " ".join(notices))
    else:
        yield good("settings", "all valid (`stc-lsp config` shows them)")


def data_folder(command: Command, _contact: bool) -> Iterator[Finding]:
    """The memory has a place of its own, private, with room."""
    folder = command.settings.data_dir
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    origin = command.settings.origin("data_dir")
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        yield bad(
            "data folder",
            f"{folder} cannot be written",
            f"It was set by {origin}: fix its permissions, or name another in STC_DATA_DIR.",
        )
        return
    free = shutil.disk_usage(existing).free
    if free < _LITTLE_SPACE:
        mends = "Free some space, or name another folder in STC_DATA_DIR."
        yield poor("data folder", f"{folder}: {free // 1_000_000} MB free", mends)
    elif existing == folder and os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield poor("data folder", f"{folder} can be read by others", f"Run: chmod 700 {folder}")
    else:
        yield good("data folder", str(folder))


def memory(command: Command, _contact: bool) -> Iterator[Finding]:
    """The databases open, and what is in them."""
    from stc_lsp.memory.snapshot import Memory

    with closing(Memory.open(command.paths)) as opened:
        with opened.snapshot() as snapshot:
            counts, was_read = snapshot.counts(), snapshot.was_read
        if opened.fault:
            mends = "`stc-lsp index` brings it up to date, or replaces it if it is broken."
            yield poor("memory", opened.fault, mends)
        elif counts.files == 0 and was_read:
            yield poor("memory", "empty", f"{command.workspace} has no file that stc-lsp reads.")
        elif counts.files == 0:
            yield note("memory", "empty", "`stc-lsp index` reads this repository into it.")
        else:
            known = f"{show.count(counts.files, 'file')}, {show.count(counts.chunks, 'chunk')}"
            known = f"{known}, {counts.thoughts_made:,} of {counts.thoughts_wanted:,} thoughts"
            if counts.is_partial:
                yield poor("memory", f"{known}; not all has been read", "`stc-lsp index` reads the rest.")
            else:
                yield good("memory", known)


def sleeper(command: Command, _contact: bool) -> Iterator[Finding]:
    """Somebody thinks ahead, or not."""
    from stc_lsp.sleep.daemon.attach import is_running, nudge, who_holds

    reply = nudge(command.paths, {"do": "status"})
    if reply is None and is_running(command.paths):
        yield poor("sleeper", "nobody answers", who_holds(command.paths))
    elif reply is None:
        yield note(
            "sleeper", "not running", "An editor starts it. To start it yourself, run `stc-lsp daemon`."
        )
    elif _failing(reply):
        yield poor(
            "sleeper", f"last failure: {reply['last_failure']['what']}", f"See {command.paths.daemon_log}."
        )
    else:
        reason = f" ({reply['reason']})" if reply.get("reason") else ""
        yield good("sleeper", f"{reply.get('state', 'running')}{reason}")


def _failing(status: dict[str, Any]) -> bool:
    """Whether it has failed since it last succeeded."""
    failure, success = status.get("last_failure"), status.get("last_success")
    return bool(failure) and (not success or failure["at"] >= success["at"])
