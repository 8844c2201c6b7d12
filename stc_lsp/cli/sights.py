"""What is worth seeing in a repository: the definitions that are used most, at places where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.values import ChunkKind, ReferenceKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_LOOKED_AT = 400
_TRIED = 20
_KINDS = ((ChunkKind.CLASS,), (ChunkKind.FUNCTION,), (ChunkKind.METHOD,))


@dataclass(frozen=True, slots=True)
class Sight:
    """A definition, and a place to hover at to see it."""

    chunk: StoredChunk
    path: str
    byte: int


def sights(snapshot: Snapshot) -> list[Sight]:
    """A class, a function and a method that are used much, documented ones first; fewer if there are none."""
    known = [chunk for chunk in _most_used(snapshot) if kind_of(chunk.path) is FileKind.CODE]
    if not known:
        known = list(_defined(snapshot))
    known.sort(key=lambda each: not each.chunk.documentation)
    return [found for kinds in _KINDS if (found := _best(snapshot, known, kinds)) is not None]


def _best(snapshot: Snapshot, known: Sequence[StoredChunk], kinds: Container[ChunkKind]) -> Sight | None:
    """The first that is used in another file of code, else the first."""
    tried = [each for each in known if each.chunk.kind in kinds][:_TRIED]
    found = [_place(snapshot, each) for each in tried]
    return next((each for each in found if each.path != each.chunk.path), found[0] if found else None)


def _most_used(snapshot: Snapshot) -> Iterator[StoredChunk]:
    for chunk_id in snapshot.most_used(_LOOKED_AT):
        chunk = snapshot.chunk_by_id(chunk_id)
        if chunk is not None:
            yield chunk


def _defined(snapshot: Snapshot) -> Iterator[StoredChunk]:
    """Definitions of the first files, for a repository in which nothing uses anything."""
    for path in snapshot.paths()[:_LOOKED_AT]:
        yield from (each for each in snapshot.chunks(path) if each.chunk.name_end_byte)


def _place(snapshot: Snapshot, stored: StoredChunk) -> Sight:
    """A use in another file of code, else in its own, else where it is defined."""
    uses = [use for use in snapshot.uses(stored.id) if kind_of(use.path) is FileKind.CODE]
    # Imports tell the least.
    uses.sort(key=lambda use: use.reference.kind is ReferenceKind.NAME)
    elsewhere = [use for use in uses if use.path != stored.path]
    use = next(iter((*elsewhere, *uses)), None)
    if use is None:
        return Sight(stored, stored.path, stored.chunk.name_start_byte)
    return Sight(stored, use.path, use.reference.start_byte)
