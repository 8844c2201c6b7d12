"""What stands in a ledger, call by call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.ledger.budget import NANO
from stc_lsp.memory.rows import from_text
from stc_lsp.memory.values import LedgerEntry

if TYPE_CHECKING:
    from stc_lsp.memory.ledger.ledger import Ledger

_CALLS = """
    SELECT phase, model, purpose, input_tokens, cached_tokens, output_tokens, nanos, seconds, outcome,
        workspace, called_at
    FROM calls ORDER BY called_at DESC, id DESC"""


def calls_in(ledger: Ledger) -> list[LedgerEntry]:
    """Every call, the latest first."""
    rows = ledger._connection.execute(_CALLS)  # pyright: ignore[reportPrivateUsage]
    return [
        LedgerEntry(phase, model, from_text(purpose), read, cached, written, nanos / NANO, *others)
        for phase, model, purpose, read, cached, written, nanos, *others in rows
    ]
