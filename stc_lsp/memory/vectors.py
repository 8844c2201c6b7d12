"""Vectors as BLOBs and exact search among them. numpy is imported where it is used: a hover needs none of it.

A vector is scaled to length 1, so that a dot product is the cosine, and kept in bytes: one signed byte a
dimension (`scale` says what 1 stands for), or as float32 (`scale` 0.0) when it must be exact.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_BLOCK_ROWS = 8192
"""Rows turned into float32 at a time: the matrix itself stays in bytes, a quarter of the size."""


@dataclass(frozen=True, slots=True)
class VectorRow:
    """One vector to be stored."""

    owner_id: int
    """Id of the chunk or the stored question it belongs to."""
    digest: str
    """Of the text that was embedded: the vector is current while that is unchanged."""
    vector: ArrayLike


@dataclass(frozen=True, slots=True)
class Matrix:
    """All vectors of one owner kind and model."""

    ids: NDArray[np.int64]
    rows: NDArray[Any]
    """One vector a row: int8, or float32."""
    scales: NDArray[np.float32]
    """What a row must be multiplied with."""


def pack_vector(vector: ArrayLike, *, exact: bool = False) -> tuple[float, bytes]:
    """(scale, BLOB) of a vector of any length. One of zeros stays so, and is similar to nothing."""
    import numpy as np

    values: NDArray[np.float32] = np.asarray(vector, dtype=np.float32).ravel()
    length = float(np.linalg.norm(values))
    unit = values / length if length > 0 else values
    if exact:
        return 0.0, unit.astype("<f4").tobytes()
    scale = (float(np.abs(unit).max()) / 127 if unit.size else 0.0) or 1.0
    return scale, np.round(unit / scale).astype(np.int8).tobytes()


def build_matrix(stored: Sequence[tuple[int, float, bytes]]) -> Matrix | None:
    """The matrix of (id, scale, BLOB) rows, less those unlike the first in size; None without rows."""
    import numpy as np

    if not stored:
        return None
    exact = stored[0][1] == 0.0
    size = len(stored[0][2])
    alike = [row for row in stored if len(row[2]) == size and (row[1] == 0.0) == exact]
    flat = np.frombuffer(b"".join(row[2] for row in alike), dtype="<f4" if exact else np.int8)
    scales = np.array([1.0 if exact else row[1] for row in alike], dtype=np.float32)
    return Matrix(np.array([row[0] for row in alike], dtype=np.int64), flat.reshape(len(alike), -1), scales)


def nearest(matrix: Matrix, query: ArrayLike, limit: int) -> list[tuple[int, float]]:
    """(id, cosine) of the vectors most similar to `query`, best first.

    Raises ValueError when it has another number of dimensions.
    """
    import numpy as np

    wanted: NDArray[np.float32] = np.asarray(query, dtype=np.float32).ravel()
    if wanted.shape[0] != matrix.rows.shape[1]:
        raise ValueError(f"the query has {wanted.shape[0]} dimensions, the vectors {matrix.rows.shape[1]}")
    length = float(np.linalg.norm(wanted))
    if length == 0 or limit <= 0:
        return []
    wanted = wanted / length
    count = len(matrix.ids)
    costs: NDArray[np.float32] = np.empty(count, dtype=np.float32)
    for start in range(0, count, _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        costs[block] = matrix.rows[block].astype(np.float32) @ wanted
    np.multiply(costs, -matrix.scales, out=costs)
    top: NDArray[np.intp] = np.argpartition(costs, limit - 1)[:limit] if limit < count else np.arange(count)
    # Equal ones in the order of ids, so that the same question finds the same chunks.
    found = sorted((float(costs[i]), int(matrix.ids[i])) for i in top)
    return [(id_, -cost) for cost, id_ in found]


class MatrixCache:
    """The matrices of the latest revision asked for."""

    def __init__(self) -> None:
        self._matrices: dict[tuple[str, str], tuple[int, Matrix | None]] = {}
        self._lock = threading.Lock()

    def get(self, owner: str, model: str, revision: int) -> tuple[bool, Matrix | None]:
        """(whether it is known, the matrix)."""
        with self._lock:
            held = self._matrices.get((owner, model))
        return (True, held[1]) if held and held[0] == revision else (False, None)

    def put(self, owner: str, model: str, revision: int, matrix: Matrix | None) -> None:
        """Keep one in the place of that of an earlier revision."""
        with self._lock:
            self._matrices[owner, model] = revision, matrix
