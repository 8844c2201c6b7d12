"""`shutdown`: stop what is under way; only `exit` may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.server.wire.protocol import Phase

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session


def shutdown(session: Session, _params: object) -> None:
    """Let every request under way end as cancelled."""
    session.protocol.cancel_all()
    session.protocol.phase = Phase.SHUT
