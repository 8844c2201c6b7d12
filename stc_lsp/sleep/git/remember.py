"""Finding out from git who changed which definition last: of a few files here, of many in worker processes.

A worker asks git, says at once which thoughts are wanted by what it learnt, and makes those that are
missing. That holds if the index has not moved on meanwhile; if it has, they are worked out again here.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

import anyio.to_thread

from stc_lsp.code.languages import LANGUAGES
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.memory.snapshot import Memory, Snapshot
from stc_lsp.sleep.disk.read import digest_of
from stc_lsp.sleep.git.history import Due, due_in
from stc_lsp.sleep.indexing.want import WantedKey, keys_of, latest_reader, missing_of, put_wanted
from stc_lsp.sleep.indexing.workers import Workers, taken
from stc_lsp.sleep.progress import IndexUpdate, OnProgress, Progress
from stc_lsp.sleep.thinking.many import show_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.write.made import MadeThought
    from stc_lsp.sleep.inputs.facts_cache import CachedFacts
    from stc_lsp.sleep.thinking.think import Sleeper

_AT_ONCE = 8
"""Files in one revision."""
_FEW = 120
"""Up to so many files are asked about here: starting other processes takes longer."""
_TASKS_AT_ONCE = 32
"""While anybody reads the index its log only grows: a megabyte a task."""


class Remembered(NamedTuple):
    """What a worker found out of some files."""

    head: str
    facts_revision: int
    """Of the index that it looked at."""
    notes: list[tuple[str, str]]
    """Of each file what is kept."""
    keys: list[WantedKey]
    """What is wanted of the files, knowing that."""
    made: list[MadeThought]
    """The thoughts that are missing of these, for what they are made from is at hand."""


async def remember(sleeper: Sleeper, why_stop: Callable[[], str], progress: OnProgress) -> bool:
    """Find out for each chunk who changed it last. Returns whether all is known."""
    workspace = sleeper.workspace
    with_chunks = [
        path
        for path, each in workspace.records.items()
        if not each.skipped and each.language in LANGUAGES and LANGUAGES[each.language].package
    ]
    if not workspace.histories.knows_due:
        # Of a large repository that is a hundred megabytes of notes: nobody has to wait for it.
        due = await anyio.to_thread.run_sync(_due, workspace.writer.paths)
        await sleeper.write(lambda: workspace.histories.learn_due(due))
    unknown = await sleeper.write(lambda: workspace.histories.unrefined(with_chunks))
    total = len(unknown)
    if total > _FEW and workspace.parsers.workers.count > 1:
        await _remember_many(sleeper, unknown, why_stop, progress)
        unknown = await sleeper.write(lambda: workspace.histories.unrefined(with_chunks))
    for start in range(0, len(unknown), _AT_ONCE):
        if why_stop():
            return False
        step = unknown[start : start + _AT_ONCE]
        languages = {path: workspace.records[path].language for path in step if path in workspace.records}
        # Git's work touches no database, so the pen is free meanwhile.
        await anyio.to_thread.run_sync(
            lambda languages=languages: workspace.histories.refine(
                workspace.root, list(languages), lambda each, source: parse_file(languages[each], source)
            )
        )
        await sleeper.indexed(await sleeper.write(lambda step=step: sleeper.indexer.replan(step)))
        progress(Progress("remembering", total - len(unknown) + start + len(step), total))
    return True


def _due(paths: MemoryPaths) -> Due:
    with contextlib.closing(Memory.open(paths)) as memory, memory.snapshot() as snapshot:
        return due_in(snapshot)


async def _remember_many(
    sleeper: Sleeper, unknown: Sequence[str], why_stop: Callable[[], str], progress: OnProgress
) -> None:
    """As far as `why_stop` lets it."""
    workspace = sleeper.workspace
    workers = Workers(workspace.parsers.workers.count)
    fixed = workspace.writer.paths, workspace.root
    facts = await sleeper.write(lambda: [(path, workspace.facts_cache.get(path)) for path in unknown])
    steps = [dict(facts[at : at + _AT_ONCE]) for at in range(0, len(facts), _AT_ONCE)]
    asking = workers.while_they_live(
        remember_jobs, ((*fixed, step) for step in steps), at_once=_TASKS_AT_ONCE
    )
    done = 0
    with workers.kept(), taken(asking) as found:
        while (step := await anyio.to_thread.run_sync(next, found, None)) is not None:
            await sleeper.indexed(await sleeper.write(lambda step=step: take(sleeper, step)))
            await show_all(sleeper, step.made)
            done += len(step.notes)
            progress(Progress("remembering", done, len(unknown)))
            if why_stop():
                return


def take(sleeper: Sleeper, step: Remembered) -> IndexUpdate:
    """Keep what a worker found, and what is wanted by that. Uses the writer."""
    workspace, indexer = sleeper.workspace, sleeper.indexer
    histories, writer = workspace.histories, workspace.writer
    is_as_seen = (step.head, step.facts_revision) == (histories.head, writer.snapshot().facts_revision)
    with workspace.revision():
        workspace.forget_inputs()
        taken = [
            path for path, note in step.notes if path in workspace.records and histories.take(path, note)
        ]
        if is_as_seen:
            put_wanted(workspace, step.keys)
        else:
            inputs = workspace.inputs()
            for path in taken:
                workspace.want(inputs, path)
    indexer.has_unthought = True
    return IndexUpdate(planned=len(step.keys), paths=frozenset(taken))


def remember_jobs(paths: MemoryPaths, root: Path, files: Mapping[str, CachedFacts | None]) -> Remembered:
    """The task of a worker process: several files, each with the facts that are cached of it."""
    with latest_reader(paths, root).looking() as reader:
        histories, snapshot = reader.histories, reader.snapshot
        histories.refine(root, list(files), lambda path, source: _facts(snapshot, path, source))
        inputs = reader.inputs()
        keys: list[WantedKey] = []
        made: list[MadeThought] = []
        for path, cached in files.items():
            facts = reader.facts(inputs, path, cached)
            of_path = keys_of(path, facts)
            keys += of_path
            made += missing_of(snapshot, facts, of_path)
        notes = [(path, histories.note(path)) for path in files]
        return Remembered(histories.head, snapshot.facts_revision, notes, keys, made)


def _facts(snapshot: Snapshot, path: str, source: bytes) -> FileFacts:
    """What a committed text says. Mostly it is what the index has."""
    record = snapshot.file(path)
    known = snapshot.facts(path) if record is not None and record.digest == digest_of(source) else None
    return known or parse_file(record.language if record is not None else "", source)
