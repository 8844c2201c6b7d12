"""A large database that was not closed as it should be is used at once, and looked at meanwhile."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.checking import check_in_use, owes_check
from stc_lsp.memory.database import QUICK_CHECK_BYTES, open_database
from stc_lsp.memory.schema import THOUGHTS

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = 4096


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A large database as a killed process leaves it: its log is there."""
    used, path = tmp_path / "used.db", tmp_path / "left" / "thoughts.db"
    path.parent.mkdir()
    with contextlib.closing(open_database(used, THOUGHTS).connection) as connection:
        connection.execute("CREATE TABLE much (words TEXT)")
        rows = QUICK_CHECK_BYTES // 2_000 + 100
        connection.executemany("INSERT INTO much VALUES (?)", (("x" * 2_000,) for _ in range(rows)))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("INSERT INTO much VALUES ('the last')")
        for suffix in ("", "-wal"):
            shutil.copy(f"{used}{suffix}", f"{path}{suffix}")
    return path


def open_and_close(path: Path) -> tuple[str, ...]:
    opened = open_database(path, THOUGHTS, checks_later=True)
    opened.connection.close()
    return opened.notices


def test_a_whole_one_is_used_at_once_and_looked_at_meanwhile(left: Path) -> None:
    opened = open_database(left, THOUGHTS, checks_later=True)
    with contextlib.closing(opened.connection) as connection:
        assert owes_check(left)
        assert check_in_use(left) == ""
        assert not owes_check(left)
        assert connection.execute("SELECT count(*) FROM much WHERE words = 'the last'").fetchone()[0] == 1


def test_a_check_that_nobody_came_to_is_left_to_the_next_process(left: Path) -> None:
    assert open_and_close(left) == ()
    assert not left.with_name("thoughts.db-wal").exists()
    assert open_and_close(left) == ()
    assert owes_check(left)
    opened = open_database(left, THOUGHTS)
    opened.connection.close()
    assert not owes_check(left), "who does not check later checks at once"


def test_a_damaged_one_is_set_aside_by_the_next_who_opens_it(left: Path) -> None:
    with contextlib.closing(sqlite3.connect(left)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with left.open("r+b") as stream:
        stream.seek(_PAGE * 2_000)
        stream.write(b"no page of a database" * 100)
    left.with_name("thoughts.db-wal").touch()
    assert open_and_close(left) == ()
    assert check_in_use(left)
    (notice,) = open_and_close(left)
    assert "set aside" in notice
    assert not owes_check(left)
    assert open_and_close(left) == ()
