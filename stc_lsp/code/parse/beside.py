"""Methods that stand beside their type, not in it: Go's, those of Rust's `impl`, many of C++'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import Chunk, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def methods_beside(chunks: Sequence[Chunk]) -> dict[int, list[int]]:
    """The methods of each type of a file that stand outside of it. Positions in `chunks`, all of the file."""
    found: dict[int, list[int]] = {}
    types = {chunk.qualname: at for at, chunk in enumerate(chunks) if chunk.kind is ChunkKind.CLASS}
    for at, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.METHOD and chunk.parent == 0:
            owner = types.get(chunk.qualname.rpartition(".")[0])
            if owner is not None:
                found.setdefault(owner, []).append(at)
    return found
