"""Vectors as BLOBs and exact search among them. numpy is imported where it is used: a hover needs none of it.

A vector is scaled to length 1, so that a dot product is the cosine, and kept as one signed byte a dimension;
`scale` says what 1 stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_BLOCK_ROWS = 8192
"""Rows turned into float32 at a time: the matrix itself stays in bytes, a quarter of the size."""
_SKETCHED_ROWS = 8192
"""With more rows than that a sketch of fewer dimensions chooses those that are compared exactly."""
_SKETCH_DIMENSIONS = 48
_SKETCH_SAMPLE = 4096
"""Vectors that the directions are found by: all of them would take seconds where they are long."""
_SKETCH_SPARE = 16
_SKETCH_ROUNDS = 4
"""Directions that are followed besides, and how often all are turned towards where the vectors differ."""
_SKETCH_KEPT = 20
"""For each row that is wanted, so many are compared exactly."""


@dataclass(frozen=True, slots=True)
class VectorRow:
    """One vector to be stored."""

    chunk_id: int
    digest: str
    """Of the text that was embedded: the vector is current while that is unchanged."""
    vector: ArrayLike


@dataclass(frozen=True, slots=True)
class Matrix:
    """All vectors of one model."""

    ids: NDArray[np.int64]
    rows: NDArray[np.int8]
    """One vector a row."""
    scales: NDArray[np.float32]
    """What a row must be multiplied with."""
    axes: NDArray[np.float32] | None = None
    """The directions in which the vectors differ most, one a column; None where all rows are compared."""
    sketch: NDArray[np.float32] | None = None
    """Each vector along these axes."""


def pack_vector(vector: ArrayLike) -> tuple[float, bytes]:
    """(scale, BLOB) of a vector of any length. One of zeros stays so, and is similar to nothing."""
    import numpy as np

    values: NDArray[np.float32] = np.asarray(vector, dtype=np.float32).ravel()
    length = float(np.linalg.norm(values))
    unit = values / length if length > 0 else values
    scale = (float(np.abs(unit).max()) / 127 if unit.size else 0.0) or 1.0
    return scale, np.round(unit / scale).astype(np.int8).tobytes()


def build_matrix(stored: Sequence[tuple[int, float, bytes]]) -> Matrix | None:
    """The matrix of (id, scale, BLOB) rows, less those unlike the first in size; None without rows."""
    import numpy as np

    if not stored:
        return None
    size = len(stored[0][2])
    ids, scales, vectors = zip(*(row for row in stored if len(row[2]) == size), strict=True)
    rows = np.frombuffer(b"".join(vectors), np.int8).reshape(len(ids), -1)
    matrix = Matrix(np.array(ids, np.int64), rows, np.array(scales, np.float32))
    return _sketched(matrix) if len(ids) > _SKETCHED_ROWS else matrix


def _sketched(matrix: Matrix) -> Matrix:
    """The same with a sketch along its principal axes."""
    import numpy as np

    axes = _principal_axes(matrix)
    sketch: NDArray[np.float32] = np.empty((len(matrix.ids), axes.shape[1]), dtype=np.float32)
    for rows, block in _blocks(matrix):
        sketch[rows] = block @ axes
    return replace(matrix, axes=axes, sketch=sketch)


def _principal_axes(matrix: Matrix) -> NDArray[np.float32]:
    """Where the vectors differ most, one direction a column. Not centred: products stay near cosines.

    By subspace iteration (Halko, Martinsson, Tropp, 2011, algorithm 4.4): its time grows with the length of
    the vectors as such, that of an eigendecomposition with the cube.
    """
    import numpy as np

    some = np.linspace(0, len(matrix.ids) - 1, min(_SKETCH_SAMPLE, len(matrix.ids))).astype(np.intp)
    sample = matrix.rows[some].astype(np.float32) * matrix.scales[some, None]
    dimensions = sample.shape[1]
    followed = min(_SKETCH_DIMENSIONS + _SKETCH_SPARE, dimensions)
    basis = np.random.default_rng(0).standard_normal((dimensions, followed), dtype=np.float32)
    for _ in range(_SKETCH_ROUNDS):
        basis = np.linalg.qr(sample.T @ (sample @ basis))[0]
    seen = sample @ basis
    # The eigenvalues come in ascending order.
    turned = np.linalg.eigh(seen.T @ seen)[1][:, -_SKETCH_DIMENSIONS:]
    return (basis @ turned).astype(np.float32)


def _blocks(matrix: Matrix) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """The vectors as float32, some rows at a time."""
    import numpy as np

    for start in range(0, len(matrix.ids), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        yield rows, matrix.rows[rows].astype(np.float32) * matrix.scales[rows, None]


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
    unit = (wanted / length).astype(np.float32)
    chosen = _chosen(matrix, unit, limit)
    if chosen is None:
        chosen = np.arange(len(matrix.ids))
        costs = -np.concatenate([_products(block, unit) for _, block in _blocks(matrix)])
    else:
        costs = -_products(matrix.rows[chosen].astype(np.float32), unit) * matrix.scales[chosen]
    top = np.argpartition(costs, limit - 1)[:limit] if limit < len(costs) else np.arange(len(costs))
    # Equal ones in the order of ids, so that the same question finds the same chunks.
    found = sorted((float(costs[i]), int(matrix.ids[chosen[i]])) for i in top)
    return [(id_, -cost) for cost, id_ in found]


def _chosen(matrix: Matrix, wanted: NDArray[np.float32], limit: int) -> NDArray[np.intp] | None:
    """Rows that are likely to be the nearest ones, by the sketch; None for all."""
    import numpy as np

    most = limit * _SKETCH_KEPT
    if matrix.sketch is None or matrix.axes is None or most >= len(matrix.ids):
        return None
    near = _products(matrix.sketch, _products(matrix.axes.T, wanted))
    return np.sort(np.argpartition(-near, most - 1)[:most])


def _products(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The dot product of each row with a vector."""
    import numpy as np

    # Not by BLAS: its threads would keep every core busy for 20 ms after half a millisecond's work.
    return np.einsum("ij,j->i", rows, vector)
