"""`workspace/didChangeConfiguration`: the editor's settings have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stc_lsp.server.session.client import SECTIONS, settings_in

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_change_configuration(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Read them, if they are ours: editors tell each server about the settings of all."""
    sent: object = params.settings
    if isinstance(sent, dict) and not sent.keys().isdisjoint(SECTIONS):
        session.reread_settings(settings_in(cast("dict[str, object]", sent)))
