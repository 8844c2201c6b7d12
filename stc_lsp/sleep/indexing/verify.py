"""Whether the index is what the disk says: built once more from scratch, beside it, and compared key by key.

The index that is served is followed change by change; this one starts from nothing, reads every byte, and
must come to the same. Nothing decides by time stamps here. Thoughts are looked up, never made.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import anyio.to_thread

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.sleep.catching_up import catch_up, nobody
from stc_lsp.sleep.indexing.build import distrust
from stc_lsp.sleep.indexing.index import Indexer
from stc_lsp.sleep.indexing.workspace import Workspace
from stc_lsp.sleep.progress import OnProgress, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import FileRecord, Recipe, Wanted
    from stc_lsp.sleep.session import SleeperSession

Place = tuple[str, str, str]
"""Path, qualified name, and which thought."""
Keys = dict[Place, tuple["Recipe", str]]
"""Every key that is current, and how it is made, by what it is the key of."""


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


async def verify(
    session: SleeperSession, progress: OnProgress = ignore_progress, is_awaited: Callable[[], bool] = nobody
) -> VerifyReport:
    """Bring the index up to date, compare it with one from scratch, and mend it if it differs.

    One at a time. Who saves meanwhile comes in between: `is_awaited` says whether something has changed.
    """
    started = time.perf_counter()
    sleeper = session.sleeper
    update = await catch_up(session, progress, is_awaited)
    beside = _Beside(session.paths.data_dir, session.workspace.root)
    make_private(beside.workspace_dir)
    try:
        async with contextlib.AsyncExitStack() as stack:
            writer = stack.enter_context(contextlib.closing(IndexWriter.open(beside)))
            scratch = Indexer(Workspace(session.workspace.root, writer, session.settings.index))
            await sleeper.write(lambda: scratch.take_history(session.workspace.histories))
            await anyio.to_thread.run_sync(scratch.reconcile, progress)
            had = await sleeper.write(lambda: _at_one_time(session, scratch, stack, bool(update.paths)))
            differing = await anyio.to_thread.run_sync(lambda: list(_compare(had, scratch)))
            keys = sum(1 for _ in writer.wanted())
    finally:
        shutil.rmtree(beside.workspace_dir)
    if differing:
        await sleeper.write(lambda: _mend(session, progress))
    return VerifyReport(
        files=len(session.workspace.records),
        keys=keys,
        updated=update.parsed + update.removed,
        differing=differing,
        elapsed_ms=round((time.perf_counter() - started) * 1000, 1),
        notices=list(session.notices),
    )


class _Had(NamedTuple):
    """The index that is in use, as it is compared."""

    snapshot: Snapshot
    planned: list[Wanted]
    """What it wanted before what it wants of the model was worked out again; [] if that may differ."""
    wanted: list[Wanted]
    """What it wants since."""


def _at_one_time(
    session: SleeperSession, scratch: Indexer, stack: contextlib.AsyncExitStack, has_changed: bool
) -> _Had:
    """Bring both up to what is on the disk now. `stack` holds on to what is returned."""
    workspace, beside = session.workspace, scratch.workspace
    update = session.indexer.reconcile()
    session.indexer.update_history()
    stale = _stale(workspace.records, beside.records)
    scratch.reread_rules()
    scratch.update(stale)
    told = scratch.take_history(workspace.histories)
    # What is wanted of the model waits for a sleeper when files change: only then may it differ.
    is_same = not (has_changed or update.paths or stale or told.paths)
    planned = list(session.writer.wanted()) if is_same else []
    session.sleeper.plan_again()
    session.sleeper.plan_beside(beside)
    # Last: a snapshot shows nothing that is written after it was taken.
    return _Had(stack.enter_context(session.memory.snapshot()), planned, list(session.writer.wanted()))


def _stale(ours: Mapping[str, FileRecord], theirs: Mapping[str, FileRecord]) -> set[str]:
    """The files of which two indexes have other contents, or one has none."""
    both = {path for path in ours.keys() & theirs.keys() if ours[path].digest == theirs[path].digest}
    return (ours.keys() | theirs.keys()) - both


def _mend(session: SleeperSession, progress: OnProgress) -> None:
    distrust(session.workspace)
    session.indexer.reconcile(progress)
    session.sleeper.plan_again()


def _compare(had: _Had, scratch: Indexer) -> Iterator[Differing]:
    before, should = had.snapshot, scratch.workspace.writer
    after = should.snapshot()
    paths = {*before.paths(), *after.paths()}
    for path in sorted(paths):
        yield from _compare_file(path, before, after)
    places = _places(before)
    known, old = _keys(places, had.planned), _keys(places, had.wanted)
    new = _keys(_places(after), should.wanted())
    for place in sorted(old.keys() | new.keys()):
        recipe, should_be = new.get(place, (None, ""))
        ours = filter(None, (known.get(place), old.get(place)))
        was = next((key for made, key in ours if recipe in (made, None) and key != should_be), None)
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
        target = snapshot.chunk_by_id(use.target_id)
        if target is not None:
            at = use.reference.start_byte, use.reference.line, use.reference.name
            found[at] = f"{target.path}:{target.label}"
    return found


def _places(snapshot: Snapshot) -> dict[int, tuple[str, str]]:
    """Path and qualified name of every chunk, by its id."""
    return {
        each.id: (path, each.chunk.qualname) for path in snapshot.paths() for each in snapshot.chunks(path)
    }


def _keys(places: Mapping[int, tuple[str, str]], wanted: Iterable[Wanted]) -> Keys:
    return {
        (*places[each.chunk_id], f"{each.recipe.thinker} {each.recipe.kind}"): (each.recipe, each.key)
        for each in wanted
        # What somebody asked is not of the source.
        if each.chunk_id in places and not each.recipe.is_answer
    }
