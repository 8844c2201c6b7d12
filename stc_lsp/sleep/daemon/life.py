"""What the parts of a running sleeper share: its status, whether it shall leave, and who waits for what."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from stc_lsp.memory.values import Counts
from stc_lsp.sleep.daemon.idle import Idle, ThisMachine
from stc_lsp.sleep.daemon.pace import Pace
from stc_lsp.sleep.daemon.status import IDLE, INDEXING, PAUSED, THINKING, Status
from stc_lsp.sleep.indexing.workspace import owed_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.config import Settings
    from stc_lsp.sleep.session import SleeperSession

_MOST_RECENT = 50
_COUNTING_PARTS = 10.0
"""Counting takes one part in so many of the time."""
_BRIEF_SECONDS = 0.05
"""A count that takes no longer holds nobody up."""


class Stopping(Exception):  # noqa: N818 - not an error: the way out of a long step
    """The sleeper was told to leave while it was indexing."""


class Life:
    """One sleeper, from its start until it leaves. Everything here belongs to its event loop."""

    def __init__(self, session: SleeperSession, settings: Settings, status: Status) -> None:
        self.session = session
        self.settings = settings
        self.sleeper = session.sleeper
        self.idle = Idle(settings.sleep, ThisMachine())
        self.sleeper.why_not_at_all = self.why_not_at_all
        self.sleeper.why_not_call = self.why_not_call
        self.is_stopping = False
        self.is_at_task = False
        """Something asked for over the socket is under way: nobody waits for a better time."""
        self.changed = anyio.Event()
        """Set when there is something to index, or it is time to leave."""
        self.wake = anyio.Event()
        """Set when there may be something to think about."""
        self.told = anyio.Event()
        """Set, and replaced, whenever the status changes."""
        self.rest_until = 0.0
        """When the model is asked again after it failed."""
        self.alone_since = time.monotonic()
        self._counted = Counts()
        self._counted_at = (-1, 0, 0)
        self._counting = Pace(_COUNTING_PARTS, math.inf)
        self.owes_count = False
        self.is_thinking = False
        """Whether a thought may be under way: then counting does not end the state of thinking."""
        self.status = status
        self.status.phase, self.status.model = "", session.model
        self.status.notices = list(session.notices)

    def stop(self) -> None:
        """Leave as soon as the step under way is done (`leave` sees to it that this is soon)."""
        self.is_stopping = True
        self.changed.set()
        self.wake.set()

    def tell(self, **changed: object) -> None:
        """Change the status, and let subscribers know."""
        for name, value in changed.items():
            setattr(self.status, name, value)
        self.told.set()
        self.told = anyio.Event()

    async def recount(self, *, at_once: bool = False, briefly: bool = False) -> None:
        """Say what is known, what is left, and why nothing is done about that.

        If it is too soon for that, `owes_count` says to do so later, unless somebody waits for it
        (`at_once`); or if it takes long and is to be done `briefly`, because something else waits.
        """
        is_for_later = not self._counting.is_due or (briefly and self._counting.took > _BRIEF_SECONDS)
        self.owes_count = is_for_later and not at_once
        if self.owes_count:
            if self.status.state != INDEXING and self.idle.is_paused:
                self.tell(state=PAUSED)
            return
        with self._counting.kept():
            counts = await anyio.to_thread.run_sync(self._counts)
        pending = counts.thoughts_wanted - counts.thoughts_made
        is_resting = time.monotonic() < self.rest_until
        reason = self.status.reason if is_resting else ""
        shown: dict[str, object] = {
            "reason": reason or (self.why_not_now() if pending else ""),
            "revision": counts.revision,
            "files": counts.files,
            "wanted": counts.thoughts_wanted,
            "pending": pending,
        }
        if self.status.state != INDEXING:
            is_thinking = self.is_thinking and pending
            shown["state"] = PAUSED if self.idle.is_paused else THINKING if is_thinking else IDLE
        if any(getattr(self.status, name) != value for name, value in shown.items()):
            self.tell(**shown)

    def _counts(self) -> Counts:
        """How much is known, counted as any reader would: the pen is for who writes."""
        with self.session.memory.snapshot() as snapshot:
            made, owed = self.sleeper.counts.made, len(owed_chunks(snapshot))
            if (snapshot.revision, made, owed) != self._counted_at:
                counts = snapshot.counts()
                # What is owed a key will be wanted, too.
                self._counted = replace(counts, thoughts_wanted=counts.thoughts_wanted + owed)
                self._counted_at = snapshot.revision, made, owed
            return self._counted

    def see(self, paths: Iterable[str]) -> None:
        """Files that somebody has just saved or opened: what is about them comes first."""
        planner = self.session.workspace.planner
        planner.open_files = frozenset([*paths, *planner.open_files][:_MOST_RECENT])

    def why_not_at_all(self) -> str:
        """Structural thoughts cost next to nothing: only a person's word, or leaving, stops them."""
        return "leaving" if self.is_stopping else "paused" if self.idle.is_paused else ""

    def why_not_call(self) -> str:
        """Why no model is asked now: what somebody waits for is held up by nothing but a person's word."""
        return self.why_not_at_all() if self.is_at_task else self.why_not_now()

    def why_not_now(self) -> str:
        """Why this is no time for long or costly thoughts; "" if it is."""
        if self.is_stopping:
            return "leaving"
        if self.changed.is_set() or self.status.state == INDEXING:
            return "files have changed"
        return self.idle.reason_not_to_think()
