"""Reading vectors: what is most similar to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.vectors import Matrix, build_matrix, nearest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_ALL = "SELECT owner_id, scale, data FROM vectors WHERE owner = 'chunk' AND model = ? ORDER BY owner_id"
_REVISION = "SELECT value FROM meta WHERE key = 'vectors_revision'"


class VectorReads(Reading):
    """The part of `Snapshot` about vectors."""

    def nearest(self, model: str, query: ArrayLike, limit: int) -> list[tuple[int, float]]:
        """(chunk's id, cosine) of a model's vectors most similar to `query`, best first; [] without any."""
        matrix = self._matrix(model)
        return nearest(matrix, query, limit) if matrix is not None else []

    def _matrix(self, model: str) -> Matrix | None:
        if self._caches is None:
            return build_matrix(self._execute(_ALL, (model,)).fetchall())
        # A chunk that is gone may keep its row until vectors are put again: nothing is found under its id.
        revision = int(self._execute(_REVISION).fetchone()[0])
        kept = self._caches.matrices.get(model)
        if kept is None or kept[0] != revision:
            kept = revision, build_matrix(self._execute(_ALL, (model,)).fetchall())
            self._caches.matrices[model] = kept
        return kept[1]
