"""What SQLite refuses, in plain words."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.faults import said_plainly

from .builders import put

FULL = Path("/proc/self")
"""A file system that has no room at all."""


def refusal(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"])
def test_a_disk_without_room_is_named_though_sqlite_speaks_of_its_input(name: str) -> None:
    with (
        pytest.raises(MemoryFault, match=r"The disk that holds .*index\.db is full"),
        said_plainly(FULL / "index.db"),
    ):
        raise refusal(name)


def test_a_disk_that_fails_is_not_called_full(tmp_path: Path) -> None:
    with pytest.raises(MemoryFault, match="disk I/O error"), said_plainly(tmp_path / "index.db"):
        raise refusal("SQLITE_IOERR_READ")


def test_on_a_full_disk_what_nobody_writes_to_is_read_without_files_beside_it(
    writer, memory, paths, monkeypatch
):
    put(writer, "a.py", "def f")
    writer.close()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == ["a.py"]
        assert not paths.index_db.with_name("index.db-shm").exists()
    assert memory.fault == ""
