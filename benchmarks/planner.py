"""Whether the planner thinks first about what is asked about next, on a repository's own history.

    python benchmarks/planner.py REPOSITORY... [--periods 4] [--ahead 10] [--apart 40] [--fit]

A period begins at some commit: the repository is indexed as it was then, and every definition is an item to
think about, at the tokens that the planner reckons for it (a test holds that against what is really sent).
What people ask about is stood for by what the next commits touch: every item of a file that they touch, or
only the items whose own lines they touch. Printed: the share of those that are thought about when 10, 25 and
50 % of the whole cost is spent, in the planner's order, by path, and at random; and between which ratios to
random 95 % of the resamplings fall (bootstrap: periods, and in each the files that are asked about).

`--fit` prints the weights that fit these histories best instead, two parts of a fit to the first reading and
one to the second: who works on a file asks about more of it than they change. Nothing is written: a person
puts what is printed into `stc_lsp/sleep/plan/weights.py`.
"""

from __future__ import annotations

import random
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import anyio
import numpy as np
from checkouts import parser_of

from stc_lsp.config import load
from stc_lsp.memory.values import StoredChunk, ThoughtKind
from stc_lsp.sleep.indexing.folders import LANGUAGE
from stc_lsp.sleep.plan.chance import fit
from stc_lsp.sleep.plan.features import COLUMN, FEATURES
from stc_lsp.sleep.plan.look import Lookout
from stc_lsp.sleep.plan.weights import BY_HAND, FITTED
from stc_lsp.sleep.plan.worth import Planner
from stc_lsp.sleep.session import hold_workspace, open_session

if TYPE_CHECKING:
    import argparse

    from numpy.typing import NDArray

SHARES = (0.10, 0.25, 0.50)
_RANDOM_ORDERS = 20
_RESAMPLINGS = 4_000
_TIGHTNESS = 4.0
_CHANGES = ("changed lately", "changed often", "fresh", "own change")
_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? ")


@dataclass(frozen=True)
class Item:
    """Something that could be thought about."""

    chunk: StoredChunk
    value: float
    cost: float
    row: NDArray[np.float64]
    """Its features."""


def git(root: Path, *arguments: str) -> list[str]:
    """The lines that git prints."""
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace").split("\n")[:-1]


async def items_at(root: Path, data_dir: Path) -> list[Item]:
    """Everything that could be thought about now, with the planner's value."""
    settings = load(None, environ={}, overrides={"data_dir": str(data_dir)})
    async with open_session(root, settings) as session:
        with hold_workspace(session.paths):
            session.indexer.reconcile()
            session.indexer.update_history()
            await session.sleeper.remember_history()
            view = Lookout(root, session.paths, session.memory).look()
            planner = Planner()
            planner.learn(view)
            snapshot = session.writer.snapshot()
            found: list[Item] = []
            for node, row in zip(view.observed.nodes, view.observed.rows, strict=True):
                chunk = snapshot.chunk_by_id(node.id)
                if chunk is not None and node.language != LANGUAGE:
                    worth = planner.worth(chunk, ThoughtKind.SUMMARY, 0)
                    found.append(Item(chunk, worth.value, worth.tokens, row))
            return found


def touched(root: Path, before: str, after: str) -> dict[str, list[tuple[int, int]]]:
    """The files that differ between two commits, each with the lines of the first that do."""
    found: dict[str, list[tuple[int, int]]] = {}
    path = ""
    for line in git(root, "diff", "-U0", "--no-renames", "--no-ext-diff", "--no-prefix", before, after):
        if line.startswith("--- "):
            path = line.removeprefix("--- ")
        elif hunk := _HUNK.match(line):
            first = int(hunk[1])
            found.setdefault(path, []).append((first, first + max(1, int(hunk[2] or 1)) - 1))
    return found


