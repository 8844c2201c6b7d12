"""Checks of the machine: Python, git, grammars, and the watching of files."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import stc_lsp
from stc_lsp.cli import show
from stc_lsp.cli.checks.finding import Finding, bad, good, poor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command

_WATCH_LIMIT = Path("/proc/sys/fs/inotify/max_user_watches")
_FEW_WATCHES = 16_384
"""Folders. Editors and build tools share the limit."""


def python(_command: Command, _contact: bool) -> Iterator[Finding]:
    """Which stc-lsp runs on which Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield good("stc-lsp", f"{stc_lsp.__version__} on Python {version} ({sys.executable})")


def git(_command: Command, _contact: bool) -> Iterator[Finding]:
    """Who changed a function last, and why, is git's knowledge."""
    found = shutil.which("git")
    if found:
        yield good("git", found)
    else:
        yield poor("git", "not found", "Install git: without it, cards cannot tell the history of the code.")


def grammars(_command: Command, _contact: bool) -> Iterator[Finding]:
    """Every language of the table has its grammar."""
    from stc_lsp.code.languages import LANGUAGES

    needed = [row for row in LANGUAGES.values() if row.package]
    missing = [row.package.replace("_", "-") for row in needed if find_spec(row.package) is None]
    if missing:
        yield bad("languages", f"{', '.join(missing)} not installed", "Install stc-lsp again with pip.")
    else:
        yield good("languages", f"{len(needed)} grammars installed")


def watching(command: Command, _contact: bool) -> Iterator[Finding]:
    """Linux gives each user so many folders to watch."""
    if command.settings.index.polling:
        yield good("watching", "by reading folders at intervals (index.polling is on)")
        return
    try:
        limit = int(_WATCH_LIMIT.read_text("ascii"))
    except (OSError, ValueError):
        return  # another system, which has no such limit
    if limit >= _FEW_WATCHES:
        yield good("watching", f"the system allows {show.count(limit, 'folder')}")
    else:
        yield poor(
            "watching",
            f"only {show.count(limit, 'folder')} may be watched",
            "Raise the limit (sysctl fs.inotify.max_user_watches=524288), or set index.polling = true.",
        )
