"""How agents reach the tools: over standard input and output, or over HTTP on this machine with a token."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, ListResourcesResult, Resource
from starlette.responses import PlainTextResponse

import stc_lsp
from stc_lsp.errors import StcError
from stc_lsp.server.mcp import pages
from stc_lsp.server.mcp.tools import add_tools

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
    from starlette.types import ASGIApp, Receive, Scope, Send

    from stc_lsp.server.mcp.desk import Desk

_INSTRUCTIONS = (
    "Knows this repository: what each function, class and file is for, who uses it, and answers to likely "
    "questions, thought out ahead and checked against the source as it stands. Ask here before reading "
    "files; every answer cites path and lines, and says whether it is fresh."
)


def build_server(desk: Desk) -> MCPServer[Any]:
    """The tools and pages of one workspace."""
    server: MCPServer[Any] = MCPServer(
        "stc-lsp",
        title="stc-lsp",
        version=stc_lsp.__version__,
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
        middleware=[_Pages(desk)],
    )
    add_tools(server, desk)

    @server.resource(pages.SCHEME + "{+path}", title="What is known of a file", mime_type="text/markdown")
    def module_page(path: str) -> str:
        """What a file is for, what stands in it, and likely questions about it with their answers."""
        try:
            with desk.snapshot() as snapshot:
                return pages.page(snapshot, desk.documents, path)
        except StcError as error:
            raise ResourceNotFoundError(str(error)) from error

    return server


class _Pages:
    """Answers `resources/list` page by page: a repository has more files than one message should hold."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        if ctx.method != "resources/list":
            return await call_next(ctx)
        try:
            with self._desk.snapshot() as snapshot:
                paths, cursor = pages.listed(snapshot, str((ctx.params or {}).get("cursor") or ""))
        except StcError as error:
            raise MCPError(code=INVALID_PARAMS, message=str(error)) from error
        return ListResourcesResult(
            resources=[
                Resource(uri=pages.uri_of(path), name=path, mime_type="text/markdown") for path in paths
            ],
            next_cursor=cursor or None,
        )


async def serve_stdio(desk: Desk) -> None:
    """Speak over standard input and output until they are closed."""
    async with desk.awake():
        await build_server(desk).run_stdio_async()


async def serve_http(
    desk: Desk, listening: socket.socket, token: str, announce: Callable[[], object]
) -> None:
    """Speak streamable HTTP at `/mcp` of a socket on loopback, to whoever knows the token.

    `announce` is called once it answers, and an interrupt ends it cleanly.
    """
    import uvicorn

    host, port = listening.getsockname()[:2]
    names = [f"{host}:{port}", f"localhost:{port}"]
    app = build_server(desk).streamable_http_app(
        transport_security=TransportSecuritySettings(
            allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names]
        )
    )
    config = uvicorn.Config(TokenRequired(app, token), log_level="warning", access_log=False, lifespan="on")

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            announce()

    async with desk.awake():
        await Announced(config).serve(sockets=[listening])


class TokenRequired:
    """Lets no request through without the token: any page in a browser can reach loopback."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or go on."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not secrets.compare_digest(given, self._expected):
                refusal = PlainTextResponse("Send the token that `stc-lsp mcp --http` printed.", 401)
                refusal.headers["WWW-Authenticate"] = "Bearer"
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
