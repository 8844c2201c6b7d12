"""Every test of memory gets its own data folder and workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.thoughts import ThoughtStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def paths(tmp_path: Path) -> MemoryPaths:
    root = tmp_path / "workspace"
    root.mkdir()
    return MemoryPaths(tmp_path / "data", root)


@pytest.fixture
def writer(paths: MemoryPaths) -> Iterator[IndexWriter]:
    opened = IndexWriter.open(paths)
    yield opened
    opened.close()


@pytest.fixture
def store(paths: MemoryPaths) -> Iterator[ThoughtStore]:
    opened = ThoughtStore.open(paths, now=lambda: 1000.0)
    yield opened
    opened.close()


@pytest.fixture
def memory(paths: MemoryPaths) -> Iterator[Memory]:
    opened = Memory.open(paths)
    yield opened
    opened.close()
