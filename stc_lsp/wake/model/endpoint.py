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
    from stc_lsp.memory.ledger.accounts import LedgerAccounts
    from stc_lsp.memory.ledger.ledger import Ledger
    from stc_lsp.models.endpoint import Endpoint

    ledger = Ledger.open(paths)
    stack.callback(ledger.close)
    caps = settings.budget.awake if phase == AWAKE else settings.budget.asleep
    return Endpoint(chosen, LedgerAccounts(ledger, phase, caps, chosen.name)), ledger.notices
