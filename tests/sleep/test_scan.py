"""The reconciling scan: what is on disk against what is recorded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.errors import WorkspaceError
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.ignore_table import (
    BINARY_SUFFIXES,
    LOCK_NAMES,
    MINIFIED_SUFFIXES,
    NOISE_NAMES,
    SECRET_NAMES,
    SECRET_SUFFIXES,
    is_passed_over_file,
    is_secret,
    may_be_passed_over,
)
from stc_lsp.sleep.disk.read import read_file
from stc_lsp.sleep.disk.scan import compare, walk

if TYPE_CHECKING:
    from pathlib import Path


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1\n")


def found(rules: IgnoreRules, below: str = "") -> tuple[list[str], list[str]]:
    """The files and the folders of a walk."""
    walked = list(walk(rules, below))
    files = [f"{folder.path}/{entry.name}".lstrip("/") for folder, entries in walked for entry in entries]
    return sorted(files), sorted(folder.path for folder, _ in walked)


def test_a_walk_finds_what_no_rule_passes_over(tmp_path: Path) -> None:
    put(tmp_path, "b.py", "a/x.py", "a/inner/y.py", "node_modules/z.js", ".git/config", ".env", "a/b.min.js")
    (tmp_path / ".stcignore").write_text("inner/\n")
    assert found(IgnoreRules(tmp_path)) == ([".stcignore", "a/x.py", "b.py"], ["", "a"])


def test_a_walk_of_one_folder_obeys_the_rules_above_it(tmp_path: Path) -> None:
    put(tmp_path, "a/b/x.py", "a/b/y.py", "a/z.py")
    (tmp_path / ".stcignore").write_text("y.py\n")
    rules = IgnoreRules(tmp_path)
    assert found(rules, "a/b") == (["a/b/x.py"], ["a/b"])
    assert found(rules, "gone") == ([], [])
    assert found(rules, "node_modules/inside") == ([], [])


def test_links_to_folders_are_not_walked_so_that_loops_end(tmp_path: Path) -> None:
    put(tmp_path, "a/x.py")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to("/")
    assert found(IgnoreRules(tmp_path)) == (["a/loop", "a/x.py", "out"], ["", "a"])
    assert found(IgnoreRules(tmp_path), "a/loop") == ([], [])


def test_a_folder_without_permission_is_told_of_as_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path, "open/x.py", "closed/y.py")
    (tmp_path / "closed").chmod(0)
    files, folders = found(IgnoreRules(tmp_path))
    if os.geteuid() == 0:
        # Root may read it all the same.
        assert (files, folders) == (["closed/y.py", "open/x.py"], ["", "closed", "open"])
        return
    assert (files, folders) == (["closed", "open/x.py"], ["", "open"])
    assert read_file(tmp_path, "closed", 100).reason == "folder without permission"


def test_only_files_of_another_size_or_time_count_as_changed(tmp_path: Path) -> None:
    put(tmp_path, "same.py", "longer.py", "later.py", "src/new.py", "src/young.py", "src/same.py")
    for path in tmp_path.rglob("*.py"):
        os.utime(path, ns=(10**18, 10**18))
    known = {
        "": {
            "same.py": (6, 10**18),
            "longer.py": (5, 10**18),
            "later.py": (6, 10**18 - 1),
            "gone.py": (6, 1),
        },
        "src": {"young.py": (6, 0), "same.py": (6, 10**18)},
        "src/gone": {"x.py": (6, 10**18)},
    }
    difference = compare(IgnoreRules(tmp_path), known)
    assert difference.changed == ("later.py", "longer.py", "src/new.py", "src/young.py")
    assert difference.removed == ("gone.py", "src/gone/x.py")


def test_a_file_that_its_owner_has_closed_is_looked_at_though_its_time_is_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, "closed.py", "open.py")
    for path in tmp_path.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    (tmp_path / "closed.py").chmod(0)
    known = {"": {"closed.py": (6, 10**18), "open.py": (6, 10**18)}}
    assert compare(IgnoreRules(tmp_path), known).changed == ("closed.py",)


def test_nothing_counts_as_removed_when_the_workspace_cannot_be_listed(tmp_path: Path) -> None:
    rules = IgnoreRules(tmp_path / "gone")
    with pytest.raises(WorkspaceError, match="gone cannot be read"):
        compare(rules, {"": {"a.py": (6, 10**18)}})


def test_the_file_that_stands_for_git_in_a_linked_work_tree_is_no_source(tmp_path: Path) -> None:
    put(tmp_path, "a.py", "sub/b.py")
    for folder in ("", "sub"):
        (tmp_path / folder / ".git").write_text("gitdir: ../elsewhere\n")
    assert found(IgnoreRules(tmp_path))[0] == ["a.py", "sub/b.py"]


def test_what_has_become_a_folder_is_no_file_any_more(tmp_path: Path) -> None:
    put(tmp_path, "a.py/x.py")
    difference = compare(IgnoreRules(tmp_path), {"": {"a.py": (6, 0)}, "b.py": {"y.py": (6, 0)}})
    assert (difference.changed, difference.removed) == (("a.py/x.py",), ("a.py", "b.py/y.py"))


def test_a_folder_that_is_gone_has_lost_its_files(tmp_path: Path) -> None:
    known = {"a": {"gone.py": (6, 0)}, "a/inner": {"x.py": (6, 0)}}
    assert compare(IgnoreRules(tmp_path), known, "a").removed == ("a/gone.py", "a/inner/x.py")


_WORDS = [*SECRET_NAMES, *LOCK_NAMES, *NOISE_NAMES, *SECRET_SUFFIXES, *MINIFIED_SUFFIXES, *BINARY_SUFFIXES]
_PIECES = st.sampled_from([*_WORDS, ".env", ".", "~", "a", "py", "README", "example"])


@given(st.lists(_PIECES, min_size=1, max_size=4).map("".join), st.booleans())
def test_no_name_that_a_table_speaks_of_is_taken_for_plain_source(name: str, is_loud: bool) -> None:
    name = name.upper() if is_loud else name
    assert may_be_passed_over(name) or not (is_secret(name) or is_passed_over_file(name))
