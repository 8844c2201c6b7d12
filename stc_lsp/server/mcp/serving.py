"""How agents reach the tools: over standard input and output, or over HTTP on this machine with a token."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.message import SessionMessage
from starlette.responses import PlainTextResponse

import stc_lsp
from stc_lsp.errors import StcError
from stc_lsp.server.mcp import pages
from stc_lsp.server.mcp.malformed import answer_malformed
from stc_lsp.server.mcp.middleware import Middleware
from stc_lsp.server.mcp.tools import add_tools

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from stc_lsp.server.mcp.workspace import AgentWorkspace

_INSTRUCTIONS = (
    "Knows this repository: what each function, class and file is for, who uses it, and answers to likely "
    "questions, thought out ahead and checked against the source as it stands. Ask here before reading "
    "files; every answer cites path and lines, and says whether it is fresh."
)


def build_server(workspace: AgentWorkspace) -> MCPServer[Any]:
    """The tools and pages of one workspace."""
    server: MCPServer[Any] = MCPServer(
        "stc-lsp",
        title="stc-lsp",
        version=stc_lsp.__version__,
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
    )
    server.middleware.append(Middleware(workspace, server))
    add_tools(server, workspace)

    @server.resource(pages.SCHEME + "{+path}", title="What is known of a file", mime_type="text/markdown")
    def module_page(path: str) -> str:
        """What a file is for, what stands in it, and likely questions about it with their answers."""
        try:
            with workspace.snapshot() as snapshot:
                return pages.page(snapshot, workspace.documents, path)
        except StcError as error:
            raise ResourceNotFoundError(str(error)) from error

    return server


async def serve_stdio(workspace: AgentWorkspace) -> None:
    """Speak over standard input and output until they are closed."""
    # The library's own way to run would pass over what is no message.
    server = build_server(workspace)._lowlevel_server  # pyright: ignore[reportPrivateUsage]
    passed, messages = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    async with workspace.awake(), stdio_server() as (heard, answers), anyio.create_task_group() as tasks:
        tasks.start_soon(answer_malformed, heard, answers, passed)
        await server.run(messages, answers, server.create_initialization_options())


async def serve_http(
    workspace: AgentWorkspace, listening: socket.socket, token: str, announce: Callable[[], object]
) -> None:
    """Speak streamable HTTP at `/mcp` of a socket on loopback, to whoever knows the token.

    `announce` is called once it answers, and an interrupt ends it cleanly.
    """
    import uvicorn

    host, port = listening.getsockname()[:2]
    names = [f"{host}:{port}", f"localhost:{port}"]
    app = build_server(workspace).streamable_http_app(
        transport_security=TransportSecuritySettings(
            allowed_hosts=names, allowed_origins=[f"http://{name}" for name in names]
        )
    )
    config = uvicorn.Config(TokenRequired(app, token), log_level="warning", access_log=False, lifespan="on")

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            announce()

    async with workspace.awake():
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
