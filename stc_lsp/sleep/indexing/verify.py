"""Whether the index is what the disk says: built once more from scratch, beside it, and compared key by key.

The index that is served is followed change by change; this one starts from nothing, reads every byte, and
must come to the same. Nothing decides by time stamps here. Thoughts are looked up, never made.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.sleep.indexing.build import distrust
from stc_lsp.sleep.indexing.index import Indexer
from stc_lsp.sleep.indexing.workspace import Workspace
from stc_lsp.sleep.progress import ignore_progress
from stc_lsp.sleep.thinkers.model import ASKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import Recipe
    from stc_lsp.sleep.progress import OnProgress
    from stc_lsp.sleep.session import Session

Place = tuple[str, str, str]
"""Path, qualified name, and which thought."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Something that the index says and the disk does not, or the reverse."""

    path: str
    symbol: str
    """The qualified name; "" for the file itself."""
    what: str
    """`file`, `source`, `use`, or the key of a thought: `structural summary`, ..."""
    had: str
    should: str
    """Digests, keys and places; "" for nothing."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What verifying came to."""

    files: int
    keys: int
    """How many were derived again."""
    updated: int
    """Files that had changed since the index was last brought up to date: no fault by itself."""
    differing: list[Differing] = field(default_factory=list[Differing])
    elapsed_ms: float = 0.0
    notices: list[str] = field(default_factory=list[str])

    @property
    def holds(self) -> bool:
        """Whether the index was right."""
        return not self.differing


@dataclass(frozen=True)
class _Beside(MemoryPaths):
    """An index of its own for the same workspace, over the same store of thoughts."""

    @cached_property
    def workspace_dir(self) -> Path:
        return MemoryPaths(self.data_dir, self.root).workspace_dir / "verify"


def verify(session: Session, progress: OnProgress = ignore_progress) -> VerifyReport:
    """Bring the index up to date, compare it with one from scratch, and mend it if it differs.

    Uses the writer.
    """
    started = time.perf_counter()
    batch = session.indexer.reconcile(progress)
    session.indexer.update_history()
    # What is wanted of the model waits for a sleeper when files change: only then may it differ.
    planned = {} if batch.paths else _keys(session.writer)
    session.sleeper.plan_again()
    beside = _Beside(session.paths.data_dir, session.workspace.root)
    make_private(beside.workspace_dir)
    try:
        writer = IndexWriter.open(beside)
        try:
            session.workspace.histories.copy_to(writer)
            workspace = Workspace(session.workspace.root, writer, session.settings.index)
            Indexer(workspace).reconcile(progress)
            session.sleeper.plan_beside(workspace)
            differing = list(_compare(session.writer, writer, planned))
            keys = sum(1 for _ in writer.wanted())
        finally:
            writer.close()
    finally:
        shutil.rmtree(beside.workspace_dir)
    if differing:
        distrust(session.workspace)
        session.indexer.reconcile(progress)
        session.sleeper.plan_again()
    return VerifyReport(
        files=len(session.workspace.records),
        keys=keys,
        updated=batch.parsed + batch.removed,
        differing=differing,
        elapsed_ms=round((time.perf_counter() - started) * 1000, 1),
        notices=list(session.notices),
    )


def _compare(
    had: IndexWriter, should: IndexWriter, planned: Mapping[Place, tuple[Recipe, str]]
) -> Iterator[Differing]:
    """`planned`: the keys before those of a model were worked out again."""
    before, after = had.snapshot(), should.snapshot()
    paths = {*before.paths(), *after.paths()}
    for path in sorted(paths):
        yield from _compare_file(path, before, after)
    old, new = _keys(had), _keys(should)
    for place in sorted(old.keys() | new.keys()):
        recipe, should_be = new.get(place, (None, ""))
        known = filter(None, (planned.get(place), old.get(place)))
        was = next((key for made, key in known if recipe in (made, None) and key != should_be), None)
        if was is not None or place not in old:
            yield Differing(*place, was or "", should_be)


def _compare_file(path: str, before: Snapshot, after: Snapshot) -> Iterator[Differing]:
    old, new = before.file(path), after.file(path)
    contents = [each.digest.hex() if each else "" for each in (old, new)]
    if contents[0] != contents[1]:
        yield Differing(path, "", "file", *contents)
        return
    sources = [
        {each.chunk.qualname: each.chunk.fingerprint for each in snapshot.chunks(path)}
        for snapshot in (before, after)
    ]
    for symbol in sorted(sources[0].keys() | sources[1].keys()):
        if sources[0].get(symbol) != sources[1].get(symbol):
            yield Differing(path, symbol, "source", *(each.get(symbol, "") for each in sources))
    uses = [_targets(snapshot, path) for snapshot in (before, after)]
    for at in sorted(uses[0].keys() | uses[1].keys()):
        if uses[0].get(at) != uses[1].get(at):
            line, name = at[1:]
            yield Differing(path, f"{name} in line {line}", "use", *(each.get(at, "") for each in uses))


def _targets(snapshot: Snapshot, path: str) -> dict[tuple[int, int, str], str]:
    """What each resolved use in a file means, by where it stands."""
    module = snapshot.chunk(path, "")
    found: dict[tuple[int, int, str], str] = {}
    for use in snapshot.references_in(module.id) if module is not None else ():
        target = snapshot.chunk_by_id(use.target_id) if use.target_id is not None else None
        if target is not None:
            at = use.reference.start_byte, use.reference.line, use.reference.name
            found[at] = f"{target.path}:{target.label}"
    return found


def _keys(writer: IndexWriter) -> dict[Place, tuple[Recipe, str]]:
    """Every key that is current, and how it is made, by what it is the key of."""
    snapshot = writer.snapshot()
    places: dict[int, tuple[str, str]] = {}
    for path in snapshot.paths():
        places.update((each.id, (path, each.chunk.qualname)) for each in snapshot.chunks(path))
    return {
        (*places[each.chunk_id], f"{each.recipe.thinker} {each.recipe.kind}"): (each.recipe, each.key)
        for each in list(writer.wanted())
        # What somebody asked is not of the source.
        if each.chunk_id in places and ASKED not in each.recipe.thinker
    }
