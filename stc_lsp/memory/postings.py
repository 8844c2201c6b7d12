"""Postings: in which texts of a full-text table a word stands, how often, and what that scores.

FTS5 has them too, but scores a row in a microsecond or more, and a question has tens of thousands of rows. So
those of the words that stand in many texts are kept apart, packed, and scored by numpy with the very formula
of FTS5's bm25. Pure: who writes and reads them is in `write/postings.py` and `read/posted.py`. numpy is
imported where it is used: a hover needs none of it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.search import COLUMN_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

TEXT_COLUMNS: dict[str, dict[str, float]] = {
    "search": COLUMN_WEIGHTS,
    "thought_search": {"text": 1.0},
    "question_search": {"question": 1.0},
}
"""The full-text tables that have postings, with the weights of their columns."""

FEWEST_TEXTS = 32
"""A word that fewer texts have is scored by FTS5 in no time."""

_MOST_COUNTED = 0xFFFF
_K1, _B = 1.2, 0.75
"""Those of FTS5's bm25."""
_LEAST_IDF = 1e-6
"""Of a word that more than half of the rows have, as FTS5 has it."""


class Posting(NamedTuple):
    """The texts that have one word."""

    places: NDArray[np.int32]
    """Of the texts among all, ascending."""
    weights: NDArray[np.float32]
    """How often it stands in each, by the weights of the columns."""
    is_beyond_first: NDArray[np.bool_]
    """Whether it stands in another column than the first."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """All texts of a table when its postings were made."""

    ids: NDArray[np.int64]
    """Ascending."""
    tokens: NDArray[np.int64]
    """How many words each has in all its columns."""

    def places_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The places of those of some texts that are among these; and of each, whether it is."""
        at = self.ids.searchsorted(ids)
        is_there = at < len(self.ids)
        is_there[is_there] = self.ids[at[is_there]] == ids[is_there]
        return at[is_there], is_there


def pack_lengths(rows: Sequence[tuple[int, bytes]], columns: int) -> tuple[Lengths, bytes]:
    """The texts of FTS5's table of document sizes, by id, as they are and as one BLOB."""
    import numpy as np

    ids = np.fromiter((id_ for id_, _ in rows), np.int64, len(rows))
    tokens = text_lengths([sizes for _, sizes in rows], columns)
    packed = np.concatenate((np.diff(ids, prepend=0), tokens)).astype("<i8").tobytes()
    return Lengths(ids, tokens), zlib.compress(packed, 1)


def unpack_lengths(packed: bytes) -> Lengths:
    """The inverse of `pack_lengths`."""
    import numpy as np

    ids, tokens = np.frombuffer(zlib.decompress(packed), "<i8").reshape(2, -1)
    return Lengths(np.cumsum(ids), tokens)


def text_lengths(sizes: Iterable[bytes], columns: int) -> NDArray[np.int64]:
    """The number of words of each text, from its sizes by column as SQLite's varints."""
    import numpy as np

    data = np.frombuffer(b"".join(sizes), np.uint8).astype(np.int64)
    is_last = data < 0x80
    which = np.cumsum(is_last) - is_last
    further = np.flatnonzero(is_last)[which] - np.arange(len(data))
    numbers = np.bincount(which, (data & 0x7F) << (7 * further))
    return numbers.astype(np.int64).reshape(-1, columns).sum(axis=1)


def pack_posting(places: NDArray[np.int64], columns: NDArray[np.int64], width: int) -> bytes:
    """The occurrences of one word, by place and column in that order, as one BLOB.

    `places` has the place of the text of each, `columns` its column of `width`.
    """
    import numpy as np

    found, counts = np.unique(places * width + columns, return_counts=True)
    texts, which = np.unique(found // width, return_inverse=True)
    counted = np.zeros((width, len(texts)), dtype="<u2")
    counted[found % width, which] = np.minimum(counts, _MOST_COUNTED)
    return zlib.compress(np.diff(texts, prepend=0).astype("<u4").tobytes() + counted.tobytes(), 1)


def unpack_posting(packed: bytes, weights: Sequence[float]) -> Posting:
    """The texts of one word; the columns have these weights."""
    import numpy as np

    data = zlib.decompress(packed)
    texts = len(data) // (4 + 2 * len(weights))
    places = np.cumsum(np.frombuffer(data, "<u4", texts), dtype=np.int32)
    counted = np.frombuffer(data, "<u2", offset=4 * texts).reshape(len(weights), texts)
    # Not by BLAS, which starts threads for it.
    weighted = np.einsum("i,ij->j", np.asarray(weights, np.float32), counted, dtype=np.float32)
    return Posting(places, weighted, np.logical_or.reduce(counted[1:], axis=0))


def scores(
    weights: NDArray[np.floating], tokens: NDArray[np.int64], texts: int, average: float, having: int
) -> NDArray[np.float64]:
    """What a word adds to the score of each of its texts, as FTS5's bm25 has it.

    `weights` are those of a posting, `tokens` the lengths of those texts, `average` that of all `texts`, of
    which `having` have the word.
    """
    import math

    idf = max(_LEAST_IDF, math.log((texts - having + 0.5) / (having + 0.5)))
    often = weights.astype("f8")
    # In FTS5's order of operations, so that equal texts have equal scores, whoever scores them.
    return idf * ((often * (_K1 + 1)) / (often + _K1 * (1 - _B + _B * tokens / average)))
