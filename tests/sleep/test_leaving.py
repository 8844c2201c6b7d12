"""A sleeper that is told to leave does so whatever it is at, and loses nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from stc_lsp.memory.paths import make_private
from stc_lsp.sleep.daemon import attach
from stc_lsp.sleep.daemon.status import OPENING
from stc_lsp.sleep.indexing.workers import Workers
from tests.sleep.test_daemon import LONG, Sleepers

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDLESS = 3_600.0
_PATIENCE = 15.0
"""Of who pressed Ctrl-C, in seconds: git may take twice as long before it is given up."""


@pytest.fixture
def sleepers(tmp_path: Path) -> Iterator[Sleepers]:
    made = Sleepers(tmp_path)
    yield made
    made.close()


def test_a_sleeper_leaves_in_the_middle_of_a_step_that_does_not_end(
    sleepers: Sleepers, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    status = sleepers.start(**_where_git_hangs(sleepers.root, asked))
    sleepers.until(lambda _: asked.exists())
    assert attach.stop(sleepers.paths)
    sleepers.until_gone(status["pid"])
    assert not sleepers.paths.daemon_socket.exists()
    # The one that comes after it has everything.
    sleepers.start()
    sleepers.until_all_is_thought()
    assert "Traceback" not in sleepers.log()


@pytest.mark.parametrize("command", ["index", "sleep"])
def test_what_is_done_in_a_terminal_is_ended_by_its_first_interrupt(
    sleepers: Sleepers, tmp_path: Path, command: str
) -> None:
    asked = tmp_path / "asked"
    environment = {
        **os.environ,
        **_where_git_hangs(sleepers.root, asked),
        "STC_DATA_DIR": str(sleepers.paths.data_dir),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    arguments = [sys.executable, "-m", "stc_lsp", command, "--workspace", str(sleepers.root)]
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + LONG
        while not asked.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=_PATIENCE)
    finally:
        process.kill()
    assert process.returncode not in (0, None)
    assert b"Traceback" not in said


def _where_git_hangs(root: Path, asked: Path) -> dict[str, str]:
    """An environment whose git hangs as long as somebody waits for it, as on a disk that does not answer."""
    program = asked.parent / "bin/git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch {asked}\nwhile kill -0 $PPID; do sleep 0.1; done\n")
    program.chmod(0o700)
    (root / ".git").mkdir()
    (root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    return {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


def test_a_sleeper_that_is_opening_its_memory_says_so_and_leaves_when_told(sleepers: Sleepers) -> None:
    make_private(sleepers.paths.workspace_dir)
    holder = sqlite3.connect(sleepers.paths.index_db, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        status = sleepers.start()
        assert status["phase"] == OPENING
        assert attach.stop(sleepers.paths)
        sleepers.until_gone(status["pid"])
    finally:
        holder.close()
    assert "locked" not in sleepers.log()


def test_workers_leave_at_once_when_what_they_work_for_has_failed() -> None:
    workers = Workers(2)
    with pytest.raises(KeyError):
        _fail_while_they_work(workers)
    assert not [each for each in psutil.Process().children() if "spawn_main" in str(each.cmdline())]


def _fail_while_they_work(workers: Workers) -> None:
    with workers.kept():
        results = workers.in_turn(_echo_or_stay, [("a", 0.0), ("b", _ENDLESS), ("c", _ENDLESS)])
        raise KeyError(next(results))


def _echo_or_stay(text: str, seconds: float) -> str:
    time.sleep(seconds)
    return text
