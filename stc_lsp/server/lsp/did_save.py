"""`textDocument/didSave`: the sleeper need not wait until it notices by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Let the sleeper read the file again."""
    session.somebody_is_here(session.folders.place(params.text_document.uri), "saved")
