"""Watching: real folders, real events, and honesty when there can be none."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from stc_lsp.sleep.disk import watch_folders
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.watch import Changes, Gathered, NoWatchError, PollingWatcher, open_watcher
from stc_lsp.sleep.disk.watch_folders import FolderWatcher
from stc_lsp.sleep.disk.watch_tree import TreeWatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG = 20.0
"""Seconds after which an event will not come any more."""


def put(root: Path, path: str, text: str = "x = 1\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


class Watched:
    """A workspace with a watcher, and everything it has said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.gathered = Gathered()
        self.rules = IgnoreRules(root)
        self.watcher: FolderWatcher | TreeWatcher = FolderWatcher(self.gathered)

    def start(self) -> None:
        self.watcher.start(self.rules)

    def until(self, enough: Callable[[Changes], bool]) -> Changes:
        """All changes from now on, until they are enough."""
        seen = Changes()
        deadline = time.monotonic() + LONG
        while not enough(seen):
            assert time.monotonic() < deadline, seen
            new = self.gathered.take(0.2)
            if new is not None:
                seen = Changes(
                    seen.paths | new.paths,
                    seen.everything or new.everything,
                    seen.rules or new.rules,
                    seen.history or new.history,
                )
        return seen

    def until_path(self, path: str) -> Changes:
        return self.until(lambda seen: path in seen.paths)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "root"
    put(root, "src/a.py")
    put(root, "src/deep/b.py")
    put(root, "node_modules/left-pad/index.js")
    workspace = Watched(root)
    workspace.start()
    yield workspace
    workspace.watcher.stop()


def test_ignored_folders_have_no_watch(watched: Watched) -> None:
    assert isinstance(watched.watcher, FolderWatcher)
    assert watched.watcher.watched == {"", "src", "src/deep"}


def test_a_saved_file_is_told(watched: Watched) -> None:
    put(watched.root, "src/a.py", "x = 2\n")
    seen = watched.until_path("src/a.py")
    assert not seen.everything


def test_an_editor_that_saves_by_renaming_is_understood(watched: Watched) -> None:
    put(watched.root, "src/.a.py.new", "x = 2\n")
    (watched.root / "src/.a.py.new").replace(watched.root / "src/a.py")
    watched.until_path("src/a.py")


def test_a_file_of_which_only_the_case_changes_is_told_under_both_names(watched: Watched) -> None:
    (watched.root / "src/a.py").rename(watched.root / "src/A.py")
    watched.until(lambda seen: {"src/a.py", "src/A.py"} <= seen.paths)


def test_removing_and_renaming_are_told(watched: Watched) -> None:
    (watched.root / "src/deep/b.py").rename(watched.root / "src/deep/c.py")
    (watched.root / "src/a.py").unlink()
    seen = watched.until(lambda seen: {"src/deep/b.py", "src/deep/c.py", "src/a.py"} <= seen.paths)
    assert not seen.everything


def test_files_in_a_new_folder_are_told_whatever_the_order(watched: Watched) -> None:
    for number in range(20):
        put(watched.root, f"new{number}/inner/c.py")
    watched.until(lambda seen: {f"new{number}" for number in range(20)} <= seen.paths)
    while watched.gathered.take(0.3) is not None:
        pass
    put(watched.root, "new19/inner/d.py")
    watched.until_path("new19/inner/d.py")


def test_a_folder_moved_within_the_workspace_is_watched_where_it_is_now(watched: Watched) -> None:
    (watched.root / "src/deep").rename(watched.root / "other")
    watched.until(lambda seen: {"src/deep", "other"} <= seen.paths)
    put(watched.root, "other/b.py", "x = 3\n")
    seen = watched.until_path("other/b.py")
    assert "src/deep/b.py" not in seen.paths


def test_a_folder_moved_in_is_watched_and_one_moved_out_no_longer(watched: Watched, tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/inner/c.py")
    (tmp_path / "elsewhere").rename(watched.root / "moved")
    watched.until_path("moved")
    put(watched.root, "moved/inner/c.py", "x = 4\n")
    watched.until_path("moved/inner/c.py")
    (watched.root / "moved").rename(tmp_path / "out")
    watched.until_path("moved")
    put(tmp_path, "out/inner/c.py", "x = 5\n")
    put(watched.root, "src/a.py", "x = 6\n")
    seen = watched.until_path("src/a.py")
    assert not any(path.startswith(("moved/", "out")) for path in seen.paths)


def test_ignored_files_are_not_told(watched: Watched) -> None:
    put(watched.root, "node_modules/left-pad/index.js", "2")
    put(watched.root, ".env", "KEY=1")
    put(watched.root, "src/a.py", "x = 2\n")
    seen = watched.until_path("src/a.py")
    assert seen.paths <= {"src/a.py", "src"}


def test_a_changed_ignore_file_changes_the_rules(watched: Watched) -> None:
    put(watched.root, "src/.gitignore", "*.gen.py\n")
    assert watched.until(lambda seen: seen.rules).rules


def test_a_file_kept_open_while_written_is_told_in_the_end(watched: Watched) -> None:
    with (watched.root / "src/a.py").open("a") as stream:
        stream.write("y = 1\n")
        stream.flush()
        watched.until_path("src/a.py")


def test_a_commit_is_told_as_history(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    put(root, "a.py")
    environment = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b"}
    environment |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=root, check=True, env=environment)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "first")
    workspace = Watched(root)
    workspace.start()
    try:
        git("commit", "-q", "--allow-empty", "-m", "second")
        seen = workspace.until(lambda seen: seen.history)
        assert not any(path.startswith(".git") for path in seen.paths)
    finally:
        workspace.watcher.stop()


