"""The first build of an index, or a new one by newer code: shown as it grows, and gone on with when
killed.
"""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from stc_lsp.code.resolve import Tables
from stc_lsp.memory.read.files import BUILT_BY
from stc_lsp.sleep.git.changes import Log
from stc_lsp.sleep.git.run import Leash
from stc_lsp.sleep.indexing.ahead import Ahead
from stc_lsp.sleep.indexing.nearby import Nearby
from stc_lsp.sleep.indexing.packed import PackedFacts
from stc_lsp.sleep.indexing.parse import FEW_FILES, Job, in_order, pack_facts
from stc_lsp.sleep.indexing.resolve import Resolved, Unresolved, resolve_jobs
from stc_lsp.sleep.indexing.version import index_version, structural_version
from stc_lsp.sleep.indexing.want import Planned, put_wanted, want_jobs
from stc_lsp.sleep.progress import IndexUpdate, OnProgress, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence

    from stc_lsp.code.values import Import
    from stc_lsp.sleep.disk.scan import Difference
    from stc_lsp.sleep.indexing.workspace import Workspace

_MADE_BY = "index:made-by"
"""The code that parsed what is there."""
_WORDED_BY = "index:worded-by"
"""The code that said which structural thoughts are wanted."""
_T = TypeVar("_T")

_SHOWN_EVERY_SECONDS = 0.7
_FILES_A_STEP = 40


def is_built(workspace: Workspace) -> bool:
    """Whether the index was finished once, by this code."""
    return workspace.writer.get_meta(BUILT_BY) == index_version()


def is_worded(workspace: Workspace) -> bool:
    """Whether the wanted structural thoughts are those of this code."""
    return workspace.writer.get_meta(_WORDED_BY) == structural_version()


def distrust(workspace: Workspace) -> None:
    """Have the next reconciling build everything anew."""
    workspace.writer.set_meta(_MADE_BY, "")
    workspace.writer.set_meta(BUILT_BY, "")


def build(workspace: Workspace, difference: Difference, progress: OnProgress) -> IndexUpdate:
    """Bring an index that is not finished up to date."""
    jobs = _jobs(workspace, difference)
    with workspace.writer.revision():
        workspace.remove(difference.removed)
    with (
        _reading_log(workspace) as log,
        workspace.parsers.workers.kept(),
        PackedFacts(workspace.writer.paths.workspace_dir) as packed,
    ):
        parsed = _put_growing(workspace, jobs, packed, progress)
        with workspace.writer.revision():
            workspace.put_folders()
        with workspace.writer.keeping_ids():
            resolved = _resolve_all(workspace, packed, progress)
        with workspace.revision():
            read = log.result()
            if read is not None:
                workspace.histories.refresh(read.against(workspace.writer.snapshot()))
        planned = plan_all(workspace, progress)
    workspace.writer.set_meta(BUILT_BY, index_version())
    return IndexUpdate(parsed, len(difference.removed), resolved, planned)


def plan_all(workspace: Workspace, progress: OnProgress) -> int:
    """Work out the current keys of everything."""
    paths = sorted((*workspace.records, *workspace.tree.synthetic()))
    planned = done = 0
    with workspace.parsers.workers.kept():
        for step in _wanted(workspace, paths):
            with workspace.writer.revision():
                if isinstance(step, Planned):
                    planned += step.chunks
                    put_wanted(workspace, step.keys)
                    workspace.facts_cache.put(step.facts)
                else:
                    inputs = workspace.inputs()
                    planned += sum(workspace.want(inputs, path) for path in step)
            done = min(len(paths), done + _FILES_A_STEP)
            progress(Progress("planning", done, len(paths)))
    workspace.writer.set_meta(_WORDED_BY, structural_version())
    return planned


@contextlib.contextmanager
def _reading_log(workspace: Workspace) -> Generator[Future[Log | None]]:
    """Git's log, which only planning needs, read beside all that comes before; git ends with who fails."""
    leash = Leash()
    with ThreadPoolExecutor(1) as thread:
        try:
            yield thread.submit(Log.past, workspace.root, workspace.histories.head, leash)
        finally:
            leash.pull()


