"""What `memory` and `models` both say of a call to a model: who allows it, what it takes, what a batch is.

They know each other by this alone. A leaf: imports nothing of stc-lsp.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Reservation:
    """The worst case of one call that has been allowed to start."""

    id: int
    phase: str
    tokens: int
    money: float
    reserved_at: float


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


class Accounts(Protocol):
    """Who pays. A call reserves its worst case before anything is sent, and settles or releases it after.

    Called from the event loop: an implementation must be quick.
    """

    def reserve(self, tokens: int, money: float, *, lasting: float | None = None) -> Reservation:
        """Allow one call of at most so much; raises BudgetExhaustedError, naming the cap.

        `lasting`: seconds for which it may be answered, whatever becomes of this process; None where it ends
        with the process.
        """
        ...

    def settle(self, reservation: Reservation, usage: Usage, purpose: str) -> None:
        """Write down what the call really took."""
        ...

    def release(self, reservation: Reservation) -> None:
        """Nothing was sent: give the reservation back."""
        ...


@dataclass(frozen=True, slots=True)
class BatchCall:
    """One call of a batch."""

    digest: str
    """Of all that was asked."""
    purpose: str
    """What for: a thought's key."""
    worst: str
    """What the sender noted of the most that it can take; its own words."""
    reservation: Reservation
    tries: int = 0
    """How often it was sent before, and nothing came of it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch."""

    key: str
    """Ours; the endpoint is told it too, so that a batch can be found again."""
    base_url: str
    model: str
    file: str
    """The endpoint's name of what was sent; "" until it is known."""
    batch: str
    """The endpoint's name of the batch; "" until it is known."""
    begun_at: float
    """In seconds since the epoch, as all times of batches."""
    ended_at: float | None
    """None while it is out."""
    failure: str
    """Why nothing came of it; "" if something did."""
    calls: int


@dataclass(frozen=True, slots=True)
class CallStatus:
    """What is known of one call that goes in a batch."""

    answer: str | None = None
    is_out: bool = False
    """It was sent, or is being sent, and may still be answered."""
    tries: int = 0
    """How often it was sent before, and nothing came of it."""


class BatchBook(Protocol):
    """Where it is noted which batches are out, what for, and what came back: `memory.batches.BatchBook`."""

    def now(self) -> float:
        """The time by which batches begin and end."""
        ...

    def find(self, digest: str) -> CallStatus:
        """What is known of a call."""
        ...

    def begin(self, key: str, base_url: str, model: str, calls: Iterable[BatchCall]) -> None:
        """Note a batch before anything of it is sent."""
        ...

    def name(self, key: str, *, file: str | None = None, batch: str | None = None) -> None:
        """Note how the endpoint calls what was sent, or the batch."""
        ...

    def out(self) -> Sequence[Batch]:
        """The batches that are out, the oldest first."""
        ...

    def lately(self, since: float) -> Sequence[Batch]:
        """The batches that have ended since then, the latest first."""
        ...

    def calls(self, key: str) -> Sequence[BatchCall]:
        """The calls of a batch."""
        ...

    def answered(self, key: str, answers: Mapping[str, str]) -> None:
        """Keep what came back, by digest. The first answer to a call stays."""
        ...

    def end(self, key: str, failure: str = "") -> None:
        """No more will come. Its calls without an answer may be sent again."""
        ...

    def forget(self, key: str) -> None:
        """Nothing of it was made at the endpoint: as if it had never been."""
        ...