def test_a_workspace_whose_permissions_change_is_watched_on(watched: Watched) -> None:
    watched.root.chmod(0o700)
    seen = watched.until(lambda seen: seen.everything)
    # To watch anew would fail for as long as there is no permission.
    assert not seen.rules
    put(watched.root, "src/a.py", "x = 2\n")
    watched.until_path("src/a.py")


def test_a_repository_that_is_made_or_removed_is_told(watched: Watched) -> None:
    subprocess.run(["git", "init", "-q"], cwd=watched.root, check=True)
    watched.until(lambda seen: seen.rules and seen.history)
    while watched.gathered.take(0.3) is not None:
        pass
    shutil.rmtree(watched.root / ".git")
    watched.until(lambda seen: seen.rules and seen.history)


def test_an_overflow_of_events_asks_for_the_rules_and_a_scan_anew(watched: Watched) -> None:
    assert isinstance(watched.watcher, FolderWatcher)
    watched.watcher.on_queue_overflow()
    assert watched.until(lambda seen: seen.rules).rules


def test_a_storm_of_files_is_handed_out_in_few_batches(watched: Watched) -> None:
    for number in range(2_000):
        put(watched.root, f"src/storm/f{number}.py")
    batches = 0
    seen: set[str] = set()
    deadline = time.monotonic() + LONG
    while "src/storm/f1999.py" not in seen:
        assert time.monotonic() < deadline
        new = watched.gathered.take(0.2)
        if new is not None:
            batches += 1
            seen |= new.paths
    assert batches < 40


def test_a_checkout_of_ten_thousand_files_is_told_to_the_last(tmp_path: Path) -> None:
    root = tmp_path / "many"
    _git(tmp_path, "init", "-q", "-b", "few", str(root))
    paths = [f"d{number % 100}/f{number}.py" for number in range(10_000)]
    _import(root, "few", ["kept.py"])
    _import(root, "many", ["kept.py", *paths])
    _git(root, "checkout", "-q", "few")
    watched = Watched(root)
    watched.start()
    for branch in ("many", "few"):
        _git(root, "checkout", "-q", branch)
        # Of a folder that appears or goes it is enough to be told of the folder.
        watched.until(
            lambda seen: (
                seen.everything
                or all(path in seen.paths or path.partition("/")[0] in seen.paths for path in paths)
            )
        )
    watched.watcher.stop()
    watched.gathered.close()


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def _import(root: Path, branch: str, paths: list[str]) -> None:
    """A commit of many files, written by git itself."""
    files = "".join(f"M 644 inline {path}\ndata 6\nx = 1\n\n" for path in paths)
    stream = f"commit refs/heads/{branch}\ncommitter A <a@b.c> 1700000000 +0000\ndata 1\nx\n{files}"
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream.encode(), check=True)


def test_limits_of_the_system_lead_to_polling_and_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = watch_folders.errno.ENOSPC

    def exhausted(*_: object) -> None:
        raise OSError(limit, "inotify watch limit reached")

    monkeypatch.setattr(watch_folders.InotifyFD, "add_callback", exhausted)
    gathered = Gathered()
    watcher = open_watcher(gathered, IgnoreRules(tmp_path), polling=False)
    try:
        assert isinstance(watcher, PollingWatcher)
        assert "max_user_watches" in watcher.notice
        changes = gathered.take(LONG)
        assert changes is not None
        assert changes.everything
    finally:
        watcher.stop()


def test_a_folder_that_cannot_be_watched_is_refused_plainly(tmp_path: Path) -> None:
    gathered = Gathered()
    with pytest.raises(NoWatchError):
        TreeWatcher(gathered).start(IgnoreRules(tmp_path / "gone"))


def test_the_watcher_for_other_systems_tells_the_same(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "src/a.py")
    put(root, "node_modules/x/index.js")
    workspace = Watched(root)
    workspace.watcher = TreeWatcher(workspace.gathered)
    workspace.start()
    try:
        put(root, "node_modules/x/index.js", "2")
        put(root, "src/.stcignore", "")
        put(root, "src/a.py", "x = 2\n")
        seen = workspace.until(lambda seen: "src/a.py" in seen.paths and seen.rules)
        assert not any(path.startswith("node_modules") for path in seen.paths)
    finally:
        workspace.watcher.stop()


def test_few_files_are_handed_out_at_once_and_a_storm_is_gathered() -> None:
    gathered = Gathered()
    for path in "ab":
        gathered.add(path)
        assert gathered.take(0) == Changes(frozenset(path))
    for path in "cdef":
        gathered.add(path)
    later = threading.Timer(0.01, gathered.add, ["g"])
    later.start()
    assert gathered.take(1) == Changes(frozenset("cdefg"))
    assert gathered.take(0) is None


def test_closing_ends_a_wait() -> None:
    gathered = Gathered()
    threading.Timer(0.02, gathered.close).start()
    assert gathered.take(LONG) is None
