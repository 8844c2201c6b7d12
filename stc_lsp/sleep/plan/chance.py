"""The chance that somebody turns to something: a logistic model of what can be observed of it.

It begins with weights that ship with the product (`plan_weights`), and learns from what people in this
workspace really turn to. It stays a table of numbers that a person can read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stc_lsp.sleep.plan.features import COLUMN, FEATURES
from stc_lsp.sleep.plan.weights import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_TIGHTNESS = 8.0
"""How firmly a weight stays where it was: as if it had been seen so many times."""
_MOST_STEPS = 25
_SMALL_STEP = 1e-6
_MOST_LOGIT = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each of FEATURES."""

    values: tuple[float, ...]
    learned_from: int = 0
    """How many things that people turned to here have shaped them; 0: as they ship."""

    def chances(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each row the chance that somebody turns to it before long."""
        return _chances(rows, np.asarray(self.values))

    def pulls(self, row: NDArray[np.float64]) -> dict[str, float]:
        """How much each feature of one row raises or lowers its chance, the strongest first."""
        each = {name: float(row[n]) * self.values[n] for n, name in enumerate(FEATURES) if row[n]}
        return dict(sorted(each.items(), key=lambda item: -abs(item[1])))

    @property
    def named(self) -> dict[str, float]:
        """Each weight by its feature."""
        return dict(zip(FEATURES, (round(each, 6) for each in self.values), strict=True))

    def packed(self) -> str:
        """As it is kept with the index."""
        return json.dumps({"weights": self.named, "learned_from": self.learned_from})


def _chances(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -_MOST_LOGIT, _MOST_LOGIT)))


def shipped() -> Weights:
    """The weights before anything was learned here."""
    return Weights(tuple(SHIPPED[name] for name in FEATURES))


def unpacked(text: str) -> Weights:
    """The inverse of `Weights.packed`; as they ship where nothing was kept, or other features were."""
    if not text:
        return shipped()
    kept = json.loads(text)
    if kept["weights"].keys() != SHIPPED.keys():
        return shipped()
    return Weights(tuple(kept["weights"][name] for name in FEATURES), kept["learned_from"])


def learned(weights: Weights, rows: NDArray[np.float64], turned_to: Sequence[bool]) -> Weights:
    """The weights after it was seen which of these people turned to.

    How many they turned to says how long it was looked, not how likely each is: "any" stays as it was.
    """
    start = np.asarray(weights.values)
    asked = np.asarray(turned_to, dtype=np.float64)
    found = fit(rows, asked, start, _TIGHTNESS)
    found[COLUMN["any"]] = start[COLUMN["any"]]
    return Weights(tuple(found.tolist()), weights.learned_from + int(asked.sum()))


def fit(
    rows: NDArray[np.float64], asked: NDArray[np.float64], start: NDArray[np.float64], tightness: float
) -> NDArray[np.float64]:
    """The likeliest weights (Newton's method), with a normal prior around `start`.

    "any" is left free, for the share of what is asked depends on how long it was looked.
    """
    firm = np.full(len(start), tightness)
    firm[COLUMN["any"]] = 1e-3
    weights = start.copy()
    for _ in range(_MOST_STEPS):
        chance = _chances(rows, weights)
        gradient = rows.T @ (chance - asked) + firm * (weights - start)
        curvature = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(firm)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < _SMALL_STEP:
            break
    return weights
