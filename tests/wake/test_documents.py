"""What is on disk now, however cleverly it was read before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stc_lsp.errors import UsageError
from stc_lsp.wake import documents
from stc_lsp.wake.documents import DiskDocuments, digest_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from pathlib import Path


def test_a_digest_is_that_of_the_bytes_there_are_now(tmp_path: Path) -> None:
    disk, file = DiskDocuments(tmp_path), tmp_path / "a.py"
    assert disk.digest("a.py") is None
    for source in (b"x = 1\n", b"x = 2\n", b""):
        file.write_bytes(source)
        assert disk.digest("a.py") == digest_of(source)
    file.unlink()
    assert disk.digest("a.py") is None
    with pytest.raises(UsageError, match="outside"):
        disk.digest("../b.py")


def test_a_file_of_the_same_size_and_time_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # However young: only the times and the inode tell, as they do for a file that was written long ago.
    monkeypatch.setattr(documents, "_YOUNG_NANOSECONDS", -1)
    disk, file = DiskDocuments(tmp_path), tmp_path / "a.py"
    file.write_bytes(b"x = 1\n")
    written = file.stat()
    first = disk.digest("a.py")
    replaced = tmp_path / "b.py"
    replaced.write_bytes(b"x = 2\n")
    replaced.replace(file)
    os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (written.st_size, written.st_mtime_ns)
    assert disk.digest("a.py") == digest_of(b"x = 2\n") != first


def test_a_link_in_the_place_of_a_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_YOUNG_NANOSECONDS", -1)
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.py").write_bytes(b"x = 1\n")
    disk, file = DiskDocuments(root), root / "a.py"
    file.write_bytes(b"x = 1\n")
    assert disk.digest("a.py") == digest_of(b"x = 1\n")
    file.unlink()
    file.symlink_to(tmp_path / "secret.py")
    with pytest.raises(UsageError, match="outside"):
        disk.digest("a.py")


def test_lines_are_cited_on_one_line_whatever_the_file_is_called() -> None:
    assert str(Citation("odd\nname.py", 1, 2)) == "odd\\nname.py:1-2"
