"""Everything that a client may send, and what handles it: the list of features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from stc_lsp.server.lsp.code_lens import code_lens
from stc_lsp.server.lsp.execute_command import METHODS, execute_command
from stc_lsp.server.lsp.hover import hover
from stc_lsp.server.lsp.initialize import initialize
from stc_lsp.server.lsp.lifecycle import exit_, initialized, set_trace, shutdown
from stc_lsp.server.lsp.synchronization import did_change, did_close, did_open, did_save
from stc_lsp.server.lsp.work_done import work_done_cancel
from stc_lsp.server.lsp.workspace import did_change_configuration, did_change_workspace_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stc_lsp.server.session.session import Session

FEATURES: Mapping[str, Callable[[Session, Any], Any]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.SHUTDOWN: shutdown,
    types.EXIT: exit_,
    types.SET_TRACE: set_trace,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_SAVE: did_save,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: did_change_workspace_folders,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
    types.TEXT_DOCUMENT_HOVER: hover,
    types.TEXT_DOCUMENT_CODE_LENS: code_lens,
    types.WORKSPACE_EXECUTE_COMMAND: execute_command,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: work_done_cancel,
    **METHODS,
}
"""Method: its handler, which gets the session and the typed parameters."""
