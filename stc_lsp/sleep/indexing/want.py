"""What is wanted of many files, worked out in worker processes, each of which reads the index itself.

Keys are made from facts, and facts from files and git alone, never from what is wanted: so any order will do.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.snapshot import Memory, Snapshot
from stc_lsp.memory.values import ThoughtKind, Wanted, is_synthetic
from stc_lsp.memory.write.made import MadeThought, made_thought
from stc_lsp.sleep.git.history import KnownHistories
from stc_lsp.sleep.indexing.folders import FolderTree
from stc_lsp.sleep.inputs.facts import Inputs
from stc_lsp.sleep.inputs.facts_cache import CachedFacts
from stc_lsp.sleep.thinkers import structural

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Mapping
    from pathlib import Path

    from stc_lsp.code.describe.facts import Facts
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.sleep.indexing.workspace import Workspace


class WantedKey(NamedTuple):
    """The current key of one structural thought."""

    path: str
    chunk_id: int
    kind: ThoughtKind
    key: str


class Planned(NamedTuple):
    """What is wanted of some files."""

    chunks: int
    """Of how many."""
    keys: list[WantedKey]
    facts: list[tuple[str, CachedFacts]]
    """What the keys were made from, by file: the thoughts are to be made from the same."""


def want_jobs(paths: MemoryPaths, root: Path, files: Iterable[str]) -> Planned:
    """The task of a worker process: several files."""
    chunks = 0
    keys: list[WantedKey] = []
    cached: list[tuple[str, CachedFacts]] = []
    with latest_reader(paths, root).looking() as reader:
        inputs = reader.inputs()
        for path in files:
            facts = inputs.of_file(path)
            chunks += len(facts)
            keys += keys_of(path, facts)
            cached.append((path, CachedFacts.of(facts, reader.snapshot.facts_revision)))
    return Planned(chunks, keys, cached)


def keys_of(path: str, facts: Mapping[int, Facts]) -> list[WantedKey]:
    """What is wanted of a file whose chunks have these facts."""
    return [
        WantedKey(path, chunk_id, kind, key)
        for chunk_id, each in facts.items()
        for kind, key in structural.keys(each).items()
    ]


def missing_of(
    snapshot: Snapshot, facts: Mapping[int, Facts], keys: Iterable[WantedKey]
) -> list[MadeThought]:
    """The thoughts under those of the keys that have none, made while their facts are at hand."""
    missing: dict[int, dict[ThoughtKind, str]] = {}
    by_key = {each.key: each for each in keys}
    for key in by_key.keys() - snapshot.known_thoughts(by_key):
        missing.setdefault(by_key[key].chunk_id, {})[by_key[key].kind] = key
    return [
        made_thought(chunk_id, each)
        for chunk_id, wanted in sorted(missing.items())
        for each in structural.think(facts[chunk_id], wanted)
    ]


def put_wanted(workspace: Workspace, keys: Iterable[WantedKey]) -> None:
    """Set keys that were worked out elsewhere, each with its value by what is known here."""
    expected = workspace.planner.expected
    workspace.writer.put_wanted(
        Wanted(each.chunk_id, structural.recipe(each.kind), each.key, expected(each.chunk_id, each.path))
        for each in keys
    )


class LatestReader:
    """A worker's view of the index as it is when it looks."""

    def __init__(self, paths: MemoryPaths, root: Path) -> None:
        self._paths, self._root = paths, root
        self._reader: Reader | None = None

    @contextlib.contextmanager
    def looking(self) -> Generator[Reader]:
        """One revision for the length of the block. In between none is held.

        What was found out stays for as long as nothing changes that it was made from.
        """
        reader, self._reader = self._reader, None
        if reader is not None and not reader.look_again():
            reader.close()
            reader = None
        reader = reader or Reader(self._paths, self._root)
        try:
            yield reader
            reader.let_go()
        except BaseException:
            reader.close()
            raise
        self._reader = reader


class Reader:
    """What was found out from one look, and from later ones at the same facts: what is wanted is none."""

    def __init__(self, paths: MemoryPaths, root: Path) -> None:
        self._root = root
        self._held = contextlib.ExitStack()
        self.snapshot = self._held.enter_context(Memory.open(paths).snapshot())
        self.histories = KnownHistories(self.snapshot)
        self._tree = FolderTree(path for path in self.snapshot.paths() if not is_synthetic(path))
        self._inputs: Inputs | None = None
        self._tasks = 0

    def inputs(self) -> Inputs:
        """What thoughts are made from. Others now and then, for they keep the names of all they have seen."""
        if self._inputs is None or self._tasks % _TASKS_AN_INPUT == 0:
            self._inputs = Inputs(self._root, self.snapshot, self.histories, self._tree)
        self._tasks += 1
        return self._inputs

    def facts(
        self, inputs: Inputs, path: str, cached: CachedFacts | None, only: Collection[int] | None = None
    ) -> dict[int, Facts]:
        """The facts of a file or of some of its chunks: those that are cached, if they still hold."""
        if cached is None or cached.facts_revision != self.snapshot.facts_revision:
            return inputs.of_file(path, only)
        return inputs.again(path, cached.unpacked(), only)

    def let_go(self) -> None:
        """Hold no revision until `look_again`."""
        self.snapshot.let_go()
        self.histories.rest()

    def look_again(self) -> bool:
        """Hold the latest revision. Returns whether all that was found out is so still."""
        head = self.histories.head
        are_facts_same = self.snapshot.look_again()
        self.histories.read_again()
        return are_facts_same and self.histories.head == head

    def close(self) -> None:
        """Let go of the snapshot for good."""
        self._held.close()


_TASKS_AN_INPUT = 50
latest_reader = lru_cache(maxsize=1)(LatestReader)
"""The one of this process."""
