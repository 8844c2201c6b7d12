"""Our own methods but `stc/ask`: likely questions, status, understanding, a person's word to the sleeper."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import SleeperError

if TYPE_CHECKING:
    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import (
        LikelyQuestionsParams,
        RateParams,
        StatusParams,
        UnderstandingParams,
    )


def likely_questions(session: Session, params: LikelyQuestionsParams) -> dict[str, Any]:
    """What somebody may ask about a file or a line, with answers at hand: the likeliest first."""
    # Imported here, as all that only some requests need.
    from stc_lsp.wake.json_values import questions_json
    from stc_lsp.wake.likely import likely_questions as questions_about

    uri = params.text_document.uri
    place = session.folders.place(uri)
    folder = place.folder
    session.somebody_is_here(place)
    text = session.folders.text(uri) if params.position is not None else None
    line = text.line_of(params.position) if text is not None and params.position is not None else 0
    with folder.memory.snapshot() as snapshot:
        told = questions_json(questions_about(snapshot, folder.documents, place.path, line))
    for question in told["questions"]:
        for citation in question["citations"]:
            citation["uri"] = folder.uri_of(citation["path"])
    return told


async def rate(session: Session, params: RateParams) -> dict[str, object]:
    """Note what a person thought of an answer beside the question, on this machine."""
    await session.asking(session.folders.named(None)).rate(params.asked_id, params.thumb)
    return {}


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


async def understanding(session: Session, params: UnderstandingParams) -> dict[str, Any]:
    """How well a folder, and each thing in it, is understood. Counts everything, so not on the event loop."""
    return await asyncio.to_thread(_understood, session.folders.named(params.workspace), params.path)


def _understood(folder: Folder, path: str) -> dict[str, Any]:
    # Imported here, as all that only some requests need.
    from stc_lsp.wake.json_values import understanding_json
    from stc_lsp.wake.understanding import understanding as of_folder

    with folder.memory.snapshot() as snapshot:
        told = understanding_json(of_folder(snapshot, folder.documents, path))
    for part in told["parts"]:
        part["uri"] = folder.uri_of(part["path"])
    return {"workspace": str(folder.root), **told}
