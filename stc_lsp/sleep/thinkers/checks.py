"""The lines that a model claims, held against the lines it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def line_range(claimed: tuple[int, ...], shown: Collection[int]) -> tuple[int, int] | None:
    """The lines an answer rests on if it was shown them, None if it was not, (0, 0) if it claims none."""
    if not claimed:
        return 0, 0
    first, last = min(claimed), max(claimed)
    return (first, last) if first in shown and last in shown else None
