"""What a sleeper has done since it started, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass


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
