"""Facts that planning made keys of, cached until they are thought about: made once, not twice."""

from __future__ import annotations

import pickle
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.code.describe.facts import Facts

MOST_BYTES = 32_000_000
"""Those of Django take a quarter of it. Of files beyond that the facts are made anew."""
_FASTEST = 1


class CachedFacts(NamedTuple):
    """The facts of one file, packed."""

    facts_revision: int
    """Of the index that they were made from: all but the histories holds for as long as it has that."""
    packed: bytes

    @classmethod
    def of(cls, facts: Mapping[int, Facts], facts_revision: int) -> CachedFacts:
        """Pack facts by chunk."""
        return cls(facts_revision, zlib.compress(pickle.dumps(facts, pickle.HIGHEST_PROTOCOL), _FASTEST))

    def unpacked(self) -> dict[int, Facts]:
        """The facts by chunk."""
        # Made by our own worker, never read from anywhere.
        return pickle.loads(zlib.decompress(self.packed))  # noqa: S301


class FactsCache:
    """The facts of files, as many as memory may be used for. Whoever uses the writer uses them."""

    def __init__(self) -> None:
        self._cached: dict[str, CachedFacts] = {}
        self._bytes = 0

    def put(self, files: Iterable[tuple[str, CachedFacts]]) -> None:
        """Cache the facts of some files."""
        for path, each in files:
            old = self._cached.pop(path, None)
            self._bytes -= len(old.packed) if old is not None else 0
            if self._bytes + len(each.packed) <= MOST_BYTES:
                self._cached[path] = each
                self._bytes += len(each.packed)

    def get(self, path: str) -> CachedFacts | None:
        """The facts of a file, if they are cached."""
        return self._cached.get(path)

    def clear(self) -> None:
        """All is thought about, or nobody thinks."""
        self._cached.clear()
        self._bytes = 0
