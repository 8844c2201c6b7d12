"""Reading and parsing files, here or in worker processes. No database."""

from __future__ import annotations

import dataclasses
import logging
import os
import pickle
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, starmap
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.languages import HEAD_BYTES, language_of
from stc_lsp.code.parse.declared import with_declared
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.parse.reparsing import parse_text
from stc_lsp.code.parse.seen import SeenTexts
from stc_lsp.code.resolve import Scopes, exported_bindings
from stc_lsp.code.values import Binding, Chunk, FileFacts, Import, Reference
from stc_lsp.errors import SleeperError
from stc_lsp.memory.values import FileRecord
from stc_lsp.memory.write.prepare import PreparedFile, prepare_file
from stc_lsp.sleep.disk.read import digest_of, read_file
from stc_lsp.sleep.indexing.ahead import Ahead
from stc_lsp.sleep.indexing.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from stc_lsp.code.parse.seen import Stored
    from stc_lsp.code.parse.splicing import Same

FEW_FILES = 24
"""Up to so many files are parsed in this process: starting others takes longer."""
FILES_PER_TASK = 12
_MOST_CRASHES = 3
_MOST_WORKERS = 8

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
    indexed: FileFacts | None = None
    """Of a file parsed in this process, what the index will say that it says."""
    same: Same | None = None
    """What it has in common with its last text, if that is all but one definition."""
    scopes: Scopes | None = None
    """Of a file parsed in this process: resolution begins with them, too."""


def parse_job(
    root: Path,
    job: Job,
    most_bytes: int,
    seen: SeenTexts | None = None,
    stored: Stored | None = None,
) -> Parsed:
    """Read one file and, if it is not as known, parse it, from a last text that was `seen` or is `stored`."""
    read = read_file(root, job.path, most_bytes)
    if not read.exists:
        return Parsed(job.path, None, None)
    language = language_of(job.path, read.source[:HEAD_BYTES])
    record = FileRecord(job.path, language, read.size, read.mtime_ns, read.digest, skipped=read.reason)
    if job.known is not None and _is_as_known(record, job.known):
        return Parsed(job.path, record, None)
    if read.reason:
        return Parsed(job.path, record, prepare_file(record, None, b""))
    try:
        if seen is None:
            text = parse_text(language, read.source)
        else:
            text = seen.parse(job.path, language, read.source, stored)
    except Exception:
        # Parsing promises not to raise. Should it break that for one file, the others are not to suffer.
        log.exception("%s cannot be parsed", job.path)
        return _refused(root, job.path, most_bytes)
    facts = with_declared(job.path, text.facts, read.source)
    record = record._replace(line_count=facts.line_count, has_errors=facts.has_errors)
    scopes = Scopes(facts)
    indexed = dataclasses.replace(facts, bindings=scopes.exported)
    same = text.same if _is_of_last(job, text.same) else None
    prepared = prepare_file(record, indexed, read.source, same, facts.bindings)
    return Parsed(job.path, record, prepared, facts, indexed=indexed, same=text.same, scopes=scopes)


def _is_of_last(job: Job, same: Same | None) -> bool:
    """Whether the text that another one was parsed from is the one that the index has."""
    return same is not None and job.known is not None and job.known.digest == digest_of(same.source)


def indexed_facts(parsed: Parsed) -> FileFacts | None:
    """What the index will say that a file says, once it is put; None if nothing."""
    if parsed.indexed is not None:
        return parsed.indexed
    facts = unpack_facts(parsed.packed) if parsed.packed else None
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
        each._replace(facts=None, packed=pack_facts(each.facts), indexed=None, scopes=None)
        if each.facts is not None
        else each
        for each in parsed
    ]


def pack_facts(facts: FileFacts) -> bytes:
    """Complete facts, to be kept or sent until the file is resolved: in columns, for speed."""
    return pickle.dumps(
        (
            facts.language,
            [_CHUNK_FIELDS(chunk) for chunk in facts.chunks],
            list(zip(*facts.references, strict=True)),
            [_IMPORT_FIELDS(imported) for imported in facts.imports],
            facts.line_count,
            facts.has_errors,
            list(zip(*facts.bindings, strict=True)),
        ),
        pickle.HIGHEST_PROTOCOL,
    )


