"""Members by name: what classes inherit, what modules hand on, and what extends a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.resolve.extensions import extended_type
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind, ReferenceKind

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_MOST_CLASSES = 50


def inherited(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """A method by the name of a class that does not define but inherit it: `Flask.route` of `Scaffold`."""
    owner, _, member = name.rpartition(".")
    waiting = (
        [each for each in snapshot.named(owner, 2) if each.chunk.kind is ChunkKind.CLASS] if owner else []
    )
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_CLASSES:
        each = waiting.pop(0)
        seen.add(each.id)
        found = [child for child in snapshot.children(each.id) if child.chunk.name == member]
        if found:
            return found
        bases = snapshot.references_in(each.id, (ReferenceKind.BASE,), nested=False)
        for base in bases:
            chunk = snapshot.chunk_by_id(base.target_id)
            if chunk is not None and chunk.id not in seen:
                waiting.append(chunk)
    return []


def handed_on(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """What a module takes from another and hands on under its own name: `flask.url_for`, `requests.get`."""
    module, _, last = name.rpartition(".")
    for path in snapshot.paths_of_module(module) if module else ():
        for one, target in snapshot.imports_of(path):
            if target is not None and (one.alias or one.name) == last:
                found = snapshot.chunk(target, one.name)
                if found is not None:
                    return [found]
    return []


def extending(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """What is called as a member of a type that it extends: Kotlin's `fun String.words()`."""
    owner, _, last = name.rpartition(".")
    named = snapshot.named(last, _MOST_CLASSES) if owner else []
    return [each for each in named if extended_type(each.chunk, each.language) == owner]


def constructor_of(name: str, snapshot: Snapshot) -> str:
    """What the constructor of a class is called here, its own or inherited; "" if there is none."""
    if not any(each.chunk.kind is ChunkKind.CLASS for each in snapshot.named(name, _MOST_CLASSES)):
        return ""
    members = (f"{name}.{each}" for each in (*CONSTRUCTORS, name.rpartition(".")[2]))
    return next((each for each in members if _is_callable(each, snapshot)), "")


def _is_callable(name: str, snapshot: Snapshot) -> bool:
    found = snapshot.named(name, _MOST_CLASSES) or inherited(name, snapshot)
    return any(each.chunk.kind in CALLABLE for each in found)
