"""`stc/understanding`: how well a folder, and each thing in it, is understood, and how fresh that is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import UnderstandingParams


async def understanding(session: Session, params: UnderstandingParams) -> dict[str, Any]:
    """One level of the tree. Counts everything, so not on the event loop."""
    return await asyncio.to_thread(_told, session.folders.named(params.workspace), params.path)


def _told(folder: Folder, path: str) -> dict[str, Any]:
    # Imported here, as all that only some requests need.
    from stc_lsp.wake.json_values import understanding_json
    from stc_lsp.wake.understanding import understanding as of_folder

    with folder.memory.snapshot() as snapshot:
        told = understanding_json(of_folder(snapshot, folder.documents, path))
    for part in told["parts"]:
        part["uri"] = folder.uri_of(part["path"])
    return {"workspace": str(folder.root), **told}
