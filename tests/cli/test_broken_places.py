"""What is said when the memory's folder cannot be used, or the workspace holds nothing."""

from __future__ import annotations

import socket
import sqlite3
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from filelock import FileLock

from stc_lsp.cli import show
from stc_lsp.errors import SleeperError
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.sleep.daemon import attach
from stc_lsp.sleep.daemon.channel import address_file

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
    assert "name another in STC_DATA_DIR" in ended.err


@pytest.mark.usefixtures("known_shop")
def test_what_cannot_be_locked_keeps_nobody_from_reading(run: Run, data_dir: Path) -> None:
    (lock,) = data_dir.glob("workspaces/*/daemon.lock")
    lock.unlink()
    lock.mkdir()
    assert run("ask", "who calls total", "--json").json["rung"] == "stored"
    assert run("status", "--json").json["sleeper"] is None
    assert [each["about"] for each in run("doctor", "--json").json["checks"]][-1] == "vectors"


@pytest.mark.usefixtures("known_shop")
def test_the_doctor_sees_that_not_all_was_read(run: Run, data_dir: Path) -> None:
    (index,) = data_dir.glob("workspaces/*/index.db")
    with sqlite3.connect(index) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'note:index:built-by'")
    told = run("doctor").out
    assert "not all has been read" in told
    assert told.endswith("stc-lsp works; 1 thing could be better.\n")


def test_a_workspace_without_any_file_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "workspace" / ".git").mkdir(parents=True)
    assert run("index").status == 0
    assert "there is no file here that stc-lsp reads" in run("status").out
    ended = run("ask", "who calls total")
    assert ended.status == 1
    assert "has no file that stc-lsp reads" in ended.err


@pytest.mark.usefixtures("known_shop")
def test_a_terminal_at_work_is_not_taken_for_a_sleeper_that_can_be_ended(run: Run, data_dir: Path) -> None:
    (lock,) = data_dir.glob("workspaces/*/daemon.lock")
    with FileLock(lock):
        ended = run("index")
        paused = run("pause")
    assert ended.status == paused.status == 1
    for each in (ended, paused):
        assert "in another terminal" in each.err
        assert "stc-lsp stop" not in each.err


@pytest.mark.parametrize(("wish", "coloured"), [("", True), ("1", False)])
def test_who_wants_no_colour_gets_none(wish: str, coloured: bool) -> None:
    command = click.Command("told", callback=lambda: show.heading("Hover"))
    told = CliRunner().invoke(command, color=True, env={"NO_COLOR": wish}).output
    assert ("\x1b[1m" in told) == coloured


def test_a_sleeper_that_hangs_is_given_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach, "_ANSWER_SECONDS", 0.05)
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    make_private(paths.workspace_dir)
    make_private(address_file(paths).parent)
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(str(address_file(paths)))
        hanging.listen()
        assert attach.run_task(paths, {"do": "index"}, lambda _: None) is None


@pytest.mark.usefixtures("known_shop")
def test_a_sleeper_that_ends_before_it_answers_is_not_waited_for(run: Run, data_dir: Path) -> None:
    with sqlite3.connect(data_dir / "thoughts.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    ended = run("daemon", "--background")
    assert ended.status == 1
    assert "ended before it answered; it said: " in ended.err
    assert "newer" in ended.err


def test_a_sleeper_that_could_not_start_is_quoted(tmp_path: Path) -> None:
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    said = make_private(paths.workspace_dir) / "daemon.err"
    said.write_text("Watching it\nstc-lsp: thoughts.db was written by a newer stc-lsp.\n", "utf-8")
    with pytest.raises(SleeperError, match=r"it said: thoughts\.db was written by a newer stc-lsp\.$"):
        attach.wait_until_running(paths, timeout=0)
    said.write_text("stc-lsp: thoughts.db was written by a newer stc-lsp.\nWatching it\n", "utf-8")
    with pytest.raises(SleeperError, match=r"see .*daemon\.log\.$"):
        attach.wait_until_running(paths, timeout=0)
