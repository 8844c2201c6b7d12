"""`stc/ask`: an answer to a question, in pieces as they come if the client gave a token for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from stc_lsp.server.lsp.work_done import work_done

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.messages import AskParams
    from stc_lsp.wake.values import AskContext


async def ask(session: Session, params: AskParams) -> dict[str, Any]:
    """The whole answer, once the folder has been read. Cancelled, it stops the call to the model."""
    # Imported here, as all that only some requests need.
    from stc_lsp.server.session.first_read import until_read
    from stc_lsp.wake.json_values import answer_json
    from stc_lsp.wake.values import Budget, Turn

    folder, context = _where(session, params)
    with work_done(session.protocol, params.work_done_token, "Answering") as report:
        await until_read(folder, session.sleeper(folder), partial(report, "Reading the repository first"))
        asker = await session.asking(folder).asker()
        answer = await asker.ask(
            params.question,
            context,
            Budget(params.budget),
            history=[Turn(each.question, each.answer) for each in params.history],
            on_text=_sender(session, params.partial_result_token),
        )
    told = answer_json(answer)
    for citation in told["citations"]:
        citation["uri"] = folder.uri_of(citation["path"])
    told["answer_id"] = await session.shown.keep(folder, told)
    return told


def _where(session: Session, params: AskParams) -> tuple[Folder, AskContext]:
    """The folder that is asked about, and where in it the person is."""
    from stc_lsp.wake.values import AskContext

    if params.text_document is None:
        return session.folders.named(params.workspace), AskContext()
    uri = params.text_document.uri
    place = session.folders.place(uri)
    session.somebody_is_here(place)
    folder = place.folder if params.workspace is None else session.folders.named(params.workspace)
    if folder is not place.folder:
        return folder, AskContext()
    text = session.folders.text(uri)
    position, selected = params.position, params.range
    if text is None:
        return folder, AskContext(place.path)
    return folder, AskContext(
        place.path,
        text.line_of(position) if position is not None else 0,
        (text.line_of(selected.start), text.line_of(selected.end)) if selected is not None else None,
    )


def _sender(session: Session, token: int | str | None) -> Callable[[str], object] | None:
    if token is None:
        return None
    return lambda piece: session.protocol.notify(types.PROGRESS, types.ProgressParams(token, {"text": piece}))
