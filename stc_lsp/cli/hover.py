"""`stc-lsp hover`: the card of the symbol at a position."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.position import byte_at, complete_place, named_in_line, read_position, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.values import HoverCard


@click.command("hover")
@click.argument("position", metavar="FILE:LINE[:COLUMN]", shell_complete=complete_place)
@common_options
def hover_command(command: Command, *, position: str) -> None:
    """Show the card of the symbol at a position. Lines and columns start at 1; columns count characters.

    Without a column it is that of what the line defines, or else of the first name in it that is known.

    Without an index, the card shows only what the file itself says.
    """
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.hover.hover import hover
    from stc_lsp.wake.json_values import hover_json
    from stc_lsp.wake.values import HoverCard

    place = read_position(position)
    path, source = source_of(command, place.path)
    bytes_ = [byte_at(source, path, place)] if place.column else named_in_line(source, path, place.line)
    with closing(Memory.open(command.paths)) as memory:
        started = time.perf_counter()
        with memory.snapshot() as snapshot:
            documents = DiskDocuments(command.workspace)
            cards = (hover(snapshot, documents, path, byte) for byte in bytes_)
            card = _likeliest(cards, snapshot.chunks(path), place.line)
        elapsed_ms = (time.perf_counter() - started) * 1000
        command.tell([memory.fault] if memory.fault else [])
    if command.json:
        nothing = HoverCard("", "", path, place.line, fresh=True, candidates=0)
        show.as_json(hover_json(card or nothing, elapsed_ms))
        return
    if card is None:
        show.say(f"Nothing is known about {position}.")
        return
    show.markdown(card.markdown)
    show.say(f"\n{card.symbol}, in {show.seconds(elapsed_ms)}", dim=True)


def _likeliest(
    cards: Iterable[HoverCard | None], chunks: Iterable[StoredChunk], line: int
) -> HoverCard | None:
    """Of the names in a line: what it defines, if that is a chunk, else the first that is known."""
    known = [card for card in cards if card is not None]
    defined = {each.chunk.name for each in chunks if each.chunk.name_line == line}
    own = (card for card in known if card.line == line and card.symbol.rpartition(".")[2] in defined)
    return next(own, known[0] if known else None)
