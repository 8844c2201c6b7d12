"""`stc-lsp mcp`: answer coding agents over the Model Context Protocol."""

from __future__ import annotations

import secrets
import socket

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options


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
    help="Environment variable with the token that HTTP clients must send; unset, one is made and printed.",
)
@common_options
def mcp_command(command: Command, *, port: int | None, token_env: str) -> None:
    """Speak the Model Context Protocol; a coding agent starts this.

    Over standard input and output, or over streamable HTTP on loopback for whoever has the token.
    """
    import asyncio

    from stc_lsp.server.mcp.desk import Desk
    from stc_lsp.server.mcp.serving import serve_http, serve_stdio

    desk = Desk(command.workspace, command.settings)
    if port is None:
        asyncio.run(serve_stdio(desk))
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
            show.say(f"Send the header `Authorization: Bearer {told or f'${token_env}'}`. Ctrl-C ends it.")

        asyncio.run(serve_http(desk, listening, token, announce))


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
        raise UsageError(f"Port {port} cannot be listened on: {error.strerror or error}.") from None
    return listening
