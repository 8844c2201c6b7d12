"""`stc/likelyQuestions`: what somebody may ask about a file or a line, with answers at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import LikelyQuestionsParams


def likely_questions(session: Session, params: LikelyQuestionsParams) -> dict[str, Any]:
    """The questions, the likeliest first."""
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
