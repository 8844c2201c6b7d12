"""A cold index, against a bare tree-sitter parse of the same files by the same number of processes.

    python benchmarks/indexing.py REPOSITORY [--rounds 3] [--workers 2] [--open FILE]

Both are measured in turn, round after round, in fresh processes and with fresh databases; what is printed is
the median over the rounds of each phase's time, and of its ratio to the bare parse of the same round. That
reads each file and makes its syntax tree, nothing else. After `reading` every definition is `searchable`, and
can be hovered over; `resolving` and `planning` come after it, and `whole index` is all of it. On a machine
that others use, processor time is the steadier measure: of the bare parse without, of the index with the
start of the processes.

With `--open`, somebody has FILE (relative to REPOSITORY) open from the start. `open file` is the time until
every use in it that means something in the end means just that: looked at after each revision, as a hover
would. What looking takes is no part of any time.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from checkouts import parser_of

from stc_lsp.code.languages import HEAD_BYTES, language_of
from stc_lsp.code.parse.parsing import parse_file, parse_tree
from stc_lsp.code.queries import reader_of
from stc_lsp.code.resolve import Tables, resolve_file
from stc_lsp.config.schema import IndexSettings
from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.scan import compare
from stc_lsp.sleep.indexing.index import Indexer
from stc_lsp.sleep.indexing.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve import Target
    from stc_lsp.sleep.progress import Progress

FILES_A_TASK = 12


def main() -> None:
    """Print the table."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--open", default="", metavar="FILE")
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    settings = attrs.evolve(IndexSettings(), workers=arguments.workers)
    files = list(compare(IgnoreRules(root), {}).changed)
    rounds: list[dict[str, float]] = []
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as fresh:
        for number in range(arguments.rounds):
            bare = fresh.submit(parse_bare, root, files, arguments.workers).result()
            rounds.append({**bare, **fresh.submit(index, root, settings, arguments.open).result()})
            print(
                f"round {number + 1}: "
                + ", ".join(f"{name} {took:.2f} s" for name, took in rounds[-1].items())
            )
    print(f"{len(files)} files, {arguments.workers} processes, median of {arguments.rounds} rounds")
    for name in rounds[0]:
        took = statistics.median(each[name] for each in rounds)
        basis = "bare cpu" if name.endswith("cpu") else "bare parse"
        ratio = statistics.median(each[name] / each[basis] for each in rounds)
        print(f"  {name:12} {took:7.2f} s   {ratio:5.2f} x")


def processor_time() -> float:
    """Seconds of this process and of those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def parse_bare(root: Path, files: list[str], workers: int) -> dict[str, float]:
    """Seconds for reading and parsing all files, the start of the processes apart."""
    tasks = [files[at : at + FILES_A_TASK] for at in range(0, len(files), FILES_A_TASK)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_parse_files, [root] * workers * 2, [files[:FILES_A_TASK]] * workers * 2))
        started = time.perf_counter()
        used = sum(pool.map(_parse_files, [root] * len(tasks), tasks))
        took = time.perf_counter() - started
    return {"bare parse": took, "bare cpu": used}


def _parse_files(root: Path, files: list[str]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    for path in files:
        source = (root / path).read_bytes() if (root / path).is_file() else b""
        language = language_of(path, source[:HEAD_BYTES])
        if reader_of(language) is not None:
            parse_tree(language, source)
    return time.process_time() - started


def index(root: Path, settings: IndexSettings, open_file: str = "") -> dict[str, float]:
    """Seconds of each phase of a cold index, and of all of it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = MemoryPaths(Path(folder), root)
        make_private(paths.workspace_dir)
        started = time.perf_counter()
        writer = IndexWriter.open(paths)
        workspace = Workspace(root, writer, settings)
        watch = _Watch(workspace, open_file, started)
        Indexer(workspace).reconcile(watch.note)
        whole = watch.passed()
        used = processor_time() - watch.looking_cpu
        seen = watch.seen()
        writer.close()
    phases: dict[str, float] = {}
    before = 0.0
    for name, at in watch.ends.items():
        phases[name] = at - before
        before = at
    return {**phases, **seen, "searchable": watch.ends["reading"], "whole index": whole, "index cpu": used}


class _Watch:
    """When each phase ended, and when an open file's uses meant what they mean in the end."""

    def __init__(self, workspace: Workspace, open_file: str, started: float) -> None:
        self.ends: dict[str, float] = {}
        self.looking_cpu = 0.0
        self._workspace, self._open_file, self._started = workspace, open_file, started
        self._looking = 0.0
        self._looks: list[tuple[float, Sequence[Target | None]]] = []
        if open_file:
            workspace.planner.open_files = frozenset((open_file,))

    def passed(self) -> float:
        """Seconds since the start, without those spent here."""
        return time.perf_counter() - self._started - self._looking

    def note(self, progress: Progress) -> None:
        """What is called after each revision."""
        at = self.ends[progress.phase] = self.passed()
        if self._open_file and progress.phase == "reading":
            began, used = time.perf_counter(), time.process_time()
            self._looks.append((at, self._means()))
            self._looking += time.perf_counter() - began
            self.looking_cpu += time.process_time() - used

    def seen(self) -> dict[str, float]:
        """When all uses in the open file were known, if there is one."""
        if not self._open_file:
            return {}
        last = self._means()
        since = self.ends["reading"]
        for at, means in reversed(self._looks):
            if not _holds_all(means, last):
                break
            since = at
        return {"open file": since}

    def _means(self) -> Sequence[Target | None]:
        snapshot = self._workspace.writer.snapshot()
        if not snapshot.has_file(self._open_file):
            return ()
        facts = parse_file(
            language_of(self._open_file), (self._workspace.root / self._open_file).read_bytes()
        )
        return resolve_file(self._open_file, facts, Tables(snapshot)).targets


def _holds_all(means: Sequence[Target | None], last: Sequence[Target | None]) -> bool:
    return len(means) == len(last) and all(one == other for one, other in zip(means, last, strict=True))


if __name__ == "__main__":
    main()
