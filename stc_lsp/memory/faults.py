"""From SQLite's errors to the one a person sees. Imports nothing but the standard library's sqlite3."""

from __future__ import annotations

import contextlib
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


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of `error`; 0 when Python raised it by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether the database file itself is damaged, so that only a new one helps."""
    return primary_code(error) in _CORRUPT


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
        elif code == sqlite3.SQLITE_FULL:
            message = f"The disk that holds {path} is full: make room and try again."
        elif code in _NO_ACCESS:
            message = f"{path} cannot be opened ({error}): check the permissions of its folder."
        else:
            message = f"{path} cannot be used: {error}."
        raise MemoryFault(message) from error
