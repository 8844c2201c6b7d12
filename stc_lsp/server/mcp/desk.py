"""One workspace as agents use it: its memory, its files, its way to a model, its sleeper."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import UsageError
from stc_lsp.server.session.asking import Asking
from stc_lsp.server.session.folder import Folder
from stc_lsp.server.session.sleeper import KeptSleeper
from stc_lsp.wake.documents import require_line
from stc_lsp.wake.json_values import answer_json

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.wake.documents import Documents
    from stc_lsp.wake.values import AskContext, Budget


_FIRST_READ_SECONDS = 20.0
"""How long who asks at the start waits for a repository that nobody has read: agents ask only once."""
_LOOK_SECONDS = 0.05


class Desk:
    """Answers about one workspace for as long as a client is there."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._folder = Folder(root.as_uri(), root, settings)
        self._asking = Asking(self._folder)
        self._sleeper = KeptSleeper(self._folder)
        self._patient_until = time.monotonic() + _FIRST_READ_SECONDS
        self._closing = threading.Event()

    @property
    def documents(self) -> Documents:
        """The workspace's files."""
        return self._folder.documents

    def snapshot(self) -> contextlib.AbstractContextManager[Snapshot]:
        """What is known, at one revision."""
        return self._folder.memory.snapshot()

    @contextlib.contextmanager
    def once_read(self) -> Generator[Snapshot]:
        """The same once the repository has been read, or when that takes too long. Not for the event loop."""
        self._wait_until_read()
        with self.snapshot() as snapshot:
            yield snapshot

    def _wait_until_read(self) -> None:
        while not self._sleeper.trouble and time.monotonic() < self._patient_until:
            with self.snapshot() as snapshot:
                if snapshot.was_read:
                    return
            if self._closing.wait(_LOOK_SECONDS):
                return

    def check(self, file: str, line: int = 0) -> None:
        """Raises UsageError or FileRefusedError unless a file can be read and has that line, or is a folder
        or none.
        """
        if not file or file.endswith("/"):
            return
        text = self.documents.text(file)
        if text is None:
            raise UsageError(f"There is no file {file} here.")
        require_line(file, text, line)

    def embeddings(self) -> Embeddings | None:
        """Vectors for search; None where they cannot be had."""
        return self._asking.embeddings()

    async def ask(
        self, question: str, context: AskContext, budget: Budget, on_text: Callable[[str], object]
    ) -> Any:
        """An answer, in the shape of `AnswerShape`."""
        await asyncio.to_thread(self._wait_until_read)
        asker = await self._asking.asker()
        return answer_json(await asker.ask(question, context, budget, on_text=on_text))

    async def status(self) -> dict[str, Any]:
        """What is known, and what the sleeper last said of itself."""
        return await self._folder.status(self._sleeper)

    @contextlib.asynccontextmanager
    async def awake(self) -> AsyncGenerator[None]:
        """See to it that there is a sleeper for as long as the block lasts; then hang up and close."""
        keeping = asyncio.create_task(self._sleeper.keep())
        try:
            yield
        finally:
            self._closing.set()
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping
            await self._asking.close()
            self._folder.close()
