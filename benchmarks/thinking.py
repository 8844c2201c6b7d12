"""How long it takes until all that is thought without a model is there, from nothing, step by step.

    python benchmarks/thinking.py REPOSITORY [--workers 2]

That is what `stc-lsp sleep` does where no model is configured: read, resolve, plan, ask git who
changed what, look around, think, make vectors. Each step is printed with its seconds by the clock, of the
processor in the sleeper, and of the processor in its workers; and with what the databases then are, and
their logs of changes, in megabytes.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import anyio
import psutil
from checkouts import parser_of

from stc_lsp.config import load
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.sleep.progress import ignore_progress
from stc_lsp.sleep.session import hold_workspace, open_session

if TYPE_CHECKING:
    from stc_lsp.sleep.progress import Progress


def main() -> None:
    """Print the table."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        anyio.run(think, arguments.repository.resolve(), Path(folder), arguments.workers)


async def think(root: Path, folder: Path, workers: int) -> None:
    """From nothing to everything, one line for each step."""
    settings = load(root, environ={}, overrides={"data_dir": str(folder), "index.workers": workers})
    clock = Clock(folder)
    print(f"  {'step':12} {'clock':>9}   {'sleeper':>9}   {'workers':>9}   {'databases':>9}   {'logs':>8}")
    with hold_workspace(MemoryPaths(settings.data_dir, root)):
        async with open_session(root, settings) as session:
            sleeper = session.sleeper
            await sleeper.indexed(await sleeper.write(lambda: session.indexer.reconcile(clock.note)))
            clock.flush()
            await sleeper.write(session.indexer.update_history)
            clock.step("history")
            await sleeper.remember_history(str)
            clock.step("remembering")
            await sleeper.look_around()
            clock.step("looking")
            await sleeper.think_structurally(str)
            clock.step("thinking")
            await embed_chunks(sleeper, session.embeddings, str, ignore_progress)
            clock.step("embedding")
            await sleeper.tidy(session.settings.thoughts)
            clock.step("tidying")
            made = sleeper.counts.made
            files = len(session.workspace.records)
            clock.total()
    print(f"{files} files, {made} thoughts, {workers} processes, {megabytes(folder, '*'):.0f} MB when closed")


class Moment(NamedTuple):
    """Seconds."""

    clock: float
    own: float
    """Of the processor, in this process."""
    workers: float
    """The same in the processes that it started."""


class Clock:
    """Prints what each step took."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._began = self._last = self._phase_ended = now()
        self._phase = ""

    def note(self, progress: Progress) -> None:
        """A phase of indexing goes on."""
        if progress.phase != self._phase:
            self.flush()
        self._phase, self._phase_ended = progress.phase, now()

    def flush(self) -> None:
        """The phase that went on has ended."""
        if self._phase:
            self._print(self._phase, self._last, self._phase_ended)
            self._last, self._phase = self._phase_ended, ""

    def step(self, name: str) -> None:
        """A step has just ended."""
        ended = now()
        self._print(name, self._last, ended)
        self._last = ended

    def total(self) -> None:
        """All of it."""
        self._print("all", self._began, now())

    def _print(self, name: str, before: Moment, after: Moment) -> None:
        clock, own, workers = (end - start for end, start in zip(after, before, strict=True))
        size, log = megabytes(self._folder, "*.db"), megabytes(self._folder, "*.db-wal")
        print(
            f"  {name:12} {clock:7.2f} s   {own:7.2f} s   {workers:7.2f} s   {size:6.0f} MB   {log:5.0f} MB"
        )


def megabytes(folder: Path, names: str) -> float:
    """What the files of these names take on the disk."""
    return sum(each.stat().st_size for each in folder.rglob(names) if each.is_file()) / 1e6


def now() -> Moment:
    """The present."""
    used = os.times()
    workers = used.children_user + used.children_system
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            times = child.cpu_times()
            workers += times.user + times.system
    return Moment(time.perf_counter(), used.user + used.system, workers)


if __name__ == "__main__":
    main()
