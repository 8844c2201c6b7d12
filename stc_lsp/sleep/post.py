"""Postings for search: worked out when all is indexed, and anew when much has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.postings import TEXT_COLUMNS
from stc_lsp.sleep.progress import no_reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.sleep.thinking.think import Sleeper


async def post_words(sleeper: Sleeper, why_stop: Callable[[], str] = no_reason) -> bool:
    """Make the postings that are missing, some words at a time. Returns whether all are made.

    `why_stop` says why to stop, "" while there is no reason. Until all are made searches take longer.
    """
    writer = sleeper.workspace.writer
    for texts in TEXT_COLUMNS:
        is_done = not await sleeper.write(lambda texts=texts: writer.needs_postings(texts))
        while not is_done and not why_stop():
            is_done = await sleeper.write(lambda texts=texts: writer.post_some(texts))
        if not is_done:
            return False
    return True
