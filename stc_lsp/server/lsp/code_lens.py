"""`textDocument/codeLens`: one line above each definition, saying what it is for. Off unless it is set."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from stc_lsp.errors import FileRefusedError, MemoryFault, UsageError

if TYPE_CHECKING:
    from stc_lsp.server.session.folders import Place
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.session.text import Text

log = logging.getLogger(__name__)

_ASK = "stc.ask"


async def code_lens(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    """The lines of a whole file: some may have to be worked out, so not on the event loop."""
    uri = params.text_document.uri
    place = session.folders.place(uri)
    if not place.folder.settings.editor.code_lens:
        return []
    try:
        text = session.folders.text(uri)
        return [] if text is None else await asyncio.to_thread(_lenses, place, uri, text)
    except (FileRefusedError, UsageError, MemoryFault) as refused:
        log.info("no code lenses: %s", refused)
        return []


def _lenses(place: Place, uri: str, text: Text) -> list[types.CodeLens]:
    # Imported here, as all that only some requests need.
    from stc_lsp.memory.values import label_of
    from stc_lsp.wake.hover.lines import summary_lines

    folder = place.folder
    lenses: list[types.CodeLens] = []
    with folder.memory.snapshot() as snapshot:
        for each in summary_lines(snapshot, folder.documents, place.path):
            at = text.position_at(each.start_byte)
            title = each.text if each.fresh else f"{each.text} (edited since)"
            # A client that knows better what a click should do puts a command of its own in its place.
            question = {
                "question": f"What does `{label_of(place.path, each.qualname)}` do?",
                "textDocument": {"uri": uri},
                "position": {"line": at.line, "character": at.character},
            }
            lenses.append(
                types.CodeLens(types.Range(at, at), types.Command(title, _ASK, arguments=[question]))
            )
    return lenses
