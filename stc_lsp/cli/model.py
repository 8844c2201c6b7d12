"""A model to answer with, paid for from the ledger, for the length of one command."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from stc_lsp.errors import NoModelError
from stc_lsp.models.settings import AWAKE

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.endpoint import Endpoint


@asynccontextmanager
async def opened_endpoint(command: Command, phase: str = AWAKE) -> AsyncGenerator[Endpoint]:
    """The endpoint of a phase. Raises NoModelError if none is configured."""
    from stc_lsp.memory.accounts import LedgerAccounts
    from stc_lsp.memory.ledger import Ledger
    from stc_lsp.models.endpoint import Endpoint

    settings = command.settings.endpoint(phase)
    if settings is None:
        raise NoModelError(
            f"No model is configured for the phase {phase}: set model.base_url and model.name."
        )
    caps = command.settings.budget.awake if phase == AWAKE else command.settings.budget.asleep
    ledger = Ledger.open(command.paths)
    try:
        command.tell(ledger.notices)
        accounts = LedgerAccounts(ledger, phase, caps, settings.name)
        async with Endpoint(settings, accounts) as endpoint:
            yield endpoint
    finally:
        ledger.close()
