"""One client's session: what it has open, and what goes on for it. Everything belongs to the event loop."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from stc_lsp.errors import SettingsError
from stc_lsp.server.session.asking import Asking
from stc_lsp.server.session.client import Client
from stc_lsp.server.session.folders import Folders, Place
from stc_lsp.server.session.hovers import Hovers
from stc_lsp.server.session.quiet import Quiet
from stc_lsp.server.session.shown import ShownAnswers
from stc_lsp.server.session.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Mapping

    from stc_lsp.config import Settings
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.sleeper import KeptSleeper
    from stc_lsp.server.wire.protocol import Protocol

log = logging.getLogger(__name__)

_PRESENCE_SECONDS = 1.0
"""The sleeper is told no more often that somebody is here."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the server was started."""

    workspace: Path | None = None
    """The folder for clients that name none."""
    overrides: Mapping[str, object] = field(default_factory=dict[str, object])
    """Settings of the command line."""
    keeps_sleepers: bool = True
    """Whether each folder's sleeper is started and kept."""


class Session:
    """What one client has open and under way."""

    def __init__(self, protocol: Protocol, options: Options) -> None:
        self.protocol = protocol
        self.options = options
        self.client = Client()
        self.introduced = asyncio.Event()
        """Set once the client has said who it is."""
        self.first_folders: tuple[types.WorkspaceFolder, ...] = ()
        """To open once it is ready."""
        self.folders = Folders(self._settings_of, self.client.encoding)
        self.hovers = Hovers(self.start)
        self.exit_status: int | None = None
        """Set once the client has told to exit."""
        self.ended = asyncio.Event()
        self.quiet = Quiet()
        self.shown = ShownAnswers(protocol, self.quiet)
        self._editor_settings: Mapping[str, object] = {}
        self._sleepers: dict[Folder, KeptSleeper] = {}
        self._asking: dict[Folder, Asking] = {}
        self._tasks: dict[Folder | None, list[asyncio.Task[Any]]] = {}
        self._faults: dict[Path | None, str] = {}
        """What is wrong with the settings for a folder."""
        self._told: set[str] = set()
        self._present_at = 0.0

    def begin(self, client: Client, editor_settings: Mapping[str, object]) -> None:
        """The client has introduced itself."""
        self.client = client
        self._editor_settings = editor_settings
        self.folders = Folders(self._settings_of, client.encoding)
        self.introduced.set()

    def open_folders(self, folders: Iterable[types.WorkspaceFolder]) -> None:
        """Open folders, and keep a sleeper for each."""
        for folder in self.folders.add(folders):
            if refusal := folder.refusal():
                self.tell(refusal)
            elif self.options.keeps_sleepers:
                self._keep_sleeper(folder)

    def close_folders(self, uris: Iterable[str]) -> None:
        """Close folders; their sleepers leave when nobody else is there."""
        for folder in self.folders.remove(uris):
            for task in self._tasks.pop(folder, ()):
                task.cancel()
            self._sleepers.pop(folder, None)
            self.shown.forget(folder)
            asking = self._asking.pop(folder, None)
            if asking is not None:
                self.start(asking.close())
            folder.close()

    def reread_settings(self, sent: Mapping[str, object] | None = None) -> None:
        """The editor's settings have changed, or a file of settings."""
        if sent is not None:
            self._editor_settings = sent
        self._told.clear()
        self._apply_settings()

    def _apply_settings(self) -> None:
        """Read the settings of every folder, and have whatever goes by them go by those."""
        for folder, before in self.folders.reread_settings():
            if folder.settings == before:
                continue
            if folder.settings.editor != before.editor:
                self.lenses_changed()
            asking = self._asking.pop(folder, None)
            if asking is not None:
                self.start(asking.close())
            sleeper = self._sleepers.get(folder)
            if sleeper is not None:
                self.start(sleeper.settle(), folder)

    def sleeper(self, folder: Folder) -> KeptSleeper | None:
        """The sleeper that is kept for a folder."""
        return self._sleepers.get(folder)

    def asking(self, folder: Folder) -> Asking:
        """What answers questions about a folder."""
        if folder not in self._asking:
            self._asking[folder] = Asking(folder)
        return self._asking[folder]

    def somebody_is_here(self, place: Place, did: str = "asked") -> None:
        """Let the sleeper know what a person does, so that it steps back and thinks about that first."""
        sleeper = self._sleepers.get(place.folder)
        now = asyncio.get_running_loop().time()
        if sleeper is None or (did == "asked" and now - self._present_at < _PRESENCE_SECONDS):
            return
        self._present_at = now
        # Of what is no file there is nothing to read.
        sleeper.tell(did, "" if place.path in place.folder.fileless else place.path)

    def tell(
        self, message: str, kind: types.MessageType = types.MessageType.Warning, *, file: str = ""
    ) -> None:
        """Show the person something, once. `file`: the path of one that mends it, which is offered."""
        if message in self._told:
            return
        self._told.add(message)
        log.warning("%s", message)
        if file and self.client.offers_to_open:
            self.start(self._offer(message, kind, file))
        else:
            self.protocol.notify(types.WINDOW_SHOW_MESSAGE, types.ShowMessageParams(kind, message))

    def lenses_changed(self) -> None:
        """Let the client ask for its code lenses again, if it can be told to."""
        if self.client.asks_for_lenses_again:
            self.start(self._ask_for_lenses())

    def start(self, work: Coroutine[Any, Any, object], folder: Folder | None = None) -> None:
        """Do something beside the requests, as long as the folder is open, or the session lasts."""
        task = asyncio.ensure_future(work)
        tasks = self._tasks.setdefault(folder, [])
        tasks[:] = [each for each in tasks if not each.done()]
        tasks.append(task)

    async def close(self) -> None:
        """End everything that goes on for this client. May be called again."""
        self.protocol.cancel_all()
        tasks = [task for each in self._tasks.values() for task in each]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()
        await self.hovers.write_down()
        while self._asking:
            _, asking = self._asking.popitem()
            await asking.close()
        self.folders.close()

    def end(self, status: int) -> None:
        """The client is done with us, or gone."""
        if self.exit_status is None:
            self.exit_status = status
        self.ended.set()

    async def _ask_for_lenses(self) -> None:
        try:
            await self.protocol.send_request_async(types.WORKSPACE_CODE_LENS_REFRESH, None)
        except JsonRpcException as refused:
            log.info("The client does not ask for code lenses again: %s", refused)

    async def _offer(self, message: str, kind: types.MessageType, file: str) -> None:
        actions = (types.MessageActionItem("Open It"),)
        params = types.ShowMessageRequestParams(kind, message, actions)
        try:
            chosen = await self.protocol.send_request_async(types.WINDOW_SHOW_MESSAGE_REQUEST, params)
            if chosen is not None:
                shown = types.ShowDocumentParams(uri_of(Path(file)), take_focus=True)
                await self.protocol.send_request_async(types.WINDOW_SHOW_DOCUMENT, shown)
        except JsonRpcException as refused:
            log.warning("%s was not opened: %s", file, refused)

    def _keep_sleeper(self, folder: Folder) -> None:
        # Imported here, as all that `initialize` does not wait for.
        from stc_lsp.server.session.announce import announce
        from stc_lsp.server.session.sleeper import KeptSleeper

        sleeper = self._sleepers[folder] = KeptSleeper(folder, partial(self._fault_of, folder))
        self.start(sleeper.keep(), folder)
        self.start(announce(self, folder, sleeper), folder)

    def _fault_of(self, folder: Folder) -> str:
        """What is wrong with a folder's settings now; "" once it is mended."""
        if folder.root in self._faults:
            self._apply_settings()
        return self._faults.get(folder.root, "")

    def _settings_of(self, root: Path | None) -> Settings:
        """The settings for a folder. If somebody set something wrong, the defaults: safe, and said."""
        from stc_lsp.config import load

        self._faults.pop(root, None)
        try:
            settings = load(root, editor=self._editor_settings, overrides=self.options.overrides)
        except SettingsError as error:
            self._faults[root] = f"{error} Until this is fixed, the defaults are used and nothing is learned."
            self.tell(self._faults[root], types.MessageType.Error, file=error.file)
            kept = {name: text for name, text in os.environ.items() if name == "STC_DATA_DIR"}
            return load(None, environ=kept, user_file=Path(os.devnull))
        for notice in settings.notices:
            log.warning("%s", notice)
        return settings
