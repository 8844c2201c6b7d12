"""Work-done progress of a request: what `workDoneToken` asks for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Generator

    from stc_lsp.server.wire.protocol import Protocol


@contextlib.contextmanager
def work_done(protocol: Protocol, token: int | str | None, title: str) -> Generator[None]:
    """Tell the client that the block has begun and ended, if it wants to know."""
    if token is None:
        yield
        return
    protocol.notify(types.PROGRESS, types.ProgressParams(token, types.WorkDoneProgressBegin(title)))
    try:
        yield
    finally:
        protocol.notify(types.PROGRESS, types.ProgressParams(token, types.WorkDoneProgressEnd()))
