"""`textDocument/didSave`: neither the sleeper nor settings need wait until they are looked at again."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Let the sleeper read the file again; settings are read at once."""
    from stc_lsp.config.sources import SETTINGS_FILES  # here, as all that `initialize` does not wait for

    if PurePosixPath(params.text_document.uri).name in SETTINGS_FILES:
        session.reread_settings()
    session.somebody_is_here(session.folders.place(params.text_document.uri), "saved")
