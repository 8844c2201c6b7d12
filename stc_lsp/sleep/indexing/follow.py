"""The sleeper follows the disk: everything that changes is indexed, one update after another."""

from __future__ import annotations

import logging
import time
from collections import deque
from typing import TYPE_CHECKING

import anyio
import anyio.from_thread
import anyio.to_thread

from stc_lsp.errors import PreemptedError, StcError
from stc_lsp.sleep.daemon.life import Life, Stopping
from stc_lsp.sleep.daemon.status import IDLE, INDEXING
from stc_lsp.sleep.disk.watch import Changes, Gathered, PollingWatcher, Watcher, open_watcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.sleep.git.changes import LogRead
    from stc_lsp.sleep.progress import IndexUpdate, OnProgress, Progress

_LISTEN_SECONDS = 600.0
"""It is woken by whatever changes, and when all is closed."""
_MOST_OPENED = 8
"""Files opened last that are looked at ahead."""
_RECONCILE_SECONDS = 1_800.0
"""However quiet it is, everything is compared with the disk this often."""

log = logging.getLogger(__name__)


class Follower:
    """Keeps the index of one workspace up to date."""

    def __init__(self, life: Life) -> None:
        self.gathered = Gathered()
        self._life = life
        self._indexer = life.session.indexer
        self._watcher: Watcher | None = None
        self._changes: list[Changes] = []
        self._opened: deque[str] = deque(maxlen=_MOST_OPENED)
        self._head_moved = anyio.Event()
        """Set when git's HEAD may be another."""
        self._log: deque[LogRead] = deque()
        """What was read of its log since, in parts that are still to be taken."""

    def see(self, path: str) -> None:
        """Somebody may be about to change a file."""
        self._opened.append(path)
        self._life.changed.set()

    async def run(self) -> None:
        """Bring the index up to date, and keep it so until it is time to leave."""
        life = self._life
        try:
            await self._watch()
            await self._update(self._look_at_all)
            await self._read_log()
            await self._take_log()
            while not life.is_stopping:
                life.wake.set()
                await self._wait()
                changes, self._changes = self._changes, []
                await self._follow(changes)
                await self._take_log()
                await self._settle()
                await self._see_opened()
        except Stopping:
            log.info("told to leave while indexing")
        finally:
            self.gathered.close()
            with anyio.CancelScope(shield=True):
                await self._stop_watching()

    async def listen(self) -> None:
        """Carry what the watcher gathers from its threads to the event loop."""
        life = self._life
        while not life.is_stopping:
            changes = await anyio.to_thread.run_sync(
                self.gathered.take, _LISTEN_SECONDS, abandon_on_cancel=True
            )
            if changes is not None:
                self._changes.append(changes)
                if changes.paths:
                    life.idle.active()
                life.changed.set()

    async def read_logs(self) -> None:
        """Read git's log whenever HEAD has moved: that may take seconds, and what is saved waits for none."""
        while True:
            await self._head_moved.wait()
            self._head_moved = anyio.Event()
            await self._read_log()
            if self._log:
                self._life.changed.set()

    async def _read_log(self) -> None:
        session = self._life.session
        try:
            log_read = await anyio.to_thread.run_sync(session.read_log, abandon_on_cancel=True)
        except StcError as error:
            self._life.sleeper.has_failed(error)
            log.exception("git's log was not read")
            return
        if log_read is not None:
            self._log = deque(log_read.parts(session.workspace.planner.open_files))

    async def _take_log(self) -> None:
        """Take over what was read of git's log, part by part; what has changed on the disk comes first."""
        life, total = self._life, len(self._log)
        histories = life.session.workspace.histories
        if not total:
            return
        life.tell(state=INDEXING)
        while self._log and not self.is_awaited():
            part = self._log.popleft()
            if part.since != histories.head:
                # Somebody else took some of it since it was read.
                self._log.clear()
                self._head_moved.set()
            elif await self._do(lambda _, part=part: self._indexer.update_history(part, settles=False)):
                await self._settle()
                life.tell(phase="planning", done=total - len(self._log), total=total)
            else:
                # It would fail again; what is left is read when HEAD moves, or at the next start.
                self._log.clear()
        life.tell(state=IDLE, phase="", done=0, total=0)
        await life.recount(briefly=True)

    async def _wait(self) -> None:
        """Until something changes; after a long quiet, look at everything."""
        life = self._life
        if not self._changes and not self._opened and not self._log:
            with anyio.move_on_after(_RECONCILE_SECONDS) as waiting:
                await life.changed.wait()
            if waiting.cancelled_caught:
                self.gathered.flag("everything")
                await life.changed.wait()
        life.changed = anyio.Event()

    async def _see_opened(self) -> None:
        """Have at hand what changes to open files leave as it is, unless there is something to index."""
        while self._opened and not self._changes and not self._life.is_stopping:
            path = self._opened.popleft()
            try:
                await self._life.sleeper.write(lambda path=path: self._life.session.workspace.see(path))
            except StcError as error:
                # A save of it will cost more, no more than that.
                self._life.sleeper.has_failed(error)
                log.exception("%s was not looked at ahead", path)

    def _look_at_all(self, progress: OnProgress) -> IndexUpdate:
        update = self._indexer.reconcile(progress)
        self._life.session.workspace.load()
        return update

    async def _follow(self, changes: list[Changes]) -> None:
        life, indexer = self._life, self._indexer
        if life.is_stopping:
            return
        if not life.session.workspace.root.is_dir():
            log.warning("the workspace is gone")
            life.stop()
            return
        paths = frozenset[str]().union(*(each.paths for each in changes))
        if any(each.rules for each in changes):
            await life.sleeper.write(indexer.reread_rules)
            await self._watch()
        if any(each.rules or each.everything for each in changes):
            started = time.monotonic()
            await self._update(indexer.reconcile)
            if isinstance(self._watcher, PollingWatcher):
                self._watcher.took(time.monotonic() - started)
        elif paths:
            life.see(paths)
            await self._update(lambda _: indexer.update(paths, settles=False))
        if any(each.history for each in changes):
            self._head_moved.set()

    def is_awaited(self) -> bool:
        """Whether something has changed that is to be indexed, or it is time to leave. For any thread."""
        return bool(self._changes) or self._life.is_stopping

    async def _settle(self) -> None:
        """Work out, few files at a time, what changes left to be worked out; the next change comes first."""
        life, indexer = self._life, self._indexer
        before, owed = 0, await life.sleeper.write(lambda: indexer.owes)
        while owed and owed != before and not self.is_awaited():
            await self._do(lambda _: indexer.settle_some(self.is_awaited))
            before, owed = owed, await life.sleeper.write(lambda: indexer.owes)
        if before:
            await life.recount(briefly=True)

    async def _update(self, work: Callable[[Callable[[Progress], None]], IndexUpdate]) -> None:
        life = self._life
        life.tell(state=INDEXING)
        await self._do(work)
        life.tell(state=IDLE, phase="", done=0, total=0)
        await life.recount(briefly=True)

    async def _do(self, work: Callable[[Callable[[Progress], None]], IndexUpdate]) -> bool:
        """Change the index. Returns whether that was done."""
        life = self._life
        try:
            update = await life.sleeper.write(lambda: work(self._on_progress))
            if not update.is_empty:
                log.info("%d parsed, %d removed, %d planned", update.parsed, update.removed, update.planned)
                await life.sleeper.indexed(update)
        except PreemptedError:
            log.debug("what was changed comes first")
        except StcError as error:
            life.sleeper.has_failed(error)
            log.exception("indexing failed")
        else:
            return True
        return False

    def _on_progress(self, progress: Progress) -> None:
        """Called in a worker thread."""
        if self._life.is_stopping:
            raise Stopping
        told = {"phase": progress.phase, "done": progress.done, "total": progress.total}
        anyio.from_thread.run_sync(lambda: self._life.tell(**told))

    async def _watch(self) -> None:
        """Watch under the rules as they are now."""
        await self._open_watcher()
        # What was written before anybody watched has told nobody.
        while await self._life.sleeper.write(self._indexer.reread_rules):
            await self._open_watcher()

    async def _open_watcher(self) -> None:
        await self._stop_watching()
        settings, workspace = self._life.settings, self._life.session.workspace
        self._watcher = await anyio.to_thread.run_sync(
            lambda: open_watcher(self.gathered, workspace.rules, polling=settings.index.polling)
        )
        self._life.tell(watching=self._watcher.notice)

    async def _stop_watching(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            await anyio.to_thread.run_sync(watcher.stop)
