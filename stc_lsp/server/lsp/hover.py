"""`textDocument/hover`: the card of the symbol under the cursor."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from stc_lsp.errors import FileRefusedError, MemoryFault, UsageError

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session

_NO_FOLDER = (
    "Read from this file alone: it is in no folder that is open, so nothing is learned of who uses it."
)

log = logging.getLogger(__name__)


def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    """The card, or nothing: an editor would show an error at every move of the mouse."""
    # Imported here: `initialize` is answered before it is loaded.
    from stc_lsp.wake.hover.card import plain
    from stc_lsp.wake.hover.hover import hover as card_of
    from stc_lsp.wake.understood import NOT_INDEXED

    uri = params.text_document.uri
    place = session.folders.place(uri)
    folder = place.folder
    session.somebody_is_here(place)
    try:
        text = session.folders.text(uri)
    except (FileRefusedError, UsageError) as refused:
        log.info("no hover: %s", refused)
        return None
    byte = text.byte_at(params.position) if text is not None else None
    if text is None or byte is None:
        return None
    try:
        with folder.memory.snapshot() as snapshot:
            link = folder.link if session.client.lays_markdown_out else plain
            card = card_of(snapshot, folder.documents, place.path, byte, link=link)
            unread = folder.memory.fault
    except (FileRefusedError, UsageError) as refused:
        log.info("no hover: %s", refused)
        return None
    except MemoryFault as fault:
        session.tell(str(fault))
        # Who was told an hour ago wonders why nothing is said of this name.
        is_name = text.source[byte : byte + 1].isalnum()
        return types.Hover(_contents(session, str(fault))) if is_name else None
    if unread:
        # What is told comes from the open file alone: say why, once.
        session.tell(unread)
    if card is None:
        return None
    session.hovers.saw(folder, card.path, card.symbol)
    markdown = card.markdown if folder.is_workspace else card.markdown.replace(NOT_INDEXED, _NO_FOLDER)
    return types.Hover(_contents(session, markdown), text.range_of(card.start_byte, card.end_byte))


def _contents(session: Session, markdown: str) -> types.MarkupContent:
    # Imported here: few clients need either.
    if not session.client.reads_markdown:
        from stc_lsp.server.plain_text import plain_text

        return types.MarkupContent(types.MarkupKind.PlainText, plain_text(markdown))
    if not session.client.lays_markdown_out:
        from stc_lsp.server.wrapped import wrapped

        markdown = wrapped(markdown)
    return types.MarkupContent(types.MarkupKind.Markdown, markdown)
