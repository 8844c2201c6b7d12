"""What is wanted of many files, worked out in worker processes, each of which reads the index itself.

Keys are made from facts, and facts from files and git alone, never from what is wanted: so any order will do.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.snapshot import Memory
from stc_lsp.sleep.folders import FolderTree
from stc_lsp.sleep.history import KnownHistories
from stc_lsp.sleep.inputs import Inputs
from stc_lsp.sleep.scan import is_synthetic
from stc_lsp.sleep.thinkers import structural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.values import ThoughtKind


class WantedKey(NamedTuple):
    """The current key of one structural thought."""

    path: str
    chunk_id: int
    kind: ThoughtKind
    key: str


def want_jobs(paths: MemoryPaths, root: Path, files: Iterable[str]) -> tuple[int, list[WantedKey]]:
    """The task of a worker process: of how many chunks something is wanted, and what."""
    inputs = _reader(paths, root).inputs()
    count = 0
    made: list[WantedKey] = []
    for path in files:
        facts = inputs.of_file(path)
        count += len(facts)
        for chunk_id, each in facts.items():
            made.extend(WantedKey(path, chunk_id, kind, key) for kind, key in structural.keys(each).items())
    return count, made


class Reader:
    """One snapshot for as long as the worker lives: what is wanted is no part of it."""

    def __init__(self, paths: MemoryPaths, root: Path) -> None:
        self._root = root
        self._held = contextlib.ExitStack()
        self._snapshot = self._held.enter_context(Memory.open(paths).snapshot())
        self._tree = FolderTree(path for path in self._snapshot.paths() if not is_synthetic(path))
        self._histories = KnownHistories(self._snapshot)
        self._inputs: Inputs | None = None
        self._tasks = 0

    def inputs(self) -> Inputs:
        """What thoughts are made from. Others now and then, for they keep the names of all they have seen."""
        if self._inputs is None or self._tasks % _TASKS_AN_INPUT == 0:
            self._inputs = Inputs(self._root, self._snapshot, self._histories, self._tree)
        self._tasks += 1
        return self._inputs

    def close(self) -> None:
        """Let go of the snapshot."""
        self._held.close()


_TASKS_AN_INPUT = 50
_reader = lru_cache(maxsize=1)(Reader)
