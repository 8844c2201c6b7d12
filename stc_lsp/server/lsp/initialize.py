"""`initialize`: who the client is, and what it can ask of us. Nothing is read or started yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

import stc_lsp
from stc_lsp.server.lsp.execute_command import COMMANDS
from stc_lsp.server.session.client import client_of, settings_in
from stc_lsp.server.session.uris import uri_of
from stc_lsp.server.wire import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.server.session.session import Session


def initialize(session: Session, params: types.InitializeParams) -> types.InitializeResult:
    """Answer at once; what takes time begins when the client has said `initialized`."""
    session.begin(client_of(params), settings_in(params.initialization_options))
    session.first_folders = tuple(_folders(session, params))
    return types.InitializeResult(
        capabilities=_capabilities(session),
        server_info=types.ServerInfo("stc-lsp", stc_lsp.__version__),
    )


def _folders(session: Session, params: types.InitializeParams) -> Iterator[types.WorkspaceFolder]:
    """The folders of today's clients, the root of older ones, or what the command line names."""
    named = session.options.workspace
    if params.workspace_folders:
        yield from params.workspace_folders
    elif params.root_uri:
        yield types.WorkspaceFolder(params.root_uri, "")
    elif params.root_path:
        yield types.WorkspaceFolder(f"file://{params.root_path}", "")
    elif named is not None:
        yield types.WorkspaceFolder(uri_of(named.absolute()), named.name)


def _capabilities(session: Session) -> types.ServerCapabilities:
    return types.ServerCapabilities(
        position_encoding=session.client.encoding,
        text_document_sync=types.TextDocumentSyncOptions(
            open_close=True,
            change=types.TextDocumentSyncKind.Incremental,
            save=types.SaveOptions(include_text=False),
        ),
        hover_provider=True,
        code_lens_provider=types.CodeLensOptions(),
        execute_command_provider=types.ExecuteCommandOptions(
            commands=list(COMMANDS), work_done_progress=True
        ),
        workspace=types.WorkspaceOptions(
            workspace_folders=types.WorkspaceFoldersServerCapabilities(
                supported=True, change_notifications=True
            )
        ),
        experimental={
            "stc": {
                "methods": list(messages.PARAMS),
                "notifications": [messages.STATUS_CHANGED, messages.ANSWER_CHANGED],
            }
        },
    )
