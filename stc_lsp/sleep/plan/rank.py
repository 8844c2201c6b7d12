"""PageRank: where somebody ends up who follows what code refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_DAMPING = 0.85
_MOST_STEPS = 60
_CLOSE_ENOUGH = 1e-9


def page_rank(count: int, edges: Sequence[tuple[int, int, float]]) -> NDArray[np.float64]:
    """The rank of each of `count` nodes, 1.0 on average.

    An edge leads from a node to another with a weight. Who leads nowhere leads everywhere. The order in which
    they are given makes no difference, not even in the last digit.
    """
    if not count:
        return np.zeros(0)
    sources = np.fromiter((each[0] for each in edges), np.intp, len(edges))
    targets = np.fromiter((each[1] for each in edges), np.intp, len(edges))
    weights = np.fromiter((each[2] for each in edges), np.float64, len(edges))
    in_order = np.lexsort((targets, sources))
    sources, targets, weights = sources[in_order], targets[in_order], weights[in_order]
    leaving = np.bincount(sources, weights, count)
    shares = weights / leaving[sources]
    rank = np.full(count, 1.0)
    for _ in range(_MOST_STEPS):
        stuck = rank[leaving == 0].sum() / count
        flowing = np.bincount(targets, rank[sources] * shares, count)
        following = (1 - _DAMPING) + _DAMPING * (flowing + stuck)
        if np.abs(following - rank).max() < _CLOSE_ENOUGH:
            return following
        rank = following
    return rank
