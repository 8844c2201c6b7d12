"""What a batched endpoint needs of memory, and what it says of itself. Knows no client and no SQL."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LASTING = 26 * 3600.0
"""Seconds for which a batch may be answered: the API's window of a day, and some more."""


class BatchCall(Protocol):
    """One call of a batch."""

    @property
    def digest(self) -> str:
        """Of all that was asked."""
        ...

    @property
    def purpose(self) -> str:
        """What for: a thought's key."""
        ...

    @property
    def worst(self) -> str:
        """The most that it can take, in our own words."""
        ...

    @property
    def reservation(self) -> Any:
        """What its accounts made of it."""
        ...

    @property
    def tries(self) -> int:
        """How often it was sent before, and nothing came of it."""
        ...


class Batch(Protocol):
    """One batch, as it was noted."""

    @property
    def key(self) -> str:
        """Ours."""
        ...

    @property
    def base_url(self) -> str:
        """Where it was sent."""
        ...

    @property
    def model(self) -> str:
        """Who is to answer."""
        ...

    @property
    def file(self) -> str:
        """The endpoint's name of what was sent; "" until it is known."""
        ...

    @property
    def batch(self) -> str:
        """The endpoint's name of the batch; "" until it is known."""
        ...

    @property
    def begun_at(self) -> float:
        """In seconds since the epoch."""
        ...

    @property
    def ended_at(self) -> float | None:
        """None while it is out."""
        ...

    @property
    def failure(self) -> str:
        """Why nothing came of it; "" if something did."""
        ...

    @property
    def calls(self) -> int:
        """How many."""
        ...


class Found(Protocol):
    """What is known of one call."""

    @property
    def answer(self) -> str | None:
        """As it was kept."""
        ...

    @property
    def is_out(self) -> bool:
        """It was sent, or is being sent, and may still be answered."""
        ...

    @property
    def tries(self) -> int:
        """How often it was sent before, and nothing came of it."""
        ...


class BatchBook(Protocol):
    """Where it is noted which batches are out, what for, and what came back: `memory.batches.BatchBook`."""

    def now(self) -> float:
        """In seconds since the epoch."""
        ...

    def find(self, digest: str) -> Found:
        """What is known of a call."""
        ...

    def begin(self, key: str, base_url: str, model: str, calls: Iterable[Any]) -> None:
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
        """Keep what came back, by digest."""
        ...

    def end(self, key: str, failure: str = "") -> None:
        """No more will come. Its calls without an answer may be sent again."""
        ...

    def forget(self, key: str) -> None:
        """Nothing of it was made at the endpoint: as if it had never been."""
        ...


@dataclass(frozen=True, slots=True)
class Out:
    """A batch that is out."""

    calls: int
    since: float
    """In seconds since the epoch."""

    def __str__(self) -> str:
        plural = "" if self.calls == 1 else "s"
        return f"a batch of {self.calls:,} call{plural} is out since {moment(self.since)}"


def moment(at: float) -> str:
    """A time of day as a person reads it, with its date."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
