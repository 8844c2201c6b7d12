"""Whether a large database is whole, looked at while it is in use: after a hard end nobody waits for that.

SQLite recovers by itself from the end of a process, however hard; what it cannot mend is a disk that lost or
mixed up what was written to it. That is next to never, and to read all of a large database takes many
seconds. So it is noted beside the database that it has to be looked at, until somebody has.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import read_only
from stc_lsp.memory.faults import is_corrupt, said_plainly

if TYPE_CHECKING:
    from pathlib import Path


def owes_check(path: Path) -> bool:
    """Whether nobody has looked since it was not closed as it should be."""
    return _note_of(path).exists()


def is_known_damaged(path: Path) -> bool:
    """Whether somebody looked, and found damage."""
    try:
        return bool(_note_of(path).read_text("utf-8"))
    except OSError:
        return False


def owe_check(path: Path) -> None:
    """Have it looked at, be it by the next process."""
    _note_of(path).touch(mode=0o600)


def settle_check(path: Path) -> None:
    """It is whole, or has been set aside."""
    _note_of(path).unlink(missing_ok=True)


def check_in_use(path: Path) -> str:
    """Look at all of it, beside whoever uses it. Returns what is damaged, "" if nothing is.

    Who opens it next sets a damaged one aside. Raises MemoryFault if it cannot be read now.
    """
    with said_plainly(path), contextlib.closing(read_only(path)) as connection:
        try:
            found = damage(connection)
        except sqlite3.DatabaseError as error:
            if not is_corrupt(error):
                raise
            found = str(error)
    if found:
        _note_of(path).write_text(found, "utf-8")
    else:
        settle_check(path)
    return found


def damage(connection: sqlite3.Connection) -> str:
    """What is damaged in a database, "" if nothing is. Raises sqlite3.DatabaseError if that is very much."""
    verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if verdict == "ok" else verdict


def _note_of(path: Path) -> Path:
    """Where it is noted that the database at `path` has to be looked at, and what was found, if it was."""
    return path.with_name(f"{path.name}-check")
