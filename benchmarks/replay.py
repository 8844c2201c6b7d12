"""What a commit costs: a repository's history replayed, and thought about after each commit.

    python benchmarks/replay.py REPOSITORY [--commits 200] [--keeps 10]

The model is a stand-in that counts tokens. Figures:

    thought     tokens of the calls that were really made after each commit
    file        tokens that it takes to think anew about all of each changed file, and the folders above it
    everything  tokens that it takes to think anew about all there is

Shown an earlier thought and what has changed since, the model keeps what it said when at most `--keeps`
percent of the lines it was made from are new; 0: it words it anew. At the end the first
commit is checked out and then the last again, and a formatter is run over the whole tree: neither may cost a
call.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from checkouts import parser_of

from stc_lsp.code.modules import folder_of
from stc_lsp.config import load
from stc_lsp.models.tokens import mean_prompt_tokens, mean_tokens
from stc_lsp.sleep.session import SleeperSession, hold_workspace, open_session
from stc_lsp.sleep.thinkers.model import ModelThinker
from tests.steady_model import SteadyEndpoint, SteadyModel

if TYPE_CHECKING:
    from stc_lsp.memory.values import Wanted

_COLUMNS = 100
"""To which all is formatted in the end: it must cost nothing."""
FILLER = (
    " and tells in the words that a model would use what goes in and what comes out, what it changes on the "
    "way, which of the other parts it leans on, and what somebody who is about to use it should know first"
)


class Replay:
    """One repository's history, thought about commit by commit."""

    def __init__(self, root: Path, session: SleeperSession, keeps: float) -> None:
        self.root = root
        self.session = session
        self.model = SteadyModel(filler=FILLER, keeps=keeps)
        self.endpoint = SteadyEndpoint(self.model, context_tokens=16_384)
        self.thinker = ModelThinker(self.endpoint, questions=5)
        session.sleeper.use(self.thinker)
        self._costs: dict[str, int] = {}

    def git(self, *arguments: str) -> str:
        """Run git in the copy."""
        return subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout

    async def think(self, paths: set[str] | None = None) -> int:
        """Index what changed, think to the end; return the tokens that took."""
        sleeper, indexer = self.session.sleeper, self.session.indexer
        before = self.endpoint.input_tokens + self.endpoint.output_tokens
        if paths is None:
            await sleeper.indexed(await sleeper.write(indexer.reconcile))
        else:
            await sleeper.indexed(await sleeper.write(lambda: indexer.update(paths)))
        assert await sleeper.think_structurally()
        assert await sleeper.think_with_model() == "done"
        return self.endpoint.input_tokens + self.endpoint.output_tokens - before

    def costs(self) -> dict[str, list[int]]:
        """What each thought that is wanted now would cost to make anew, by the file it is about."""
        found: dict[str, list[int]] = {}
        snapshot = self.session.writer.snapshot()
        for wanted in list(self.session.writer.wanted(self.thinker.name)):
            chunk = snapshot.chunk_by_id(wanted.chunk_id)
            assert chunk is not None
            found.setdefault(chunk.path, []).append(self._cost(wanted))
        return found

    def _cost(self, wanted: Wanted) -> int:
        known = self._costs.get(wanted.key)
        if known is None:
            request = self.session.sleeper.request(wanted)
            assert request is not None
            messages = self.thinker.messages(request)
            known = mean_prompt_tokens(messages) + mean_tokens(SteadyModel(filler=FILLER).reply(messages))
            self._costs[wanted.key] = known
        return known

    def above(self, path: str) -> set[str]:
        """The records of the folders that hold a file, as far as anything is said of them."""
        tree, found = self.session.workspace.tree, {""}
        folder = folder_of(path)
        while folder:
            found.add(tree.speaker(folder))
            folder = folder_of(folder)
        return found


async def replay(root: Path, session: SleeperSession, commits: list[str], keeps: float) -> bool:
    """Print the figures. Returns whether what must cost nothing did."""
    played = Replay(root, session, keeps)
    started = time.perf_counter()
    played.git("checkout", "-q", "--detach", commits[0])
    first = await played.think()
    print(f"{commits[0][:9]}: {first:,} tokens in {played.endpoint.calls} calls for everything, once")
    played.costs()
    thought = file = everything = 0
    shares: list[float] = []
    for before, commit in pairwise(commits):
        changed = set(played.git("diff", "--name-only", "--no-renames", before, commit).split("\n")) - {""}
        played.git("checkout", "-q", "--detach", commit)
        took = await played.think(changed)
        costs = played.costs()
        counted = changed.union(*(played.above(path) for path in changed)) & costs.keys()
        whole = sum(sum(costs[path]) for path in counted) if changed & costs.keys() else 0
        thought, file = thought + took, file + whole
        everything += sum(map(sum, costs.values()))
        if whole:
            shares.append(took / whole)
    print(f"{len(commits) - 1} commits, keeps {keeps:g} %: {thought:,} tokens thought")
    print(
        f"  of files with their parents {file:,}: {thought / file:.1%}, and of everything {everything:,}: ",
        end="",
    )
    print(f"{thought / everything:.2%}; median commit {sorted(shares)[len(shares) // 2]:.1%} of its files")
    print(f"  {time.perf_counter() - started:.0f} s")
    calls = played.endpoint.calls
    for commit in (commits[0], commits[-1]):
        played.git("checkout", "-q", "--detach", commit)
        await played.think()
    back = played.endpoint.calls - calls
    print(f"to the first commit and back: {back} calls")
    calls = played.endpoint.calls
    formatter = [sys.executable, "-m", "ruff", "format", "--quiet", "--isolated"]
    subprocess.run([*formatter, f"--line-length={_COLUMNS}", str(root)], check=False)
    lines = played.git("diff", "--shortstat").strip()
    await played.think()
    formatted = played.endpoint.calls - calls
    print(f"formatted to {_COLUMNS} columns ({lines}): {formatted} calls")
    return not back and not formatted


def main() -> None:
    """Print the figures; exit status 1 if something cost a call that must not."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--keeps", type=float, default=10)
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        root = folder / arguments.repository.resolve().name
        subprocess.run(["git", "clone", "-q", str(arguments.repository.resolve()), str(root)], check=True)
        listed = subprocess.run(
            ["git", "rev-list", "--first-parent", f"--max-count={arguments.commits + 1}", "HEAD"],
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        # All there is to think is thought: what pays is another question, and its answer changes with HEAD.
        overrides = {"data_dir": str(folder / "data"), "sleep.least_return": "0"}
        settings = load(None, environ={}, overrides=overrides)

        async def run() -> bool:
            async with open_session(root, settings) as session:
                stack.enter_context(hold_workspace(session.paths))
                return await replay(root, session, listed.split()[::-1], arguments.keeps)

        os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
        sys.exit(not anyio.run(run))


if __name__ == "__main__":
    main()
