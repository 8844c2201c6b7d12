"""Ruby's methods of a class and of its objects, which may have one name: `def self.open` and `def open`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.values import CALLABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_OF_CLASS = re.compile(r"def\s+(?:self|[A-Z]\w*)\s*\.")
_MOST = 50


def of_both_levels(chunks: Sequence[StoredChunk], snapshot: Snapshot) -> list[StoredChunk]:
    """Definitions, each followed by the one of the other level that has its name."""
    every = {each.id: each for stored in chunks for each in (stored, *_others(stored, snapshot))}
    return list(every.values())


def of_level(text: str, name: str, chunks: Sequence[StoredChunk]) -> tuple[StoredChunk, ...]:
    """What a name means of these as a text writes it: `Shop#open` is what an object has."""
    owner, _, last = name.rpartition(".")
    if not owner or not any(map(_is_of_class, chunks)):
        return tuple(chunks)
    wanted = {f"{owner}#{last}": False, f"{owner}::{last}": True}
    level = next((is_of_class for written, is_of_class in wanted.items() if written in text), None)
    found = [each for each in chunks if level is None or _is_of_class(each) is level]
    return tuple(found or chunks)


def has_both_levels(stored: StoredChunk, snapshot: Snapshot) -> bool:
    """Whether a class has a method of that name, and its objects another one."""
    return bool(_others(stored, snapshot))


def uses_of(snapshot: Snapshot, stored: StoredChunk) -> list[StoredReference]:
    """The uses of a definition: where two levels have its name, those that are written as one of its own."""
    others = _others(stored, snapshot)
    if not others:
        return snapshot.uses(stored.id)
    every = (use for each in (stored, *others) for use in snapshot.uses(each.id))
    return [use for use in every if _is_of_class_as_written(use, snapshot) is _is_of_class(stored)]


def _others(stored: StoredChunk, snapshot: Snapshot) -> list[StoredChunk]:
    """The definitions of the other level that have the name of a method."""
    if stored.language != "ruby" or stored.chunk.kind not in CALLABLE:
        return []
    name, is_of_class = unnumbered(stored.chunk.qualname), _is_of_class(stored)
    return [
        each
        for each in snapshot.named(stored.chunk.name, _MOST)
        if each.path == stored.path
        and each.chunk.kind in CALLABLE
        and unnumbered(each.chunk.qualname) == name
        and _is_of_class(each) is not is_of_class
    ]


def _is_of_class(stored: StoredChunk) -> bool:
    return stored.language == "ruby" and _OF_CLASS.match(stored.chunk.signature) is not None


def _is_of_class_as_written(use: StoredReference, snapshot: Snapshot) -> bool:
    """Whether a class is called, by its name or from within what belongs to it."""
    receiver = use.reference.expression.rpartition(".")[0].rpartition(".")[2].rpartition("::")[2]
    if receiver not in ("", "self"):
        return receiver[:1].isupper()
    within = snapshot.chunk_by_id(use.chunk_id)
    return within is None or within.chunk.kind not in CALLABLE or _is_of_class(within)
