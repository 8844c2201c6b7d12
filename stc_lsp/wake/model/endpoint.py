"""The way to the model that answers, paid for from the ledger: one for all faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.models.settings import AWAKE

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Sequence

    from stc_lsp.config import Settings
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.models.endpoint import Endpoint


def open_endpoint(
    settings: Settings, paths: MemoryPaths, stack: contextlib.ExitStack, phase: str = AWAKE
) -> tuple[Endpoint | None, Sequence[str]]:
    """The endpoint of a phase, None if none is configured; and what a person should be told.

    Whoever asked closes the endpoint. The ledger is put on `stack`, to be closed after the endpoint.
    """
    chosen = settings.endpoint(phase)
    if chosen is None:
        return None, ()
    # Imported here: slow to load, and only who asks needs them.
    from stc_lsp.memory.ledger.accounts import open_accounts
    from stc_lsp.models.endpoint import Endpoint

    accounts = open_accounts(paths, stack, phase, settings.budget.by_phase[phase], chosen.name)
    return Endpoint(chosen, accounts), accounts.ledger.notices
