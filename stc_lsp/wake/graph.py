"""Who calls whom, as far as one question needs it: read file by file, bounded."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, CALLEES, CALLS, CONSTRUCTORS, ChunkKind, ReferenceKind
from stc_lsp.wake.overloads import declared_by

if TYPE_CHECKING:
    from collections.abc import Collection

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_ANOTHER_NAME = re.compile(r"=\s*[A-Za-z_$][\w$.:]*\s*;?$")
"""What is declared to be something else by its name alone."""
_MOST_NODES = 3000
_MOST_FILES = 300
_MOST_USERS = 400
_MOST_REACHED = 200


class CallGraph:
    """The calls between chunks of one snapshot; with other kinds of uses, whatever one names of another."""

    def __init__(self, snapshot: Snapshot, kinds: Collection[ReferenceKind] = CALLS) -> None:
        self._snapshot = snapshot
        self._kinds = kinds
        self._calls: dict[str, dict[int, list[StoredReference]]] = {}
        self._chunks: dict[int | None, StoredChunk | None] = {}

    def chunk(self, chunk_id: int | None) -> StoredChunk | None:
        """The chunk of that id, if there is any."""
        if chunk_id not in self._chunks:
            self._chunks[chunk_id] = self._snapshot.chunk_by_id(chunk_id)
        return self._chunks[chunk_id]

    def calls_in(self, stored: StoredChunk) -> list[StoredReference]:
        """Resolved calls in a chunk and the functions within it; of a class, those of its constructor.

        Of a variable what it is another name of: who calls `self.rule_class()` calls what that holds.
        """
        if stored.chunk.kind is ChunkKind.VARIABLE:
            return self._held_by(stored)
        found: list[StoredReference] = []
        for each in self._parts(stored):
            found += self._of_file(stored.path).get(each, [])
        return found

    def path(self, start: StoredChunk, goal: StoredChunk) -> list[StoredReference] | None:
        """The calls of a shortest way from one chunk to another; None if there is none (within bounds)."""
        goals = {goal.id, *self._parts(goal)}
        came: dict[int, tuple[int, StoredReference] | None] = {start.id: None}
        waiting = deque([start.id])
        while waiting and len(came) < _MOST_NODES and len(self._calls) < _MOST_FILES:
            current = waiting.popleft()
            stored = self.chunk(current)
            if stored is None:
                continue
            for call in self.calls_in(stored):
                target = call.target_id
                if target is None or target in came:
                    continue
                declared = self.chunk(target)
                meant = declared_by(self._snapshot, declared) if declared is not None else []
                for each in (target, *(one.id for one in meant if one.id not in came)):
                    came[each] = (current, call)
                    if each in goals:
                        return _way(came, each)
                    waiting.append(each)
        return None

    def reached(self, start: StoredChunk) -> list[int]:
        """The ids of a chunk, and of what its calls lead to, the nearest first; about 200 at most."""
        found = dict.fromkeys(self._parts(start))
        waiting = deque([start.id])
        while waiting and len(found) < _MOST_REACHED:
            stored = self.chunk(waiting.popleft())
            for call in self.calls_in(stored) if stored is not None else ():
                if call.target_id is not None and call.target_id not in found:
                    waiting.append(call.target_id)
                    target = self.chunk(call.target_id)
                    found |= dict.fromkeys(self._parts(target) if target is not None else ())
        return list(found)

    def users(self, stored: StoredChunk, depth: int) -> list[list[StoredReference]]:
        """Who uses a chunk, then who uses those, ring by ring; each chunk in the first it is found in."""
        seen = {stored.id, *self._parts(stored)}
        ring = [stored.id]
        rings: list[list[StoredReference]] = []
        for _ in range(depth):
            uses = [
                use
                for each in ring
                for use in self._snapshot.uses(each)
                if use.chunk_id not in seen and use.reference.kind is not ReferenceKind.NAME
            ]
            ring = list(dict.fromkeys(use.chunk_id for use in uses))
            seen.update(ring)
            if not ring or len(seen) > _MOST_USERS:
                if ring:
                    rings.append(uses)
                break
            rings.append(uses)
        return rings

    def _held_by(self, stored: StoredChunk) -> list[StoredReference]:
        around = self.chunk(stored.parent_id)
        around = around or self._snapshot.chunk(stored.path, "")
        if around is None or _ANOTHER_NAME.search(stored.chunk.signature) is None:
            return []
        # What a variable is bound to is a use of what it stands in.
        named = [
            each
            for each in self._snapshot.references_in(around.id, (ReferenceKind.NAME,), nested=False)
            if each.target_id not in (None, stored.id)
            and stored.chunk.start_byte <= each.reference.start_byte < stored.chunk.end_byte
        ]
        targets = (self.chunk(each.target_id) for each in named if each.target_id is not None)
        is_run = all(target is not None and target.chunk.kind in CALLEES for target in targets)
        return named[-1:] if is_run else []

    def _of_file(self, path: str) -> dict[int, list[StoredReference]]:
        if path not in self._calls:
            found: dict[int, list[StoredReference]] = {}
            module = self._snapshot.chunk(path, "")
            for each in self._snapshot.references_in(module.id, self._kinds) if module is not None else ():
                if each.target_id is not None:
                    found.setdefault(each.chunk_id, []).append(each)
            self._calls[path] = found
        return self._calls[path]

    def _parts(self, stored: StoredChunk) -> list[int]:
        """The chunk and what runs when it is called."""
        found = [stored.id]
        for child in self._snapshot.children(stored.id):
            if stored.chunk.kind is ChunkKind.CLASS:
                if child.chunk.name in CONSTRUCTORS:
                    found += self._parts(child)
            elif child.chunk.kind in CALLABLE:
                found += self._parts(child)
        return found


def _way(came: dict[int, tuple[int, StoredReference] | None], goal: int) -> list[StoredReference]:
    way: list[StoredReference] = []
    step = came[goal]
    while step is not None:
        way.append(step[1])
        step = came[step[0]]
    return way[::-1]
