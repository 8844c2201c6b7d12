"""What an attribute holds that is called: `self.app(scope)` runs what was assigned to `self.app`.

Read from the text of the class, as no type tells it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stc_lsp.memory.read.calls import OpenCall
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

SELF = frozenset({"self", "this"})
_ASSIGNED = re.compile(rb"\b(?:self|this)\.(\w+)(?:\s*:[^=\n]{1,80})?\s*=(?![=>])")
_LONGEST_VALUE = 400
"""Bytes of an assignment after its sign."""


class Assignment(NamedTuple):
    """Where a method puts something into an attribute of its object."""

    method: StoredChunk
    name: str
    start_byte: int
    """Of the value, in the file."""
    end_byte: int


class HeldAttributes:
    """The attributes of the classes of one snapshot, as far as one question needs them."""

    def __init__(self, snapshot: Snapshot, text: Callable[[str], bytes | None]) -> None:
        self._snapshot = snapshot
        self._text = text
        self._known: dict[int, tuple[Assignment, ...]] = {}

    def assigned_to(self, use: OpenCall, inside: StoredChunk) -> list[Assignment]:
        """Where that was assigned which a method calls as an attribute of its own object."""
        before, _, _ = use.expression.rpartition(".")
        if before not in SELF or inside.parent_id is None:
            return []
        found = [each for each in self._of_class(inside.parent_id) if each.name == use.name]
        return [each for each in found if each.method.id != inside.id]

    def assigned_by(self, method: StoredChunk) -> frozenset[str]:
        """The attributes that a method assigns to."""
        if method.parent_id is None or method.chunk.kind is not ChunkKind.METHOD:
            return frozenset()
        return frozenset(
            each.name for each in self._of_class(method.parent_id) if each.method.id == method.id
        )

    def _of_class(self, class_id: int) -> tuple[Assignment, ...]:
        if class_id not in self._known:
            methods = [
                each for each in self._snapshot.children(class_id) if each.chunk.kind is ChunkKind.METHOD
            ]
            text = self._text(methods[0].path) if methods else None
            self._known[class_id] = tuple(_assignments(methods, text)) if text is not None else ()
        return self._known[class_id]


def _assignments(methods: Iterable[StoredChunk], text: bytes) -> Iterable[Assignment]:
    for method in methods:
        start, end = method.chunk.start_byte, method.chunk.end_byte
        for found in _ASSIGNED.finditer(text, start, end):
            stop = min(end, found.end() + _value(text[found.end() : found.end() + _LONGEST_VALUE]))
            yield Assignment(method, found[1].decode(), found.end(), stop)


def _value(after: bytes) -> int:
    """How many bytes an assigned value takes: up to the end of the line, or of its brackets."""
    depth = 0
    for index, byte in enumerate(after):
        depth += (byte in b"([{") - (byte in b")]}")
        if byte == 10 and depth <= 0:
            return index
    return len(after)
