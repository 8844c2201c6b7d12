"""Which files have to be resolved again when another one changes: the look-ups that each file's resolution
made.

Kept as short digests (a false match only costs a needless resolution), in notes of the index.
"""

from __future__ import annotations

import base64
import zlib
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.index import IndexWriter

_NOTE = "dependencies:"
_DIGEST_BYTES = array("I").itemsize


class Dependencies:
    """The look-ups of every file of the index."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._loaded: _Loaded | None = None

    def put(self, path: str, keys: Iterable[str]) -> None:
        """Set what the resolution of a file rested on."""
        self.put_digests(path, digests_of(keys))

    def add(self, path: str, keys: Iterable[str]) -> None:
        """The same, beside what it rested on before."""
        before = array("I", base64.b85decode(self._writer.get_meta(_NOTE + path) or ""))
        self.put_digests(path, array("I", sorted({*before, *digests_of(keys)})))

    def put_digests(self, path: str, digests: array[int]) -> None:
        """The same, for what `digests_of` gave."""
        self._put(path, digests, base64.b85encode(digests.tobytes()).decode("ascii"))

    def remove(self, path: str) -> None:
        """Forget a file."""
        self._put(path, array("I"), "")

    def _put(self, path: str, digests: array[int], written: str) -> None:
        if (self._writer.get_meta(_NOTE + path) or "") != written:
            self._writer.set_meta(_NOTE + path, written)
            if self._loaded is not None:
                self._loaded.newer[path] = digests

    def dependents(self, keys: Iterable[str]) -> set[str]:
        """The files whose resolution rested on one of these look-ups."""
        wanted = [_digest(key) for key in keys]
        # Most saves change nothing that others see, and there may be a hundred thousand files.
        return self._all().with_any(wanted) if wanted else set()

    def load(self) -> None:
        """Read all of them now, before somebody waits for it."""
        self._all()

    def forget_cached(self) -> None:
        """After a revision that was rolled back, what is known may be wrong."""
        self._loaded = None

    def _all(self) -> _Loaded:
        if self._loaded is None:
            self._loaded = _Loaded(self._writer.snapshot().notes(_NOTE))
        return self._loaded


class _Loaded:
    """The look-ups of all files, end to end: searched as one text, as fast as memory is read."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        digests = bytearray()
        self._paths: list[str] = []
        self._ends = array("Q")
        """Behind the digests of each path, in bytes."""
        for name, written in notes.items():
            if written:
                digests += base64.b85decode(written)
                self._paths.append(name.removeprefix(_NOTE))
                self._ends.append(len(digests))
        self._digests = bytes(digests)
        self.newer: dict[str, array[int]] = {}
        """Of files put since, or taken away."""

    def with_any(self, wanted: Sequence[int]) -> set[str]:
        """The files that have one of these digests."""
        found = {
            path for path, digests in self.newer.items() if any(_holds(digests, each) for each in wanted)
        }
        for each in wanted:
            found.update(path for path in self._holding(each) if path not in self.newer)
        return found

    def _holding(self, digest: int) -> Iterator[str]:
        written = array("I", [digest]).tobytes()
        at = self._digests.find(written)
        while at >= 0:
            if at % _DIGEST_BYTES == 0:
                yield self._paths[bisect_right(self._ends, at)]
            at = self._digests.find(written, at + 1)


def digests_of(keys: Iterable[str]) -> array[int]:
    """Look-ups as they are kept."""
    return array("I", sorted({_digest(key) for key in keys}))


def _digest(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _holds(digests: array[int], each: int) -> bool:
    at = bisect_left(digests, each)
    return at < len(digests) and digests[at] == each
