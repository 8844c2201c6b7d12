"""Which files have to be resolved again when another one changes: the look-ups that each file's resolution
made.

Kept as short digests (a false match only costs a needless resolution), in notes of the index.
"""

from __future__ import annotations

import base64
import zlib
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.index import IndexWriter

_NOTE = "dependencies:"


class Dependencies:
    """The look-ups of every file of the index."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._known: dict[str, array[int]] | None = None

    def put(self, path: str, keys: Iterable[str]) -> None:
        """Set what the resolution of a file rested on."""
        self.put_digests(path, digests_of(keys))

    def put_digests(self, path: str, digests: array[int]) -> None:
        """The same, for what `digests_of` gave."""
        if self._all().get(path) != digests:
            self._all()[path] = digests
            self._writer.set_meta(_NOTE + path, base64.b85encode(digests.tobytes()).decode("ascii"))

    def remove(self, path: str) -> None:
        """Forget a file."""
        if self._all().pop(path, None):
            self._writer.set_meta(_NOTE + path, "")

    def dependents(self, keys: Iterable[str]) -> set[str]:
        """The files whose resolution rested on one of these look-ups."""
        wanted = [_digest(key) for key in keys]
        if not wanted:
            # Most saves change nothing that others see, and there may be a hundred thousand files.
            return set()
        return {
            path for path, digests in self._all().items() if any(_holds(digests, each) for each in wanted)
        }

    def load(self) -> None:
        """Read all of them now, before somebody waits for it."""
        self._all()

    def forget_cached(self) -> None:
        """After a revision that was rolled back, what is known may be wrong."""
        self._known = None

    def _all(self) -> dict[str, array[int]]:
        if self._known is None:
            self._known = {}
            for path in self._writer.files():
                written = self._writer.get_meta(_NOTE + path)
                if written:
                    digests = array("I")
                    digests.frombytes(base64.b85decode(written))
                    self._known[path] = digests
        return self._known


def digests_of(keys: Iterable[str]) -> array[int]:
    """Look-ups as they are kept."""
    return array("I", sorted({_digest(key) for key in keys}))


def _digest(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _holds(digests: array[int], each: int) -> bool:
    at = bisect_left(digests, each)
    return at < len(digests) and digests[at] == each
