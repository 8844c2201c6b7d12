"""The one way to an OpenAI-compatible endpoint: one answer, whole, in a form, or in pieces.

Every message is redacted, every request is paid for, every failure is one of `stc_lsp.errors` with one plain
line. Prompts, answers and keys are never logged.
"""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from stc_lsp.errors import ModelOutputError
from stc_lsp.models.address import refuse_remote, resolves_to_loopback, shown
from stc_lsp.models.breaker import Breaker
from stc_lsp.models.call import CallState, RequestFailedError
from stc_lsp.models.habits import Habits
from stc_lsp.models.keys import find_key
from stc_lsp.models.logprobs import read_scores
from stc_lsp.models.redact import redact_messages
from stc_lsp.models.runner import Runner
from stc_lsp.models.schema import read, without_reasoning
from stc_lsp.models.settings import LOCAL, EndpointSettings
from stc_lsp.models.tokens import mean_prompt_tokens
from stc_lsp.models.values import Completion, Message, PromptTooLongError, Streaming

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence

    from openai import AsyncOpenAI

    from stc_lsp.calls import Accounts
    from stc_lsp.models.reply import Reply

_ESTIMATE_MAY_BE_OFF = 1.25
"""A prompt is only refused here when it is too long by more than the estimate may be wrong."""

_QUOTED_CHARACTERS = 2000
"""Of an answer in the wrong form, shown to the model again."""


@dataclass(frozen=True, slots=True)
class Connections:
    """The connections of one event loop."""

    loop: asyncio.AbstractEventLoop
    client: AsyncOpenAI
    turns: asyncio.Semaphore
    key: str = field(repr=False)


