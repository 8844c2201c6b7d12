"""Work-done progress of a request: what `workDoneToken` asks for."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from stc_lsp.server.session.session import Session
    from stc_lsp.server.wire.protocol import Protocol


@contextlib.contextmanager
def work_done(
    protocol: Protocol, token: int | str | None, title: str
) -> Generator[Callable[[str, int | None], None]]:
    """Tell the client that the block has begun and ended, if it wants to know.

    Gives what tells it how far that is: a sentence, and a share in hundredths. The same is told once.
    """

    def notify(value: object) -> None:
        if token is not None:
            protocol.notify(types.PROGRESS, types.ProgressParams(token, value))

    told: types.WorkDoneProgressReport | None = None

    def report(message: str, percentage: int | None) -> None:
        nonlocal told
        latest = types.WorkDoneProgressReport(message=message, percentage=percentage)
        if latest != told:
            told = latest
            notify(latest)

    task = asyncio.current_task()
    if token is not None and task is not None:
        protocol.reported[token] = task
    notify(types.WorkDoneProgressBegin(title, cancellable=True))
    try:
        yield report
    finally:
        if token is not None:
            protocol.reported.pop(token, None)
        notify(types.WorkDoneProgressEnd())


def work_done_cancel(session: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """`window/workDoneProgress/cancel`: the person has had enough of what is reported with that token."""
    task = session.protocol.reported.get(params.token)
    if task is not None:
        task.cancel()
