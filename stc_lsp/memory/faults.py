"""From SQLite's errors to the one a person sees. Imports nothing but the standard library's sqlite3."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING

from stc_lsp.errors import MemoryFault

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_CORRUPT = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_NO_ACCESS = frozenset(
    (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
)

_ROOM_BYTES = 128 * 1024
"""What SQLite needs at least, to share a database among processes."""


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of `error`; 0 when Python raised it by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether the database file itself is damaged, so that only a new one helps."""
    return primary_code(error) in _CORRUPT


def is_full(error: sqlite3.Error, path: Path) -> bool:
    """Whether there is no room for what SQLite has to write. Even a reader needs some, beside the file."""
    code = primary_code(error)
    return code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and not has_room(path))


def has_room(path: Path) -> bool:
    """Whether the disk has room for what SQLite keeps beside a database that is in use."""
    try:
        return shutil.disk_usage(path.parent).free >= _ROOM_BYTES
    except OSError:
        return True


def of_full_disk(path: Path) -> str:
    """What is said then."""
    return f"The disk that holds {path} is full: make room and try again."


@contextlib.contextmanager
def said_plainly(path: Path) -> Generator[None]:
    """Turn what SQLite raises in the block into a MemoryFault that names `path`."""
    try:
        yield
    except sqlite3.Error as error:
        code = primary_code(error)
        if code in _CORRUPT:
            message = (
                f"{path} is corrupt ({error}): a restart of the sleeper, or `stc-lsp index`, sets it aside "
                "and begins anew."
            )
        elif code in _BUSY:
            message = f"{path} is locked by another process: try again, or stop that process."
        elif is_full(error, path):
            message = of_full_disk(path)
        elif code in _NO_ACCESS:
            message = f"{path} cannot be opened ({error}): check the permissions of its folder."
        else:
            message = f"{path} cannot be used: {error}."
        raise MemoryFault(message) from error
