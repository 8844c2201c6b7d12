"""From the way in which clients come to a running server."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

from stc_lsp.server.lsp.peer import ServedClient
from stc_lsp.server.wire.parent import wait_for_end
from stc_lsp.server.wire.sockets import Writer, serve_tcp, serve_websocket
from stc_lsp.server.wire.stdio import StdioWriter, private_stdio, read_stdio

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Options
    from stc_lsp.server.wire.address import Address

log = logging.getLogger(__name__)


def serve_stdio(options: Options) -> int:
    """Serve the one client at standard input and output, until it goes. Returns the exit status."""
    with private_stdio() as (reading, writing):
        return asyncio.run(_serve_stdio(options, reading, writing))


def serve_sockets(options: Options, address: Address, *, websocket: bool) -> None:
    """Serve whoever connects, until interrupted. Raises UsageError when the address cannot be had."""
    if not address.is_this_machine:
        log.warning("Whoever reaches %s can read the code of this machine's repositories.", address)

    def open_peer(writer: Writer) -> ServedClient:
        return ServedClient(options, writer)

    def ready(where: str) -> None:
        print(f"stc-lsp: listening at {where}", file=sys.stderr, flush=True)  # noqa: T201 - whoever started it waits for this

    serve = serve_websocket if websocket else serve_tcp
    asyncio.run(serve(address, open_peer, ready))


async def _serve_stdio(options: Options, reading: int, writing: int) -> int:
    writer = StdioWriter(writing, lambda: client.lost())
    client = ServedClient(options, writer)
    session = client.session
    read_stdio(reading, client.receive, client.lost)
    ended = asyncio.ensure_future(session.ended.wait())
    orphaned = asyncio.ensure_future(_wait_for_orphaning(client))
    await asyncio.wait((ended, orphaned), return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    orphaned.cancel()
    await session.close()
    return 1 if session.exit_status is None else session.exit_status


async def _wait_for_orphaning(client: ServedClient) -> None:
    """Until the process that the client named has ended."""
    await client.session.introduced.wait()
    pid = client.session.client.process_id
    await wait_for_end(pid)
    log.info("the editor (process %d) has gone", pid)
