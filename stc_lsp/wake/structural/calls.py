"""Who calls what, as a reader of code sees it: also where only the name of a variable tells what it holds.

A function within another belongs to that one. Tests, examples and documents do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import CALLABLE, CALLEES, CONSTRUCTORS, ChunkKind
from stc_lsp.memory.read.references import ImportedNames
from stc_lsp.wake.rank.kinds import is_production
from stc_lsp.wake.structural.held import SELF, HeldAttributes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from stc_lsp.memory.read.calls import Call, OpenCall
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_MOST_PLACES = 120
_MOST_CALLERS = 25
"""What more functions call belongs to none of them."""
_MOST_NAMESAKES = 30
_LIKELY = 2
_LEAST_RECEIVER = 4
"""Letters: a shorter name of a variable says nothing of what it holds."""
_MOST_STAND_INS = 3
_PLACE = attrgetter("start_byte")
_NOT_IN_NAMES = re.compile(r"[\W_]")


class Callee(NamedTuple):
    """One definition, as another comes to call it."""

    chunk: StoredChunk
    place: int
    """The byte at which it is called, in the file of who calls."""
    is_certain: bool
    """False where only names tell it, or where it stands in for what is called."""


class Calls:
    """The calls of one snapshot, as far as one question needs them. Remembers what it read."""

    def __init__(
        self, snapshot: Snapshot, near: Iterable[str], text: Callable[[str], bytes | None] | None = None
    ) -> None:
        """Of one question.

        `near`: the files of code in which somebody may call what only a receiver's name tells.
        `text`: the text of a file, in which is read what attributes hold; without it that is not told.
        """
        self._held = HeldAttributes(snapshot, text) if text is not None else None
        self._snapshot = snapshot
        self._near = tuple(near)
        self._imported = ImportedNames(snapshot)
        self._chunks: dict[int, StoredChunk | None] = {}
        self._by_name: dict[str, list[OpenCall]] | None = None
        self._relatives: dict[tuple[int, str], set[int]] = {}
        self._owners: dict[str, list[tuple[int, int | None]]] = {}
        self._same_methods: dict[tuple[int, str], list[int]] = {}
        self._unresolved: dict[str, list[OpenCall]] = {}
        self._callees: dict[int, dict[int, Callee]] = {}
        self._callers: dict[int, dict[int, Callee]] = {}

    def callees(self, stored: StoredChunk) -> dict[int, Callee]:
        """What a definition calls, creates or hands on, by id, in the order of its lines."""
        if stored.id not in self._callees:
            run = self._run_by(stored)
            steps = [step for each in run for step in (*self._certain(each), *self._likely(each))]
            found: dict[int, Callee] = {}
            for step in sorted(steps, key=lambda each: each.place):
                if step.chunk.id != stored.id:
                    found.setdefault(step.chunk.id, step)
            self._callees[stored.id] = found
        return self._callees[stored.id]

    def callers(self, stored: StoredChunk) -> dict[int, Callee]:
        """The functions that call a definition, or what it overrides; none if too many do."""
        if stored.id not in self._callers:
            found: dict[int, Callee] = {}
            for meant in (stored.id, *self._same_method(stored, self._snapshot.ancestors)):
                for call in self._snapshot.calls_of(meant, _MOST_PLACES):
                    caller = self._whole(call.chunk_id) if is_production(call.path) else None
                    if caller is not None and caller.id != stored.id and caller.chunk.kind in CALLABLE:
                        found.setdefault(caller.id, Callee(caller, call.start_byte, meant == stored.id))
            for likely in (self._likely_callers(stored), self._callers_of_assigned(stored)):
                for caller_id, step in likely.items():
                    found.setdefault(caller_id, step)
            self._callers[stored.id] = found if len(found) <= _MOST_CALLERS else {}
        return self._callers[stored.id]

    def is_called(self, stored: StoredChunk) -> bool:
        """Whether code of the repository calls or names something."""
        return any(map(is_production, self._snapshot.paths_calling(stored.id, _MOST_PLACES)))

    def way_to(self, stored: StoredChunk, most: int) -> list[Callee]:
        """Who calls a definition, who calls that, and so on, the nearest first; where several do it ends."""
        way: list[Callee] = []
        seen = {stored.id}
        while len(way) < most:
            callers = list(self.callers(way[-1].chunk if way else stored).values())
            if len(callers) != 1 or callers[0].chunk.id in seen:
                break
            way += callers
            seen.add(callers[0].chunk.id)
        return way

    def whole(self, stored: StoredChunk) -> StoredChunk:
        """The outermost function that something stands in; itself if it stands in none."""
        return self._whole(stored.id) or stored

    def _whole(self, chunk_id: int) -> StoredChunk | None:
        stored = outer = self._chunk(chunk_id)
        while outer is not None and outer.parent_id is not None:
            outer = self._chunk(outer.parent_id)
            if outer is not None and outer.chunk.kind in CALLABLE:
                stored = outer
        return stored

    def _chunk(self, chunk_id: int) -> StoredChunk | None:
        if chunk_id not in self._chunks:
            self._chunks[chunk_id] = self._snapshot.chunk_by_id(chunk_id)
        return self._chunks[chunk_id]

    def _run_by(self, stored: StoredChunk) -> list[StoredChunk]:
        """What runs when something is called: of a class, its constructors."""
        if stored.chunk.kind is not ChunkKind.CLASS:
            return [stored]
        return [each for each in self._snapshot.children(stored.id) if each.chunk.name in CONSTRUCTORS]

    def _certain(self, stored: StoredChunk) -> Iterable[Callee]:
        calls = self._snapshot.calls_in(stored.id)
        called = {call.chunk_id for call in calls if not call.is_named}
        for call in calls:
            if call.is_named and (call.chunk_id in called or self._is_import(call)):
                continue
            target = self._whole(call.chunk_id)
            if target is None or target.chunk.kind not in CALLEES or not is_production(target.path):
                continue
            if call.is_named and target.chunk.kind is ChunkKind.CLASS:
                continue
            yield Callee(target, call.start_byte, True)
            for other in self._stand_ins(target):
                yield Callee(other, call.start_byte, False)

    def _stand_ins(self, target: StoredChunk) -> list[StoredChunk]:
        """What may run instead, where few classes override a method."""
        ids = self._same_method(target, self._snapshot.heirs)
        chunks = map(self._chunk, ids if len(ids) <= _MOST_STAND_INS else ())
        return [each for each in chunks if each is not None and is_production(each.path)]

    def _same_method(
        self, stored: StoredChunk, relatives: Callable[[Collection[int]], Collection[int]]
    ) -> list[int]:
        """The methods of the same name in the classes that inherit, or that its class inherits from."""
        is_special = stored.chunk.name.startswith("__")
        if stored.chunk.kind is not ChunkKind.METHOD or stored.parent_id is None or is_special:
            return []
        if (stored.id, relatives.__name__) in self._same_methods:
            return self._same_methods[stored.id, relatives.__name__]
        owner = stored.parent_id
        if (owner, relatives.__name__) not in self._relatives:
            self._relatives[owner, relatives.__name__] = set(relatives([owner])) - {owner}
        classes = self._relatives[owner, relatives.__name__]
        if not classes:
            return []
        found = sorted(id_ for id_, owner in self._so_called(stored.chunk.name) if owner in classes)
        self._same_methods[stored.id, relatives.__name__] = found
        return found

    def _so_called(self, name: str) -> list[tuple[int, int | None]]:
        if name not in self._owners:
            self._owners[name] = self._snapshot.owners_of(name)
        return self._owners[name]

    def _is_import(self, call: Call) -> bool:
        return self._imported.is_import_at(call.path, call.line, call.name)

    def _likely(self, stored: StoredChunk) -> Iterable[Callee]:
        """`adapter.send()` in it, of which nothing tells the type, is likely to be `HTTPAdapter.send`."""
        own = stored.chunk
        uses = self._unresolved_in(stored.path)
        first, last = (bisect_left(uses, byte, key=_PLACE) for byte in (own.start_byte, own.end_byte))
        for use in uses[first:last]:
            for target in (*self._by_receiver(use), *self._held_by(use, stored)):
                yield Callee(target, use.start_byte, False)

    def _held_by(self, use: OpenCall, stored: StoredChunk) -> Iterator[StoredChunk]:
        """What an attribute that is called was assigned; where no name tells it, the method that did so."""
        for assigned in self._held.assigned_to(use, stored) if self._held is not None else ():
            called = dict.fromkeys(
                call.chunk_id
                for call in self._snapshot.calls_in(assigned.method.id)
                if assigned.start_byte <= call.start_byte < assigned.end_byte
            )
            targets = [each for each in map(self._whole, called) if each is not None]
            # A constructor that puts nothing callable there has only made room for it.
            setters = () if assigned.method.chunk.name in CONSTRUCTORS else (assigned.method,)
            yield from [each for each in targets if each.chunk.kind in CALLABLE] or setters

    def _unresolved_in(self, path: str) -> list[OpenCall]:
        if path not in self._unresolved:
            self._unresolved[path] = self._snapshot.open_calls(path)
        return self._unresolved[path]

    def _by_receiver(self, use: OpenCall) -> list[StoredChunk]:
        receiver = _receiver(use)
        if len(receiver) < _LEAST_RECEIVER:
            return []
        named = self._snapshot.once(("methods", use.name), lambda: self._methods(use.name))
        fitting = [(owner, method) for owner, method in named if _is_called_like(receiver, owner)]
        # `websocket.close()` is of a class `WebSocket`, if there is one, and not of `WebSocketServer`.
        fitting = [each for each in fitting if each[0] == receiver] or fitting
        fitting.sort(key=lambda each: (len(each[0]), each[1].path.count("/")))
        return [method for _, method in fitting[:_LIKELY]]

    def _methods(self, name: str) -> list[tuple[str, StoredChunk]]:
        """The methods of a name in code, each with its class's name as `_bare` makes it."""
        found = self._snapshot.named(name, _MOST_NAMESAKES)
        return [
            (_bare(each.chunk.qualname.split(".")[-2]), each)
            for each in found
            if each.chunk.kind is ChunkKind.METHOD and is_production(each.path)
        ]

    def _likely_callers(self, stored: StoredChunk) -> dict[int, Callee]:
        """Who, near by, calls something of its name on something that is called like its class."""
        if stored.chunk.kind is not ChunkKind.METHOD:
            return {}
        owner = _bare(stored.chunk.qualname.split(".")[-2])
        found: dict[int, Callee] = {}
        for use in self._calls_near(stored.chunk.name):
            is_like = _is_called_like(_receiver(use), owner)
            is_meant = is_like and any(each.id == stored.id for each in self._by_receiver(use))
            caller = self._whole(use.chunk_id) if is_meant else None
            if caller is not None and caller.id != stored.id and caller.chunk.kind in CALLABLE:
                found.setdefault(caller.id, Callee(caller, use.start_byte, False))
        return found

    def _callers_of_assigned(self, stored: StoredChunk) -> dict[int, Callee]:
        """Which methods of the same class call what this one assigns to an attribute."""
        if self._held is None or stored.chunk.name in CONSTRUCTORS:
            return {}
        names = self._held.assigned_by(stored)
        found: dict[int, Callee] = {}
        for use in self._unresolved_in(stored.path) if names else ():
            before, _, _ = use.expression.rpartition(".")
            if use.name not in names or before not in SELF:
                continue
            caller = self._whole(use.chunk_id)
            if caller is not None and caller.id != stored.id and caller.parent_id == stored.parent_id:
                found.setdefault(caller.id, Callee(caller, use.start_byte, False))
        return found

    def _calls_near(self, name: str) -> list[OpenCall]:
        if self._by_name is None:
            self._by_name = {}
            for path in self._near:
                for use in self._unresolved_in(path):
                    self._by_name.setdefault(use.name, []).append(use)
        return self._by_name.get(name, [])


def _is_called_like(receiver: str, owner: str) -> bool:
    """Whether a variable is likely to hold an object of a class, to go by their bare names."""
    return len(receiver) >= _LEAST_RECEIVER and (owner.endswith(receiver) or owner.startswith(receiver))


def _receiver(use: OpenCall) -> str:
    """The name before the last dot of a call, as `_bare` makes it: "adapter" of `self.adapter.send`."""
    before, _, _ = use.expression.rpartition(".")
    return _bare(before.rpartition(".")[2])


def _bare(name: str) -> str:
    return _NOT_IN_NAMES.sub("", name).lower()
