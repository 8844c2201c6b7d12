"""Everything that thinking about one workspace needs, opened together and closed together."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio.to_thread

from stc_lsp.errors import MemoryFault, PreemptedError, SleeperError
from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths, make_private, why_not_writable
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.models.settings import ASLEEP, EMBEDDING, EndpointSettings
from stc_lsp.sleep.git.changes import LogRead, read_log
from stc_lsp.sleep.indexing.index import Indexer
from stc_lsp.sleep.indexing.workspace import Workspace
from stc_lsp.sleep.plan.look import Lookout
from stc_lsp.sleep.thinking.think import Sleeper

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from pathlib import Path

    from stc_lsp.calls import Accounts, Reservation, Usage
    from stc_lsp.config import Settings
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.sleep.thinkers.model import ModelThinker

_ASKED_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class SleeperSession:
    """One sleeper's tools."""

    paths: MemoryPaths
    settings: Settings
    writer: IndexWriter
    workspace: Workspace
    indexer: Indexer
    sleeper: Sleeper
    memory: Memory
    """The same as readers see it: who looks at everything keeps nobody from writing."""
    embeddings: Callable[[], Embeddings | None]
    """What search compares besides words, opened when it is first needed."""
    model: str
    """The model's name; "" without one."""
    notices: tuple[str, ...]
    """What a person should know of how the memory was opened."""

    def read_log(self) -> LogRead | None:
        """What git's log says otherwise than memory; None if HEAD is where it was. Takes as long as git."""
        with self.memory.snapshot() as snapshot:
            return read_log(self.workspace.root, snapshot)


@contextlib.contextmanager
def hold_workspace(paths: MemoryPaths) -> Generator[None]:
    """Be the only one who writes this workspace's index.

    Raises SleeperError when somebody else is, MemoryFault when the data folder cannot be written.
    """
    # Imported here: nobody else in a server's process needs it.
    from filelock import FileLock, Timeout

    lock = FileLock(paths.daemon_lock, mode=0o600, thread_local=False)
    try:
        make_private(paths.workspace_dir)
        # Who asks whether a sleeper is running holds it for a moment.
        lock.acquire(timeout=_ASKED_SECONDS, poll_interval=0.01)
    except Timeout:
        raise SleeperError(_who_holds(paths)) from None
    except OSError as error:
        raise MemoryFault(why_not_writable(paths.data_dir, error)) from error
    try:
        yield
    finally:
        lock.release()


def _who_holds(paths: MemoryPaths) -> str:
    # Imported here: next to never does somebody hold it.
    from stc_lsp.sleep.daemon.attach import nudge, who_holds

    if nudge(paths, {"do": "status"}) is not None:
        return f"Another sleeper works on {paths.root}. `stc-lsp status` shows it, `stc-lsp stop` ends it."
    return who_holds(paths)


