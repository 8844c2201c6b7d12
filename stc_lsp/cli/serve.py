"""`stc-lsp serve`: speak the Language Server Protocol. An editor starts it, so it loads late what it can."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.errors import UsageError

_LEVELS = ("debug", "info", "warning", "error")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@click.command("serve")
@click.option("--stdio", is_flag=True, help="Use standard input and output. This is the default.")
@click.option("--tcp", metavar="[HOST:]PORT", help="Listen for connections over TCP.")
@click.option("--ws", metavar="[HOST:]PORT", help="Listen for connections over WebSocket.")
@click.option(
    "--no-sleeper", is_flag=True, help="Answer from what is known, without a sleeper that learns more."
)
@click.option(
    "--log-file", type=click.Path(path_type=Path), metavar="FILE", help="Log to FILE instead of stderr."
)
@click.option(
    "--log-level", type=click.Choice(_LEVELS), default="warning", help="Lowest level that is logged."
)
@common_options
def serve_command(
    command: Command,
    *,
    stdio: bool,
    tcp: str | None,
    ws: str | None,
    no_sleeper: bool,
    log_file: Path | None,
    log_level: str,
) -> None:
    """Run the language server; editors start this.

    Only programs on this machine can connect unless HOST says otherwise. With port 0 the system chooses a
    port, which is printed on stderr.
    """
    if sum((stdio, tcp is not None, ws is not None)) > 1:
        raise UsageError("Choose one of --stdio, --tcp and --ws.")
    _log_to(log_file, log_level)
    from stc_lsp.server.lsp.serve import serve_sockets, serve_stdio
    from stc_lsp.server.session.session import Options
    from stc_lsp.server.wire.address import parse_address

    options = Options(command.folder, command.overrides, keeps_sleepers=not no_sleeper)
    written = ws if ws is not None else tcp
    if written is not None:
        serve_sockets(options, parse_address(written), websocket=ws is not None)
        return
    show.warn_who_types("the Language Server Protocol, for editors,")
    _leave(serve_stdio(options))


def _log_to(file: Path | None, level: str) -> None:
    """Log beside the protocol, never into it."""
    try:
        handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    except OSError as error:
        raise UsageError(f"The log cannot be written to {file}: {error.strerror or error}.") from None
    logging.basicConfig(handlers=[handler], level=level.upper(), format=_FORMAT)
    # At lower levels it would log whole messages, and with them the text of every file that is opened.
    logging.getLogger("pygls").setLevel(max(logging.WARNING, logging.root.level))


def _leave(status: int) -> NoReturn:
    logging.shutdown()
    sys.stderr.flush()
    # Not `sys.exit`: a thread that waits for a socket or loads a model would keep the editor waiting for us.
    os._exit(status)
