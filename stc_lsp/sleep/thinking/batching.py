"""Thinking in batches: what is missing is asked for together, and thought once the answers have come back."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import anyio

from stc_lsp.errors import BudgetExhaustedError, ModelError, PreemptedError
from stc_lsp.models.settings import ASLEEP
from stc_lsp.sleep.thinking.rounds import DONE, Round

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from stc_lsp.calls import Accounts
    from stc_lsp.config import Settings
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.models.batches import BatchedEndpoint
    from stc_lsp.sleep.plan.wanted import ModelPlan
    from stc_lsp.sleep.thinkers.model import ModelThinker
    from stc_lsp.sleep.thinking.think import Sleeper

_COLLECTED_AT_ONCE = 16
"""Requests that are put together at once: no endpoint is asked meanwhile."""


async def run_round(
    sleeper: Sleeper, plan: ModelPlan, thinker: ModelThinker, why_stop: Callable[[], str], concurrency: int
) -> str:
    """Have the model think about what is missing. Returns why it stopped: DONE, or a sentence.

    In batches, one is out at a time: while it is, nothing else is asked.
    """
    batches = thinker.batches
    if batches is None:
        return await Round(sleeper, plan, thinker).run(why_stop, concurrency)
    try:
        stopped_by = why_stop() or _sentence(await batches.post.collect())
        if not stopped_by:
            round_ = Round(sleeper, plan, thinker, lambda: batches.is_full)
            stopped_by = await round_.run(why_stop, _COLLECTED_AT_ONCE)
        if stopped_by == DONE:
            stopped_by = _sentence(await batches.send()) or DONE
    except (BudgetExhaustedError, PreemptedError) as error:
        return str(error)
    except ModelError as error:
        sleeper.has_failed(error)
        return str(error)
    return stopped_by


async def open_batches(
    stack: contextlib.AsyncExitStack, paths: MemoryPaths, settings: Settings, accounts: Accounts
) -> BatchedEndpoint | None:
    """The way to a model that answers in batches; None if each call is made by itself."""
    endpoint = settings.endpoint(ASLEEP)
    if endpoint is None or not settings.sleep.batch:
        return None
    # Imported here: only who thinks in batches needs it.
    from stc_lsp.memory.batches import BatchBook
    from stc_lsp.models.batches import BatchedEndpoint

    book = BatchBook.open(paths)
    stack.callback(book.close)
    book.release_unsent()
    return await stack.enter_async_context(
        BatchedEndpoint(endpoint.at_share(settings.sleep.batch_price), accounts, book, settings.sleep.batch)
    )


def batches_out(paths: MemoryPaths) -> bool:
    """Whether a batch is with an endpoint. Raises MemoryFault."""
    from stc_lsp.memory.batches import BatchBook

    with closing(BatchBook.open(paths)) as book:
        return bool(book.out())


def cancel_batches(paths: MemoryPaths, settings: Settings) -> int:
    """Have nothing more answered of what is out, whoever sent it. How many batches. Raises ModelError."""
    from stc_lsp.memory.batches import BatchBook
    from stc_lsp.memory.ledger.accounts import open_accounts
    from stc_lsp.models.batches import BatchedEndpoint

    endpoint = settings.endpoint(ASLEEP)
    if endpoint is None:
        return 0

    async def cancel() -> int:
        with ExitStack() as stack:
            accounts = open_accounts(paths, stack, ASLEEP, settings.budget.asleep, endpoint.name)
            book = stack.enter_context(closing(BatchBook.open(paths)))
            async with BatchedEndpoint(endpoint, accounts, book, 1) as batches:
                return await batches.post.cancel()

    return anyio.run(cancel)


def _sentence(out: object) -> str:
    return "" if out is None else str(out)
