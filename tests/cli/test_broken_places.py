"""What is said when the memory's folder cannot be used, or the workspace holds nothing."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize("command", [("index",), ("sleep",), ("ask", "who calls total")])
@pytest.mark.usefixtures("shop")
def test_a_data_folder_that_cannot_be_written_is_named_with_what_mends_it(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    ended = run(*command, STC_DATA_DIR=str(tmp_path / "file"))
    assert ended.status == 1
    assert ended.err.startswith(f"stc-lsp: The data folder {tmp_path / 'file'} cannot be written (")
    assert "set data_dir" in ended.err


@pytest.mark.usefixtures("known_shop")
def test_what_cannot_be_locked_keeps_nobody_from_reading(run: Run, data_dir: Path) -> None:
    (lock,) = data_dir.glob("workspaces/*/daemon.lock")
    lock.unlink()
    lock.mkdir()
    assert run("ask", "who calls total", "--json").json["rung"] == "stored"
    assert run("status", "--json").json["sleeper"] is None
    assert [each["about"] for each in run("doctor", "--json").json["checks"]][-1] == "model"


@pytest.mark.usefixtures("known_shop")
def test_the_doctor_sees_that_not_all_was_read(run: Run, data_dir: Path) -> None:
    (index,) = data_dir.glob("workspaces/*/index.db")
    with sqlite3.connect(index) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'note:index:built-by'")
    told = run("doctor").out
    assert "not all has been read" in told
    assert told.endswith("It works; 1 thing could be better.\n")


def test_a_workspace_without_any_file_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "workspace" / ".git").mkdir(parents=True)
    assert run("index").status == 0
    assert "there is no file here that stc-lsp reads" in run("status").out
    ended = run("ask", "who calls total")
    assert ended.status == 1
    assert "holds no file that stc-lsp reads" in ended.err
