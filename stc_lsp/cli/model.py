"""A model to answer with, paid for from the ledger, for the length of one command."""

from __future__ import annotations

from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from stc_lsp.errors import NoModelError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.endpoint import Endpoint


@asynccontextmanager
async def opened_endpoint(command: Command, phase: str) -> AsyncGenerator[Endpoint]:
    """The endpoint of a phase. Raises NoModelError if none is configured."""
    from stc_lsp.wake.model.endpoint import open_endpoint

    with ExitStack() as stack:
        endpoint, notices = open_endpoint(command.settings, command.paths, stack, phase)
        if endpoint is None:
            raise NoModelError(
                f"No model is configured for the phase {phase}: set model.base_url and model.name."
            )
        command.tell(notices)
        async with endpoint:
            yield endpoint
