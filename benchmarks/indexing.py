"""A cold index, against a bare tree-sitter parse of the same files by the same number of processes.

    python benchmarks/indexing.py REPOSITORY [--rounds 3] [--workers 2]

Both are measured in turn, round after round, in fresh processes and with fresh databases; what is printed is
the median over the rounds of each phase's time, and of its ratio to the bare parse of the same round. That
reads each file and makes its syntax tree, nothing else. After `reading` every definition can be hovered over
and searched for; `resolving` and `planning` come after it, and `whole index` is all of it. On a machine that
others use, processor time is the steadier measure: of the bare parse without, of the index with the start of
the processes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from stc_lsp.code.languages import HEAD_BYTES, language_of
from stc_lsp.code.parse.parsing import parse_tree
from stc_lsp.code.queries import reader_of
from stc_lsp.config.schema import IndexSettings
from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.scan import compare
from stc_lsp.sleep.indexing.index import Indexer
from stc_lsp.sleep.indexing.workspace import Workspace

if TYPE_CHECKING:
    from stc_lsp.sleep.progress import Progress

FILES_A_TASK = 12


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    settings = attrs.evolve(IndexSettings(), workers=arguments.workers)
    files = list(compare(IgnoreRules(root), {}).changed)
    rounds: list[dict[str, float]] = []
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as fresh:
        for number in range(arguments.rounds):
            bare = fresh.submit(parse_bare, root, files, arguments.workers).result()
            rounds.append({**bare, **fresh.submit(index, root, settings).result()})
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


def index(root: Path, settings: IndexSettings) -> dict[str, float]:
    """Seconds of each phase of a cold index, and of all of it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = MemoryPaths(Path(folder), root)
        make_private(paths.workspace_dir)
        started = time.perf_counter()
        ends: dict[str, float] = {}

        def note(progress: Progress) -> None:
            ends[progress.phase] = time.perf_counter()

        writer = IndexWriter.open(paths)
        Indexer(Workspace(root, writer, settings)).reconcile(note)
        writer.close()
        ended = time.perf_counter()
    phases: dict[str, float] = {}
    before = started
    for name, at in ends.items():
        phases[name] = at - before
        before = at
    return {**phases, "whole index": ended - started, "index cpu": processor_time()}


if __name__ == "__main__":
    main()
