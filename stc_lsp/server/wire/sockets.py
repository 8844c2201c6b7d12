"""Clients that connect: over TCP or WebSocket, any number of them, each with a session of its own."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from stc_lsp.errors import UsageError
from stc_lsp.server.wire.framing import Framing, FramingError, framed

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.asyncio.server import ServerConnection

    from stc_lsp.server.wire.address import Address

log = logging.getLogger(__name__)

_MOST_WAITING_BYTES = 64 * 1024 * 1024
"""A client that reads nothing for so long is gone."""


class Peer(Protocol):
    """What serves one client."""

    def receive(self, body: bytes | str) -> None:
        """Take one message."""
        ...

    def lost(self) -> None:
        """The client has gone."""
        ...


class Writer(Protocol):
    """The way back to one client."""

    def write(self, body: bytes) -> None:
        """Send one message."""
        ...

    def close(self) -> None:
        """Hang up, once everything is sent."""
        ...


Open = "Callable[[Writer], Peer]"
"""Begins a session with whoever has connected."""


class _TcpConnection(asyncio.Protocol):
    """One client over TCP."""

    def __init__(self, open_peer: Callable[[Writer], Peer]) -> None:
        self._open_peer = open_peer
        self._framing = Framing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - asyncio's promise for a stream
        self._transport = transport
        self._peer = self._open_peer(self)

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._framing.feed(data):
                self._peer.receive(message)
        except FramingError as error:
            log.warning("A client does not speak the protocol: %s", error)
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._peer.lost()

    def write(self, body: bytes) -> None:
        self._transport.write(framed(body))
        if self._transport.get_write_buffer_size() > _MOST_WAITING_BYTES:
            self._transport.abort()

    def close(self) -> None:
        self._transport.close()


async def serve_tcp(
    address: Address, open_peer: Callable[[Writer], Peer], ready: Callable[[str], None]
) -> None:
    """Serve everybody who connects, until cancelled. `ready` is told where. Raises UsageError."""
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(lambda: _TcpConnection(open_peer), address.host, address.port)
    except OSError as error:
        raise _cannot_listen(address, error) from None
    async with server:
        ready(_shown(address, server.sockets[0].getsockname()[1]))
        await server.serve_forever()


class _WebSocketWriter:
    """Sends messages one after the other, in their order."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue()

    def write(self, body: bytes) -> None:
        self.waiting.put_nowait(body)

    def close(self) -> None:
        self.waiting.put_nowait(None)

    async def send_all(self, socket: ServerConnection) -> None:
        while (body := await self.waiting.get()) is not None:
            await socket.send(body, text=True)
        await socket.close()


async def serve_websocket(
    address: Address, open_peer: Callable[[Writer], Peer], ready: Callable[[str], None]
) -> None:
    """Serve everybody who connects, until cancelled. `ready` is told where. Raises UsageError."""
    from websockets.asyncio.server import serve
    from websockets.exceptions import ConnectionClosed

    async def converse(socket: ServerConnection) -> None:
        writer = _WebSocketWriter()
        peer = open_peer(writer)
        sending = asyncio.ensure_future(writer.send_all(socket))
        try:
            async for message in socket:
                peer.receive(message)
        except ConnectionClosed:
            log.debug("a client has gone without a word")
        finally:
            sending.cancel()
            peer.lost()

    try:
        # No origin: programs only. A web page that somebody looks at must not read their code.
        server = await serve(
            converse,
            address.host,
            address.port,
            origins=[None],
            max_size=_MOST_WAITING_BYTES,
            compression=None,
        )
    except OSError as error:
        raise _cannot_listen(address, error) from None
    async with server:
        ready(_shown(address, server.sockets[0].getsockname()[1]))
        await server.serve_forever()


def _shown(address: Address, port: int) -> str:
    return str(type(address)(address.host, port))


def _cannot_listen(address: Address, error: OSError) -> UsageError:
    return UsageError(f"Cannot listen on {address}: {error.strerror or error}. Choose another address.")
