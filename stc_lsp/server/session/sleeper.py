"""The sleeper of one folder as a server keeps it: started if there is none, followed, started again."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, cast

from stc_lsp.config import Layer
from stc_lsp.config.table import UNLIMITED, settings_table, value_of
from stc_lsp.errors import SleeperError
from stc_lsp.sleep.attach import ensure_daemon, nudge, stop, subscribe

if TYPE_CHECKING:
    from stc_lsp.config import Settings
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.sleep.channel import Message

log = logging.getLogger(__name__)

_START_SECONDS = 20.0
"""How long one that was started has until it answers."""
_LOOK_SECONDS = 0.05
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 60.0
_SOUND_SECONDS = 30.0
"""One that answered for so long did not die of how it was started."""


class KeptSleeper:
    """One folder's sleeper. Belongs to the event loop."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.status: Message | None = None
        """What it last said of itself; None while there is none."""
        self.trouble = ""
        """Why it could not be started."""
        self.changed = asyncio.Event()
        """Set whenever one of these changes."""
        self._paths_to_tell: dict[str, str] = {}
        self._telling: asyncio.Task[None] | None = None

    async def keep(self) -> None:
        """See to it that there is one, and follow what it says, until cancelled."""
        loop = asyncio.get_running_loop()
        pause = _FIRST_PAUSE_SECONDS
        while True:
            began = loop.time()
            await self._start()
            deadline = loop.time() + _START_SECONDS
            while not (heard := await self._follow()) and loop.time() < deadline and not self.trouble:
                await asyncio.sleep(_LOOK_SECONDS)
            silent = "" if heard else f"The sleeper does not answer; see {self._folder.paths.daemon_log}."
            self._put(None, self.trouble or silent)
            pause = (
                _FIRST_PAUSE_SECONDS
                if loop.time() - began > _SOUND_SECONDS
                else min(2 * pause, _LONGEST_PAUSE_SECONDS)
            )
            await asyncio.sleep(pause)

    def tell(self, what: str, path: str = "") -> None:
        """Let it know of something, in a while: what a person does is not held up."""
        self._paths_to_tell[what] = path
        if self._telling is None or self._telling.done():
            self._telling = asyncio.ensure_future(self._tell())

    async def ask(self, what: str) -> Message:
        """Have it do something now. Raises SleeperError."""
        reply = await asyncio.to_thread(nudge, self._folder.paths, {"do": what})
        if reply is None:
            raise SleeperError(f"No sleeper is running for {self._folder.root}.")
        if "error" in reply:
            raise SleeperError(str(reply["error"]))
        self._put(reply, "")
        return reply

    async def restart(self) -> None:
        """End it, so that it is started again with the settings as they are now."""
        try:
            await asyncio.to_thread(stop, self._folder.paths)
        except SleeperError as error:
            log.warning("%s", error)

    async def _start(self) -> None:
        folder = self._folder
        try:
            became = await asyncio.to_thread(
                ensure_daemon, folder.paths, folder.root, environ=environment_of(folder.settings)
            )
        except SleeperError as error:
            log.warning("%s", error)
            self._put(None, str(error))
        else:
            self.trouble = ""
            log.info("the sleeper of %s is %s", folder.root, became)

    async def _follow(self) -> bool:
        """Take what it says until it leaves; whether it said anything."""
        heard = False
        async for status in subscribe(self._folder.paths):
            heard = True
            self._put(status, "")
        return heard

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