class Endpoint:
    """One endpoint as one phase uses it. `aclose` (or `async with`) hangs up; it can be used again after."""

    def __init__(
        self,
        settings: EndpointSettings,
        accounts: Accounts,
        *,
        environ: Mapping[str, str] | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        answers: int = 1,
    ) -> None:
        """`answers`: how many one reply may hold."""
        self.settings = settings
        self._answers = answers
        self._accounts = accounts
        self._environ = os.environ if environ is None else environ
        self._pause = pause
        self._chance = chance
        self._breaker = Breaker()
        self._habits = Habits()
        self._connections: Connections | None = None
        self._runner = Runner(settings) if settings.base_url == LOCAL else None

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: type | None = None,
        max_tokens: int,
        purpose: str,
        draft: int = 0,
        logprobs: bool = False,
    ) -> Completion:
        """The whole answer; with `schema` (an attrs class) also as an instance of it, in `Completion.data`.

        `purpose` goes into the ledger: a thought's key, or the question. `draft`: which of several answers to
        the same; 0 for the model's most likely one. `logprobs`: with how likely each token was, where the
        endpoint tells. Raises ModelError (also when the answer still is not in form after one request for
        repair) and BudgetExhaustedError.
        """
        connections = await self._open()
        async with connections.turns:
            call = await self._call(messages, schema, max_tokens, purpose, streaming=False, draft=draft)
            call.logprobs = logprobs
            reply = await self._answer(connections, call)
            if schema is None:
                return _whole(call, reply)
            try:
                return _whole(call, reply, _read(schema, reply))
            except ModelOutputError as error:
                call.messages += _repair(reply, error)
            # How likely it repeats its first answer would say nothing of what the prompt made likely.
            call.logprobs = False
            reply = await self._answer(connections, call)
            return _whole(call, reply, _read(schema, reply))

    def stream(self, messages: Sequence[Message], *, max_tokens: int, purpose: str) -> Streaming:
        """The answer in pieces, as they come. Nothing is sent before iteration begins.

        A failure before the first piece is retried like any other; a later one is raised.
        """

        async def pieces() -> AsyncGenerator[str, None]:
            connections = await self._open()
            async with connections.turns:
                call = await self._call(messages, None, max_tokens, purpose, streaming=True)
                received: list[str] = []
                try:
                    async with aclosing(self._pieces(connections, call)) as answer:
                        async for piece in answer:
                            received.append(piece)
                            yield piece
                finally:
                    streaming.completion = _completion(call, "".join(received))

        streaming = Streaming(pieces())
        return streaming

    async def aclose(self) -> None:
        """Close all connections; a model that runs here ends."""
        connections, self._connections = self._connections, None
        if connections is not None and connections.loop is asyncio.get_running_loop():
            await connections.client.close()
        if self._runner is not None:
            await asyncio.to_thread(self._runner.stop)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _answer(self, connections: Connections, call: CallState) -> Reply:
        # Imported here: it loads openai.
        from stc_lsp.models.exchange import ask

        while True:
            try:
                async with call.request() as (body, reply), asyncio.timeout_at(call.deadline):
                    await ask(connections.client, body, reply)
            except RequestFailedError as failed:
                await call.after(failed.fault)
            else:
                self._went_well(call)
                return reply

    async def _pieces(self, connections: Connections, call: CallState) -> AsyncGenerator[str, None]:
        from stc_lsp.models.exchange import ask_in_pieces

        while True:
            begun = False
            try:
                async with (
                    call.request() as (body, reply),
                    aclosing(ask_in_pieces(connections.client, body, reply, call.deadline)) as pieces,
                ):
                    async for piece in pieces:
                        begun = True
                        yield piece
            except RequestFailedError as failed:
                if begun:
                    self._breaker.failed(failed.fault.error, asyncio.get_running_loop().time())
                    raise failed.fault.error from None
                await call.after(failed.fault)
            else:
                self._went_well(call)
                return

    def _went_well(self, call: CallState) -> None:
        self._breaker.succeeded()
        self._habits = self._habits.joined(call.habits)

    async def _call(
        self,
        messages: Sequence[Message],
        form: type | None,
        max_tokens: int,
        purpose: str,
        *,
        streaming: bool,
        draft: int = 0,
    ) -> CallState:
        settings = self.settings
        max_tokens = min(max_tokens, settings.max_output_tokens)
        # Off the event loop: the first time it loads its patterns, and a long prompt takes a while.
        clean = await asyncio.to_thread(redact_messages, messages) if settings.redact else list(messages)
        needed = mean_prompt_tokens(clean) / _ESTIMATE_MAY_BE_OFF + max_tokens
        if needed > settings.context_tokens:
            message = (
                f"A prompt of about {mean_prompt_tokens(clean)} tokens and an answer of {max_tokens} "
                f"do not fit model.context_tokens = {settings.context_tokens}."
            )
            raise PromptTooLongError(message)
        return CallState(
            settings=settings,
            accounts=self._accounts,
            breaker=self._breaker,
            habits=self._habits,
            messages=clean,
            form=form,
            max_tokens=max_tokens,
            purpose=purpose,
            streaming=streaming,
            deadline=asyncio.get_running_loop().time() + settings.timeout_seconds,
            pause=self._pause,
            chance=self._chance,
            draft=draft,
        )

    async def _open(self) -> Connections:
        """The connections of this event loop. Refuses what `local_only` forbids, before anything is sent."""
        loop = asyncio.get_running_loop()
        runner = self._runner
        if (
            self._connections is not None
            and self._connections.loop is loop
            and (not runner or runner.is_running)
        ):
            return self._connections
        settings = self.settings
        local = await resolves_to_loopback(settings.base_url)
        if settings.local_only and not local:
            raise refuse_remote(settings.base_url)
        if runner is not None:
            # In a thread: reading the file takes a while, in which a person may hover.
            url, key = await asyncio.to_thread(runner.start)
            settings = replace(settings, base_url=url)
        else:
            key = await find_key(settings, self._environ, local=local)
        client = await asyncio.to_thread(_open_client, settings, key, local, self._answers)
        if (opened := self._connections) is not None and opened.loop is loop and opened.key == key:
            # Another call opened one meanwhile; the turns must be counted in one place.
            await client.close()
            return opened
        self._connections = Connections(loop, client, asyncio.Semaphore(settings.concurrency), key)
        return self._connections

    def __repr__(self) -> str:
        return f"Endpoint({self.settings.name!r} at {shown(self.settings.base_url)})"


def _open_client(settings: EndpointSettings, key: str, local: bool, answers: int) -> AsyncOpenAI:
    # Imported here, and called in a thread: it takes half a second, in which a person may hover.
    from stc_lsp.models.client import open_client

    return open_client(settings, key, local=local, answers=answers)


def _whole(call: CallState, reply: Reply, data: object = None) -> Completion:
    completion = _completion(call, reply.text, data)
    return replace(completion, scores=read_scores(reply.logprobs, completion.text))


def _completion(call: CallState, text: str, data: object = None) -> Completion:
    spent = call.spent
    return Completion(
        without_reasoning(text),
        data,
        spent.input_tokens,
        spent.cached_tokens,
        spent.output_tokens,
        spent.seconds,
    )


def _read(form: type[object], reply: Reply) -> object:
    try:
        return read(form, reply.text)
    except ModelOutputError:
        if reply.finish == "length":
            message = "The model's answer was cut off before its end: ask for less, or allow more output."
            raise ModelOutputError(message) from None
        raise


def _repair(reply: Reply, error: ModelOutputError) -> list[Message]:
    return [
        {"role": "assistant", "content": reply.text[:_QUOTED_CHARACTERS]},
        {"role": "user", "content": f"{error} Answer again, shorter, with the JSON object only."},
    ]
