"""`textDocument/didChange`: the buffer was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Apply the edits, each to the text that the one before made; who types is here."""
    buffer = session.folders.changed(params.text_document.uri, params.content_changes)
    if buffer is None:
        return
    session.start(session.quiet.read(buffer))
    session.somebody_is_here(buffer.place)
    session.start(session.shown.look_again())
