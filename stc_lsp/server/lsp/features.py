"""Everything that a client may send, and what handles it: the list of features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from stc_lsp.server.lsp.code_lens import code_lens
from stc_lsp.server.lsp.did_change import did_change
from stc_lsp.server.lsp.did_change_configuration import did_change_configuration
from stc_lsp.server.lsp.did_change_workspace_folders import did_change_workspace_folders
from stc_lsp.server.lsp.did_close import did_close
from stc_lsp.server.lsp.did_open import did_open
from stc_lsp.server.lsp.did_save import did_save
from stc_lsp.server.lsp.execute_command import METHODS, execute_command
from stc_lsp.server.lsp.exit import exit_
from stc_lsp.server.lsp.hover import hover
from stc_lsp.server.lsp.initialize import initialize
from stc_lsp.server.lsp.initialized import initialized
from stc_lsp.server.lsp.set_trace import set_trace
from stc_lsp.server.lsp.shutdown import shutdown
from stc_lsp.server.lsp.work_done import work_done_cancel

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
