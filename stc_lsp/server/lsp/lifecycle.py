"""Lifecycle messages but `initialize`: the handshake's end, and the session's."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from stc_lsp.server.session.quiet import keep_what_is_loaded
from stc_lsp.server.wire.protocol import Phase

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session

_FOR_A_HOVER = ("stc_lsp.wake.hover.hover", "stc_lsp.code.parse.parsing")


def initialized(session: Session, _params: object) -> None:
    """Open the folders that the client named: now there is time for that, and to load what a hover needs."""
    session.start(_load())
    session.start(session.quiet.collect())
    session.open_folders(session.first_folders)


async def _load() -> None:
    for module in _FOR_A_HOVER:
        await asyncio.to_thread(importlib.import_module, module)
    keep_what_is_loaded()


def set_trace(_session: object, _params: object) -> None:
    """Nothing to do: we send no traces; stderr has the log."""


def shutdown(session: Session, _params: object) -> None:
    """Let every request under way end as cancelled; only `exit` may follow."""
    session.protocol.cancel_all()
    session.protocol.phase = Phase.SHUT


def exit_(session: Session, _params: object) -> None:
    """End the session, with success only after a `shutdown`, as the protocol says."""
    session.end(0 if session.protocol.phase is Phase.SHUT else 1)
