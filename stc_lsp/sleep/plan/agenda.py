"""What the sleeper will think about next and why, and what it passes over, for a person who wants to know."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.values import STRUCTURAL, Wanted
from stc_lsp.sleep.plan.features import COLUMN
from stc_lsp.sleep.plan.springs import Spring, spring_of
from stc_lsp.sleep.plan.worth import Planner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from stc_lsp.memory.ledger.account import Account
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.plan.chance import Weights
    from stc_lsp.sleep.plan.look import View

_MOST_REASONS = 5
_LEAST_PULL = 0.1
"""In the logarithm of the odds: less is no reason."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thought to be made, or passed over."""

    path: str
    symbol: str
    kind: str
    thinker: str
    value: float
    """Tokens that are expected to be saved for each one that it takes."""
    expected: float
    """How often somebody is expected to turn to it before long."""
    tokens: float
    """What it takes to make, about; 0.0 without a model."""
    reasons: tuple[str, ...]
    """What raises or lowers the chance that somebody turns to it, and by how much, the strongest first."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be done."""

    next: list[Item]
    """In the order in which it will be thought about."""
    passed_over: list[Item]
    """What would cost more than it is expected to save, the most valuable first."""
    account: Account
    weights: Weights


def agenda(snapshot: Snapshot, view: View, questions: int, least_return: float) -> Agenda:
    """What is missing, valued by what was observed just now. `questions`: asked for about each chunk."""
    planner = Planner()
    planner.learn(view)
    told = _Told(planner, view, questions)
    found = sorted(told.items(snapshot.missing()), key=lambda each: (each.thinker != STRUCTURAL, -each.value))
    others = sorted(told.items(snapshot.without_key()), key=lambda each: -each.value)
    passed_over = [each for each in others if each.thinker != STRUCTURAL and each.value < least_return]
    return Agenda(found, passed_over, view.account, view.weights)


class _Told:
    """Tells of what is wanted."""

    def __init__(self, planner: Planner, view: View, questions: int) -> None:
        self._planner = planner
        self._view = view
        self._questions = questions
        self._numbers = {node.id: number for number, node in enumerate(view.observed.nodes)}

    def items(self, all_wanted: Iterable[Wanted]) -> list[Item]:
        return [
            self._item(wanted, self._numbers[wanted.chunk_id])
            for wanted in all_wanted
            if wanted.chunk_id in self._numbers
        ]

    def _item(self, wanted: Wanted, number: int) -> Item:
        node, row = self._view.observed.nodes[number], self._view.observed.rows[number]
        recipe = wanted.recipe
        worth = self._planner.worth_of(wanted, self._questions)
        reasons = _reasons(row, self._view.weights)
        if recipe.is_answer:
            spring = spring_of(recipe)
            reasons = (_SPRINGS[spring], *(reasons if spring is not Spring.ASKED else ()))
        return Item(
            node.path,
            node.qualname,
            str(recipe.kind),
            recipe.made_by,
            worth.value,
            worth.expected,
            0.0 if recipe.is_structural else worth.tokens,
            reasons,
        )


_SPRINGS = {
    Spring.ASKED: "somebody asked about it",
    Spring.SIBLINGS: "somebody asked it of its like",
    Spring.CHANGES: "a recent commit changed it",
}


def _counted(value: float, one: str, several: str) -> str:
    number = round(math.expm1(value))
    return one if number == 1 else f"{number:,} {several}"


_WORDS: Mapping[str, Callable[[float], str]] = {
    "file": lambda _: "a file",
    "folder": lambda _: "a folder",
    "class": lambda _: "a class",
    "method": lambda _: "a method",
    "section": lambda _: "a section of a document",
    "private": lambda _: "private",
    "test code": lambda _: "test code",
    "used": lambda value: f"used in {_counted(value, '1 place', 'places')}",
    "central": lambda value: "central" if value > 0 else "on the edge",
    "imported": lambda value: (
        "its file is imported by much" if value > 0 else "its file is imported by little"
    ),
    "changed lately": lambda _: "its file changed lately",
    "changed often": lambda _: "its file changes often",
    "fresh": lambda _: "its file's last change is fresh",
    "own change": lambda _: "its own last change is fresh",
    "open": lambda _: "open, or just saved",
    "looked at": lambda value: f"looked at {_counted(value, 'once', 'times')} lately",
    "near what was looked at": lambda value: (
        f"its file was looked at {_counted(value, 'once', 'times')} lately"
    ),
    "size": lambda value: "long" if value > 0 else "short",
}


def _reasons(row: NDArray[np.float64], weights: Weights) -> tuple[str, ...]:
    pulls = weights.pulls(row)
    return tuple(
        f"{_WORDS[name](float(row[COLUMN[name]]))} ({pull:+.1f})"
        for name, pull in pulls.items()
        if name in _WORDS and abs(pull) >= _LEAST_PULL
    )[:_MOST_REASONS]
