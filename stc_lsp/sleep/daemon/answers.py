"""What the sleeper answers on its socket, and what requests make it do."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import anyio

from stc_lsp.errors import StcError
from stc_lsp.sleep.daemon.life import Life, Stopping
from stc_lsp.sleep.daemon.serve import TASKS
from stc_lsp.sleep.daemon.status import IDLE, PAUSED
from stc_lsp.sleep.indexing.verify import verify
from stc_lsp.sleep.run import index_report, sleep_report
from stc_lsp.sleep.thinking.preview import next_prompts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from stc_lsp.sleep.daemon.channel import Message
    from stc_lsp.sleep.indexing.follow import Follower
    from stc_lsp.sleep.progress import Progress

_STATUS_SECONDS = 0.15
"""Nobody is sent more statuses than one in this time."""


class SocketAnswers:
    """Answers for one sleeper."""

    def __init__(self, life: Life, follower: Follower, leave: Callable[[], None]) -> None:
        self._life = life
        self._follower = follower
        self._verifying = anyio.Lock()
        """What is built to compare with has one place."""
        self._actions: dict[str, Callable[[str], None]] = {
            "status": lambda _: None,
            "focus": self._opened,
            "asked": self._asked,
            "saved": self._saved,
            "pause": self._pause,
            "resume": self._resume,
            "stop": lambda _: leave(),
        }

    def answer(self, request: Message) -> Message:
        """The reply to a request, which may also change what the sleeper does."""
        action = self._actions.get(str(request.get("do", "")))
        if action is None:
            known = ", ".join(sorted((*self._actions, "subscribe", *TASKS)))
            return {"error": f"There is no request {request.get('do')!r}. Known: {known}."}
        path = request.get("path")
        action(path if isinstance(path, str) else "")
        return self._status()

    async def changes(self) -> AsyncIterator[Message]:
        """Each status from now on."""
        life = self._life
        life.status.subscribers += 1
        try:
            while True:
                told = life.told
                yield self._status()
                await anyio.sleep(_STATUS_SECONDS)
                await told.wait()
        finally:
            life.status.subscribers -= 1
            life.alone_since = time.monotonic()

    async def perform(self, request: Message, send: Callable[[Message], Awaitable[None]]) -> Message:
        """Index, or think to the end, and send progress on the way."""
        life = self._life
        latest: list[Progress] = []

        def on_progress(progress: Progress) -> None:
            if life.is_stopping:
                raise Stopping
            latest[:] = [progress]

        async def report() -> None:
            while True:
                await anyio.sleep(_STATUS_SECONDS)
                if latest:
                    await send(asdict(latest.pop()))

        result: Message = {"error": "The sleeper was told to stop."}
        life.is_at_task = True
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(report)
                result = await self._perform(request, on_progress)
                group.cancel_scope.cancel()
        finally:
            life.is_at_task = False
            life.wake.set()
        await life.recount(at_once=True)
        return result

    async def _perform(self, request: Message, on_progress: Callable[[Progress], None]) -> Message:
        life = self._life
        session, task, is_awaited = life.session, request["do"], self._follower.is_awaited
        try:
            if task == "prompts":
                prompts = await next_prompts(session, int(request["most"]), on_progress)
                return {"report": {"prompts": [asdict(each) for each in prompts]}}
            if task == "index":
                return {"report": asdict(await index_report(session, on_progress, is_awaited))}
            if task == "verify":
                async with self._verifying:
                    return {"report": asdict(await verify(session, on_progress, is_awaited))}
            report = await sleep_report(session, on_progress, life.why_not_at_all, is_awaited)
            return {"report": asdict(report)}
        except StcError as error:
            return {"error": str(error)}
        except Stopping:
            return {"error": "The sleeper was told to stop."}

    def _status(self) -> Message:
        sleeper, status = self._life.sleeper, self._life.status
        counts = sleeper.counts
        status.made, status.dropped, status.failed = counts.made, counts.dropped, counts.failed
        status.calls = counts.calls
        status.tokens = {
            "input": counts.input_tokens,
            "cached": counts.cached_tokens,
            "output": counts.output_tokens,
        }
        status.last_success = asdict(sleeper.last_success) if sleeper.last_success else None
        status.last_failure = asdict(sleeper.last_failure) if sleeper.last_failure else None
        return status.message()

    def _active(self, path: str) -> None:
        self._life.idle.active()
        if path:
            self._life.see([path])

    def _opened(self, path: str) -> None:
        self._active(path)
        if path:
            self._follower.see(path)

    def _asked(self, path: str) -> None:
        self._active(path)
        # Its answer may have lacked something.
        self._life.wake.set()

    def _saved(self, path: str) -> None:
        self._active(path)
        if path:
            self._follower.gathered.add(path)

    def _pause(self, _: str) -> None:
        self._life.idle.is_paused = True
        self._life.tell(state=PAUSED)

    def _resume(self, _: str) -> None:
        life = self._life
        life.idle.is_paused = False
        life.rest_until = 0.0
        life.tell(state=IDLE, reason="")
        life.wake.set()
