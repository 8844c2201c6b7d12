"""`stc/status`, `stc/pause`, `stc/resume`: what is known of a folder, and a person's word to its sleeper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stc_lsp.errors import SleeperError

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import StatusParams


async def status(session: Session, params: StatusParams) -> dict[str, Any]:
    """The status as it was last told."""
    folder = session.folders.named(params.workspace)
    return await folder.status(session.sleeper(folder))


async def pause(session: Session, params: StatusParams) -> dict[str, Any]:
    """Let the sleeper stop thinking until it is resumed."""
    return await _said(session, params, "pause")


async def resume(session: Session, params: StatusParams) -> dict[str, Any]:
    """Let a paused sleeper go on."""
    return await _said(session, params, "resume")


async def _said(session: Session, params: StatusParams, word: str) -> dict[str, Any]:
    folder = session.folders.named(params.workspace)
    sleeper = session.sleeper(folder)
    if sleeper is None:
        raise SleeperError(f"No sleeper is kept for {folder.root}.")
    await sleeper.ask(word)
    return await folder.status(sleeper)
