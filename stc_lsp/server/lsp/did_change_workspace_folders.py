"""`workspace/didChangeWorkspaceFolders`: folders come and go, each with its own memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_change_workspace_folders(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Close what was removed, open what was added."""
    session.close_folders(each.uri for each in params.event.removed)
    session.open_folders(params.event.added)
