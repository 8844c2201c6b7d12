"""Which of many nested spans of bytes a position lies in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Nesting:
    """Spans that nest (never cross), flattened once so that each question is one bisection."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """`spans` are half-open; their order gives the indexes that are answered."""
        self.spans = list(spans)
        self._parents = [-1] * len(self.spans)
        self._starts: list[int] = [0]
        self._owners: list[int] = [-1]
        self._flatten()

    def _flatten(self) -> None:
        order = sorted(range(len(self.spans)), key=lambda one: (self.spans[one][0], -self.spans[one][1], one))
        open_spans: list[int] = []
        for index in order:
            start = self.spans[index][0]
            self._close(open_spans, start)
            self._parents[index] = open_spans[-1] if open_spans else -1
            open_spans.append(index)
            self._mark(start, index)
        self._close(open_spans, None)

    def _close(self, open_spans: list[int], until: int | None) -> None:
        """Leave every open span that ends at or before `until` (None: all)."""
        while open_spans and (until is None or self.spans[open_spans[-1]][1] <= until):
            end = self.spans[open_spans.pop()][1]
            self._mark(end, open_spans[-1] if open_spans else -1)

    def _mark(self, start: int, owner: int) -> None:
        if self._starts[-1] >= start:  # a later boundary at the same byte overrides the earlier one
            self._owners[-1] = owner
        else:
            self._starts.append(start)
            self._owners.append(owner)

    def at(self, position: int) -> int:
        """Index of the innermost span that holds the byte, -1 for none."""
        return self._owners[bisect_right(self._starts, position) - 1]

    def outwards(self, index: int) -> Iterator[int]:
        """`index` and the spans around it, innermost first; nothing for -1."""
        while index != -1:
            yield index
            index = self._parents[index]
