"""Making many structural thoughts in worker processes, each of which reads the index itself.

A thought is a function of its key, and is shown only where that key is the one wanted: so it does not
matter whether the index has moved on since a worker looked. What that leaves undone comes again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import anyio.to_thread

from stc_lsp.memory.values import STRUCTURAL
from stc_lsp.sleep.indexing.want import latest_reader
from stc_lsp.sleep.indexing.workers import Workers, taken
from stc_lsp.sleep.thinkers import structural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.write.made import MadeThought
    from stc_lsp.sleep.indexing.workspace import Workspace
    from stc_lsp.sleep.inputs.facts_cache import CachedFacts
    from stc_lsp.sleep.thinking.think import Sleeper

_FEW = 600
"""Up to so many chunks are thought about in this process: starting others takes longer."""
_VALUED_AT_ONCE = 2_000
"""Of the missing thoughts, so many are looked at to find the files that come first."""
_CHUNKS_A_TASK = 120
_SHOWN_AT_ONCE = 50
"""Thoughts in one revision: a saved file waits for no longer than these take to write."""
_TASKS_AT_ONCE = 48
"""While anybody reads the index its log only grows: a megabyte a task."""


class Unthought(NamedTuple):
    """A file, and those of its chunks that are to be thought about."""

    path: str
    chunk_ids: Sequence[int]
    facts: CachedFacts | None
    """What they are made from, if that is at hand."""


async def think_many(sleeper: Sleeper, why_stop: Callable[[], str]) -> None:
    """Make structural thoughts in worker processes for as long as many are missing.

    File by file, for what a file's thoughts are made from is read as a whole. Returns when few are left, or
    what is left has been tried once, or `why_stop` says why to stop.
    """
    workspace = sleeper.workspace
    workers = Workers(workspace.parsers.workers.count)
    if workers.count == 1:
        return
    paths = workspace.writer.paths, workspace.root
    tried: set[str] = set()
    with workers.kept():
        while not why_stop():
            files = await sleeper.write(lambda: _unthought(workspace))
            new = [each for each in files if each.path not in tried]
            if sum(len(each.chunk_ids) for each in new) <= _FEW:
                return
            tried.update(each.path for each in new)
            tasks = ((*paths, task) for task in _tasks(new))
            thinking = workers.while_they_live(think_jobs, tasks, at_once=_TASKS_AT_ONCE)
            with taken(thinking) as made:
                # The pen is free while they think.
                while (step := await anyio.to_thread.run_sync(next, made, None)) is not None:
                    await show_all(sleeper, step)
                    if why_stop():
                        return


def _unthought(workspace: Workspace) -> list[Unthought]:
    missing = workspace.writer.missing_in_files(_VALUED_AT_ONCE, STRUCTURAL)
    return [Unthought(path, chunk_ids, workspace.facts_cache.get(path)) for path, chunk_ids in missing]


async def show_all(sleeper: Sleeper, made: Sequence[MadeThought]) -> None:
    """Keep and show thoughts that were made elsewhere, some at a time."""
    for start in range(0, len(made), _SHOWN_AT_ONCE):
        some = made[start : start + _SHOWN_AT_ONCE]
        await sleeper.write(lambda some=some: sleeper.show(some))


def _tasks(files: Iterable[Unthought]) -> Iterator[list[Unthought]]:
    """Files in their order, so many together as make a task."""
    task: list[Unthought] = []
    chunks = 0
    for each in files:
        task.append(each)
        chunks += len(each.chunk_ids)
        if chunks >= _CHUNKS_A_TASK:
            yield task
            task, chunks = [], 0
    if task:
        yield task


def think_jobs(paths: MemoryPaths, root: Path, files: Iterable[Unthought]) -> list[MadeThought]:
    """The task of a worker process: the structural thoughts about some chunks."""
    with latest_reader(paths, root).looking() as reader:
        inputs = reader.inputs()
        facts = [reader.facts(inputs, path, cached, set(chunk_ids)) for path, chunk_ids, cached in files]
    return [each for about in facts for each in structural.made(about)]
