"""The text of files as a person sees it now: open buffers before the disk. Never leaves the workspace."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from stc_lsp.errors import FileRefusedError, UsageError
from stc_lsp.memory.values import is_synthetic

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot

MOST_BYTES = 8 * 1024 * 1024
"""Of one file read while somebody waits."""

_DIGESTS_REMEMBERED = 1024
_YOUNG_NANOSECONDS = 2_000_000_000
"""A file that changed so lately may change once more without its times telling so."""


@lru_cache(maxsize=32)
def digest_of(source: bytes) -> bytes:
    """The digest by which the index tells whether a file is unchanged."""
    return hashlib.blake2b(source, digest_size=16).digest()


class Documents(Protocol):
    """Reads files of one workspace. Paths are relative to its root, with forward slashes."""

    def text(self, path: str) -> bytes | None:
        """The bytes of a file now; None if there is none. Raises FileRefusedError and UsageError."""
        ...

    def digest(self, path: str) -> bytes | None:
        """`digest_of` the bytes of a file now; None if there is none. Raises as `text` does."""
        ...

    def is_open(self, path: str) -> bool:
        """Whether somebody edits it, so that its text may differ from what is on disk."""
        ...


class DiskDocuments:
    """What is on disk. Keeps no text: the next look reads again."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._root = os.fspath(self.root)
        self._digests: dict[str, tuple[_Stamp, bytes]] = {}

    def text(self, path: str) -> bytes | None:
        """The bytes of a file now; None if there is none.

        Raises UsageError for a path that leads out of the workspace, also through a symbolic link, and
        FileRefusedError for what cannot be read as text.
        """
        full = self._inside(path)
        try:
            # Not blocking: a pipe of that name would make us wait for ever.
            descriptor = os.open(
                full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise FileRefusedError(f"{path} cannot be read: {error.strerror or error}.") from None
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            os.close(descriptor)
            raise FileRefusedError(f"{path} is not a file.")
        with os.fdopen(descriptor, "rb") as stream:
            if found.st_size > MOST_BYTES:
                raise FileRefusedError(f"{path} is too large to be read here.")
            source = stream.read(MOST_BYTES + 1)
        if b"\0" in source[:8192]:
            raise FileRefusedError(f"{path} is binary.")
        return source

    def digest(self, path: str) -> bytes | None:
        """`digest_of` the bytes of a file now; None if there is none. Raises as `text` does.

        A file that has long been as it is by size, inode and times is not read again.
        """
        plain = self._below(path)
        stamp = _stamp(plain) if plain else None
        known = self._digests.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        source = self.text(path)
        if source is None:
            return None
        digest = digest_of(source)
        if stamp is not None and stamp == _stamp(plain) and _is_old(stamp):
            if len(self._digests) >= _DIGESTS_REMEMBERED:
                self._digests.clear()
            self._digests[path] = stamp, digest
        return digest

    def is_open(self, path: str) -> bool:  # noqa: ARG002 - nothing is open in a terminal
        """Whether somebody edits it: not that we know."""
        return False

    def _inside(self, path: str) -> Path | str:
        plain = self._below(path)
        if plain:
            return plain
        try:
            full = (self.root / path).resolve()
        except (OSError, RuntimeError, ValueError):
            raise FileRefusedError(f"{path} cannot be found.") from None
        if not full.is_relative_to(self.root):
            raise UsageError(f"{path} is outside of the workspace {self.root}.")
        return full

    def _below(self, path: str) -> str:
        """Where a path leads that goes straight down and over no symbolic link; "" for any other.

        That is what nearly every path is, and resolving it costs as much as reading it.
        """
        parts = path.split("/")
        if os.sep != "/" or any(part in ("", ".", "..") or "\0" in part for part in parts):
            return ""
        full = self._root
        try:
            for part in parts:
                full = f"{full}/{part}"
                if stat.S_ISLNK(os.lstat(full).st_mode):
                    return ""
        except (OSError, ValueError):
            return ""
        return full


_Stamp = tuple[int, int, int, int]
"""What tells whether a file was written to: inode, size, and the times of its contents and its inode."""


def _stamp(full: str) -> _Stamp | None:
    try:
        found = os.lstat(full)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_old(stamp: _Stamp) -> bool:
    return time.time_ns() - max(stamp[2:]) > _YOUNG_NANOSECONDS


def lines_of(source: bytes) -> list[str]:
    """The lines of a text; bytes that are not UTF-8 become the replacement character."""
    return source.decode("utf-8", "replace").split("\n")


def line_count(source: bytes) -> int:
    """How many lines a text has; a line break at its end begins none."""
    return source.count(b"\n") + (not source.endswith(b"\n") and source != b"")


def require_line(file: str, source: bytes, line: int) -> None:
    """Raises UsageError where a file has no such line; editors show one behind its last line break, too."""
    if line > source.count(b"\n") + 1:
        raise UsageError(f"{file} has no line {line}: it has {line_count(source)}.")


def behind(snapshot: Snapshot, root: Path) -> int:
    """How many indexed files are gone, or not as they were indexed. Looks at each of them."""
    return sum(_differs(snapshot, root, path) for path in snapshot.paths() if not is_synthetic(path))


def _differs(snapshot: Snapshot, root: Path, path: str) -> bool:
    record = snapshot.file(path)
    try:
        found = os.lstat(root / path)
        if record is None or found.st_size != record.size:
            return True
        # Touched is not changed; and the time of a file that was young when it was read proves nothing.
        touched = found.st_mtime_ns != record.mtime_ns
        return touched and bool(record.digest) and digest_of((root / path).read_bytes()) != record.digest
    except (OSError, ValueError):
        return True