def is_touched(item: Item, lines: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether an item's own lines are among them."""
    chunk = item.chunk.chunk
    return any(
        first <= chunk.end_line and last >= chunk.start_line for first, last in lines.get(item.chunk.path, ())
    )


def shares(order: list[Item], asked: set[int]) -> list[float]:
    """Of what is asked about, how much is thought at each share of the cost."""
    return [len(thought_first(order, share) & asked) / (len(asked) or 1) for share in SHARES]


Readings = dict[str, set[int]]
"""The ids of what is asked about, by how that is read from what commits touch."""


def periods(repository: Path, arguments: argparse.Namespace) -> list[tuple[list[Item], Readings]]:
    """The items at the beginning of each period, and what is asked about in it."""
    found: list[tuple[list[Item], Readings]] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / repository.name
        subprocess.run(["git", "clone", "-q", str(repository), str(root)], check=True)
        commits = git(root, "rev-list", "--first-parent", "HEAD")
        ahead: int = arguments.ahead
        for at in range(ahead, len(commits), arguments.apart)[: arguments.periods]:
            git(root, "checkout", "-q", "--detach", commits[at])
            items = anyio.run(items_at, root, Path(folder) / "data")
            lines = touched(root, commits[at], commits[at - ahead])
            readings = {
                "files": {item.chunk.id for item in items if item.chunk.path in lines},
                "definitions": {item.chunk.id for item in items if is_touched(item, lines)},
            }
            told = ", ".join(f"{len(asked)} by {reading}" for reading, asked in readings.items())
            print(f"{repository.name} {commits[at][:9]}: {len(items)} items; asked about: {told}")
            found.append((items, readings))
    return found


def print_shares(played: list[tuple[list[Item], Readings]]) -> None:
    """The figures, for each reading."""
    chance = random.Random(0)
    for reading in ("files", "definitions"):
        rows: dict[str, list[list[float]]] = {"planner": [], "by path": [], "random": []}
        for items, readings in played:
            asked = readings[reading]
            rows["planner"].append(shares(sorted(items, key=lambda each: -each.value), asked))
            by_path = sorted(items, key=lambda each: (each.chunk.path, each.chunk.id))
            rows["by path"].append(shares(by_path, asked))
            rows["random"] += [shares(chance.sample(items, len(items)), asked) for _ in range(_RANDOM_ORDERS)]
        print(f"asked about: the {reading} that the next commits touch")
        for name, found in rows.items():
            told = [f"{share:.0%}: {mean(each[n] for each in found):.1%}" for n, share in enumerate(SHARES)]
            print(f"  {name:8} {'  '.join(told)}")
        ratio = mean(row[1] for row in rows["planner"]) / mean(row[1] for row in rows["random"])
        low, high = interval([(items, readings[reading]) for items, readings in played], chance)
        print(f"  at {SHARES[1]:.0%} of the cost {ratio:.2f} times random, 95 % from {low:.2f} to {high:.2f}")


def interval(played: list[tuple[list[Item], set[int]]], chance: random.Random) -> tuple[float, float]:
    """Between which ratios to random the middle 95 % of the resamplings fall.

    Files are drawn, not items: what is asked about comes in files, and 20 items of one file are one case.
    """
    cases: list[tuple[list[list[bool]], float]] = []
    for items, asked in played:
        within = thought_first(sorted(items, key=lambda each: -each.value), SHARES[1])
        files: dict[str, list[bool]] = {}
        for item in items:
            if item.chunk.id in asked:
                files.setdefault(item.chunk.path, []).append(item.chunk.id in within)
        at_random = mean(shares(chance.sample(items, len(items)), asked)[1] for _ in range(_RANDOM_ORDERS))
        if files:
            cases.append((list(files.values()), at_random))
    ratios: list[float] = []
    for _ in range(_RESAMPLINGS):
        drawn = [
            (mean(hit for file in chance.choices(files, k=len(files)) for hit in file), at_random)
            for files, at_random in chance.choices(cases, k=len(cases))
        ]
        ratios.append(mean(hits for hits, _ in drawn) / mean(at_random for _, at_random in drawn))
    ratios.sort()
    return ratios[int(0.025 * _RESAMPLINGS)], ratios[int(0.975 * _RESAMPLINGS)]


def thought_first(order: list[Item], share: float) -> set[int]:
    """The ids of what is thought about while that share of the whole cost is spent."""
    left, within = sum(item.cost for item in order) * share, set[int]()
    for item in order:
        left -= item.cost
        if left < 0:
            break
        within.add(item.chunk.id)
    return within


def print_weights(played: list[tuple[list[Item], Readings]]) -> None:
    """What fits best, as a table of Python."""
    rows = np.vstack([item.row for items, _ in played for item in items])
    rows[:, [COLUMN[name] for name in BY_HAND]] = 0.0
    fits = [
        _fit_where_change_raises(
            rows,
            np.array([item.chunk.id in readings[reading] for items, readings in played for item in items]),
        )
        for reading in ("files", "definitions")
    ]
    for name, weight in zip(FEATURES, (2 * fits[0] + fits[1]) / 3, strict=True):
        if name in FITTED:
            print(f'    "{name}": {weight:.2f},')


def _fit_where_change_raises(rows: NDArray[np.float64], asked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The fit with no negative weight of a change: several columns say much the same."""
    rows = rows.copy()
    while True:
        weights = fit(rows, asked.astype(np.float64), np.zeros(len(FEATURES)), _TIGHTNESS)
        wrong = [COLUMN[name] for name in _CHANGES if weights[COLUMN[name]] < 0]
        if not wrong:
            return weights
        rows[:, wrong] = 0.0


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repositories", type=Path, nargs="+", metavar="REPOSITORY")
    parser.add_argument("--periods", type=int, default=4)
    parser.add_argument("--ahead", type=int, default=10, help="commits that stand for what is asked")
    parser.add_argument("--apart", type=int, default=40, help="commits between the beginnings of periods")
    parser.add_argument("--fit", action="store_true", help="print the weights that fit best")
    arguments = parser.parse_args()
    played: list[tuple[list[Item], Readings]] = []
    for repository in arguments.repositories:
        own = periods(repository.resolve(), arguments)
        played += own
        if not arguments.fit:
            print_shares(own)
    if arguments.fit:
        print_weights(played)


if __name__ == "__main__":
    main()
