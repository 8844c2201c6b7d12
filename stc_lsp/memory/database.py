"""Opening a database for writing: private files, pragmas, migrations, and what happens to a corrupt one.

Readers do not come here (see `connections`): this module imports sqlite-utils.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.checking import damage, is_known_damaged, owe_check, owes_check, settle_check
from stc_lsp.memory.faults import is_corrupt, said_plainly
from stc_lsp.memory.paths import make_private
from stc_lsp.memory.schema import Schema, migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

BUSY_MS = 10_000
"""How long a writer waits for another process's transaction before it gives up."""

LOG_BYTES = 8_000_000
"""What the log is cut down to after a large transaction has been folded into the database."""

QUICK_CHECK_BYTES = 16_000_000
"""A database up to this size is checked whenever it is opened; a larger one when asked, or after a crash."""

_SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for writing, in autocommit mode, and what a person should be told about it."""

    database: Database
    notices: tuple[str, ...]
    set_aside: Path | None
    """Where the corrupt predecessor now lies, if there was one."""

    @property
    def connection(self) -> sqlite3.Connection:
        """For rows that come in thousands; sqlite-utils is for the few."""
        return self.database.conn


def open_database(
    path: Path,
    schema: Schema,
    *,
    check: bool = False,
    checks_later: bool = False,
    now: Callable[[], float] = time.time,
) -> Opened:
    """Open or create the database at `path`, migrated. One that is corrupt is set aside and begun anew.

    `check` asks for SQLite's integrity check whatever the size; who `checks_later` calls `check_in_use` for
    what `owes_check`. Raises MemoryFault when the folder cannot be
    written, the database is locked for too long, or a newer release made it.
    """
    with said_plainly(path), _access_said_plainly(path):
        make_private(path.parent)
        try:
            return Opened(_open(path, schema, check, checks_later), (), None)
        except sqlite3.DatabaseError as error:
            if not is_corrupt(error):
                raise
            reason = " ".join(str(error).split())
        aside = _set_aside(path, schema, now())
        notice = (
            f"{path.name} was corrupt ({reason}). It was set aside as {aside.name} and a new one started."
            if aside
            else ""
        )
        return Opened(_open(path, schema, check=False), (notice,) if notice else (), aside)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """A write transaction that is taken at once, so that it cannot fail half-way for want of the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A failed COMMIT or a full disk may have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _access_said_plainly(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise MemoryFault(f"{path} cannot be used: {error.strerror or error}.") from error


def _open(path: Path, schema: Schema, check: bool, checks_later: bool = False) -> Database:
    _create_private(path)
    uncleanly_closed = _side_file(path, "-wal").exists() or owes_check(path)
    connection = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, uri=False
    )
    try:
        connection.execute("PRAGMA schema_version").fetchone()
        _enter_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        migrate(connection, schema, str(path))
        is_small = path.stat().st_size <= QUICK_CHECK_BYTES
        can_wait = checks_later and not is_known_damaged(path)
        if check or is_small or (uncleanly_closed and not can_wait):
            _check(connection)
            settle_check(path)
        elif uncleanly_closed:
            owe_check(path)
    except BaseException:
        connection.close()
        raise
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _create_private(path: Path) -> None:
    """Create the file 0600 before SQLite opens it: `-wal` and `-shm` get the same permissions."""
    # Only a new one is opened: to close a file drops all locks that this process has on it, and another
    # process would then delete the log that is in use here (sqlite.org/howtocorrupt.html, 2.2).
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for each in (path, *(_side_file(path, suffix) for suffix in _SIDE_FILES)):
        with contextlib.suppress(FileNotFoundError):
            if each.stat().st_mode & 0o077:
                each.chmod(0o600)


def _enter_wal(connection: sqlite3.Connection) -> None:
    # Changing the journal mode does not wait for other connections as everything else does.
    for attempt in range(50):
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if (
                error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
                or attempt == 49
            ):
                raise
            time.sleep(0.02)
        else:
            return


def _check(connection: sqlite3.Connection) -> None:
    if found := damage(connection):
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _set_aside(path: Path, schema: Schema, at: float) -> Path | None:
    """Move a corrupt database and its log out of the way; None if another process has just done so."""
    # Imported here: needed once in a blue moon.
    from filelock import FileLock

    with FileLock(_side_file(path, ".lock")):
        try:
            _open(path, schema, check=True).close()
        except sqlite3.DatabaseError as error:
            if not is_corrupt(error):
                raise
        else:
            return None
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))
        aside = _free_name(path.with_name(f"{path.name}.corrupt-{stamp}"))
        # The log goes first: an old log beside a new database would be taken for its own.
        for suffix in _SIDE_FILES:
            with contextlib.suppress(FileNotFoundError):
                shutil.move(_side_file(path, suffix), _side_file(aside, suffix))
        path.rename(aside)
        settle_check(path)
        return aside


def _free_name(wished: Path) -> Path:
    name, count = wished, 1
    while name.exists():
        count += 1
        name = wished.with_name(f"{wished.name}-{count}")
    return name


def _side_file(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
