"""A sleeper that lives for days: what is taken away from under it, or put in another's place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from stc_lsp.errors import SleeperError
from stc_lsp.sleep.daemon import attach
from stc_lsp.sleep.git.changes import HEAD
from stc_lsp.sleep.git.log import head_commit
from tests.sleep.test_daemon import LONG, TEXT, Sleepers, is_alive
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEWER = '''
# --- shop/prices.py
def price(item: str) -> int:
    """Tell what an item costs today."""
    return len(item)
'''


@pytest.fixture
def sleepers(tmp_path: Path) -> Iterator[Sleepers]:
    made = Sleepers(tmp_path)
    yield made
    made.close()


def learns(sleepers: Sleepers) -> None:
    """What is saved from now on is known."""
    write_files(sleepers.root, NEWER)
    sleepers.until_summary("shop/prices.py", "price", "Tell what an item costs today.")


def commit(root: Path) -> None:
    """Make a repository of the workspace unless it is one, and commit something."""
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "some"]):
        subprocess.run(["git", *command], cwd=root, check=True)


def known_head(sleepers: Sleepers) -> str | None:
    """The commit up to which git's log has been read."""
    with sleepers.memory.snapshot() as snapshot:
        return snapshot.get_meta(HEAD)


def until_head_is_known(sleepers: Sleepers) -> None:
    """Wait until git's log has been read up to its HEAD."""
    deadline = time.monotonic() + LONG
    while known_head(sleepers) != head_commit(sleepers.root):
        assert time.monotonic() < deadline, sleepers.log()
        time.sleep(0.05)


def test_a_sleeper_whose_socket_was_taken_away_listens_again(sleepers: Sleepers) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    sleepers.paths.daemon_socket.unlink()
    sleepers.until_logged("sock was taken away")
    attach.wait_until_running(sleepers.paths, opened=True)
    learns(sleepers)


def test_a_memory_that_an_older_copy_replaced_is_brought_up_to_date(
    sleepers: Sleepers, tmp_path: Path
) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    attach.stop(sleepers.paths)
    older = tmp_path / "older.db"
    shutil.copy(sleepers.paths.index_db, older)
    sleepers.start()
    learns(sleepers)
    older.replace(sleepers.paths.index_db)
    sleepers.until_logged("index.db was taken away")
    attach.wait_until_running(sleepers.paths, opened=True)
    sleepers.until_summary("shop/prices.py", "price", "Tell what an item costs today.")


def test_a_repository_that_is_put_in_the_place_of_another_is_followed(
    sleepers: Sleepers, tmp_path: Path
) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    (tmp_path / "copy").mkdir()
    another = make_workspace(tmp_path / "copy", TEXT)
    sleepers.root.rename(tmp_path / "elsewhere")
    another.rename(sleepers.root)
    sleepers.until(lambda status: status["state"] == "idle")
    learns(sleepers)


def test_a_repository_whose_git_folder_is_made_anew_is_followed(sleepers: Sleepers) -> None:
    commit(sleepers.root)
    sleepers.start()
    until_head_is_known(sleepers)
    shutil.rmtree(sleepers.root / ".git")
    until_head_is_known(sleepers)
    commit(sleepers.root)
    until_head_is_known(sleepers)


def test_a_sleeper_that_hangs_is_named_and_can_be_ended(sleepers: Sleepers) -> None:
    pid = sleepers.start()["pid"]
    sleepers.until_all_is_thought()
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(SleeperError, match=rf"process {pid}\) does not respond: `stc-lsp stop` ends it"):
        attach.tell(sleepers.paths, "pause")
    assert attach.stop(sleepers.paths)
    assert not is_alive(pid)
    sleepers.start()
    learns(sleepers)
