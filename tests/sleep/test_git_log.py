"""Git's history, from real repositories, also from those that would like to run something."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from stc_lsp.sleep.git.edits import last_edits
from stc_lsp.sleep.git.log import blame, head_commit, last_changes
from stc_lsp.sleep.git.run import find_git, run_git
from tests.sleep.repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.code.describe.facts import Change


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    made.write("src/a.py", "def one():\n    return 1\n\n\ndef two():\n    return 2\n")
    made.write("src/naïve name.py", "x = 1\n")
    made.commit("Begin")
    made.write("src/a.py", "def one():\n    return 1\n\n\ndef two():\n    return 3\n")
    made.commit("Let two be three", author="Grace Hopper")
    return made


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.date, change.author, change.subject) for change in changes]


def test_the_log_gives_the_last_changes_of_each_file(repository: Repository) -> None:
    files = last_changes(repository.root)
    assert told(files["src/a.py"]) == [
        ("2024-03-02", "Grace Hopper", "Let two be three"),
        ("2024-03-01", "Ada Lovelace", "Begin"),
    ]
    assert told(files["src/naïve name.py"]) == [("2024-03-01", "Ada Lovelace", "Begin")]
    assert len(files[""]) == 2


def test_a_folder_was_last_changed_by_the_last_commits_even_of_one_day(repository: Repository) -> None:
    for number in range(5):
        repository.write(f"src/deep/{'ab'[number % 2]}.py", f"x = {number}\n")
        repository.git("add", "-A")
        date = f"2024-04-01T12:00:0{number}+00:00"
        repository.git(
            *("-c", "user.name=Ada", "-c", "user.email=ada@example.org"),
            *("commit", "-q", "-m", f"Set {number}"),
            GIT_AUTHOR_DATE=date,
            GIT_COMMITTER_DATE=date,
        )
    found = last_changes(repository.root)
    for folder in ("src/", "src/deep/"):
        assert [change.subject for change in found[folder]] == ["Set 4", "Set 3", "Set 2"]


def test_a_workspace_below_the_top_has_paths_of_its_own(repository: Repository) -> None:
    assert set(last_changes(repository.root / "src")) == {"", "a.py", "naïve name.py"}


def test_blame_tells_lines_apart_and_leaves_uncommitted_ones_out(repository: Repository) -> None:
    repository.write("src/a.py", "def other():\n    pass\n")
    found = blame(repository.root, "src/a.py")
    assert found is not None
    assert found.source.startswith(b"def one")
    assert told(found.changes(1, 2)) == [("2024-03-01", "Ada Lovelace", "Begin")]
    assert told(found.changes(5, 6))[0] == ("2024-03-02", "Grace Hopper", "Let two be three")


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-05-01T23:30:00-08:00", "2024-05-01"), ("2024-05-02T00:30:00+05:30", "2024-05-02")],
)
def test_a_line_was_written_on_the_day_it_was_where_its_author_is(
    repository: Repository, written: str, day: str
) -> None:
    repository.write("src/a.py", "x = 1\n")
    repository.git("add", "-A")
    user = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    repository.git(*user, "commit", "-q", "-m", "Late", GIT_AUTHOR_DATE=written)
    found = blame(repository.root, "src/a.py")
    assert found is not None
    assert told(found.changes(1, 1)) == told(last_changes(repository.root)["src/a.py"][:1])
    assert found.changes(1, 1)[0].date == day


def test_a_change_of_layout_is_not_blamed(repository: Repository) -> None:
    repository.write("src/a.py", "def one():\n        return 1\n\n\ndef two():\n    return 3\n")
    repository.commit("Indent")
    found = blame(repository.root, "src/a.py")
    assert found is not None
    assert told(found.changes(1, 2)) == [("2024-03-01", "Ada Lovelace", "Begin")]


def test_merges_are_left_out(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side", "HEAD~1")
    repository.write("b.py", "y = 1\n")
    repository.commit("Add b")
    repository.git("-c", "user.name=m", "-c", "user.email=m@x", "merge", "-q", "main", "-m", "Merge main")
    assert "Merge main" not in {change.subject for change in last_changes(repository.root)[""]}


def test_without_git_or_commits_there_is_no_history(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}
    assert head_commit(tmp_path) == ""
    assert find_git(tmp_path) is None
    empty = Repository(tmp_path / "empty")
    assert last_changes(empty.root) == {}
    assert head_commit(empty.root) == ""
    assert blame(empty.root, "a.py") is None


def test_without_a_git_program_there_is_no_history(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_git(repository.root, ["log"]) is None
    assert last_changes(repository.root) == {}


def test_nothing_that_a_repository_configures_is_run(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    settings = {
        "core.fsmonitor": str(trap),
        "core.pager": str(trap),
        "pager.log": str(trap),
        "diff.external": str(trap),
        "diff.trap.textconv": str(trap),
        "diff.trap.command": str(trap),
        "filter.trap.clean": str(trap),
        "filter.trap.smudge": str(trap),
        "gpg.program": str(trap),
        "log.showSignature": "true",
        "core.sshCommand": str(trap),
    }
    for name, value in settings.items():
        repository.git("config", name, value)
    (repository.root / ".gitattributes").write_text("*.py diff=trap filter=trap\n")
    hooks = repository.root / ".git/hooks"
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (hooks / hook).write_text(trap.read_text())
        (hooks / hook).chmod(0o755)
    assert "src/a.py" in last_changes(repository.root)
    assert blame(repository.root, "src/a.py") is not None
    assert head_commit(repository.root)
    assert not (tmp_path / "sprung").exists()


def test_what_a_partial_clone_lacks_is_not_fetched(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    blob = repository.git("rev-parse", "HEAD~1:src/a.py").strip()
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": str(tmp_path),
        "remote.origin.promisor": "true",
        "remote.origin.uploadPack": str(trap),
        "protocol.file.allow": "always",
    }
    for name, value in settings.items():
        repository.git("config", name, value)
    commits = repository.git("log", "--format=%H").split()
    assert last_edits(repository.root, "src/a.py", b"", commits) == []
    blame(repository.root, "src/a.py")
    assert not (tmp_path / "sprung").exists()


def test_a_linked_work_tree_is_found_without_running_git(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "-q", str(tmp_path / "other"))
    place = find_git(tmp_path / "other")
    assert place is not None
    assert place.top == tmp_path / "other"
    assert place.common_dir == (repository.root / ".git").resolve()
    assert place.git_dir != place.common_dir


def test_a_broken_git_file_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(b"gitdir: /nowhere\xff")
    assert find_git(tmp_path) is None
