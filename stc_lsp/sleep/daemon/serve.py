"""The sleeper's end of the socket: listens, understands requests, answers. What they mean is the daemon's."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from typing import TYPE_CHECKING, Protocol

import anyio
from anyio.streams.buffered import BufferedByteReceiveStream

from stc_lsp.memory.paths import identity_of, make_private
from stc_lsp.sleep.daemon.channel import HAS_UNIX_SOCKETS, MOST_LINE_BYTES, address_file, decode, encode

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

    from anyio.abc import Listener, SocketStream

    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.sleep.daemon.channel import Message

TASKS = ("index", "sleep", "verify", "prompts")
"""Requests that take a while."""


class Answers(Protocol):
    """Who answers requests."""

    async def answer(self, request: Message) -> Message:
        """The one reply to a request."""
        ...

    def changes(self) -> AsyncIterator[Message]:
        """Each status from now on, for a subscriber."""
        ...

    async def perform(self, request: Message, send: Callable[[Message], Awaitable[None]]) -> Message:
        """Do something that takes a while; `send` tells of progress."""
        ...


@contextlib.asynccontextmanager
async def listening(paths: MemoryPaths) -> AsyncGenerator[tuple[Listener[SocketStream], str]]:
    """A listener at the workspace's address, and the token that requests must carry ("" for none).

    Only who holds the workspace comes here: whatever stands at the address is of a sleeper that died.
    """
    address = address_file(paths)
    make_private(address.parent)
    if HAS_UNIX_SOCKETS:
        with contextlib.suppress(FileNotFoundError):
            address.unlink()
        listener: Listener[SocketStream] = await anyio.create_unix_listener(address, mode=0o600)
        token = ""
    else:
        multi = await anyio.create_tcp_listener(local_host="127.0.0.1")
        listener, token = multi, secrets.token_urlsafe(32)
        port = multi.extra(anyio.abc.SocketAttribute.local_port)  # noqa: S610 - not Django
        descriptor = os.open(address, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump({"port": port, "token": token}, stream)
    ours = identity_of(address)
    try:
        async with listener:
            yield listener, token
    finally:
        # Where the memory was taken away, the next sleeper may be listening already.
        if identity_of(address) == ours:
            with contextlib.suppress(FileNotFoundError):
                address.unlink()


async def serve(listener: Listener[SocketStream], token: str, answers: Answers) -> None:
    """Answer everybody who connects, until cancelled."""

    async def handle(stream: SocketStream) -> None:
        async with stream:
            with contextlib.suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.EndOfStream):
                await _converse(stream, token, answers)

    await listener.serve(handle)


async def _converse(stream: SocketStream, token: str, answers: Answers) -> None:
    lines = BufferedByteReceiveStream(stream)

    async def send(message: Message) -> None:
        await stream.send(encode(message))

    while True:
        try:
            line = await lines.receive_until(b"\n", MOST_LINE_BYTES)
        except (anyio.IncompleteRead, anyio.DelimiterNotFound):
            return
        request = decode(line)
        if request is None or (token and not secrets.compare_digest(str(request.get("token", "")), token)):
            await send({"error": "That is not a request."})
            return
        if request.get("do") == "subscribe":
            await _push(stream, send, answers)
            return
        if request.get("do") in TASKS:
            await send(await answers.perform(request, send))
        else:
            await send(await answers.answer(request))


async def _push(stream: SocketStream, send: Callable[[Message], Awaitable[None]], answers: Answers) -> None:
    """Send each status until the subscriber goes, which is noticed even while there is nothing to send."""
    async with anyio.create_task_group() as group:

        async def wait_for_end() -> None:
            with contextlib.suppress(anyio.EndOfStream, anyio.BrokenResourceError):
                while True:
                    await stream.receive()
            group.cancel_scope.cancel()

        group.start_soon(wait_for_end)
        async for message in answers.changes():
            await send(message)
