"""`initialized`: now there is time to open folders and to load what the first hover needs."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from stc_lsp.server.session.quiet import keep_what_is_loaded

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session

_FOR_A_HOVER = ("stc_lsp.wake.hover.hover", "stc_lsp.code.parse.parsing")


def initialized(session: Session, _params: object) -> None:
    """Open the folders that the client named."""
    session.start(_load())
    session.start(session.quiet.collect())
    session.open_folders(session.first_folders)


async def _load() -> None:
    for module in _FOR_A_HOVER:
        await asyncio.to_thread(importlib.import_module, module)
    keep_what_is_loaded()
