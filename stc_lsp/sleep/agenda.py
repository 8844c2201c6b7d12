"""What the sleeper will think about next and why, for a person who wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, Wanted

_WHOLES = {"": "the repository: whoever is new asks about it first"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thought to be made."""

    path: str
    symbol: str
    kind: str
    thinker: str
    value: float
    """Its worth to somebody, compared with others."""
    reasons: tuple[str, ...]


def agenda(snapshot: Snapshot, missing: Sequence[Wanted]) -> list[Item]:
    """The items in the order in which they will be thought about."""
    found: list[Item] = []
    for wanted in missing:
        chunk = snapshot.chunk_by_id(wanted.chunk_id)
        if chunk is not None:
            thinker, _, asked = wanted.recipe.thinker.partition(" ?")
            reasons = ("somebody asked about it",) if asked else tuple(_reasons(snapshot, chunk))
            kind = str(wanted.recipe.kind)
            found.append(Item(chunk.path, chunk.chunk.qualname, kind, thinker, wanted.value, reasons))
    return found


def _reasons(snapshot: Snapshot, chunk: StoredChunk) -> list[str]:
    if chunk.path in _WHOLES:
        return [_WHOLES[chunk.path]]
    reasons = [f"a {chunk.chunk.keyword or chunk.chunk.kind}"]
    if chunk.chunk.kind is ChunkKind.MODULE:
        importers = len(snapshot.importers(chunk.path))
        reasons += [f"imported by {importers}"] if importers else []
    else:
        uses = snapshot.count_uses(chunk.id)
        reasons += [f"used in {uses} places" if uses > 1 else "used once"] if uses else ["used nowhere"]
        reasons += ["private"] if chunk.chunk.name.startswith("_") else []
    return [*reasons, *(["test code: last"] if is_test_path(chunk.path) else [])]
