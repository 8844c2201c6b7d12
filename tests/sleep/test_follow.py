"""What happens to the disk at the worst moment is followed all the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.sleep import session as sessions
from stc_lsp.sleep.daemon.life import Life
from stc_lsp.sleep.daemon.status import first_status
from stc_lsp.sleep.disk.watch import open_watcher
from stc_lsp.sleep.git.changes import HEAD, LogRead, read_log
from stc_lsp.sleep.git.log import head_commit
from stc_lsp.sleep.indexing import follow
from stc_lsp.sleep.indexing.follow import Follower
from stc_lsp.sleep.session import hold_workspace, open_session
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import settings_for
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.disk.ignore import IgnoreRules
    from stc_lsp.sleep.disk.watch import Gathered, Watcher
    from stc_lsp.sleep.progress import IndexUpdate
    from stc_lsp.sleep.session import SleeperSession

SHOP = "# --- shop.py\ndef price():\n    return 1\n# --- till.py\ndef add():\n    return 2\n"
IGNORED = "# --- .stcignore\ntill.py\n"


def known(session: SleeperSession) -> Collection[str]:
    """The files of the index that stand in no folder."""
    return session.workspace.writer.times().get("", ())


@pytest.mark.parametrize("number", [1, 2])
def test_an_ignore_file_that_is_written_while_nobody_watches_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    root = make_workspace(tmp_path, SHOP)
    opened = 0

    def open_late(gathered: Gathered, rules: IgnoreRules, *, polling: bool = False) -> Watcher:
        nonlocal opened
        opened += 1
        if opened == number:
            write_files(root, IGNORED)
        return open_watcher(gathered, rules, polling=polling)

    monkeypatch.setattr(follow, "open_watcher", open_late)

    async def live(life: Life) -> None:
        session = life.session
        await until(lambda: "shop.py" in known(session))
        if number > 1:
            # The name alone comes first, as many editors write.
            write_files(root, "# --- .stcignore\n")
        await until(lambda: opened >= number and "till.py" not in known(session))

    following(root, tmp_path / "data", live)


def test_what_is_saved_while_gits_log_is_read_is_indexed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Repository(tmp_path / "repo")
    write_files(made.root, SHOP)
    made.commit("Open the shop")
    reads, reads_on = threading.Event(), threading.Event()

    def read_slowly(root: Path, notes: Snapshot) -> LogRead | None:
        if notes.get_meta(HEAD) not in (None, head_commit(root)):
            reads.set()
            reads_on.wait(20)
        return read_log(root, notes)

    monkeypatch.setattr(sessions, "read_log", read_slowly)

    async def live(life: Life) -> None:
        session = life.session
        histories = session.workspace.histories
        # Only what it hears of later is read beside.
        await until(life.wake.is_set)
        made.write("shop.py", "def price():\n    return 2\n")
        made.commit("Double the price")
        await until(reads.is_set)
        made.write("new.py", "")
        await until(lambda: "new.py" in known(session))
        assert histories.of_file("shop.py").changes[0].subject == "Open the shop"
        reads_on.set()
        await until(lambda: histories.head == made.git("rev-parse", "HEAD").strip())
        assert histories.of_file("shop.py").changes[0].subject == "Double the price"

    following(made.root, tmp_path / "data", live)


def test_a_save_waits_for_no_more_than_a_part_of_a_rewritten_history(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    for n in range(40):
        made.write(f"m{n}.py", "def price():\n    return 1\n")
    made.commit("Open the shop")

    async def live(life: Life) -> None:
        session = life.session
        histories, update_history = session.workspace.histories, session.indexer.update_history
        await until(lambda: bool(histories.head))
        knows_new: list[bool] = []

        def take(read: LogRead | None = None, *, settles: bool = True) -> IndexUpdate:
            knows_new.append("new.py" in known(session))
            batch = update_history(read, settles=settles)
            if len(knows_new) == 1:
                made.write("new.py", "")
                anyio.from_thread.run(until, lambda: life.idle.quiet_in() > 0)
            return batch

        session.indexer.update_history = take
        made.git("checkout", "-q", "--orphan", "other")
        made.commit("Open it again")
        await until(lambda: histories.head == made.git("rev-parse", "HEAD").strip())
        assert knows_new[:3] == [False, True, True]
        assert all(histories.of_file(f"m{n}.py").changes[0].subject == "Open it again" for n in range(40))

    following(made.root, tmp_path / "data", live)


def following(root: Path, data_dir: Path, live: Callable[[Life], Awaitable[None]]) -> None:
    """Do something with a sleeper that follows what happens in a folder."""

    async def follow_it() -> None:
        settings = settings_for(data_dir)
        async with open_session(root, settings) as session:
            with hold_workspace(session.paths):
                life = Life(session, settings, first_status(root, settings, for_editors=False))
                follower = Follower(life)
                async with anyio.create_task_group() as group:
                    group.start_soon(follower.run)
                    group.start_soon(follower.listen)
                    group.start_soon(follower.read_logs)
                    with anyio.fail_after(20):
                        await live(life)
                    life.stop()
                    group.cancel_scope.cancel()

    anyio.run(follow_it)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait; the caller has a limit."""
    while not is_so():
        await anyio.sleep(0.05)
