"""Whether an answer without a model shows the definition that answers: "what happens when a handler panics?".

    python benchmarks/places.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--show]

Each line of a file of questions has a `question`, as somebody asks it who has not seen the code, and the
definitions that answer it, as `path:qualified.name`: `best`, of which one is to be shown first, and `also`,
which belong to a full answer. All were written down before an answer was seen. Those in
`benchmarks/places_data/fitted` are what the weights were learned from (`fit_places.py`); those in `judged`
are for judging alone. Figures, means over the questions:

    first      the first citation shows one of the best
    cited      any citation shows one of the best
    share      the share of all that were written down that citations show
    likeliest  one of the best is the likeliest definition in the ranking; among the three likeliest
    file       one of the best stands in the first file of the ranking; in the first five
    found      the floor: one of the best is the first chunk of full-text search
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checkouts import memory_of, pairs_of, parser_of_pairs
from courses import Place, placed

from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.subjects import read_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Memory, Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.values import Answer


class Row(NamedTuple):
    """A question, with what answers it."""

    question: str
    best: Sequence[str]
    also: Sequence[str]


class Result(NamedTuple):
    """What of what answers a question an answer shows, and how it is ranked."""

    question: str
    first: bool
    cited: bool
    share: float
    likeliest: int
    """Rank among the definitions, from 0."""
    file: int
    """Rank of the file, from 0."""
    found: int
    """Rank in full-text search, from 0."""


_UNRANKED = 1 << 30


def main() -> None:
    """Print the table."""
    parser = parser_of_pairs(__doc__)
    parser.add_argument("--show", action="store_true", help="print each question with its ranks")
    arguments = parser.parse_args()
    everything: list[Result] = []
    print(f"{'':24} first  cited  share  likeliest @3   file @5    found")
    with tempfile.TemporaryDirectory() as temporary:
        for questions, checkout in pairs_of(parser, arguments):
            with memory_of(checkout, arguments.data_dir or Path(temporary)) as memory:
                results = asyncio.run(_asked(questions, checkout, memory))
            _show(questions.stem, results)
            everything += results
            for each in results if arguments.show else ():
                ranks = (each.likeliest, each.file, each.found)
                said = ", ".join("-" if rank == _UNRANKED else str(rank + 1) for rank in ranks)
                shows = "first" if each.first else "cited" if each.cited else ""
                print(f"    {shows:6} {said:12} {each.question}")
    _show("all", everything)


def read_rows(questions: Path) -> list[Row]:
    """The questions of a file."""
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    return [Row(row["question"], row["best"], row["also"]) for row in rows]


def all_placed(snapshot: Snapshot, written: Sequence[str]) -> list[StoredChunk]:
    """The definitions that are written down; SystemExit if one is not there."""
    return [placed(snapshot, each) for each in written]


async def _asked(questions: Path, root: Path, memory: Memory) -> list[Result]:
    embeddings = static_embeddings()
    asker = Asker(memory, DiskDocuments(root), embeddings=lambda: embeddings)
    results: list[Result] = []
    for row in read_rows(questions):
        answer = await asker.ask(row.question)
        with memory.snapshot() as snapshot:
            results.append(_result(row, answer, snapshot))
    return results


def _result(row: Row, answer: Answer, snapshot: Snapshot) -> Result:
    best, also = all_placed(snapshot, row.best), all_placed(snapshot, row.also)
    places = [
        Place(each.path, each.chunk.qualname, each.chunk.name_line, each.chunk.end_line)
        for each in (*best, *also)
    ]
    of_best = places[: len(best)]
    ranking = retrieve(read_in(row.question, snapshot), snapshot, static_embeddings())
    texts = snapshot.search_scores(row.question, 200)
    return Result(
        row.question,
        any(each.is_shown(cited) for cited in answer.citations[:1] for each in of_best),
        any(each.is_shown(cited) for cited in answer.citations for each in of_best),
        statistics.fmean(any(map(each.is_shown, answer.citations)) for each in places),
        _rank([each.id for each in best], list(ranking.likely)),
        _rank([each.path for each in best], ranking.files),
        _rank([each.id for each in best], list(texts)),
    )


def _rank(wanted: Sequence[object], ranked: Sequence[object]) -> int:
    return min((ranked.index(each) for each in wanted if each in ranked), default=_UNRANKED)


def _show(title: str, results: Sequence[Result]) -> None:
    columns = (
        [each.first for each in results],
        [each.cited for each in results],
        [each.share for each in results],
        [each.likeliest < 1 for each in results],
        [each.likeliest < 3 for each in results],
        [each.file < 1 for each in results],
        [each.file < 5 for each in results],
        [each.found < 1 for each in results],
    )
    figures = "  ".join(f"{statistics.fmean(column):5.2f}" for column in columns)
    print(f"{title + f' ({len(results)})':22} {figures}", flush=True)


if __name__ == "__main__":
    main()
