"""Helps to fit the weights of the ranking: which way each pulls, and what a choice comes to elsewhere.

    python benchmarks/fit_ranking.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--settings 100]
        [--seed 0] [--data-dir DIR]

From the questions of `benchmarks/recall.py`. Settings are drawn at random from a table of values. What a
setting is worth is the mean over the repositories, however many questions each has, of recall@5 and a half of
MRR. Printed are, for each weight, the mean worth of the settings that have one of its values; and for each
repository, if there are others, what the ten settings that are best for all others come to there, beside the
weights in use: only that says anything about a repository that nobody has looked at.

Nothing is written: a person who has read it chooses, and puts that into `stc_lsp/wake/rank/weights.py`.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from checkouts import memory_of, pairs_of, parser_of_pairs
from recall import Case, Result, read_cases

from stc_lsp.code.asking.question import read_question
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.rank.kinds import FileKind
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.rank.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.memory.snapshot import Snapshot

_BEST = 10
_VALUES: dict[str, tuple[float, ...]] = {
    "in_code": (0.3, 0.6, 1.0),
    "generated": (0.3, 0.4, 0.5, 1.0),
    "vector": (0.15, 0.2, 0.3, 0.4),
    "vector_floor": (0.7, 0.8, 0.9),
    "named": (0.5, 0.8),
    "decay": (0.5, 0.6, 0.7, 0.8),
    "further_by_size": (0.0, 0.25, 0.5, 0.75, 1.0),
    "coverage": (0.4, 0.6, 0.8, 1.0),
    "coverage_by_size": (0.0, 0.25, 0.5, 1.0),
    "other_language": (0.6, 0.8, 1.0),
    "test_asked": (0.6, 0.8, 1.0),
    "used": (0.25, 0.4, 0.5, 0.6),
    "users": (0.1, 0.2, 0.3),
    "tied": (0.0, 0.2, 0.3, 0.4),
    "users_of_named": (0.1, 0.15, 0.2),
    "companion": (0.1, 0.15, 0.2),
    "folder": (0.05, 0.15, 0.25),
}
_PRIORS: dict[FileKind, tuple[float, ...]] = {
    FileKind.TEST: (0.5, 0.6, 0.7),
    FileKind.DOCUMENT: (0.4, 0.5, 0.6),
    FileKind.HISTORY: (0.2, 0.3, 0.4),
}


class Measured(NamedTuple):
    """What a setting comes to on one repository, means over its questions."""

    recall: float
    first: float
    reciprocal: float

    @property
    def worth(self) -> float:
        """What is to be made large."""
        return self.recall + self.reciprocal / 2


class Tried(NamedTuple):
    """A setting and what it comes to on each repository."""

    weights: Weights
    found: dict[str, Measured]

    def worth(self, but: str = "") -> float:
        """The mean over all repositories, one left out."""
        return statistics.fmean(each.worth for name, each in self.found.items() if name != but)


class Remembering:
    """A snapshot that reads nothing twice: a thousand settings ask it the same."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[Any, ...], Any] = {}

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._snapshot, name)
        if not callable(attribute) or name == "once":
            return attribute

        def remembered(*arguments: Any) -> Any:
            fixed = tuple(_fixed(each) for each in arguments)
            key = (name, *(each.tobytes() if hasattr(each, "tobytes") else each for each in fixed))
            if key not in self._known:
                found = attribute(*fixed)
                # What is read one by one would be used up the first time.
                self._known[key] = (
                    tuple(cast("Iterator[Any]", found)) if isinstance(found, Iterator) else found
                )
            return self._known[key]

        return remembered


def main() -> None:
    """Try and print."""
    parser = parser_of_pairs(__doc__)
    parser.add_argument("--settings", type=int, default=100, help="so many are drawn")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    pairs = pairs_of(parser, arguments)
    chance = random.Random(arguments.seed)
    with contextlib.ExitStack() as stack:
        data_dir = arguments.data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        repositories: dict[str, tuple[Any, Sequence[Case]]] = {}
        for questions, checkout in pairs:
            memory = stack.enter_context(memory_of(checkout, data_dir))
            snapshot = Remembering(stack.enter_context(memory.snapshot()))
            repositories[questions.stem] = snapshot, read_cases(questions)
        now = tried(WEIGHTS, repositories)
        print_pulls(all_tried := [tried(drawn(chance), repositories) for _ in range(arguments.settings)])
        if len(repositories) > 1:
            print_left_out(now, all_tried)


def drawn(chance: random.Random) -> Weights:
    """A setting."""
    known = {each.name for each in fields(Weights)}
    values = {name: chance.choice(values) for name, values in _VALUES.items() if name in known}
    priors = {kind: chance.choice(values) for kind, values in _PRIORS.items()}
    return replace(WEIGHTS, priors={**WEIGHTS.priors, **priors}, **values)


def tried(weights: Weights, repositories: Mapping[str, tuple[Any, Sequence[Case]]]) -> Tried:
    """What a setting comes to."""
    embeddings = static_embeddings()
    found: dict[str, Measured] = {}
    for name, (snapshot, cases) in repositories.items():
        results = [
            Result(
                each,
                list(retrieve(read_question(each.question), snapshot, embeddings, None, weights).files),
                0,
            )
            for each in cases
        ]
        means = zip(*((each.recall, each.first, each.reciprocal) for each in results), strict=True)
        found[name] = Measured(*map(statistics.fmean, means))
    return Tried(weights, found)


def print_pulls(all_tried: Sequence[Tried]) -> None:
    """The mean worth of the settings that have one value, for each value of each weight."""
    settings = [({**vars_of(each.weights), **each.weights.priors}, each.worth()) for each in all_tried]
    for name, values in {**_VALUES, **_PRIORS}.items():
        said: list[str] = []
        for value in values:
            worths = [worth for setting, worth in settings if setting[name] == value]
            said.append(f"{value:g}: {statistics.fmean(worths):.4f}" if worths else f"{value:g}: -")
        print(f"{name:18} {'   '.join(said)}")


def print_left_out(now: Tried, all_tried: Sequence[Tried]) -> None:
    """For each repository, the best settings by the others, and the weights in use."""
    print(f"\n{'':18} {'by the others':24} {'in use':24}\n{'':18} {'recall@5, @1, MRR':24} recall@5, @1, MRR")
    for name, used in now.found.items():
        best = sorted(all_tried, key=lambda each: -each.worth(but=name))[:_BEST]
        means = [
            statistics.fmean(values) for values in zip(*(each.found[name] for each in best), strict=True)
        ]
        print(f"{name:18} {_said(means):24} {_said(used)}")


def vars_of(weights: Weights) -> dict[Any, float]:
    """The weights by name, but for the priors."""
    return {each.name: getattr(weights, each.name) for each in fields(weights) if each.name != "priors"}


def _said(values: Sequence[float]) -> str:
    return "  ".join(f"{value:.3f}" for value in values)


def _fixed(value: Any) -> Any:
    """An argument as something that can be used twice, and remembered by."""
    if isinstance(value, str | int | float | None) or hasattr(value, "tobytes"):
        return value
    return tuple(cast("Iterable[Any]", value))


if __name__ == "__main__":
    main()
