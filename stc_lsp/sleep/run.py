"""Indexing and thinking to the end, for the terminal: here, or by the sleeper that holds the workspace."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from stc_lsp.errors import WorkspaceError
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.catching_up import catch_up, nobody
from stc_lsp.sleep.daemon.attach import is_running, run_task
from stc_lsp.sleep.daemon.leave import interruptible
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.sleep.indexing.verify import Differing, VerifyReport, verify
from stc_lsp.sleep.post import post_words
from stc_lsp.sleep.progress import OnProgress, Progress, ignore_progress, no_reason
from stc_lsp.sleep.session import SleeperSession, hold_workspace, open_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.values import Counts
    from stc_lsp.sleep.daemon.channel import Message

Report = TypeVar("Report")


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What the index holds, and how long it took to bring it up to date."""

    files: int
    chunks: int
    languages: dict[str, int]
    """Files per language, the most first."""
    skipped: int
    """Files listed whose contents were refused."""
    elapsed_ms: float
    notices: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class SleepReport:
    """What thinking to the end came to."""

    made: int
    reused: int
    """Thoughts that are wanted and were there already."""
    dropped: int
    """Claims of a model that did not hold."""
    failed: int
    """Thoughts that a model did not manage."""
    calls: int
    tokens: dict[str, int] = field(default_factory=dict[str, int])
    """`input`, `cached`, `output`."""
    stopped_by: str = "done"
    """`done`, or why there is something left."""
    elapsed_ms: float = 0.0
    notices: list[str] = field(default_factory=list[str])

    def and_then(self, later: SleepReport) -> SleepReport:
        """What this and what came after it came to together."""
        return SleepReport(
            made=self.made + later.made,
            reused=self.reused,
            dropped=self.dropped + later.dropped,
            failed=later.failed,
            calls=self.calls + later.calls,
            tokens={name: self.tokens.get(name, 0) + number for name, number in later.tokens.items()},
            stopped_by=later.stopped_by,
            elapsed_ms=round(self.elapsed_ms + later.elapsed_ms, 1),
            notices=list(dict.fromkeys((*self.notices, *later.notices))),
        )


def index_workspace(root: Path, settings: Settings, progress: OnProgress = ignore_progress) -> IndexReport:
    """Bring the index up to what is on disk.

    If a sleeper holds the workspace it does the work, and its progress is passed on. Raises SleeperError,
    WorkspaceError, MemoryFault.
    """
    reply = by_sleeper(root, settings, {"do": "index"}, progress)
    if reply is not None:
        return IndexReport(**reply)
    return _held(root, settings, lambda session: index_report(session, progress))


def sleep_until_done(root: Path, settings: Settings, progress: OnProgress = ignore_progress) -> SleepReport:
    """Bring the index up to date, then think until nothing is missing, the budget is spent or a model fails.

    If a sleeper holds the workspace it does the work. Raises SleeperError, WorkspaceError, MemoryFault.
    """
    reply = by_sleeper(root, settings, {"do": "sleep"}, progress)
    if reply is not None:
        return SleepReport(**reply)
    return _held(root, settings, lambda session: sleep_report(session, progress))


def verify_workspace(root: Path, settings: Settings, progress: OnProgress = ignore_progress) -> VerifyReport:
    """Compare the index with one built from scratch, and mend it if it differs.

    If a sleeper holds the workspace it does the work. Raises SleeperError, WorkspaceError, MemoryFault.
    """
    reply = by_sleeper(root, settings, {"do": "verify"}, progress)
    if reply is not None:
        reply["differing"] = [Differing(**each) for each in reply["differing"]]
        return VerifyReport(**reply)
    return _held(root, settings, lambda session: verify(session, progress))


def _held(root: Path, settings: Settings, work: Callable[[SleeperSession], Awaitable[Report]]) -> Report:
    """What some work comes to that this process does, as the one that holds the workspace."""

    async def run() -> Report:
        async with open_session(root, settings) as session:
            return await work(session)

    with hold_workspace(MemoryPaths(settings.data_dir, root)), interruptible():
        return anyio.run(run)


