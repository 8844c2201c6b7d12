"""Whether the planner thinks first about what is asked about next, on a repository's own history.

    python -m benchmarks.planner REPOSITORY [--periods 4] [--ahead 10] [--apart 40]

A period begins at some commit: the repository is indexed as it was then, and every definition is an item to
think about, at the cost of its source in tokens. What people ask about is stood for by the files that the
next commits touch. Printed: the share of those items that are thought about when 10, 25 and 50 % of the whole
cost is spent, in the planner's order, by path, and at random.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from pathlib import Path
from statistics import mean

import anyio

from stc_lsp.config import load
from stc_lsp.sleep.session import hold_workspace, open_session

SHARES = (0.10, 0.25, 0.50)
_TOKENS_A_PROMPT = 250
_BYTES_A_TOKEN = 3.2
_RANDOM_ORDERS = 20

Item = tuple[str, float, float]
"""Path, value, cost."""


def git(root: Path, *arguments: str) -> list[str]:
    """The lines that git prints."""
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.split("\n")[:-1]


async def items_at(root: Path, data_dir: Path) -> list[Item]:
    """Everything that could be thought about now, with the planner's value."""
    settings = load(None, environ={}, overrides={"data_dir": str(data_dir)})
    async with open_session(root, settings) as session:
        with hold_workspace(session.paths):
            session.indexer.reconcile()
            session.indexer.update_history()
            snapshot = session.writer.snapshot()
            found: dict[int, Item] = {}
            for wanted in session.writer.wanted("structural"):
                chunk = snapshot.chunk_by_id(wanted.chunk_id)
                if chunk is not None:
                    size = chunk.chunk.end_byte - chunk.chunk.start_byte
                    cost = _TOKENS_A_PROMPT + min(6_000, size / _BYTES_A_TOKEN)
                    found[chunk.id] = chunk.path, wanted.value, cost
            return list(found.values())


def shares(order: list[Item], asked: set[str]) -> list[float]:
    """Of what is asked about, how much is thought at each share of the cost."""
    whole = sum(cost for *_, cost in order)
    wanted = sum(path in asked for path, *_ in order) or 1
    found: list[float] = []
    for share in SHARES:
        left, made = whole * share, 0
        for path, _, cost in order:
            left -= cost
            if left < 0:
                break
            made += path in asked
        found.append(made / wanted)
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path)
    parser.add_argument("--periods", type=int, default=4)
    parser.add_argument("--ahead", type=int, default=10, help="commits whose files stand for what is asked")
    parser.add_argument("--apart", type=int, default=40, help="commits between the beginnings of periods")
    arguments = parser.parse_args()
    chance = random.Random(0)
    rows: dict[str, list[list[float]]] = {"planner": [], "by path": [], "random": []}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / arguments.repository.resolve().name
        subprocess.run(["git", "clone", "-q", str(arguments.repository.resolve()), str(root)], check=True)
        commits = git(root, "rev-list", "--first-parent", "HEAD")
        for period in range(arguments.periods):
            at = arguments.ahead + period * arguments.apart
            git(root, "checkout", "-q", "--detach", commits[at])
            items = anyio.run(items_at, root, Path(folder) / "data")
            touched = git(root, "diff", "--name-only", commits[at], commits[at - arguments.ahead])
            asked = {path for path, *_ in items} & set(touched)
            rows["planner"].append(shares(sorted(items, key=lambda each: -each[1]), asked))
            rows["by path"].append(shares(sorted(items), asked))
            for _ in range(_RANDOM_ORDERS):
                rows["random"].append(shares(chance.sample(items, len(items)), asked))
            print(f"{commits[at][:9]}: {len(items)} items, {len(asked)} files asked about")
    for name, found in rows.items():
        told = "  ".join(
            f"{share:.0%}: {mean(each[n] for each in found):.1%}" for n, share in enumerate(SHARES)
        )
        print(f"{name:8} {told}")


if __name__ == "__main__":
    main()
