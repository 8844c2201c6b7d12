"""What is known of a workspace, and how far that is behind the disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import Counts
from stc_lsp.wake.documents import behind
from tests.wake.hovering import knowing

if TYPE_CHECKING:
    from pathlib import Path

SHOP = """
# --- tea/a.py
def one(): ...
# --- tea/b.py
def two(): ...
# --- notes.txt
tea
"""


def test_an_empty_memory_knows_nothing(tmp_path: Path) -> None:
    memory = Memory.open(MemoryPaths(tmp_path / "data", tmp_path))
    with memory.snapshot() as snapshot:
        assert snapshot.counts() == Counts()
        assert behind(snapshot, tmp_path) == 0


def test_files_are_counted_and_folders_are_not(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _), shop.memory.snapshot() as snapshot:
        found = snapshot.counts()
    assert (found.files, found.skipped) == (3, 0)
    assert found.languages == {"python": 2}
    assert found.thoughts_made == found.thoughts_wanted > 0


def test_what_changed_on_disk_is_counted(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _), shop.memory.snapshot() as snapshot:
        assert behind(snapshot, shop.root) == 0
        os.utime(shop.root / "tea" / "a.py", ns=(1, 1))
        assert behind(snapshot, shop.root) == 0
        (shop.root / "tea" / "a.py").write_text("def six(): ...\n", encoding="utf-8")
        assert behind(snapshot, shop.root) == 1
        (shop.root / "tea" / "b.py").unlink()
        assert behind(snapshot, shop.root) == 2
