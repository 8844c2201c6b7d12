"""In which order many files are worked on: what somebody has open comes next, whenever it was opened."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

_T = TypeVar("_T")


class Ahead(Generic[_T]):
    """What is to be done of each of many files, handed out in steps."""

    def __init__(
        self,
        things: Iterable[tuple[str, _T]],
        count: int,
        comes_first: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """`things`: by path; `count` of them make a step. `comes_first` is asked before each."""
        self._left = dict(things)
        self._order = deque(self._left)
        self._soon: deque[str] = deque()
        """What comes before the rest, in this order."""
        self._count = count
        self._comes_first = comes_first
        self._under_way: deque[list[_T]] = deque()

    def __iter__(self) -> Iterator[list[_T]]:
        """The steps that are left: who begins anew gets those first that were handed out and never done."""
        yield from [*self._under_way]
        while step := [self._left.pop(path) for path in self._next()]:
            self._under_way.append(step)
            yield step

    def __len__(self) -> int:
        """How many have not been handed out."""
        return len(self._left)

    def __contains__(self, path: str) -> bool:
        """Whether it has not been handed out."""
        return path in self._left

    def hasten(self, paths: Iterable[str]) -> None:
        """Have these come before the rest, behind those that were hastened before."""
        self._soon.extend(paths)

    def has_done_one(self) -> None:
        """The oldest of the steps that are under way is done."""
        self._under_way.popleft()

    def _next(self) -> list[str]:
        paths = dict.fromkeys(islice(sorted(self._left.keys() & self._comes_first()), self._count))
        for waiting in (self._soon, self._order):
            while len(paths) < self._count and waiting:
                path = waiting.popleft()
                # Otherwise it came first.
                if path in self._left:
                    paths[path] = None
        return list(paths)
