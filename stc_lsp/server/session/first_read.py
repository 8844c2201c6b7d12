"""Waiting for a folder that is read for the first time: who asks before that need not ask again."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from stc_lsp.sleep.daemon.status import INDEXING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.sleeper import KeptSleeper
    from stc_lsp.sleep.daemon.channel import Message

_LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 20.0
"""For all of a repository; after that what is known of a part is answered from, which says so."""

_SHARES = {"reading": (0, 60), "resolving": (60, 20), "planning": (80, 20)}
"""Where a phase begins, and how much of the whole it is, in hundredths."""


async def until_read(
    folder: Folder,
    sleeper: KeptSleeper | None,
    tell: Callable[[int | None], object] = lambda _: None,
    answers_by: float | None = None,
) -> None:
    """Return once a question can be answered: all has been read, or part of it for long, or nobody reads it.

    `tell` is given how far it is, in hundredths if that is known. `answers_by`: the monotonic time at which
    to return even if nothing is known. Raises MemoryFault.
    """
    late_at = time.monotonic() + PATIENCE_SECONDS if answers_by is None else answers_by
    while sleeper is not None and not sleeper.trouble:
        was_read, knows_part = await asyncio.to_thread(_known, folder)
        is_late = time.monotonic() > late_at
        if was_read or (is_late and (knows_part or answers_by is not None)):
            return
        tell(share_done(sleeper.status))
        await asyncio.sleep(_LOOK_SECONDS)


def _known(folder: Folder) -> tuple[bool, bool]:
    with folder.memory.snapshot() as snapshot:
        return snapshot.was_read, snapshot.is_partial


def share_done(status: Message | None) -> int | None:
    """How far indexing is, in hundredths; None if that cannot be told, or nothing is indexed."""
    if status is None or status["state"] != INDEXING:
        return None
    done, total = status["done"], status["total"]
    start, share = _SHARES.get(status["phase"], (0, 0))
    return start + share * done // total if total and share else None
