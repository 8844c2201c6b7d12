"""One workspace as agents use it: its memory, its files, its way to a model, its sleeper."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any, TypeVar

from stc_lsp.errors import UsageError
from stc_lsp.server.session.asking import Asking
from stc_lsp.server.session.first_read import PATIENCE_SECONDS, until_read
from stc_lsp.server.session.folder import Folder
from stc_lsp.server.session.sleeper import KeptSleeper
from stc_lsp.wake.documents import Documents, require_line
from stc_lsp.wake.json_values import answer_json

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.wake.values import AskContext, Budget

Result = TypeVar("Result")


class AgentWorkspace:
    """Answers about one workspace for as long as a client is there."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._folder = Folder(root.as_uri(), root, settings)
        self._asking = Asking(self._folder)
        self._sleeper = KeptSleeper(self._folder)
        # Who asks at the start waits for a repository that nobody has read: agents ask only once.
        self._answers_by = time.monotonic() + PATIENCE_SECONDS

    @property
    def documents(self) -> Documents:
        """The workspace's files."""
        return self._folder.documents

    def snapshot(self) -> contextlib.AbstractContextManager[Snapshot]:
        """What is known, at one revision."""
        return self._folder.memory.snapshot()

    async def once_read(
        self, work: Callable[[Snapshot], Result], on_share: Callable[[int | None], object]
    ) -> Result:
        """What some work gives, done in a thread once all has been read, or when that takes too long.

        `on_share` is given how far reading is meanwhile, in hundredths if that is known.
        """
        await self._until_read(on_share)
        return await asyncio.to_thread(self._with_snapshot, work)

    def _with_snapshot(self, work: Callable[[Snapshot], Result]) -> Result:
        with self.snapshot() as snapshot:
            return work(snapshot)

    async def _until_read(self, on_share: Callable[[int | None], object]) -> None:
        await until_read(self._folder, self._sleeper, on_share, self._answers_by)

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
        self,
        question: str,
        context: AskContext,
        budget: Budget,
        on_text: Callable[[str], object],
        on_share: Callable[[int | None], object],
    ) -> Any:
        """An answer, in the shape of `AnswerShape`; `on_text` gets its pieces. See also `once_read`."""
        await self._until_read(on_share)
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
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping
            await self._asking.close()
            self._folder.close()
