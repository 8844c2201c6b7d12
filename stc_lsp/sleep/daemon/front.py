"""Who answers on the socket from the first moment: that the memory is being opened; then, the sleeper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from stc_lsp.sleep.daemon.answers import SocketAnswers
    from stc_lsp.sleep.daemon.channel import Message
    from stc_lsp.sleep.daemon.status import Status


class Front:
    """Passes requests on. While there is nobody yet, it tells the status and hears a `stop`; others wait."""

    def __init__(self, status: Status, stop: Callable[[], None]) -> None:
        self._status = status
        self._stop = stop
        self._answers: SocketAnswers | None = None
        self._opened = anyio.Event()

    def open(self, answers: SocketAnswers) -> None:
        """The sleeper is there."""
        self._answers = answers
        self._opened.set()

    async def answer(self, request: Message) -> Message:
        """The one reply to a request."""
        if self._answers is None and request.get("do") in ("status", "stop"):
            if request["do"] == "stop":
                self._stop()
            return self._status.message()
        return (await self._sleeper()).answer(request)

    async def changes(self) -> AsyncIterator[Message]:
        """Each status from now on, for a subscriber."""
        async for status in (await self._sleeper()).changes():
            yield status

    async def perform(self, request: Message, send: Callable[[Message], Awaitable[None]]) -> Message:
        """Do something that takes a while; `send` tells of progress."""
        return await (await self._sleeper()).perform(request, send)

    async def _sleeper(self) -> SocketAnswers:
        await self._opened.wait()
        assert self._answers is not None  # noqa: S101 - it was opened
        return self._answers
