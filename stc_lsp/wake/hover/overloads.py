"""Overloads under a cursor: whether several functions of one name may be meant, and what a card says then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.resolve.overloads import has_overloads, taken
from stc_lsp.code.values import CALLABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_SHARED = "Calls that fit several overloads are counted with the last of them."


def are_overloads(places: Sequence[tuple[str, str]], language: str) -> bool:
    """Whether several definitions, by path and qualified name, are functions of one name in one place.

    Only where a language has overloads: elsewhere they are a property's halves, or one in place of another.
    """
    distinct = {(path, unnumbered(qualname)) for path, qualname in places}
    return len(places) > 1 and len(distinct) == 1 and has_overloads(language)


def is_overload(snapshot: Snapshot, stored: StoredChunk) -> bool:
    """Whether other functions of its place bear its name, told apart by what a call gives."""
    if stored.chunk.kind not in CALLABLE or not has_overloads(stored.language):
        return False
    first = f"{unnumbered(stored.chunk.qualname)}#1"
    return stored.chunk.qualname == first or snapshot.chunk(stored.path, first) is not None


def note(snapshot: Snapshot, stored: StoredChunk) -> str:
    """What to know of how uses are counted, if another overload takes as many arguments; else ""."""
    if not is_overload(snapshot, stored):
        return ""
    plain, own = unnumbered(stored.chunk.qualname), taken(stored.chunk, stored.language)
    others = (
        taken(each.chunk, each.language)
        for each in snapshot.named(stored.chunk.name)
        if each.path == stored.path and each.id != stored.id and unnumbered(each.chunk.qualname) == plain
    )
    return _SHARED if any(_overlap(own, other) for other in others) else ""


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
