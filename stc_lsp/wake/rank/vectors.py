"""The vectors that questions are compared by, as the settings choose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.models.settings import AWAKE, EndpointSettings

if TYPE_CHECKING:
    import contextlib

    from stc_lsp.config import Settings
    from stc_lsp.memory.ledger.accounts import LedgerAccounts
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.models.embeddings import Embeddings


def awake_embeddings(
    settings: Settings, paths: MemoryPaths, stack: contextlib.ExitStack
) -> Embeddings | None:
    """Vectors for questions; None where the settings choose none, or they cannot be had.

    What has to be closed again is put on `stack`.
    """
    # Imported here: it loads numpy, and the model behind it.
    from stc_lsp.models.embeddings import embeddings_for

    def accounts(endpoint: EndpointSettings) -> LedgerAccounts:
        from stc_lsp.memory.ledger.accounts import open_accounts

        return open_accounts(paths, stack, AWAKE, settings.budget.awake, endpoint.name)

    return embeddings_for(settings.embeddings_choice(AWAKE), accounts)