@contextlib.asynccontextmanager
async def open_session(
    root: Path, settings: Settings, *, checks_later: bool = False
) -> AsyncGenerator[SleeperSession]:
    """Open the memory and, if one is configured, the way to the model. The workspace must be held.

    `checks_later`: whether a large memory that was not closed as it should be may be used before it is looked
    at (see `memory.checking`).
    """
    paths = MemoryPaths(settings.data_dir, root)
    async with contextlib.AsyncExitStack() as stack:
        # In a thread: a large memory takes seconds, and the event loop has requests to answer.
        opening = functools.partial(IndexWriter.open, paths, checks_later=checks_later)
        writer = await anyio.to_thread.run_sync(opening)
        stack.callback(writer.close)
        await anyio.to_thread.run_sync(writer.look_for_lost)
        opening_store = functools.partial(ThoughtStore.open, paths, checks_later=checks_later)
        store = await anyio.to_thread.run_sync(opening_store)
        stack.callback(store.close)
        workspace = await anyio.to_thread.run_sync(Workspace, root, writer, settings.index)
        memory = Memory.open(paths)
        stack.callback(memory.close)
        endpoint = settings.endpoint(ASLEEP)
        indexer = Indexer(workspace)
        sleeper = Sleeper(
            indexer,
            store,
            Lookout(root, paths, memory, hears=settings.privacy.log_questions),
            concurrency=endpoint.concurrency if endpoint else 1,
            questions=settings.sleep.questions_per_chunk,
            least_return=settings.sleep.least_return,
        )
        notices = (*writer.notices, *store.notices, *settings.notices)
        if endpoint is not None:
            thinker, more = await _open_thinker(stack, paths, settings, sleeper)
            sleeper.use(thinker)
            sleeper.questions_asked = QuestionLog.open(paths)
            sleeper.hears = settings.privacy.log_questions
            stack.callback(sleeper.questions_asked.close)
            notices = (*notices, *more)
        name = endpoint.name if endpoint else ""
        opened = functools.partial(_open_embeddings, stack, paths, settings)
        # Static ones are kept where they are loaded, and let go of from there.
        embeddings = functools.cache(opened) if settings.embeddings_choice(ASLEEP).endpoint else opened
        yield SleeperSession(
            paths, settings, writer, workspace, indexer, sleeper, memory, embeddings, name, notices
        )


async def _open_thinker(
    stack: contextlib.AsyncExitStack, paths: MemoryPaths, settings: Settings, sleeper: Sleeper
) -> tuple[ModelThinker, list[str]]:
    # Imported here: without a model none of it is needed.
    from stc_lsp.memory.ledger.accounts import open_accounts
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.sleep.thinkers.model import ModelThinker
    from stc_lsp.sleep.thinking.batching import open_batches

    chosen = settings.endpoint(ASLEEP)
    assert chosen is not None  # noqa: S101 - the caller looked
    accounts = open_accounts(paths, stack, ASLEEP, settings.budget.asleep, chosen.name)
    endpoint = await stack.enter_async_context(Endpoint(chosen, SleepersAccounts(accounts, sleeper)))
    batches = await open_batches(stack, paths, settings, SleepersAccounts(accounts, sleeper))
    return ModelThinker(
        endpoint,
        questions=settings.sleep.questions_per_chunk,
        passes=settings.sleep.passes,
        drafts=settings.sleep.drafts,
        logprobs=settings.sleep.logprobs,
        batches=batches,
    ), accounts.ledger.notices


def _open_embeddings(
    stack: contextlib.AsyncExitStack, paths: MemoryPaths, settings: Settings
) -> Embeddings | None:
    # Imported here: it loads numpy, and the model behind it.
    from stc_lsp.memory.ledger.accounts import open_accounts
    from stc_lsp.models.embeddings import embeddings_for

    def accounts(endpoint: EndpointSettings) -> Accounts:
        return open_accounts(paths, stack, EMBEDDING, settings.budget.embedding, endpoint.name)

    return embeddings_for(settings.embeddings_choice(ASLEEP), accounts)


@dataclass(frozen=True, slots=True)
class SleepersAccounts:
    """Accounts that also ask whether the time is good, and count for the report of a run."""

    accounts: Accounts
    sleeper: Sleeper

    def reserve(self, tokens: int, money: float, *, lasting: float | None = None) -> Reservation:
        """Allow one call, be it a second try; raises BudgetExhaustedError, and PreemptedError."""
        reason = self.sleeper.why_not_call()
        if reason:
            raise PreemptedError(reason)
        return self.accounts.reserve(tokens, money, lasting=lasting)

    def settle(self, reservation: Reservation, usage: Usage, purpose: str) -> None:
        """Write down what a call took."""
        self.accounts.settle(reservation, usage, purpose)
        counts = self.sleeper.counts
        counts.calls += 1
        counts.input_tokens += usage.input_tokens
        counts.cached_tokens += usage.cached_tokens
        counts.output_tokens += usage.output_tokens

    def release(self, reservation: Reservation) -> None:
        """Nothing was sent."""
        self.accounts.release(reservation)
