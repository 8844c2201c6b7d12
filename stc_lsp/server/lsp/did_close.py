"""`textDocument/didClose`: the disk counts again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forget the buffer, and with it what was never saved."""
    session.folders.closed(params.text_document.uri)
    session.start(session.shown.look_again())
