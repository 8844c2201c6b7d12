"""A cache of values that weigh differently."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

_T = TypeVar("_T")


class WeighedCache(Generic[_T]):
    """The values that were asked for last, as many as weigh so much together. For any threads at once."""

    def __init__(self, most: int, each: int = 0) -> None:
        """`each`: what every value weighs besides its own weight."""
        self._kept: OrderedDict[Hashable, tuple[_T, int]] = OrderedDict()
        self._most = most
        self._each = each
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _T | None:
        """What was put under `key`, unless it had to go."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: _T, weight: int) -> None:
        """Keep `value`; drop what was not asked for the longest when all together weigh too much."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, weight + self._each
            self._weight += weight + self._each
            while self._weight > self._most:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._weight -= dropped
