"""What an answer takes over a real connection: a stored one, and the first word of one that a model makes.

    python benchmarks/stored.py REPOSITORY [--asks 500] [--model-seconds 0.2] [--data-dir DIR]

The repository is indexed and thought about without a model (with --data-dir the memory is kept). Then stored
questions about random definitions are asked in their own words, in turn with a hover of a pygls server that
does nothing else. Last, questions that nothing stored answers go to a model that takes the given time until
its first word: how much later than that word the first piece reaches the client.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkouts import parser_of
from servers import EMPTY, OURS, Client, percentile
from sleepers import sleeper_of
from slow_model import SlowModel

from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.snapshot import Memory

if TYPE_CHECKING:
    from stc_lsp.memory.paths import MemoryPaths

_ABOUT = (ChunkKind.CLASS, ChunkKind.FUNCTION, ChunkKind.METHOD)
_FREE = "Would somebody who reads {path} for the first time find its {number}th idea elegant?"
_MODEL_ASKS = 40


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--asks", type=int, default=500)
    parser.add_argument("--model-seconds", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data-dir", type=Path)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    with sleeper_of(root, arguments.data_dir) as sleeper:
        sleeper.start()
        sleeper.do("sleep")
        # Its work is done: what is asked must not be held up by what it still might find to do.
        sleeper.stop()
        chance = random.Random(arguments.seed)
        _stored(root, _questions(sleeper.paths, arguments.asks, chance), sleeper.environ)
        with SlowModel(arguments.model_seconds) as model:
            _streamed(root, sleeper.paths, model, model.environ(**sleeper.environ), chance)


def _questions(paths: MemoryPaths, most: int, chance: random.Random) -> list[str]:
    """Stored questions about definitions whose names stand for one thing."""
    memory = Memory.open(paths)
    found: list[str] = []
    with memory.snapshot() as snapshot:
        files = snapshot.paths()
        chance.shuffle(files)
        for path in files:
            about = [each for each in snapshot.chunks(path) if each.chunk.kind in _ABOUT]
            for stored in chance.sample(about, min(3, len(about))):
                found += [item.question for _, item in snapshot.stored_questions(stored.id)]
            if len(found) >= 2 * most:
                break
    memory.close()
    return chance.sample(found, min(most, len(found)))


def _stored(root: Path, questions: list[str], environ: dict[str, str]) -> None:
    ours: list[float] = []
    empty: list[float] = []
    asked = 0
    file = next(each for each in sorted(root.rglob("*.py")) if each.stat().st_size > 1000)
    with Client([*OURS, "--no-sleeper"], environ) as server, Client(EMPTY) as constant:
        server.initialize(root)
        constant.initialize(root)
        server.request("stc/ask", {"question": "What is this repository?"})
        for question in questions:
            began = time.perf_counter()
            answer = server.request("stc/ask", {"question": question})
            took = time.perf_counter() - began
            asked += 1
            empty.append(constant.hover(file, 0, 0)[0])
            if answer["rung"] == "stored":
                ours.append(took)
    print(f"{len(ours)} of {asked} questions got their stored answer")
    for share in (0.5, 0.95, 0.99):
        mine, theirs = percentile(ours, share) * 1000, percentile(empty, share) * 1000
        print(f"  p{share * 100:.0f}: {mine:.2f} ms, an empty request {theirs:.2f} ms,", end=" ")
        print(f"ratio {mine / theirs:.1f}")


def _streamed(
    root: Path, paths: MemoryPaths, model: SlowModel, environ: dict[str, str], chance: random.Random
) -> None:
    memory = Memory.open(paths)
    with memory.snapshot() as snapshot:
        files = [path for path in snapshot.paths() if path.endswith(".py")]
    memory.close()
    after: list[float] = []
    rungs: dict[str, int] = {}
    with Client([*OURS, "--no-sleeper"], environ) as server:
        server.initialize(root)
        for number, path in enumerate(chance.sample(files, min(_MODEL_ASKS, len(files)))):
            server.heard.clear()
            model.first_words_at.clear()
            question = _FREE.format(path=path, number=number)
            answer = server.request(
                "stc/ask", {"question": question, "partialResultToken": f"piece {number}"}
            )
            rungs[answer["rung"]] = rungs.get(answer["rung"], 0) + 1
            if server.heard:
                # If the first answer does not hold, the model is asked once more.
                after.append(server.heard[0] - model.first_words_at[0])
    told = ", ".join(f"{count} {rung}" for rung, count in rungs.items())
    print(f"a model that takes {model.seconds * 1000:.0f} ms until its first word; rungs: {told}")
    for share in (0.5, 0.95, 1.0):
        print(f"  p{share * 100:.0f}: the first piece came {percentile(after, share) * 1000:.1f} ms after it")


if __name__ == "__main__":
    main()
