"""Bringing the index up to date for somebody who asked for it: whoever saves meanwhile comes in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio.to_thread

from stc_lsp.errors import PreemptedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.sleep.progress import IndexUpdate, OnProgress
    from stc_lsp.sleep.session import SleeperSession

_MOMENT_SECONDS = 0.05


def nobody() -> bool:
    """Who is awaited where nobody follows what is saved."""
    return False


async def catch_up(
    session: SleeperSession, progress: OnProgress, is_awaited: Callable[[], bool]
) -> IndexUpdate:
    """Index what has changed on the disk, then take over git's log part by part if HEAD has moved.

    `is_awaited`: whether something has changed that is to be indexed. Returns what the disk came to.
    """
    sleeper, indexer = session.sleeper, session.indexer
    update = await sleeper.write(lambda: indexer.reconcile(progress))
    await sleeper.indexed(update)
    log_read = await anyio.to_thread.run_sync(session.read_log)
    parts = log_read.parts(session.workspace.planner.open_files) if log_read is not None else ()
    for part in parts:
        await sleeper.write(lambda part=part: indexer.update_history(part, settles=False))
        await _settle(session, is_awaited)
    return update


async def _settle(session: SleeperSession, is_awaited: Callable[[], bool]) -> None:
    sleeper, indexer = session.sleeper, session.indexer
    while await sleeper.write(lambda: indexer.owes):
        try:
            update = await sleeper.write(lambda: indexer.settle_some(is_awaited))
        except PreemptedError:
            # Whoever is awaited has taken the pen by now, or will.
            await anyio.sleep(_MOMENT_SECONDS)
        else:
            await sleeper.indexed(update)