def _jobs(workspace: Workspace, difference: Difference) -> list[Job]:
    if workspace.writer.get_meta(_MADE_BY) == index_version():
        return [Job(path, workspace.records.get(path)) for path in difference.changed]
    # Made by other code, if at all: whatever is there has to be parsed again.
    workspace.writer.set_meta(BUILT_BY, "")
    workspace.writer.set_meta(_MADE_BY, index_version())
    known = workspace.records.keys() - set(difference.removed)
    return [Job(path, None) for path in sorted({*known, *difference.changed})]


def _put_growing(workspace: Workspace, jobs: Sequence[Job], packed: PackedFacts, progress: OnProgress) -> int:
    ahead = in_order(jobs, lambda: _open(workspace))
    nearby = _nearby(workspace, ahead, jobs)
    done = count = 0
    is_through = not jobs
    with contextlib.closing(workspace.parsers.parse_ahead(ahead)) as read:
        while not is_through:
            # Each is put as soon as it is read: whoever reads goes on meanwhile, and never waits for many.
            with workspace.revision():
                until = time.monotonic() + _SHOWN_EVERY_SECONDS
                ahead.hasten(nearby.opened())
                for parsed in read:
                    done += 1
                    facts = parsed.packed if parsed.facts is None else pack_facts(parsed.facts)
                    packed.put(parsed.path, facts)
                    count += workspace.put(parsed)
                    ahead.hasten(nearby.after(parsed.path))
                    if time.monotonic() > until:
                        break
                else:
                    is_through = True
            progress(Progress("reading", done, len(jobs)))
    return count


def _nearby(workspace: Workspace, ahead: Ahead[Job], jobs: Sequence[Job]) -> Nearby:
    def imports_of(path: str) -> tuple[str, Iterable[Import]]:
        record = workspace.records.get(path)
        found = workspace.writer.snapshot().imports_of(path)
        return record.language if record is not None else "", (one for one, _ in found)

    paths = {job.path for job in jobs} | workspace.records.keys()
    return Nearby(paths, lambda: _open(workspace), imports_of, ahead.__contains__)


def _resolve_all(workspace: Workspace, packed: PackedFacts, progress: OnProgress) -> int:
    paths = sorted(path for path, record in workspace.records.items() if not record.skipped)
    tables = Tables(workspace.writer.snapshot())
    known = done = 0
    for step in _resolved(workspace, paths, packed):
        with workspace.writer.revision():
            for one in step:
                if isinstance(one, Resolved):
                    known += _put_resolved(workspace, one)
                else:
                    known += workspace.resolve(one, tables, packed=packed.take(one))
        done += len(step)
        progress(Progress("resolving", done, len(paths)))
    return known


def _wanted(workspace: Workspace, paths: Sequence[str]) -> Iterator[Planned | list[str]]:
    """What worker processes say is wanted of the files, in steps; the mere paths where there are none."""
    fixed = workspace.writer.paths, workspace.root
    return _in_steps(workspace, paths, want_jobs, lambda step: (*fixed, step))


def _resolved(
    workspace: Workspace, paths: Sequence[str], packed: PackedFacts
) -> Iterator[list[Resolved] | list[str]]:
    """What worker processes find of the files, in steps; the mere paths where there are none."""
    fixed = workspace.writer.paths, workspace.root, workspace.most_bytes
    return _in_steps(
        workspace,
        paths,
        resolve_jobs,
        lambda step: (
            *fixed,
            [Unresolved(workspace.records[path], packed.take(path)) for path in step],
        ),
    )


def _in_steps(
    workspace: Workspace,
    paths: Sequence[str],
    function: Callable[..., _T],
    task: Callable[[list[str]], tuple[Any, ...]],
) -> Iterator[_T | list[str]]:
    ahead = Ahead(((path, path) for path in paths), _FILES_A_STEP, lambda: _open(workspace))
    workers = workspace.parsers.workers
    if len(paths) > FEW_FILES and workers.count > 1:
        for made in workers.while_they_live(function, map(task, ahead)):
            ahead.has_done_one()
            yield made
    yield from ahead


def _open(workspace: Workspace) -> Collection[str]:
    """What somebody has open: it may be opened while all is read."""
    return workspace.planner.open_files


def _put_resolved(workspace: Workspace, resolved: Resolved) -> bool:
    if resolved.dependencies is None:
        workspace.distrust(resolved.path)
        return False
    workspace.put_targets(
        resolved.path,
        resolved.targets,
        resolved.imports,
        circles=resolved.circles,
        uses=resolved.uses,
    )
    workspace.dependencies.put_digests(resolved.path, resolved.dependencies)
    return True
