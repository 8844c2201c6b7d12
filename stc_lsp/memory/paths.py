"""Where the memory of one workspace lives, and how its folders are kept private. No SQL, nothing opened."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_SOCKET_PATH_LIMIT = 96
"""Bytes that fit a Unix socket's address on every system we run on (Linux 107, macOS 103), with some room."""


@dataclass(frozen=True)
class MemoryPaths:
    """All files of one workspace's memory. Everything is derived from the user's data folder and the root."""

    data_dir: Path
    root: Path

    @cached_property
    def workspace_id(self) -> str:
        """A readable slug and a digest of the resolved root: stable for one folder, different for two."""
        resolved = self.root.resolve()
        slug = re.sub(r"[^a-z0-9]+", "-", resolved.name.lower()).strip("-")[:40] or "root"
        return f"{slug}-{_digest(resolved)}"

    @cached_property
    def workspace_dir(self) -> Path:
        """The folder for everything that belongs to this workspace alone."""
        return self.data_dir / "workspaces" / self.workspace_id

    @property
    def index_db(self) -> Path:
        """Files, chunks, references, what is wanted: per workspace, rebuilt at will."""
        return self.workspace_dir / "index.db"

    @property
    def thoughts_db(self) -> Path:
        """Every thought ever made, under its key: per user, shared by all clones and worktrees."""
        return self.data_dir / "thoughts.db"

    @property
    def ledger_db(self) -> Path:
        """Calls, reservations, questions asked and wishes: per user."""
        return self.data_dir / "ledger.db"

    @property
    def starting_lock(self) -> Path:
        """The file lock of who is about to start the sleeper, or to put another in its place."""
        return self.workspace_dir / "starting.lock"

    @property
    def daemon_lock(self) -> Path:
        """The file lock that elects the one sleeper of this workspace."""
        return self.workspace_dir / "daemon.lock"

    @property
    def daemon_log(self) -> Path:
        """Where the sleeper writes its log."""
        return self.workspace_dir / "daemon.log"

    @cached_property
    def daemon_socket(self) -> Path:
        """The sleeper's socket: in the workspace's folder, or a runtime folder when that path is too long."""
        near = self.workspace_dir / "daemon.sock"
        if len(os.fsencode(near)) <= _SOCKET_PATH_LIMIT:
            return near
        return _runtime_dir() / f"{_digest(near)}.sock"


def is_too_wide(root: Path) -> bool:
    """Whether a folder is the root of the file system or a home: nobody means to have all of that read."""
    try:
        home = Path.home().resolve()
    except RuntimeError:
        home = None
    return root in (root.parent, home)


_BARE = ("HEAD", "objects", "refs")
"""What stands in a repository that has no work tree, and together nowhere else."""


def without_files(root: Path) -> str:
    """Why there is nothing to read in a folder that is a repository's own, without a work tree; else ""."""
    if not all((root / mark).exists() for mark in _BARE):
        return ""
    return (
        f"{root} is git's own folder, without the files of a repository. Go to a work tree: "
        "`git worktree add DIR` makes one."
    )


def make_private(folder: Path) -> Path:
    """Create `folder` and its missing parents, readable by their owner alone; return it."""
    missing: list[Path] = []
    current = folder
    while not current.exists() and current != current.parent:
        missing.append(current)
        current = current.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    return folder


def identity_of(file: Path) -> tuple[int, int] | None:
    """Which file stands there, whatever it holds: another one of that name is another; None if none is."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def why_not_writable(data_dir: Path, error: OSError) -> str:
    """What to say of a data folder that the system lets nobody write to, and what mends that: a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk that holds {data_dir} is full: make room and try again."
    return (
        f"The data folder {data_dir} cannot be written ({error.strerror or error}): fix its permissions, or "
        "name another in STC_DATA_DIR. `stc-lsp config` shows where it was set."
    )


def _runtime_dir() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and len(os.fsencode(runtime)) < _SOCKET_PATH_LIMIT - 50:
        return Path(runtime) / "stc-lsp"
    # `getuid` keeps two users of one machine apart; it does not exist on Windows, whose folder is per user.
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"stc-lsp-{user}"


def _digest(path: Path) -> str:
    return hashlib.blake2b(os.fsencode(path), digest_size=6).hexdigest()
