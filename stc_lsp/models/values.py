"""The values that calls to a model take and give, and the accounts they are charged to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar

from stc_lsp.errors import EndpointError

if TYPE_CHECKING:
    from stc_lsp.models.logprobs import TokenScores

R = TypeVar("R")
"""What an implementation hands out as a reservation."""


class PromptTooLongError(EndpointError):
    """The prompt does not fit the model's context: ask with less."""


class Message(TypedDict):
    """One chat message."""

    role: str
    """`system`, `user` or `assistant`."""
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What one call took."""

    input_tokens: int = 0
    cached_tokens: int = 0
    """Of the input tokens, those the endpoint had cached."""
    output_tokens: int = 0
    seconds: float = 0.0
    outcome: str = "ok"
    """`ok`, or the error's class name."""
    price: float = 0.0
    """In the currency of the settings' prices."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's whole answer to one request, and what it took (repair and retries included)."""

    text: str
    data: object = None
    """The JSON value that fits the schema asked for; None if none was asked for."""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    scores: TokenScores | None = None
    """How likely each token of `text` was; None if that was not asked for, or not told."""


class Accounts(Protocol[R]):
    """Who pays. A call reserves its worst case before anything is sent, and settles or releases it after.

    Called from the event loop: an implementation must be quick. `memory.accounts.LedgerAccounts` is the one
    over the ledger.
    """

    def reserve(self, tokens: int, money: float, *, lasting: float | None = None) -> R:
        """Allow one call of at most so much; raises BudgetExhaustedError, naming the cap.

        `lasting`: seconds for which it may be answered, whatever becomes of this process; None where it ends
        with the process.
        """
        ...

    def settle(self, reservation: R, usage: Usage, purpose: str) -> None:
        """Write down what the call really took."""
        ...

    def release(self, reservation: R) -> None:
        """Nothing was sent: give the reservation back."""
        ...
