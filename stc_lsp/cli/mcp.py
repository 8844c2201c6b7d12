"""`stc-lsp mcp`: answer coding agents over the Model Context Protocol."""

from __future__ import annotations

import secrets
import signal
import socket
import sys

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.workspace import require_repository


@click.command("mcp")
@click.option(
    "--http",
    "port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Serve HTTP on this machine; 0 picks a port.",
)
@click.option(
    "--token-env",
    default="STC_MCP_TOKEN",
    show_default=True,
    metavar="NAME",
    help="Environment variable that holds the token for HTTP; if it is empty, a token is made and printed.",
)
@common_options
def mcp_command(command: Command, *, port: int | None, token_env: str) -> None:
    """Run the Model Context Protocol server; coding agents start this.

    It uses standard input and output or, with --http, streamable HTTP on loopback, protected by a token.
    """
    import asyncio

    from stc_lsp.server.mcp.serving import serve_http, serve_stdio
    from stc_lsp.server.mcp.workspace import AgentWorkspace

    advice = "Start the agent in one, or name it with --workspace DIR."
    require_repository(command.workspace, command.folder, advice)
    workspace = AgentWorkspace(command.workspace, command.settings)
    if port is None:
        show.warn_who_types("the Model Context Protocol, for coding agents,")
        if sys.stdin.isatty():
            # Else it would end at the next line: a thread waits for that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        asyncio.run(serve_stdio(workspace))
        return
    import os

    token = os.environ.get(token_env, "") or secrets.token_urlsafe(32)
    with _listening(port) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/mcp"
        told = "" if os.environ.get(token_env) else token

        def announce() -> None:
            if command.json:
                show.as_json({"url": address, "token": told})
                return
            show.say(f"Serving {command.workspace} at {address}")
            show.say(f"Send the header `Authorization: Bearer {told or f'${token_env}'}`. Stop with Ctrl-C.")

        asyncio.run(serve_http(workspace, listening, token, announce))


def _listening(port: int) -> socket.socket:
    from stc_lsp.errors import UsageError

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        # From here on whoever connects waits until there is an answer.
        listening.listen()
    except OSError as error:
        listening.close()
        why = error.strerror or error
        raise UsageError(f"Cannot listen on port {port}: {why}. Choose another port.") from None
    return listening
