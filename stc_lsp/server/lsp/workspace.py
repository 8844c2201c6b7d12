"""Messages about the workspace: its folders, and the editor's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stc_lsp.server.session.client import SECTIONS, settings_in

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_change_workspace_folders(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Close what was removed, open what was added: each folder has a memory of its own."""
    session.close_folders(each.uri for each in params.event.removed)
    session.open_folders(params.event.added)


def did_change_configuration(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Read the settings, if they are ours: editors tell each server about the settings of all."""
    sent: object = params.settings
    if isinstance(sent, dict) and not sent.keys().isdisjoint(SECTIONS):
        session.reread_settings(settings_in(cast("dict[str, object]", sent)))