_CHUNK_FIELDS = attrgetter(*(field.name for field in dataclasses.fields(Chunk)))
_IMPORT_FIELDS = attrgetter(*(field.name for field in dataclasses.fields(Import)))


def unpack_facts(packed: bytes) -> FileFacts:
    """The inverse of `pack_facts`."""
    # Made by our own worker, never read from anywhere.
    language, chunks, references, imports, lines, errors, bindings = pickle.loads(packed)  # noqa: S301
    return FileFacts(
        language,
        tuple(starmap(Chunk, chunks)),
        tuple(map(Reference._make, zip(*references, strict=True))),
        tuple(starmap(Import, imports)),
        lines,
        errors,
        tuple(map(Binding._make, zip(*bindings, strict=True))),
    )


def facts_of(root: Path, record: FileRecord, most_bytes: int, packed: bytes = b"") -> FileFacts | None:
    """The complete facts of a file that the index has; None if it is not as the index has it any more."""
    if packed:
        return unpack_facts(packed)
    read = read_file(root, record.path, most_bytes)
    if read.reason or read.digest != record.digest:
        return None
    return parse_file(record.language, read.source)


def in_order(jobs: Iterable[Job], comes_first: Callable[[], Collection[str]] = tuple) -> Ahead[Job]:
    """Files to look at, in this order, but for what `comes_first` by then."""
    return Ahead(((job.path, job) for job in jobs), FILES_PER_TASK, comes_first)


class Parsers:
    """Parses files, many of them in worker processes."""

    def __init__(self, root: Path, most_bytes: int, workers: int) -> None:
        self._root = root
        self._most_bytes = most_bytes
        self.workers = Workers(workers or min(os.cpu_count() or 1, _MOST_WORKERS))
        self._seen = SeenTexts()

    def see(self, record: FileRecord, stored: Stored) -> Parsed | None:
        """What a file says that is about to be changed, kept for then; None if it has changed already."""
        parsed = parse_job(self._root, Job(record.path, None), self._most_bytes, self._seen, stored)
        is_known = parsed.record is not None and parsed.record.digest == record.digest
        return parsed if is_known else None

    def parse(self, jobs: Sequence[Job], stored: Stored) -> Iterator[Parsed]:
        """Parse files, each as soon as it is done, in their order; a few of them from what is stored."""
        yield from self.parse_ahead(in_order(jobs), stored)

    def parse_ahead(self, ahead: Ahead[Job], stored: Stored | None = None) -> Generator[Parsed]:
        """The same, in the order in which they are handed out."""
        if len(ahead) <= FEW_FILES or self.workers.count == 1:
            for step in ahead:
                for job in step:
                    yield parse_job(self._root, job, self._most_bytes, self._seen, stored)
                ahead.has_done_one()
            return
        tasks = ((self._root, step, self._most_bytes) for step in ahead)
        for parsed in self.workers.while_they_live(parse_jobs, tasks):
            ahead.has_done_one()
            yield from parsed
        yield from _one_by_one(self._root, [*chain.from_iterable(ahead)], self._most_bytes)


def _one_by_one(root: Path, jobs: Sequence[Job], most_bytes: int) -> Iterator[Parsed]:
    """A grammar brought its process down: find the file that does, and pass over it.

    Raises SleeperError when that happens whatever the file.
    """
    workers = Workers(1)
    crashes_in_a_row = 0
    waiting = deque(jobs)
    while waiting:
        try:
            for parsed in workers.in_turn(parse_jobs, [(root, [job], most_bytes) for job in waiting]):
                waiting.popleft()
                crashes_in_a_row = 0
                yield from parsed
        except BrokenProcessPool:
            crashes_in_a_row += 1
            if crashes_in_a_row >= _MOST_CRASHES:
                raise SleeperError(
                    "The parsing processes exit as soon as they start: run "
                    "`stc-lsp doctor` to look for the cause."
                ) from None
            yield _refused(root, waiting.popleft().path, most_bytes)


def _refused(root: Path, path: str, most_bytes: int) -> Parsed:
    read = read_file(root, path, most_bytes)
    record = FileRecord(
        path, language_of(path), read.size, read.mtime_ns, read.digest, skipped=read.reason or CRASHES
    )
    return Parsed(path, record, prepare_file(record, None, b"") if read.exists else None)
