"""`textDocument/didOpen`: from now on the buffer counts, not the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Keep the text, take it apart soon, and let the sleeper think about this file first."""
    buffer = session.folders.opened(params.text_document)
    session.start(session.quiet.read(buffer))
    session.somebody_is_here(buffer.place, "focus")
