"""How likely each thing is to be asked, by what is asked everywhere, in a workspace, and next door. Pure."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.modules import folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BEFORE_ANY: Mapping[str, float] = {
    Intent.PURPOSE: 0.20,
    Intent.HOW: 0.12,
    Intent.CALLERS: 0.11,
    Intent.WHY: 0.06,
    Intent.CHANGED: 0.06,
    Intent.TESTS: 0.05,
    Intent.RETURNS: 0.05,
    Intent.MEMBERS: 0.05,
    Intent.RAISES: 0.045,
    Intent.PARAMETERS: 0.045,
    Intent.CALLS: 0.04,
    Intent.IMPORTERS: 0.04,
    Intent.RUN_TESTS: 0.04,
    Intent.ENTRY: 0.04,
    Intent.READS: 0.03,
    Intent.SUBCLASSES: 0.03,
    Intent.WHERE: 0.03,
    Intent.IMPORTS: 0.02,
    Intent.BASES: 0.02,
}
"""The share of each among the questions about one thing, before any was asked here. By hand: what programmers
ask a tool that answers nobody has counted yet."""
NOTE = "plan:asked"
"""Under which the index keeps what was asked."""
_OTHERS = 0.03
_FIRM, _FIRM_NEAR = 40.0, 6.0
"""As if so many questions had been asked already in those shares: in a workspace, and next door."""
_MOST_LEANING = 0.2
"""Half the logarithm of how far apart predictability alone may put two questions: by half at most."""


@dataclass(frozen=True, slots=True)
class AskedSoFar:
    """How often each thing was asked in a workspace, each time counting less the longer it is ago."""

    by_place: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, "Mapping[str, float]"])
    """By intent, for each `next_door`; under "" for the whole workspace."""

    def share(self, intent: str, place: str) -> float:
        """The share of an intent among the questions about something that has such neighbours."""
        share = BEFORE_ANY.get(intent, _OTHERS)
        for counted, firm in ((self.by_place.get("", {}), _FIRM), (self.by_place.get(place, {}), _FIRM_NEAR)):
            share = (firm * share + counted.get(intent, 0.0)) / (firm + sum(counted.values()))
        return share

    def packed(self) -> str:
        """As it is kept with the index."""
        return json.dumps(self.by_place, sort_keys=True)


def unpacked(text: str) -> AskedSoFar:
    """The inverse of `AskedSoFar.packed`; nothing asked where nothing was kept."""
    return AskedSoFar(json.loads(text)) if text else AskedSoFar()


def next_door(path: str, kind: str) -> str:
    """What a chunk's siblings share with it: the folder, and what kind of chunk it is."""
    return f"{folder_of(path)}|{kind}"


def leanings(predictabilities: Sequence[float | None]) -> list[float]:
    """How much likelier than the others each question about one thing is, by how predictable it is from that.

    The paper's measure, where there is one: log-probabilities, by which only those that have one are held
    against each other. 1.0 on average: it says which of them are asked, not how many.
    """
    known = [each for each in predictabilities if each is not None]
    if not known:
        return [1.0] * len(predictabilities)
    middle = sum(known) / len(known)
    weights = [math.exp(_MOST_LEANING * math.tanh(each - middle)) for each in known]
    mean = sum(weights) / len(weights)
    leaning = (each / mean for each in weights)
    return [1.0 if each is None else next(leaning) for each in predictabilities]


def chance(expected: float, share: float) -> float:
    """That it is asked at least once, if people turn to its subject so often and ask it with that share."""
    return 1.0 - math.exp(-max(0.0, expected) * share)


def leaned(chance: float, leaning: float) -> float:
    """The chance of what is asked so many times as often."""
    return 1.0 - (1.0 - chance) ** leaning
