"""What is kept between parsing and resolving comes back as it was, once, and takes no memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.sleep.indexing.packed import PackedFacts

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_comes_back_once_in_any_order(tmp_path: Path) -> None:
    texts = {f"m{n}.py": bytes([n]) * n * 1_000 for n in range(1, 40)}
    with PackedFacts(tmp_path) as packed:
        for path, text in texts.items():
            packed.put(path, text)
        packed.put("empty.py", b"")
        assert {path: packed.take(path) for path in sorted(texts, reverse=True)} == texts
        assert packed.take("m1.py") == packed.take("empty.py") == packed.take("never.py") == b""
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_kept_nothing_comes_back(tmp_path: Path) -> None:
    with PackedFacts(tmp_path / "gone") as packed:
        packed.put("a.py", b"facts")
        assert packed.take("a.py") == b""


def test_on_a_disk_that_is_full_nothing_fails(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with PackedFacts(tmp_path) as packed:
            # Less than is written at once: that it does not fit shows when the file is closed.
            packed.put("a.py", b"facts" * 400)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
        with PackedFacts(tmp_path) as packed:
            packed.put("a.py", b"facts" * 4_000)
            assert packed.take("a.py") == b""
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
