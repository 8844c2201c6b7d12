"""When the sleeper thinks: structural thoughts whenever some are missing, the rest when the time is good."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import anyio

from stc_lsp.errors import MemoryFault, StcError
from stc_lsp.sleep.daemon.pace import Pace
from stc_lsp.sleep.daemon.rest import give_memory_back
from stc_lsp.sleep.daemon.status import INDEXING, THINKING
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.sleep.post import post_words
from stc_lsp.sleep.thinking.rounds import DONE

if TYPE_CHECKING:
    from stc_lsp.sleep.daemon.life import Life

_LOOK_SECONDS = 1.0
"""How often it is looked whether the time is good, while there is anything to wait for."""
_LOOKS_UNTIL_REST = 5
_REST_SECONDS = 60.0
"""After a model failed or the budget was spent, it is not asked again for this long."""
_FIRST_FAULT_SECONDS = 2.0
"""After nothing could be written, nothing is thought for this long; then for twice as long, and so on."""
_PARTS = 20.0
"""Looking through all chunks for some without vectors takes one part in so many of the time, and so does
noting all that is wanted: after each save it would be the most of all that is done.
"""
_LONGEST_PAUSE = 60.0

log = logging.getLogger(__name__)


async def doze(life: Life) -> None:
    """Think whenever something is missing and the time is good, until cancelled."""
    pending, looks_at_rest, made, fault_pause = True, 0, -1, 0.0
    embeds, tidies = Pace(_PARTS, _LONGEST_PAUSE), Pace(_PARTS, _LONGEST_PAUSE)
    while True:
        is_at_rest = not pending and not life.owes_count and looks_at_rest >= _LOOKS_UNTIL_REST
        # Then there is nothing to look for: the processor may sleep, too.
        with anyio.move_on_after(None if is_at_rest else _LOOK_SECONDS):
            await life.wake.wait()
        if life.wake.is_set():
            life.wake = anyio.Event()
            pending = True
        if life.is_at_task or life.status.state == INDEXING:
            continue
        if life.owes_count:
            await life.recount()
        # Whether nothing is left, or it waits for a better time.
        looks_at_rest = looks_at_rest + 1 if made == life.sleeper.counts.made else 0
        made = life.sleeper.counts.made
        if looks_at_rest == _LOOKS_UNTIL_REST:
            await life.sleeper.write(lambda: give_memory_back(life.session.workspace))
        if not pending or (fault_pause and time.monotonic() < life.rest_until):
            continue
        life.is_thinking = True
        try:
            pending = not await _think(life, embeds, tidies)
            # What that took is given back as well, though memory was given back while it waited for its time.
            looks_at_rest, fault_pause = (looks_at_rest if pending else 0), 0.0
        except StcError as error:
            life.sleeper.has_failed(error)
            log.warning("thinking failed: %s", error)
            if isinstance(error, MemoryFault):
                # What is thought cannot be kept: on a full disk the same was tried every second.
                fault_pause = min(_REST_SECONDS, max(_FIRST_FAULT_SECONDS, 2 * fault_pause))
            life.rest_until = time.monotonic() + (fault_pause or _REST_SECONDS)
            life.tell(reason=str(error).removesuffix("."))
        finally:
            life.is_thinking = False
        await life.recount()


async def _think(life: Life, embeds: Pace, tidies: Pace) -> bool:
    """Think for as long as may be. Returns whether nothing is left to do, now or soon."""
    sleeper = life.sleeper
    if life.status.pending and not life.why_not_at_all():
        life.tell(state=THINKING, reason="")
    if not await sleeper.think_structurally(life.why_not_at_all) or life.why_not_now():
        return False
    life.tell(state=THINKING, reason="")
    embedded = False
    if embeds.is_due:
        with embeds.kept():
            embedded = await embed_chunks(sleeper, life.session.embeddings, life.why_not_now)
    posted = await post_words(sleeper, life.why_not_now)
    if not await sleeper.remember_history(life.why_not_now):
        return False
    if not await sleeper.think_structurally(life.why_not_at_all):
        return False
    if time.monotonic() < life.rest_until:
        return False
    stopped_by = await sleeper.think_with_model(life.why_not_now)
    if stopped_by != DONE and not life.why_not_now():
        life.rest_until = time.monotonic() + _REST_SECONDS
        life.tell(reason=stopped_by)
    if stopped_by != DONE or not tidies.is_due:
        return False
    with tidies.kept():
        await sleeper.tidy(life.settings.thoughts)
    return embedded and posted
