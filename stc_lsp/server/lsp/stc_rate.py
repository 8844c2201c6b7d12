"""`stc/rate`: what a person thought of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import RateParams


async def rate(session: Session, params: RateParams) -> dict[str, object]:
    """Note it beside the question, on this machine."""
    await session.asking(session.folders.named(None)).rate(params.asked_id, params.thumb)
    return {}
