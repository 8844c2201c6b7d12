"""Symbols by name, for agents: they have no cursor to point with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import codes
from stc_lsp.errors import UsageError
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.hover.hover import card_of
from stc_lsp.wake.structural.unknown import near_names
from stc_lsp.wake.subjects import meant, said_to_be
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.server.mcp.shapes import SymbolShape, SymbolsShape
    from stc_lsp.wake.documents import Documents


def explain(snapshot: Snapshot, documents: Documents, name: str, file: str, most: int) -> SymbolsShape:
    """The cards of all that a name means. Raises UsageError when it means nothing."""
    found = _definitions(snapshot, name, file)
    present = Present(snapshot, documents)
    cards = [card for each in found[:most] if (card := _card(present, each)) is not None]
    return {"symbols": cards, "total": len(found)}


def the_one(snapshot: Snapshot, name: str, file: str) -> StoredChunk:
    """The one thing that a name means. Raises UsageError when it means nothing, or several things."""
    found = _definitions(snapshot, name, file)
    if len(found) > 1:
        raise UsageError(
            f"{name} may mean {len(found)} things: {said_to_be(found)}. Name its class, or its file, too."
        )
    return found[0]


def _definitions(snapshot: Snapshot, name: str, file: str) -> list[StoredChunk]:
    found = [each for each in meant(name, snapshot, AskContext(path=file)) if not file or each.path == file]
    if not found:
        where = f"in {file}" if file else "in this repository"
        near = [] if file else near_names(snapshot, name)
        advice = f" Near in spelling: {codes([each.label for each in near])}." if near else ""
        raise UsageError(f"Nothing called {name} is known {where}: `find` searches by meaning.{advice}")
    return found


def _card(present: Present, stored: StoredChunk) -> SymbolShape | None:
    _, now = present.of(stored)
    card = card_of(present, stored)
    if card is None or now is None:
        return None
    return {
        "symbol": card.symbol,
        "kind": str(now.kind),
        "path": card.path,
        "line": card.line,
        "signature": now.signature,
        "markdown": card.markdown,
        "fresh": card.fresh,
    }
