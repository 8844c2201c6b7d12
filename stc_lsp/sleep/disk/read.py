"""Reading one file of the workspace: its bytes, or the reason why it is not source. Nothing here raises."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BINARY = "binary"
CLOSED = "folder without permission"
LINK = "symbolic link"
MINIFIED = "minified"
NOT_A_FILE = "not a regular file"
NOT_UTF8 = "not UTF-8"
TOO_LARGE = "too large"
UNREADABLE = "unreadable"
VANISHED = "vanished"
"""The reasons, as a person reads them in `status`."""

_BINARY_HEAD = 8_192
"""Bytes looked at for a NUL; git looks at 8,000."""
_MOST_ATTEMPTS = 4
_YOUNG_NS = 50_000_000
"""A file changed less than this ago may change again within the same tick of its file system's clock."""
_MINIFIED_BYTES = 20_000
_MINIFIED_LINE = 1_000
"""What is this long, in lines that are on average longer than this, was written by a program."""
_PROSE_SUFFIXES = (".md", ".mdx", ".markdown", ".rst", ".txt", ".adoc", ".org", ".tex", ".ipynb")
"""Not so in these: people write a paragraph as a line, and notebooks hold pictures beside their text."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was at one moment."""

    path: str
    source: bytes
    """Its bytes; empty if there is a reason."""
    reason: str
    """Why the contents are not source; "" if they are."""
    size: int
    mtime_ns: int
    """0 when an equal time would prove nothing later: the file is that young, or could not be read."""
    digest: bytes
    """blake2b-16 of the bytes; empty if they were not read."""

    @property
    def exists(self) -> bool:
        """Whether there is anything of that name to keep a record of."""
        return self.reason != VANISHED


def digest_of(source: bytes) -> bytes:
    """The digest by which a file counts as unchanged."""
    return hashlib.blake2b(source, digest_size=16).digest()


def read_file(root: Path, path: str, most_bytes: int) -> FileRead:
    """Read `path` (relative to `root`) as source.

    Symbolic links are not followed, neither the file itself nor a folder on the way: what they point to
    is indexed where it stands, if it is in the workspace at all. `most_bytes` bounds what is read.
    """
    # Texts: to make a Path of each folder on the way takes longer than to look at it.
    full = os.path.join(root, path)  # noqa: PTH118
    try:
        if _passes_a_link(full, len(full) - len(path)):
            return _refused(path, LINK, os.lstat(full))
        for _ in range(_MOST_ATTEMPTS):
            found = _read_once(full, path, most_bytes)
            if found is not None:
                return found
    except (FileNotFoundError, NotADirectoryError):
        return FileRead(path, b"", VANISHED, 0, 0, b"")
    except (OSError, ValueError):
        # Its time proves nothing: it will be the same when it may be read.
        return FileRead(path, b"", UNREADABLE, _size(full), 0, b"")
    # Written to faster than it can be read: the next change event, or scan, comes back to it.
    return FileRead(path, b"", UNREADABLE, 0, 0, b"")


def _read_once(full: str, path: str, most_bytes: int) -> FileRead | None:
    """One attempt; None when the file changed meanwhile."""
    before = os.lstat(full)
    if stat.S_ISDIR(before.st_mode) and not os.access(full, os.R_OK | os.X_OK):
        return _refused(path, CLOSED, before)
    if not stat.S_ISREG(before.st_mode):
        return _refused(path, LINK if stat.S_ISLNK(before.st_mode) else NOT_A_FILE, before)
    if before.st_size > most_bytes:
        return _refused(path, TOO_LARGE, before)
    # Not blocking: between the two calls the file may have become a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(full, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        source = stream.read(most_bytes + 1)
        after = os.fstat(descriptor)
    if (after.st_size, after.st_mtime_ns, after.st_ino) != (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    ):
        return None
    if len(source) != after.st_size:
        # Files of pseudo file systems have no honest size.
        return _refused(path, TOO_LARGE if len(source) > most_bytes else NOT_A_FILE, after)
    reason = _refusal(path, source)
    is_young = time.time_ns() - after.st_mtime_ns < _YOUNG_NS
    return FileRead(
        path,
        b"" if reason else source,
        reason,
        after.st_size,
        0 if is_young else after.st_mtime_ns,
        digest_of(source),
    )


def _refusal(path: str, source: bytes) -> str:
    if b"\0" in source[:_BINARY_HEAD]:
        return BINARY
    if not source.isascii():
        try:
            source.decode("utf-8")
        except UnicodeDecodeError:
            return NOT_UTF8
    if len(source) > _MINIFIED_BYTES and not path.endswith(_PROSE_SUFFIXES):
        lines = source.count(b"\n") + 1
        if len(source) / lines > _MINIFIED_LINE:
            return MINIFIED
    return ""


def _refused(path: str, reason: str, found: os.stat_result) -> FileRead:
    return FileRead(path, b"", reason, found.st_size, found.st_mtime_ns, b"")


def _passes_a_link(full: str, inner: int) -> bool:
    """Whether a folder on the way to a file is a link. `inner`: where its path in the workspace begins."""
    end = full.rfind("/", inner)
    while end > inner:
        if os.path.islink(full[:end]):  # noqa: PTH114
            return True
        end = full.rfind("/", inner, end)
    return False


def _size(full: str) -> int:
    try:
        return os.lstat(full).st_size
    except (OSError, ValueError):
        return 0
