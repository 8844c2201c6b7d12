"""One client being served: a session, its protocol, and every feature of the list."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, cast

from pygls.exceptions import FeatureRequestError
from pygls.protocol import default_converter
from pygls.server import JsonRPCServer

from stc_lsp.server.lsp.features import FEATURES
from stc_lsp.server.session.session import Session
from stc_lsp.server.wire.protocol import Phase, Protocol

if TYPE_CHECKING:
    from pygls.server import ServerErrors

    from stc_lsp.server.session.session import Options
    from stc_lsp.server.wire.sockets import Writer

log = logging.getLogger(__name__)


class _Server(JsonRPCServer):
    """What pygls wants a protocol to belong to."""

    def __init__(self) -> None:
        super().__init__(Protocol, default_converter)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Who made a request is answered with its error; what else goes wrong is for the log."""
        if source is not FeatureRequestError:
            log.error("%s: %s", source.__name__, error)


class ServedClient:
    """One client, from its first message to its last."""

    def __init__(self, options: Options, writer: Writer) -> None:
        self._server = _Server()
        self.protocol = cast("Protocol", self._server.protocol)
        self.protocol.set_writer(writer, include_headers=False)  # pyright: ignore[reportArgumentType]
        self.session = Session(self.protocol, options)
        for method, handler in FEATURES.items():
            self._server.feature(method)(partial(handler, self.session))
        self._writer = writer
        self._closing: asyncio.Task[None] | None = None

    def receive(self, body: bytes | str) -> None:
        """Take one message."""
        self.session.quiet.heard()
        self.protocol.receive(body)
        if self.session.exit_status is not None:
            self._writer.close()

    def lost(self) -> None:
        """The client has gone, with or without a word."""
        self.session.end(0 if self.protocol.phase is Phase.SHUT else 1)
        self._closing = asyncio.ensure_future(self.session.close())
