"""Fits the weights by which the definition is told that answers a question.

    python benchmarks/fit_places.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--data-dir DIR]

From the questions of `benchmarks/places.py` (those in `places_data/fitted`): of each, every chunk that search
finds is a candidate. What is fitted is how likely each is the one, the others given (conditional logit; those
in `also` count a third). Printed are, for each repository, how often one of the best comes first, and among
the first three, with weights fitted to the other repositories alone; then the weights of all together.

Nothing is written: a person puts what is printed into `stc_lsp/wake/rank/definitions.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from checkouts import memory_of, pairs_of, parser_of_pairs
from places import Row, all_placed, read_rows

from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.rank.definitions import Features, features
from stc_lsp.wake.rank.files import FilePriors
from stc_lsp.wake.rank.retrieve import named_chunks, search, speaks_of_tests
from stc_lsp.wake.rank.weights import WEIGHTS
from stc_lsp.wake.subjects import read_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stc_lsp.memory.snapshot import Snapshot

_RIDGE = 10.0
"""How much large weights cost, of features that have been brought to a deviation of 1."""
_STEPS, _LEAST_STEP = 25, 1e-6
_OF_ALSO = 0.3


class Example(NamedTuple):
    """One question, with the chunks that search finds for it."""

    repository: str
    rows: NDArray[np.float64]
    """The features of each."""
    is_best: NDArray[np.bool_]
    wanted: NDArray[np.float64]
    """How likely each is to be; all 0 if search finds none that answers."""


def main() -> None:
    """Print the table and the weights."""
    parser = parser_of_pairs(__doc__)
    arguments = parser.parse_args()
    examples: list[Example] = []
    with tempfile.TemporaryDirectory() as temporary:
        for questions, checkout in pairs_of(parser, arguments):
            data_dir = arguments.data_dir or Path(temporary)
            with memory_of(checkout, data_dir) as memory, memory.snapshot() as snapshot:
                examples += [_example(questions.stem, row, snapshot) for row in read_rows(questions)]
    repositories = list(dict.fromkeys(each.repository for each in examples))
    print(f"{'':24} first    @3")
    for left_out in repositories if len(repositories) > 1 else ():
        weights = fit([each for each in examples if each.repository != left_out])
        _show(left_out, weights, [each for each in examples if each.repository == left_out])
    weights = fit(examples)
    _show("all, fitted to them", weights, examples)
    for name, weight in zip(Features._fields, weights, strict=True):
        print(f"{name:24} {weight:6.2f}")


def fit(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The weights of the features, by Newton's method with steps that are halved until they gain."""
    deviation = np.concatenate([each.rows for each in examples]).std(0) + 1e-9
    known = [(each.rows / deviation, each.wanted) for each in examples if each.wanted.any()]
    weights = np.zeros(len(deviation))
    for _ in range(_STEPS):
        slope, bend = _RIDGE * weights, _RIDGE * np.eye(len(weights))
        for rows, wanted in known:
            chance = _chances(rows @ weights)
            middle = rows.T @ chance
            slope = slope + middle - rows.T @ wanted
            bend = bend + (rows.T * chance) @ rows - np.outer(middle, middle)
        step = np.linalg.solve(bend, slope)
        before = _cost(weights, known)
        while _cost(weights - step, known) > before and np.abs(step).max() > _LEAST_STEP:
            step = step / 2
        weights = weights - step
    return weights / deviation


def _cost(
    weights: NDArray[np.float64], known: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]
) -> float:
    unlikely = sum(-wanted @ np.log(_chances(rows @ weights) + 1e-300) for rows, wanted in known)
    return float(unlikely + _RIDGE * weights @ weights / 2)


def _chances(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logs - logs.max())
    return powers / powers.sum()


def _example(repository: str, row: Row, snapshot: Snapshot) -> Example:
    question = read_in(row.question, snapshot)
    priors = FilePriors(snapshot, WEIGHTS, are_tests_asked_for=speaks_of_tests(question.text))
    evidence = search(question, snapshot, named_chunks(question, snapshot), priors, static_embeddings())
    found = features(question, snapshot, evidence, priors)
    best = {each.id for each in all_placed(snapshot, row.best)}
    also = {each.id for each in all_placed(snapshot, row.also)}
    wanted = np.array([(id_ in best) + _OF_ALSO * (id_ in also) for id_ in found], dtype=np.float64)
    return Example(
        repository,
        np.array(list(found.values()), dtype=np.float64),
        np.array([id_ in best for id_ in found]),
        wanted / (wanted.sum() or 1.0),
    )


def _show(title: str, weights: NDArray[np.float64], examples: Sequence[Example]) -> None:
    ordered = [each.is_best[np.argsort(-(each.rows @ weights), kind="stable")] for each in examples]
    first, third = (np.mean([each[:most].any() for each in ordered]) for most in (1, 3))
    print(f"{title:22} {first:7.2f} {third:5.2f}")


if __name__ == "__main__":
    main()