async def index_report(
    session: SleeperSession, progress: OnProgress, is_awaited: Callable[[], bool] = nobody
) -> IndexReport:
    """Bring the index up to date and report. `is_awaited`: whether something has changed meanwhile."""
    started = time.perf_counter()
    _check_root(session.workspace.root)
    await catch_up(session, progress, is_awaited)
    counts = await anyio.to_thread.run_sync(_counts, session)
    return IndexReport(
        files=counts.files,
        chunks=counts.chunks,
        languages=counts.languages,
        skipped=counts.skipped,
        elapsed_ms=_elapsed_ms(started),
        notices=list(session.notices),
    )


def _counts(session: SleeperSession) -> Counts:
    with session.memory.snapshot() as snapshot:
        return snapshot.counts()


async def sleep_report(
    session: SleeperSession,
    progress: OnProgress,
    why_stop: Callable[[], str] = no_reason,
    is_awaited: Callable[[], bool] = nobody,
) -> SleepReport:
    """Index, then think to the end, and report."""
    started = time.perf_counter()
    sleeper = session.sleeper
    before = _Before.of(session)
    await catch_up(session, progress, is_awaited)
    stop = _Reporting(session, progress, why_stop)
    # History first: what is thought without it would be thought again. Thoughts are waited for, vectors not.
    finished = await sleeper.remember_history(stop, progress) and await sleeper.think_structurally(stop)
    await embed_chunks(sleeper, session.embeddings, stop, progress)
    await post_words(sleeper, stop)
    stopped_by = await sleeper.think_with_model(stop) if finished else why_stop()
    await sleeper.tidy(session.settings.thoughts)
    return before.report(session, stopped_by, _elapsed_ms(started))


class _Reporting:
    """Called between steps: reports how far thinking is, and passes on why to stop."""

    def __init__(self, session: SleeperSession, progress: OnProgress, why_stop: Callable[[], str]) -> None:
        self._session = session
        self._progress = progress
        self._why_stop = why_stop
        self._next = 0.0

    def __call__(self) -> str:
        now = time.monotonic()
        # Counting takes milliseconds: not between all steps.
        if now >= self._next and not self._session.sleeper.pen.locked():
            counts = self._session.writer.snapshot().counts()
            self._progress(Progress("thinking", counts.thoughts_made, counts.thoughts_wanted))
            self._next = now + 0.5
        return self._why_stop()


@dataclass(frozen=True, slots=True)
class _Before:
    """The sleeper's counts when a run began."""

    made: int
    dropped: int
    failed: int
    calls: int
    tokens: tuple[int, int, int]

    @classmethod
    def of(cls, session: SleeperSession) -> _Before:
        counts = session.sleeper.counts
        tokens = (counts.input_tokens, counts.cached_tokens, counts.output_tokens)
        return cls(counts.made, counts.dropped, counts.failed, counts.calls, tokens)

    def report(self, session: SleeperSession, stopped_by: str, elapsed_ms: float) -> SleepReport:
        now = self.of(session)
        made = now.made - self.made
        names = ("input", "cached", "output")
        return SleepReport(
            made=made,
            reused=max(0, session.writer.snapshot().counts().thoughts_made - made),
            dropped=now.dropped - self.dropped,
            failed=now.failed - self.failed,
            calls=now.calls - self.calls,
            tokens={name: new - old for name, new, old in zip(names, now.tokens, self.tokens, strict=True)},
            stopped_by=stopped_by,
            elapsed_ms=elapsed_ms,
            notices=list(session.notices),
        )


def by_sleeper(root: Path, settings: Settings, request: Message, progress: OnProgress) -> Message | None:
    """The report of the sleeper that holds the workspace; None if none does.

    Raises SleeperError, and WorkspaceError when there is no such folder.
    """
    _check_root(root)
    paths = MemoryPaths(settings.data_dir, root)
    if not is_running(paths):
        return None

    def relay(message: Message) -> None:
        if "phase" in message:
            progress(Progress(message["phase"], message["done"], message["total"]))

    return run_task(paths, request, relay)


def _check_root(root: Path) -> None:
    if not root.is_dir():
        raise WorkspaceError(f"{root} is not a folder. Name the repository's root folder.")


def _elapsed_ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
