"""How long search takes at the size of a repository: what a question costs before any model hears of it.

    python benchmarks/search_speed.py CHECKOUT [--questions 100] [--data-dir DIR]

The checkout is indexed and thought about without a model. The questions are the first sentences of its own
documentation, drawn at random, with "How does" before them. None is asked twice: the first half is answered
by a process that has answered nothing before, the other half by one that has answered the first.

Beside it, of the same run and the same words: what SQLite takes to score all rows that have one of them (a
bare FTS5 query for the best 200, no word left out), and what a bare SELECT of one row takes.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from checkouts import memory_of, parser_of

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.memory.connections import read_only
from stc_lsp.memory.search import any_of, telling_terms
from stc_lsp.memory.values import is_synthetic
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.rank.retrieve import retrieve

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.memory.snapshot import Snapshot

_BARE = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search) LIMIT 200"
_ROW = "SELECT * FROM chunks WHERE id = (SELECT max(id) FROM chunks)"


def main() -> None:
    """Print the times."""
    parser = parser_of(__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--data-dir", type=Path, help="where it has been thought about already")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as temporary,
        memory_of(arguments.checkout.resolve(), arguments.data_dir or Path(temporary)) as memory,
    ):
        embeddings = static_embeddings()
        with memory.snapshot() as snapshot:
            texts = drawn(snapshot, 2 * arguments.questions)
            print(f"{len(snapshot.paths()):,} files and folders, {len(texts)} questions")
            retrieve(read_question("How is a question answered?"), snapshot, embeddings)
            questions = [read_question(text) for text in texts]
            times = [timed(lambda each=each: retrieve(each, snapshot, embeddings)) for each in questions]
        with closing(read_only(memory.paths.index_db)) as connection:
            bare = [
                timed(lambda words=words: connection.execute(_BARE, (any_of(words),)).fetchall())
                for words in map(telling_terms, texts)
            ]
            row = [timed(lambda: connection.execute(_ROW).fetchall()) for _ in texts]
    half = len(times) // 2
    for title, part in (
        ("at first", times[:half]),
        (f"after {half}", times[half:]),
        ("bare FTS5", bare),
        ("bare SELECT", row),
    ):
        took, busy = (statistics.quantiles(each, n=20) for each in zip(*part, strict=True))
        print(
            f"{title:12} p50 {took[9]:6.2f} ms   p95 {took[18]:6.2f} ms"
            f"   of the processor p50 {busy[9]:6.2f} ms   p95 {busy[18]:6.2f} ms"
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """How long something takes, and how long the processor is at it, in milliseconds."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000


def drawn(snapshot: Snapshot, number: int) -> list[str]:
    """Questions made of documentation."""
    sentences = [
        sentence
        for path in snapshot.paths()
        if not is_synthetic(path)
        for chunk in snapshot.chunks(path)
        if len((sentence := first_sentence(chunk.chunk.documentation)).split()) >= 4
    ]
    chosen = random.Random(0).sample(sentences, min(number, len(sentences)))
    return [f"How does {sentence.rstrip('.')}?" for sentence in chosen]


if __name__ == "__main__":
    main()
