"""`exit`: leave, with success only after a `shutdown`, as the protocol says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.server.wire.protocol import Phase

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session


def exit_(session: Session, _params: object) -> None:
    """End the session."""
    session.end(0 if session.protocol.phase is Phase.SHUT else 1)
