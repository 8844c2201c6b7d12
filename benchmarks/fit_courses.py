"""Fits the weights by which definitions are chosen that tell the course of something.

    python benchmarks/fit_courses.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--data-dir DIR]

From the questions of `benchmarks/courses.py`: of each, every definition around what search finds is an
example, one of the places that were written down, or not. A logistic regression is fitted to all of them.
Printed are, for each repository, the share of its places that are chosen with weights fitted to the other
repositories alone; then the weights of all together.

Nothing is written: a person puts what is printed into `stc_lsp/wake/structural/fitness.py`.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from checkouts import memory_of, pairs_of, parser_of_pairs
from courses import placed, rows_of

from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.structural.course import Courses, fitting_together
from stc_lsp.wake.structural.fitness import Features, features
from stc_lsp.wake.structural.inquiry import Inquiry
from stc_lsp.wake.subjects import find_subjects, read_in
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.structural.vicinity import Vicinity

_RIDGE = 10.0
"""How much large weights cost, of features that have been brought to a deviation of 1."""
_STEPS = 25


class Example(NamedTuple):
    """One question, with the definitions around what search finds for it."""

    repository: str
    vicinity: Vicinity
    ids: Sequence[int]
    rows: NDArray[np.float64]
    """The features of each."""
    is_place: NDArray[np.float64]
    """1 for those that were written down."""
    places: int
    """How many were, found or not."""


class Fit(NamedTuple):
    """A sum of features that is the logarithm of the odds."""

    weights: NDArray[np.float64]
    bias: float


def main() -> None:
    """Print the table and the weights."""
    parser = parser_of_pairs(__doc__)
    arguments = parser.parse_args()
    pairs = pairs_of(parser, arguments)
    examples: list[Example] = []
    with tempfile.TemporaryDirectory() as temporary:
        for questions, checkout in pairs:
            examples += _examples(questions, checkout, arguments.data_dir or Path(temporary))
    repositories = list(dict.fromkeys(each.repository for each in examples))
    for left_out in repositories if len(repositories) > 1 else ():
        fitted = fit([each for each in examples if each.repository != left_out])
        told = [told_by(fitted, each) for each in examples if each.repository == left_out]
        print(f"{left_out:24} {statistics.fmean(told):6.2f}")
    fitted = fit(examples)
    for name, weight in zip(Features._fields, fitted.weights, strict=True):
        print(f"{name:24} {weight:6.2f}")
    print(f"{'bias':24} {fitted.bias:6.2f}")


def fit(examples: Iterable[Example]) -> Fit:
    """By Newton's method."""
    examples = list(examples)
    rows = np.concatenate([each.rows for each in examples])
    wanted = np.concatenate([each.is_place for each in examples])
    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.column_stack([(rows - mean) / deviation, np.ones(len(rows))])
    ridge = np.append(np.full(rows.shape[1], _RIDGE), 0.0)
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - wanted) + ridge * weights
        bend = (scaled.T * (chance * (1 - chance))) @ scaled + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    per_feature = weights[:-1] / deviation
    return Fit(per_feature, float(weights[-1] - per_feature @ mean))


def told_by(fitted: Fit, example: Example) -> float:
    """The share of the places of a question that are among what is chosen."""
    odds = example.rows @ fitted.weights + fitted.bias
    by_id = dict(zip(example.ids, odds.tolist(), strict=True))
    chosen = set(fitting_together(by_id, example.vicinity))
    is_told = [id_ in chosen for id_ in example.ids]
    return float(example.is_place[is_told].sum()) / example.places


def _examples(questions: Path, root: Path, data_dir: Path) -> list[Example]:
    with memory_of(root, data_dir) as memory, memory.snapshot() as snapshot:
        present = Present(snapshot, DiskDocuments(root))
        return [
            _example(questions.stem, question, places, snapshot, present)
            for question, places in rows_of(questions)
        ]


def _example(
    repository: str, text: str, places: Sequence[str], snapshot: Snapshot, present: Present
) -> Example:
    question = read_in(text, snapshot)
    inquiry = Inquiry(question, find_subjects(question, snapshot, AskContext()), snapshot, present)
    courses = Courses(inquiry, retrieve(question, snapshot, static_embeddings()))
    vicinity = courses.vicinity
    found = features(vicinity, courses.relevance, courses.calls)
    wanted = {placed(snapshot, each).id for each in places}
    return Example(
        repository,
        vicinity,
        list(found),
        np.array(list(found.values()), dtype=np.float64),
        np.array([float(id_ in wanted) for id_ in found]),
        len(places),
    )


if __name__ == "__main__":
    main()
