"""`stc-lsp hover`: the card of the symbol at a position."""

from __future__ import annotations

import time
from contextlib import closing

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.position import byte_at, read_position, source_of


@click.command("hover")
@click.argument("position", metavar="FILE:LINE:COLUMN")
@common_options
def hover_command(command: Command, *, position: str) -> None:
    """Show the card of the symbol at a position. Lines and columns start at 1; columns count characters.

    Without an index, the card shows only what the file itself says.
    """
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.hover.hover import hover
    from stc_lsp.wake.json_values import hover_json
    from stc_lsp.wake.values import HoverCard

    place = read_position(position)
    path, source = source_of(command, place.path)
    byte = byte_at(source, path, place)
    with closing(Memory.open(command.paths)) as memory:
        started = time.perf_counter()
        with memory.snapshot() as snapshot:
            card = hover(snapshot, DiskDocuments(command.workspace), path, byte)
        elapsed_ms = (time.perf_counter() - started) * 1000
        command.tell([memory.fault] if memory.fault else [])
    if command.json:
        nothing = HoverCard("", "", path, place.line, fresh=True, candidates=0)
        show.as_json(hover_json(card or nothing, elapsed_ms))
        return
    if card is None:
        show.say(f"Nothing is known about {path}:{place.line}:{place.column}.")
        return
    show.markdown(card.markdown)
    show.say(f"\n{card.symbol}, in {show.seconds(elapsed_ms)}", dim=True)
