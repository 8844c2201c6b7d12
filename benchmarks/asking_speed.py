"""How long questions take that static analysis answers, at the size of a repository.

    python benchmarks/asking_speed.py CHECKOUT [--names 30] [--data-dir DIR]

The checkout is indexed and thought about without a model. Asked are, in turn, where each of some names is
set, who calls it and what breaks if it changes, and how something comes about. The names are drawn at random
from the 200 that most files mention, what comes about from the checkout's own documentation: no question is
asked twice. Beside it, of the same run, what a bare SELECT of all that is so called takes. Times are those of
the processor, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkouts import memory_of, parser_of
from search_speed import drawn, timed

from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Memory, Snapshot

_BY_NAME = {
    "where is it set": "Where is `{}` set?",
    "who calls it": "Who calls `{}`?",
    "what breaks": "What breaks if I change `{}`?",
}
_MOST_MENTIONED = 200
_LEAST_LETTERS, _MOST_LETTERS = 3, 40


def main() -> None:
    """Print the times."""
    parser = parser_of(__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--names", type=int, default=30)
    parser.add_argument("--data-dir", type=Path, help="where it has been thought about already")
    arguments = parser.parse_args()
    root = arguments.checkout.resolve()
    with (
        tempfile.TemporaryDirectory() as temporary,
        memory_of(root, arguments.data_dir or Path(temporary)) as memory,
    ):
        with memory.snapshot() as snapshot:
            names = drawn_names(snapshot, arguments.names)
            floor = [timed(lambda name=name: snapshot.named(name, 1_000))[1] for name in names]
            courses = drawn(snapshot, arguments.names)
        asked = {title: [text.format(name) for name in names] for title, text in _BY_NAME.items()}
        for title, texts in {**asked, "how does it happen": courses}.items():
            _print(title, asyncio.run(ask_all(root, memory, texts)))
        _print("bare SELECT", floor)


async def ask_all(root: Path, memory: Memory, texts: Sequence[str]) -> list[float]:
    """Milliseconds of the processor for each question, in a process that has answered before."""
    embeddings = static_embeddings()
    asker = Asker(memory, DiskDocuments(root), embeddings=lambda: embeddings)
    await asker.ask("How is a question answered?")
    times: list[float] = []
    for text in texts:
        started = time.process_time()
        await asker.ask(text)
        times.append((time.process_time() - started) * 1000)
    return times


def drawn_names(snapshot: Snapshot, number: int) -> list[str]:
    """Some of the names that most files mention."""
    names = snapshot.names(_LEAST_LETTERS, _MOST_LETTERS)
    often = sorted(names, key=lambda name: (-snapshot.mentioning(name), name))[:_MOST_MENTIONED]
    return random.Random(0).sample(often, min(number, len(often)))


def _print(title: str, times: Sequence[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{title:20} p50 {cuts[9]:8.2f} ms   p95 {cuts[18]:8.2f} ms   longest {max(times):8.2f} ms")


if __name__ == "__main__":
    main()
