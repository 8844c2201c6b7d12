"""Which folder a command works on, and what a person's path means in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.cli.workspace import current_folder, find_workspace, relative_path
from stc_lsp.errors import UsageError, WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path


def _made(folder: Path, *files: str) -> Path:
    for name in files:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return folder


@pytest.mark.parametrize(
    ("files", "current", "root"),
    [
        ([".git/", "a/b/x.py"], "a/b", "."),
        ([".git", "a/x.py"], "a", "."),
        (["a/pyproject.toml", "a/b/c/x.py"], "a/b/c", "a"),
        ([".git/", "a/package.json", "a/b/x.js"], "a/b", "."),
        ([".git/", "inner/.git/", "inner/src/x.go"], "inner/src", "inner"),
        (["plain/x.py"], "plain", "plain"),
    ],
)
def test_the_workspace_is_the_enclosing_repository(
    tmp_path: Path, files: list[str], current: str, root: str
) -> None:
    _made(tmp_path, *files)
    assert find_workspace(None, tmp_path / current) == (tmp_path / root).resolve()


def test_an_empty_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="--workspace DIR"):
        find_workspace(None, tmp_path)


def test_a_folder_that_is_named_is_taken_as_it_is(tmp_path: Path) -> None:
    _made(tmp_path, ".git/", "part/x.py")
    assert find_workspace(tmp_path / "part", tmp_path) == (tmp_path / "part").resolve()


def test_a_home_under_version_control_is_still_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made(tmp_path, ".git/", "notes/x.md")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_workspace(None, tmp_path / "notes") == (tmp_path / "notes").resolve()
    with pytest.raises(WorkspaceError, match="a home or a whole disk"):
        find_workspace(tmp_path, tmp_path)


@pytest.mark.parametrize("named", ["/", "missing", "file", "loop"])
def test_what_is_no_folder_is_refused(tmp_path: Path, named: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(WorkspaceError):
        find_workspace(tmp_path / named, tmp_path)


@pytest.mark.parametrize(
    ("written", "current", "path"),
    [
        ("src/a.py", ".", "src/a.py"),
        ("a.py", "src", "src/a.py"),
        ("src/a.py", "src", "src/a.py"),
        ("../src/a.py", "src", "src/a.py"),
        ("{root}/src/a.py", "src", "src/a.py"),
        ("gone.py", "src", "gone.py"),
        ("./src/./a.py", ".", "src/a.py"),
    ],
)
def test_a_path_is_where_a_person_means_it(tmp_path: Path, written: str, current: str, path: str) -> None:
    root = _made(tmp_path / "root", "src/a.py").resolve()
    assert relative_path(root, written.format(root=root), root / current) == path


@pytest.mark.parametrize("written", ["../elsewhere.py", "/etc/passwd", "src/../../x.py", "..", "out/x.py"])
def test_a_path_outside_of_the_workspace_is_refused(tmp_path: Path, written: str) -> None:
    root = _made(tmp_path / "root", "src/a.py").resolve()
    (root / "out").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="outside the workspace"):
        relative_path(root, written, root)


def test_a_repository_without_a_work_tree_is_refused_and_git_s_own_folder_belongs_to_one(
    tmp_path: Path,
) -> None:
    bare = _made(tmp_path / "shop.git", "HEAD", "objects/", "refs/", "hooks/pre-commit.sample")
    for named, current in ((bare, bare), (None, bare), (None, bare / "hooks")):
        with pytest.raises(WorkspaceError, match="without the files of a repository"):
            find_workspace(named, current)
    inner = _made(tmp_path / "shop/.git", "HEAD", "objects/", "refs/")
    assert find_workspace(None, inner) == (tmp_path / "shop").resolve()


def test_a_folder_that_was_removed_while_somebody_is_in_it_is_said_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = _made(tmp_path / "gone", "inner/")
    monkeypatch.chdir(gone / "inner")
    (gone / "inner").rmdir()
    with pytest.raises(WorkspaceError, match="you are in is gone"):
        current_folder()
