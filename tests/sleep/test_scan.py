"""The reconciling scan: what is on disk against what is recorded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stc_lsp.memory.values import FileRecord
from stc_lsp.sleep.ignore import IgnoreRules
from stc_lsp.sleep.scan import compare, scan

if TYPE_CHECKING:
    from pathlib import Path


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1\n")


def record(path: str, size: int, mtime_ns: int) -> FileRecord:
    return FileRecord(path, "python", size, mtime_ns, b"")


def test_a_scan_finds_what_no_rule_passes_over(tmp_path: Path) -> None:
    put(tmp_path, "b.py", "a/x.py", "a/inner/y.py", "node_modules/z.js", ".git/config", ".env", "a/b.min.js")
    put(tmp_path, ".stcignore")
    (tmp_path / ".stcignore").write_text("inner/\n")
    found = scan(IgnoreRules(tmp_path))
    assert sorted(found.files) == [".stcignore", "a/x.py", "b.py"]
    assert [folder.path for folder in found.folders] == ["", "a"]


def test_a_scan_of_one_folder_obeys_the_rules_above_it(tmp_path: Path) -> None:
    put(tmp_path, "a/b/x.py", "a/b/y.py", "a/z.py")
    (tmp_path / ".stcignore").write_text("y.py\n")
    rules = IgnoreRules(tmp_path)
    assert list(scan(rules, "a/b").files) == ["a/b/x.py"]
    assert not scan(rules, "gone").files
    assert not scan(rules, "node_modules/inside").files


def test_links_to_folders_are_not_walked_so_that_loops_end(tmp_path: Path) -> None:
    put(tmp_path, "a/x.py")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to("/")
    found = scan(IgnoreRules(tmp_path))
    assert sorted(found.files) == ["a/loop", "a/x.py", "out"]
    assert [folder.path for folder in found.folders] == ["", "a"]
    assert not scan(IgnoreRules(tmp_path), "a/loop").files


def test_only_files_of_another_size_or_time_count_as_changed(tmp_path: Path) -> None:
    put(tmp_path, "same.py", "longer.py", "later.py", "new.py", "young.py")
    for name in ("same.py", "longer.py", "later.py", "young.py"):
        os.utime(tmp_path / name, ns=(10**18, 10**18))
    records = {
        each.path: each
        for each in (
            record("same.py", 6, 10**18),
            record("longer.py", 5, 10**18),
            record("later.py", 6, 10**18 - 1),
            record("young.py", 6, 0),
            record("gone.py", 6, 10**18),
            record("src/", 0, 0),
            record("", 0, 0),
        )
    }
    difference = compare(scan(IgnoreRules(tmp_path)), records)
    assert sorted(difference.changed) == ["later.py", "longer.py", "new.py", "young.py"]
    assert difference.removed == ("gone.py",)


def test_a_scan_of_one_folder_removes_nothing_outside_of_it(tmp_path: Path) -> None:
    put(tmp_path, "a/x.py")
    records = {path: record(path, 6, 0) for path in ("a/gone.py", "ab/other.py", "b.py")}
    difference = compare(scan(IgnoreRules(tmp_path), "a"), records, "a")
    assert difference.removed == ("a/gone.py",)
    assert difference.changed == ("a/x.py",)


def test_a_folder_that_cannot_be_entered_is_noted(tmp_path: Path) -> None:
    put(tmp_path, "a/x.py")
    (tmp_path / "a").chmod(0)
    found = scan(IgnoreRules(tmp_path))
    (tmp_path / "a").chmod(0o700)
    # Root may list it all the same.
    assert found.closed == ([] if os.geteuid() == 0 else ["a"])
