"""Reading and parsing files, here or in worker processes. No database."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, NamedTuple, cast

from stc_lsp.code.languages import language_of
from stc_lsp.code.parsing import parse_file
from stc_lsp.code.resolve import exported_bindings
from stc_lsp.errors import SleeperError
from stc_lsp.memory.prepare import PreparedFile, prepare_file
from stc_lsp.memory.values import FileRecord
from stc_lsp.sleep.read import read_file

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from stc_lsp.code.values import FileFacts

_FEW_FILES = 24
"""Up to so many files are parsed in this process: starting others takes longer."""
_FILES_PER_TASK = 12
_MOST_WORKERS = 8
_HEAD_BYTES = 200
_MOST_CRASHES = 3

log = logging.getLogger(__name__)

CRASHES = "crashes its parser"
"""Why a file is skipped whose grammar does not survive it."""


class Job(NamedTuple):
    """A file to look at."""

    path: str
    known: FileRecord | None
    """What the index has of it."""


class Parsed(NamedTuple):
    """What became of a job."""

    path: str
    record: FileRecord | None
    """None: there is no such file any more."""
    prepared: PreparedFile | None
    """What to put; None: the contents are as the index has them."""
    facts: FileFacts | None = None
    """Complete facts, for resolution, of a file parsed in this process."""
    packed: bytes = b""
    """The same, pickled, of a file parsed in another one: resolution unpacks them one at a time."""


def parse_job(root: Path, job: Job, most_bytes: int) -> Parsed:
    """Read one file and, if it is not as known, parse it."""
    read = read_file(root, job.path, most_bytes)
    if not read.exists:
        return Parsed(job.path, None, None)
    language = language_of(job.path, read.source[:_HEAD_BYTES])
    record = FileRecord(job.path, language, read.size, read.mtime_ns, read.digest, skipped=read.reason)
    if job.known is not None and _is_as_known(record, job.known):
        return Parsed(job.path, record, None)
    if read.reason:
        return Parsed(job.path, record, prepare_file(record, None, b""))
    try:
        facts = parse_file(language, read.source)
    except Exception:
        # Parsing promises not to raise. Should it break that for one file, the others are not to suffer.
        log.exception("%s cannot be parsed", job.path)
        return _refused(root, job.path, most_bytes)
    record = dataclasses.replace(record, line_count=facts.line_count, has_errors=facts.has_errors)
    kept = dataclasses.replace(facts, bindings=exported_bindings(facts))
    return Parsed(job.path, record, prepare_file(record, kept, read.source), facts)


def kept_facts(parsed: Parsed) -> FileFacts | None:
    """What the index will say that a file says, once it is put; None if nothing."""
    facts = parsed.facts or (unpack_facts(parsed.packed) if parsed.packed else None)
    if facts is None:
        return None
    return dataclasses.replace(facts, references=(), bindings=exported_bindings(facts))


def _is_as_known(record: FileRecord, known: FileRecord) -> bool:
    if record.skipped != known.skipped or record.language != known.language:
        return False
    # Of a file that is not read only its size and time are known.
    return record.digest == known.digest if record.digest else record.size == known.size


def parse_jobs(root: Path, jobs: Sequence[Job], most_bytes: int) -> list[Parsed]:
    """The task of a worker process: several files."""
    parsed = (parse_job(root, job, most_bytes) for job in jobs)
    return [
        each._replace(facts=None, packed=pack_facts(each.facts)) if each.facts is not None else each
        for each in parsed
    ]


def pack_facts(facts: FileFacts) -> bytes:
    """Complete facts, to be kept or sent until the file is resolved."""
    return pickle.dumps(facts, pickle.HIGHEST_PROTOCOL)


def unpack_facts(packed: bytes) -> FileFacts:
    """The inverse of `pack_facts`."""
    # Made by our own worker, never read from anywhere.
    return cast("FileFacts", pickle.loads(packed))  # noqa: S301


def facts_of(root: Path, record: FileRecord, most_bytes: int, packed: bytes = b"") -> FileFacts | None:
    """The complete facts of a file that the index has; None if it is not as the index has it any more."""
    if packed:
        return unpack_facts(packed)
    read = read_file(root, record.path, most_bytes)
    if read.reason or read.digest != record.digest:
        return None
    return parse_file(record.language, read.source)


class Parsers:
    """Worker processes that parse, started when first needed."""

    def __init__(self, root: Path, most_bytes: int, workers: int = 0) -> None:
        self._root = root
        self._most_bytes = most_bytes
        self._workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)

    def parse(self, jobs: Sequence[Job]) -> Iterator[Parsed]:
        """Parse files, in their order, each as soon as it is done."""
        if len(jobs) <= _FEW_FILES or self._workers == 1:
            for job in jobs:
                yield parse_job(self._root, job, self._most_bytes)
            return
        with _pool(min(self._workers, -(-len(jobs) // _FILES_PER_TASK))) as pool:
            tasks = [jobs[at : at + _FILES_PER_TASK] for at in range(0, len(jobs), _FILES_PER_TASK)]
            for batch in _in_turn(pool, self._root, tasks, self._most_bytes, ahead=self._workers * 3):
                yield from batch


def _in_turn(
    pool: ProcessPoolExecutor, root: Path, tasks: Iterable[Sequence[Job]], most_bytes: int, ahead: int
) -> Iterator[list[Parsed]]:
    """Results in the order of the tasks, never more than `ahead` of them waiting."""
    todo = deque(tasks)
    waiting: deque[tuple[Sequence[Job], Future[list[Parsed]]]] = deque()
    try:
        while todo or waiting:
            while todo and len(waiting) < ahead:
                waiting.append((todo[0], pool.submit(parse_jobs, root, todo[0], most_bytes)))
                todo.popleft()
            parsed = waiting[0][1].result()
            waiting.popleft()
            yield parsed
    except BrokenProcessPool:
        left = [*(task for task, _ in waiting), *todo]
        yield from _one_by_one(root, [job for task in left for job in task], most_bytes)


def _one_by_one(root: Path, jobs: Sequence[Job], most_bytes: int) -> Iterator[list[Parsed]]:
    """A grammar brought its process down: find the file that does, and pass over it.

    Raises SleeperError when that happens whatever the file.
    """
    crashes_in_a_row = 0
    waiting = deque(jobs)
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    yield pool.submit(parse_jobs, root, [waiting[0]], most_bytes).result()
                    waiting.popleft()
                    crashes_in_a_row = 0
            except BrokenProcessPool:
                crashes_in_a_row += 1
                if crashes_in_a_row >= _MOST_CRASHES:
                    raise SleeperError(
                        "The processes that parse end as soon as they start: "
                        "`stc-lsp doctor` looks for the cause."
                    ) from None
                yield [_refused(root, waiting.popleft().path, most_bytes)]


def _refused(root: Path, path: str, most_bytes: int) -> Parsed:
    read = read_file(root, path, most_bytes)
    record = FileRecord(
        path, language_of(path), read.size, read.mtime_ns, read.digest, skipped=read.reason or CRASHES
    )
    return Parsed(path, record, prepare_file(record, None, b"") if read.exists else None)


@contextlib.contextmanager
def _pool(workers: int) -> Generator[ProcessPoolExecutor]:
    # `fork` would copy a process that has threads and open databases.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """In each worker: leave interrupting to the parent, and leave when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: BaseProcess) -> None:
    # A killed parent closes nothing: its workers would wait for work for ever.
    parent.join()
    os._exit(1)
