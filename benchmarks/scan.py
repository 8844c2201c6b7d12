"""The reconciling scan of an unchanged tree, against `git status` of the same tree.

    python benchmarks/scan.py REPOSITORY [--rounds 20]

The scan reads the ignore rules and what the index has of each file, walks the tree and compares; the start of
the interpreter is no part of it, that of git is. Both are measured in turn; what is printed is the median.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from checkouts import parser_of

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private
from stc_lsp.memory.values import FileRecord
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.scan import compare, walk


def main() -> None:
    """Print both times and their ratio."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    with tempfile.TemporaryDirectory() as folder:
        paths = MemoryPaths(Path(folder), root)
        make_private(paths.workspace_dir)
        writer = IndexWriter.open(paths)
        folders = files = 0
        with writer.revision():
            for folder, entries in walk(IgnoreRules(root)):
                folders, files = folders + 1, files + len(entries)
                for entry in entries:
                    stat = entry.stat(follow_symlinks=False)
                    path = f"{folder.path}/{entry.name}" if folder.path else entry.name
                    record = FileRecord(path, "", stat.st_size, stat.st_mtime_ns, b"")
                    writer.put_file(record, None, b"")
        rounds = [(git_status(root), reconcile(root, writer)) for _ in range(arguments.rounds + 1)][1:]
        writer.close()
    for title, times in zip(("git status", "scan"), zip(*rounds, strict=True), strict=True):
        print(f"{title:10} {statistics.median(times) * 1000:8.1f} ms")
    ratio = statistics.median(ours / theirs for theirs, ours in rounds)
    print(f"{files} files, {folders} folders, median of {arguments.rounds}: {ratio:.2f} x")


def git_status(root: Path) -> float:
    """Seconds that git takes to say that nothing has changed."""
    started = time.perf_counter()
    subprocess.run(["git", "status", "--porcelain"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def reconcile(root: Path, writer: IndexWriter) -> float:
    """Seconds that the scan takes to find that nothing has changed."""
    started = time.perf_counter()
    difference = compare(IgnoreRules(root), writer.times())
    took = time.perf_counter() - started
    if difference.changed or difference.removed:
        raise SystemExit(f"something changed meanwhile: {difference}")
    return took


if __name__ == "__main__":
    main()
