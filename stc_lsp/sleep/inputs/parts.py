"""Which definitions are worth a thought of their own and which are read where they stand; what they call."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLEES, CALLS, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_LEAST_NAMES = 4
"""An undocumented definition that uses fewer is a getter, a stub, an empty class: it says all itself."""


class Parts:
    """Tells the parts of classes and modules in one snapshot.

    By what a definition says, never by how many lines it takes: a formatter must not make a part of it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, Counter[int]] = {}
        self._read: tuple[str, list[StoredReference]] = "", []
        """The references of the file looked at last: they are kept, and so read, for a whole file."""

    def is_part(self, stored: StoredChunk) -> bool:
        """Whether a chunk is thought about by itself, so that what holds it is told its summary."""
        chunk = stored.chunk
        if chunk.kind not in CALLEES:
            return False
        return bool(chunk.documentation) or self._used_in(stored.path)[stored.id] >= _LEAST_NAMES

    def calls(self, stored: StoredChunk) -> Iterator[StoredReference]:
        """What a chunk calls, in the order of the source."""
        module = self._snapshot.chunk(stored.path, "")
        for each in self._references(module) if module is not None else ():
            inside = stored.chunk.start_byte <= each.reference.start_byte < stored.chunk.end_byte
            if inside and each.reference.kind in CALLS:
                yield each

    def _references(self, module: StoredChunk) -> list[StoredReference]:
        if self._read[0] != module.path:
            self._read = module.path, self._snapshot.references_in(module.id)
        return self._read[1]

    def _used_in(self, path: str) -> Counter[int]:
        """How many names each chunk of a file uses, in itself and in what it holds; types do not count."""
        if path not in self._names:
            chunks = self._snapshot.chunks(path)
            counted: Counter[int] = Counter(
                each.chunk_id
                for each in self._references(chunks[0])
                if each.reference.kind is not ReferenceKind.TYPE
            )
            # The innermost come last in a file's order.
            for chunk in reversed(chunks):
                if chunk.parent_id is not None:
                    counted[chunk.parent_id] += counted[chunk.id]
            self._names[path] = counted
        return self._names[path]
