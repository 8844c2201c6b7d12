"""What is told of work under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is."""

    phase: str
    """`reading`, `resolving`, `planning`, `embedding`, `remembering` (git's history) or `thinking`."""
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """For whoever does not want to know."""


def no_reason() -> str:
    """Why to stop, where nothing ever is one."""
    return ""


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """What one update of the index did."""

    parsed: int = 0
    removed: int = 0
    resolved: int = 0
    """Files whose references were looked up again."""
    planned: int = 0
    """Chunks whose facts were gathered again."""
    paths: frozenset[str] = frozenset()
    """The files those chunks stand in."""

    def with_planned(self, more: IndexUpdate) -> IndexUpdate:
        """This update, and what was planned because of it afterwards."""
        return replace(self, planned=self.planned + more.planned, paths=self.paths | more.paths)

    @property
    def is_empty(self) -> bool:
        """Whether everything was as before."""
        return not (self.parsed or self.removed or self.resolved or self.planned)


@dataclass(slots=True)
class SinceStart:
    """What the sleeper has done since it started."""

    made: int = 0
    dropped: int = 0
    """Claims of a model that did not hold."""
    failed: int = 0
    """Thoughts that a model did not manage."""
    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth telling a person, and when it was (seconds since the epoch)."""

    at: float
    what: str
