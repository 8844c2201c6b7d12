"""Tells a client what becomes of a folder: the status whenever it changes, and how far indexing is."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from stc_lsp.server.session.first_read import share_done
from stc_lsp.server.wire.messages import STATUS_CHANGED
from stc_lsp.sleep.daemon.status import INDEXING, THINKING

if TYPE_CHECKING:
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.session.sleeper import KeptSleeper
    from stc_lsp.sleep.daemon.channel import Message

_PAUSE_SECONDS = 0.5
"""Between two statuses: nobody reads faster, and each counts what is known."""
_BUSY = (INDEXING, THINKING)
_MANY_FILES = 50
"""Indexing so many is worth a progress bar; a saved file is not."""


async def announce(session: Session, folder: Folder, sleeper: KeptSleeper) -> None:
    """Tell as long as the folder is open."""
    progress = IndexingProgress(session, folder.root.name)
    told: dict[str, Any] | None = None
    lensed: tuple[int, int] | None = None
    while True:
        await sleeper.changed.wait()
        sleeper.changed.clear()
        progress.follow(sleeper.status)
        status = await folder.status(sleeper)
        if status != told:
            if told is not None and status["revision"] != told["revision"]:
                session.start(session.shown.look_again())
            told = status
            session.protocol.notify(STATUS_CHANGED, status)
        known = status["revision"], status["thoughts"]["made"]
        if known != lensed and not _is_busy(sleeper.status) and folder.settings.editor.code_lens:
            lensed = known
            session.lenses_changed()
        await asyncio.sleep(_PAUSE_SECONDS)


def _is_busy(status: Message | None) -> bool:
    """More will be known in a moment."""
    return status is not None and status["state"] in _BUSY


class IndexingProgress:
    """One progress bar at a time, while much is being indexed."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._name = name
        self._token = ""
        self._is_shown = False
        """The client has accepted the token."""

    def follow(self, status: Message | None) -> None:
        """Show how far the sleeper is."""
        if status is None or status["state"] != INDEXING:
            if self._is_shown:
                self._send(types.WorkDoneProgressEnd())
            self._token, self._is_shown = "", False
        elif self._is_shown:
            self._send(_report(status))
        elif not self._token and status["total"] >= _MANY_FILES and self._session.client.shows_progress:
            self._token = str(uuid.uuid4())
            self._session.start(self._begin(self._token))

    async def _begin(self, token: str) -> None:
        params = types.WorkDoneProgressCreateParams(token)
        try:
            await self._session.protocol.send_request_async(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params)
        except JsonRpcException:
            return
        if self._token == token:
            self._is_shown = True
            self._send(types.WorkDoneProgressBegin(f"Reading {self._name}", percentage=0))

    def _send(self, value: object) -> None:
        self._session.protocol.notify(types.PROGRESS, types.ProgressParams(self._token, value))


def _report(status: Message) -> types.WorkDoneProgressReport:
    phase, done, total = status["phase"], status["done"], status["total"]
    message = f"{phase} {done:,}/{total:,}" if total else phase
    return types.WorkDoneProgressReport(message=message, percentage=share_done(status))
