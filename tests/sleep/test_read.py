"""Reading one file safely: bytes, or a reason a person understands."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from stc_lsp.sleep.disk.read import digest_of, read_file

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1_000_000


def test_a_source_file_is_read_with_its_size_time_and_digest(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("x = 'é'\r\n".encode())
    os.utime(tmp_path / "a.py", ns=(10**18, 10**18))
    read = read_file(tmp_path, "a.py", MOST)
    assert (read.source, read.reason) == ("x = 'é'\r\n".encode(), "")
    assert (read.size, read.mtime_ns, read.digest) == (10, 10**18, digest_of(read.source))


def test_the_time_of_a_file_written_just_now_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    assert read_file(tmp_path, "a.py", MOST).mtime_ns == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", b"x = 1\0", "binary"),
        ("a.py", "name = 'Jos\xe9'\n".encode("latin-1"), "not UTF-8"),
        ("a.py", "x = 1\n".encode("utf-16"), "binary"),
        ("a.py", b"#" * (MOST + 1), "too large"),
        ("a.js", b"var a=1;" * 4_000, "minified"),
        ("a.py", b"x = 1;" * 5_000, "minified"),
        ("a.py", b"x = 1;" * 3_000, ""),
        ("a.md", b"A word. " * 4_000, ""),
        ("a.py", b"", ""),
        ("a.py", b"a" * 9_000 + b"\0", ""),
    ],
)
def test_what_is_not_source_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    read = read_file(tmp_path, name, MOST)
    assert read.reason == reason
    assert read.source == (b"" if reason else content)
    assert read.exists


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "big.py").open("wb") as stream:
        stream.truncate(50_000_000)
    read = read_file(tmp_path, "big.py", MOST)
    assert (read.reason, read.size, read.digest) == ("too large", 50_000_000, b"")


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in ("a.py", "gone/a.py", "file/a.py"):
        read = read_file(tmp_path, path, MOST)
        assert read.reason == "vanished"
        assert not read.exists


@pytest.mark.parametrize("target", ["b.py", "../outside.py", "loop.py", "nowhere.py"])
def test_a_symbolic_link_is_not_followed_wherever_it_leads(tmp_path: Path, target: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "b.py").write_text("x = 1\n")
    (tmp_path / "outside.py").write_text("secret = 1\n")
    (root / "loop.py").symlink_to(target)
    read = read_file(root, "loop.py", MOST)
    assert (read.reason, read.source) == ("symbolic link", b"")


def test_a_folder_that_is_a_link_is_not_passed_through(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.py").write_text("x = 1\n")
    root.mkdir()
    (root / "inside").symlink_to(tmp_path / "outside")
    assert read_file(root, "inside/a.py", MOST).reason == "symbolic link"


def test_a_pipe_and_a_folder_are_not_regular_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    assert read_file(tmp_path, "pipe", MOST).reason == "not a regular file"
    assert read_file(tmp_path, "folder", MOST).reason == "not a regular file"


def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    os.utime(tmp_path / "a.py", ns=(10**18, 10**18))
    (tmp_path / "a.py").chmod(0)
    # Root may read it all the same.
    read = read_file(tmp_path, "a.py", MOST)
    assert read.reason == ("" if os.geteuid() == 0 else "unreadable")
    # It has the same time when it may be read again.
    assert read.mtime_ns == (10**18 if os.geteuid() == 0 else 0)


def test_a_name_that_no_system_accepts_is_unreadable(tmp_path: Path) -> None:
    assert read_file(tmp_path, "a\0b.py", MOST).reason == "unreadable"


def test_a_file_rewritten_while_it_is_read_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    contents = [b"aa\n" * 100_000, b"bb\n" * 160_000]
    path.write_bytes(contents[0])
    done = threading.Event()

    def rewrite() -> None:
        turn = 0
        while not done.is_set():
            turn += 1
            (tmp_path / "new").write_bytes(contents[turn % 2])
            (tmp_path / "new").replace(path)

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(200):
            read = read_file(tmp_path, "a.py", MOST)
            assert read.reason in {"", "unreadable"}
            assert read.source in {*contents, b""}
    finally:
        done.set()
        writer.join()
