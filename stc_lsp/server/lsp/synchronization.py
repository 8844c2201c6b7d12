"""Synchronization of documents: while one is open its buffer counts, not the disk."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from stc_lsp.server.session.session import Session


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Keep the text, take it apart soon, and let the sleeper think about this file first."""
    buffer = session.folders.opened(params.text_document)
    session.start(session.quiet.read(buffer))
    session.somebody_is_here(buffer.place, "focus")


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Apply the edits, each to the text that the one before made; who types is here."""
    buffer = session.folders.changed(params.text_document.uri, params.content_changes)
    if buffer is None:
        return
    session.start(session.quiet.read(buffer))
    session.somebody_is_here(buffer.place)
    session.start(session.shown.look_again())


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Let the sleeper read the file again, and read settings at once: neither waits for the next look."""
    from stc_lsp.config.sources import SETTINGS_FILES  # here, as all that `initialize` does not wait for

    if PurePosixPath(params.text_document.uri).name in SETTINGS_FILES:
        session.reread_settings()
    session.somebody_is_here(session.folders.place(params.text_document.uri), "saved")


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forget the buffer, and with it what was never saved."""
    session.folders.closed(params.text_document.uri)
    session.start(session.shown.look_again())
