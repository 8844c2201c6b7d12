"""The ledger as a call to a model sees it: reserve, settle, release, for one phase, model and workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.values import Caps, LedgerEntry

if TYPE_CHECKING:
    from contextlib import AsyncExitStack, ExitStack

    from stc_lsp.calls import Reservation, Usage
    from stc_lsp.memory.paths import MemoryPaths


def open_accounts(
    paths: MemoryPaths, stack: ExitStack | AsyncExitStack, phase: str, caps: Caps, model: str
) -> LedgerAccounts:
    """The accounts of one phase with one model, over a ledger that is closed with `stack`."""
    ledger = Ledger.open(paths)
    stack.callback(ledger.close)
    return LedgerAccounts(ledger, phase, caps, model)


@dataclass(frozen=True, slots=True)
class LedgerAccounts:
    """The accounts of one phase with one model."""

    ledger: Ledger
    phase: str
    caps: Caps
    model: str
    workspace: str = ""
    """"" for the workspace that the ledger was opened for."""

    def reserve(self, tokens: int, money: float, *, lasting: float | None = None) -> Reservation:
        """Allow one request of at most so much; raises BudgetExhaustedError, naming the cap.

        `lasting`: see `Ledger.reserve`.
        """
        return self.ledger.reserve(self.phase, tokens, money, self.caps, lasting=lasting)

    def settle(self, reservation: Reservation, usage: Usage, purpose: str) -> None:
        """Write down what the request really took."""
        call = LedgerEntry(
            phase=self.phase,
            model=self.model,
            purpose=purpose,
            input_tokens=usage.input_tokens,
            cached_tokens=usage.cached_tokens,
            output_tokens=usage.output_tokens,
            price=usage.price,
            seconds=usage.seconds,
            outcome=usage.outcome,
            workspace=self.workspace,
        )
        self.ledger.settle(reservation, call)

    def release(self, reservation: Reservation) -> None:
        """Nothing was sent: give the reservation back."""
        self.ledger.release(reservation)
