"""What answering questions about one folder needs beside its memory; opened when somebody first asks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from stc_lsp.errors import MemoryFault

if TYPE_CHECKING:
    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.wake.ask import Asker

log = logging.getLogger(__name__)


class Asking:
    """One folder's log of questions, its way to the model, and who answers with them."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self._stack = contextlib.ExitStack()
        self._endpoint: Endpoint | None = None
        self._log: QuestionLog | None = None
        self._asker: Asker | None = None
        self._embeddings: tuple[Embeddings | None] | None = None

    async def asker(self) -> Asker:
        """Who answers. Opens databases and loads much: the first time takes a second."""
        async with self._lock:
            if self._asker is None:
                self._asker = await asyncio.to_thread(self._open)
            return self._asker

    async def rate(self, asked_id: int, thumb: int) -> None:
        """Note what somebody thought of an answer."""
        await self.asker()
        if self._log is not None:
            await asyncio.to_thread(self._log.thumb, asked_id, thumb)

    async def close(self) -> None:
        """Hang up, and close what was opened; the next question opens it again, with the settings of then."""
        async with self._lock:
            if self._endpoint is not None:
                await self._endpoint.aclose()
            self._stack.close()
            self._asker = self._endpoint = self._log = self._embeddings = None

    def _open(self) -> Asker:
        # Imported here: a hover needs nothing of it.
        from stc_lsp.memory.questions import QuestionLog
        from stc_lsp.wake.ask import Asker
        from stc_lsp.wake.model.endpoint import open_endpoint

        folder = self._folder
        if folder.settings.privacy.log_questions:
            try:
                self._log = QuestionLog.open(folder.paths)
            except MemoryFault as error:
                # Full or read-only: what is known can be told all the same.
                log.warning("Questions are not kept: %s", error)
            else:
                self._stack.callback(self._log.close)
        self._endpoint, _ = open_endpoint(folder.settings, folder.paths, self._stack)
        return Asker(
            folder.memory,
            folder.documents,
            endpoint=self._endpoint,
            log=self._log,
            embeddings=self.embeddings,
        )

    def embeddings(self) -> Embeddings | None:
        """Vectors for search, opened once; None where there are none."""
        # Imported here: a hover needs nothing of it.
        from stc_lsp.wake.rank.vectors import awake_embeddings

        if self._embeddings is None:
            folder = self._folder
            self._embeddings = (awake_embeddings(folder.settings, folder.paths, self._stack),)
        return self._embeddings[0]
