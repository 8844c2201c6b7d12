"""Read-only connections to one workspace's index with the store of thoughts attached, kept in a small pool.

A connection belongs to exactly one snapshot from `take` to `give_back`; that is the discipline under which
`check_same_thread=False` is sound: any thread may use it, but never two at a time.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.faults import has_room, is_corrupt, is_full, of_full_disk, primary_code
from stc_lsp.memory.schema import INDEX, THOUGHTS, Schema, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.memory.paths import MemoryPaths

MOST_IDLE = 4
"""Connections kept open while nobody reads."""

BUSY_MS = 2_000
"""A reader in WAL mode waits only for recovery after a crash, or for a checkpoint that resets the log."""

_CACHED_STATEMENTS = 256

_AT_REST = "&immutable=1"
"""In the address of a database that is not written to while it is read."""

Identity = tuple[int, int] | None
"""Device and inode of a database file; None while it does not exist."""

Stamp = tuple[int, int] | None
"""Size and time of a database file or its log; None while it does not exist."""


class _Fault(NamedTuple):
    """Why a database reads as empty."""

    reason: str = ""
    """"" if it does not."""
    stays: bool = True
    """Until the database is written to: it is not only in use just now."""


def read_only(path: Path) -> sqlite3.Connection:
    """The database at `path`, which must exist, for reading alone. Raises sqlite3.OperationalError."""
    return sqlite3.connect(_for_reading(path), uri=True, timeout=BUSY_MS / 1000)


def _for_reading(path: Path) -> str:
    return f"{path.as_uri()}?mode=ro{_AT_REST if _is_at_rest(path) else ''}"


def _is_at_rest(path: Path) -> bool:
    """Whether nobody writes to the database, and this process may not either.

    To read one, SQLite keeps files beside it, which it cannot where the folder is read-only (an image, or
    another user's) or the disk is full. With all that was written folded into it, it can be read without.
    """
    log, shared = (path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm"))
    if _identity(log) is not None or _identity(shared) is not None:
        return False
    return not (os.access(path.parent, os.W_OK) and has_room(path))


@dataclass(slots=True)
class PooledConnection:
    """One pooled connection and the files that it reads."""

    connection: sqlite3.Connection
    identities: tuple[Identity, Identity]
    lasting: bool
    """False when a database could not be read just now, so that the next reader must look again."""
    stamps: tuple[Stamp, ...] | None
    """Of a memory that reads as empty because of what a database holds: good until that is written to."""


class ConnectionPool:
    """Hands out connections that read the databases which exist now."""

    def __init__(self, paths: MemoryPaths) -> None:
        self._index = paths.index_db
        self._thoughts = paths.thoughts_db
        self._idle: list[PooledConnection] = []
        self._lock = threading.Lock()
        self._closed = False
        self.fault = ""
        """Why the last connection reads an empty memory although a database exists; "" if it does not."""

    def take(self) -> PooledConnection:
        """A connection for the caller alone. Raises MemoryFault for a database of a newer release."""
        identities = _identity(self._index), _identity(self._thoughts)
        with self._lock:
            if self._closed:
                raise MemoryFault("This memory has been closed.")
            while self._idle:
                pooled = self._idle.pop()
                is_as_looked_at = pooled.stamps is None or pooled.stamps == self._stamps()
                if pooled.identities == identities and is_as_looked_at:
                    return pooled
                # A database was set aside, deleted, created or mended since: this one shows an old world.
                pooled.connection.close()
        return self._open(identities)

    def give_back(self, pooled: PooledConnection) -> None:
        """Return what `take` gave, with no transaction open."""
        with self._lock:
            if pooled.lasting and not self._closed and len(self._idle) < MOST_IDLE:
                self._idle.append(pooled)
                return
        pooled.connection.close()

    def close(self) -> None:
        """Close the idle connections; those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for pooled in idle:
            pooled.connection.close()

    def _open(self, identities: tuple[Identity, Identity]) -> PooledConnection:
        # Before they are looked at: what is written meanwhile is looked at again.
        stamps = self._stamps()
        faults = (
            _unreadable(self._index, INDEX) if identities[0] else _Fault(),
            _unreadable(self._thoughts, THOUGHTS) if identities[1] else _Fault(),
        )
        self.fault = faults[0].reason or faults[1].reason
        index = _for_reading(self._index) if identities[0] and not faults[0].reason else ":memory:"
        thoughts = _for_reading(self._thoughts) if identities[1] and not faults[1].reason else ":memory:"
        connection = sqlite3.connect(
            index,
            uri=True,
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_CACHED_STATEMENTS,
        )
        try:
            if index == ":memory:":
                _create(connection, INDEX, "main")
            connection.execute("ATTACH ? AS thoughts", (thoughts,))
            if thoughts == ":memory:":
                _create(connection, THOUGHTS, "thoughts")
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        # What is at rest now may be written to later, which SQLite would not notice.
        at_rest = index.endswith(_AT_REST) or thoughts.endswith(_AT_REST)
        lasting = all(each.stays for each in faults) and not at_rest
        return PooledConnection(connection, identities, lasting, stamps if self.fault else None)

    def _stamps(self) -> tuple[Stamp, ...]:
        files = (self._index, self._thoughts)
        return tuple(_stamp(each) for file in files for each in (file, file.with_name(f"{file.name}-wal")))


def _identity(path: Path) -> Identity:
    try:
        status = path.stat()
    except OSError:
        return None
    # A file of no bytes is being created this moment: to a reader it does not exist yet.
    return (status.st_dev, status.st_ino) if status.st_size else None


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _unreadable(path: Path, schema: Schema) -> _Fault:
    """Why a reader must treat the database as empty for now.

    Raises MemoryFault if a newer release made it.
    """
    try:
        connection = read_only(path)
    except sqlite3.OperationalError as error:
        return _Fault(f"{path} cannot be opened ({error}).", stays=False)
    try:
        version = version_of(connection)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        if is_corrupt(error):
            return _Fault(f"{path} is corrupt ({error}); the sleeper sets it aside when it starts.")
        if primary_code(error) == sqlite3.SQLITE_READONLY:
            reason = f"{path} cannot be read, because its folder cannot be written: SQLite needs both."
            return _Fault(reason, stays=False)
        reason = of_full_disk(path) if is_full(error, path) else f"{path} cannot be read ({error})."
        return _Fault(reason, stays=False)
    finally:
        connection.close()
    if version > schema.version:
        raise MemoryFault(f"{path} was written by a newer stc-lsp: update stc-lsp, or move that file away.")
    if version < schema.version:
        return _Fault(
            f"{path} was written by an older stc-lsp, and reads as empty until the sleeper has brought it "
            "up to date. It does so when it starts; `stc-lsp index` does it now."
        )
    return _Fault()


def _create(connection: sqlite3.Connection, schema: Schema, database: str) -> None:
    """The tables of `schema`, empty, in an in-memory database: the same queries run and find nothing."""
    for migration in schema.migrations:
        for statement in migration:
            connection.execute(_qualified(statement, database))


def _qualified(statement: str, database: str) -> str:
    if database == "main":
        return statement
    for words in ("CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX "):
        if statement.startswith(words):
            return f"{words}{database}.{statement.removeprefix(words)}"
    return statement
