"""The sleeper of one folder as a server keeps it: started if there is none, followed, started again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, cast

from stc_lsp.config import Layer, Settings
from stc_lsp.config.digest import sleeper_digest
from stc_lsp.config.table import UNLIMITED, settings_table, value_of
from stc_lsp.errors import SleeperError
from stc_lsp.sleep.daemon.attach import (
    ENDED_EARLY,
    STARTED,
    StartedSleeper,
    ensure_daemon,
    is_running,
    nudge,
    replace_daemon,
    subscribe,
    tell,
    who_holds,
    why_silent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.server.session.folder import Folder
    from stc_lsp.sleep.daemon.channel import Message

log = logging.getLogger(__name__)

_START_SECONDS = 20.0
"""How long one that was started has until it answers."""
_LOOK_SECONDS = 0.05
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 60.0
_SILENCE_SECONDS = 30.0
"""One that has said nothing for so long is asked whether it hangs: more often, and none would ever rest."""
_SOUND_SECONDS = 30.0
"""One that answered for so long did not die of how it was started."""


class Patience:
    """How long to wait before a sleeper that has gone is started again: longer each time it soon goes."""

    def __init__(self) -> None:
        self._pause = _FIRST_PAUSE_SECONDS

    def pause(self, lived: float, *, was_told: bool) -> float:
        """Seconds, after one that lived so long. `was_told` to leave: then nothing is wrong with it."""
        if was_told or lived > _SOUND_SECONDS:
            self._pause = _FIRST_PAUSE_SECONDS
            return 0.0 if was_told else self._pause
        pause, self._pause = self._pause, min(2 * self._pause, _LONGEST_PAUSE_SECONDS)
        return pause


class KeptSleeper:
    """One folder's sleeper. Belongs to the event loop."""

    def __init__(self, folder: Folder, fault: Callable[[], str] = lambda: "") -> None:
        """`fault` tells what is wrong with the settings, with which none would start; "" if nothing is."""
        self._folder = folder
        self._fault = fault
        self._settled = asyncio.Event()
        """Set when the settings have changed: another attempt may go better."""
        self._insisted_on = ""
        """The settings with which one was started from here, or started again."""
        self._was_told = False
        self.status: Message | None = None
        """What it last said of itself; None while there is none."""
        self.trouble = ""
        """Why it could not be started."""
        self.changed = asyncio.Event()
        """Set whenever one of these changes."""
        self._paths_to_tell: dict[str, str] = {}
        self._telling: asyncio.Task[None] | None = None
        self._heard_at = 0.0
        """When it last said something, or was last asked whether it hangs."""

    async def keep(self) -> None:
        """See to it that there is one, and follow what it says, until cancelled."""
        loop = asyncio.get_running_loop()
        patience = Patience()
        while True:
            began = loop.time()
            await self._start()
            self._put(None, self.trouble or await self._follow_started())
            pause = patience.pause(loop.time() - began, was_told=self._was_told)
            self._was_told = False
            self._settled.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), pause)

    def tell(self, what: str, path: str = "") -> None:
        """Let it know of something, in a while: what a person does is not held up."""
        self._paths_to_tell[what] = path
        if self._telling is None or self._telling.done():
            self._telling = asyncio.ensure_future(self._tell())

    async def ask(self, what: str) -> Message:
        """Have it do something now. Raises SleeperError."""
        reply = await asyncio.to_thread(tell, self._folder.paths, what)
        self._put(reply, "")
        return reply

    async def settle(self) -> None:
        """Put another in its place if it was set to something else than the folder is now.

        Once for the same settings: two editors that disagree do not end each other's for ever. One that
        somebody started by hand is theirs.
        """
        self._settled.set()
        wished = sleeper_digest(self._folder.settings)
        said = self.status
        if said is None or not said["for_editors"] or wished in (said["settings"], self._insisted_on):
            return
        log.info("the sleeper of %s is set to something else: it is started again", self._folder.root)
        self._insisted_on = wished
        self._was_told = True
        try:
            environ = environment_of(self._folder.settings)
            await asyncio.to_thread(replace_daemon, self._folder.paths, self._folder.root, environ)
        except SleeperError as error:
            self._was_told = False
            log.warning("%s", error)

    async def _start(self) -> None:
        fault = self._fault()
        if fault:
            self._put(None, fault)
            return
        folder = self._folder
        wished = sleeper_digest(folder.settings)
        try:
            became = await asyncio.to_thread(
                ensure_daemon, folder.paths, folder.root, environ=environment_of(folder.settings)
            )
        except SleeperError as error:
            log.warning("%s", error)
            self._put(None, str(error))
        else:
            self.trouble = ""
            if became == STARTED:
                self._insisted_on = wished
            log.info("the sleeper of %s is %s", folder.root, became)

    async def _follow_started(self) -> str:
        """Take what one that was just started says until it leaves; why it said nothing, "" if it did."""
        paths = self._folder.paths
        start = await asyncio.to_thread(StartedSleeper, paths)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _START_SECONDS
        while not await self._follow():
            if loop.time() > deadline:
                return f"The sleeper does not answer; {why_silent(paths)}"
            if await asyncio.to_thread(start.has_failed):
                return f"The sleeper {ENDED_EARLY}; {why_silent(paths)}"
            await asyncio.sleep(_LOOK_SECONDS)
        return ""

    async def _follow(self) -> bool:
        """Take what it says until it leaves; whether it said anything."""
        heard = False
        watching = asyncio.ensure_future(self._watch())
        try:
            async for status in subscribe(self._folder.paths):
                self._heard_at = asyncio.get_running_loop().time()
                self._put(status, "")
                if not heard:
                    heard = True
                    await self.settle()
        finally:
            watching.cancel()
        return heard

    async def _watch(self) -> None:
        """Tell of one that hangs, and of one that goes on: neither says so by itself."""
        loop, paths = asyncio.get_running_loop(), self._folder.paths
        self._heard_at = loop.time()
        while True:
            await asyncio.sleep(max(_LOOK_SECONDS, self._heard_at + _SILENCE_SECONDS - loop.time()))
            asked_at = loop.time()
            if asked_at < self._heard_at + _SILENCE_SECONDS:
                continue
            reply = await asyncio.to_thread(nudge, paths, {"do": "status"})
            hangs = reply is None and await asyncio.to_thread(is_running, paths)
            if hangs and self._heard_at < asked_at:
                self._put(None, await asyncio.to_thread(who_holds, paths))
            elif reply is not None and self.status is None:
                self._put(reply, "")
            self._heard_at = loop.time()

    async def _tell(self) -> None:
        while self._paths_to_tell:
            what, path = self._paths_to_tell.popitem()
            await asyncio.to_thread(nudge, self._folder.paths, {"do": what, "path": path})

    def _put(self, status: Message | None, trouble: str) -> None:
        if (status, trouble) != (self.status, self.trouble):
            self.status, self.trouble = status, trouble
            self.changed.set()


def environment_of(settings: Settings) -> dict[str, str]:
    """What an editor set, as the environment of a process that shall see it too."""
    return {
        settings_table()[name].variable: _as_text(value_of(settings, name))
        for name, origin in settings.origins.items()
        if origin.layer in (Layer.EDITOR, Layer.COMMAND_LINE)
    }


def _as_text(value: object) -> str:
    match value:
        case None:
            return UNLIMITED
        case tuple():
            return ",".join(cast("tuple[str, ...]", value))
        case _:
            return str(value)
