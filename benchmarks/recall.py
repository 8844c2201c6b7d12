"""File recall of search, without a model: how many of the files that a good answer cites come first.

    python benchmarks/recall.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--misses 10]
        [--endpoint BASE_URL MODEL]

Each line of a file of questions has a `question` and the `cited_files` of its reference answer. A checkout is
indexed and thought about as the sleeper does it, without a model; with `--endpoint` its vectors are those of
an embedding model. Figures, means over the questions:

    recall@5   the share of the cited files that are among the first five
    recall@1   whether the first file is cited
    MRR        one over the rank of the first cited file
    ms         milliseconds of processor time for one question, once everything is loaded

beside them the floor: BM25 over windows of 60 lines, half overlapping, in SQLite's FTS5 with its stemmer.
"""

from __future__ import annotations

import json
import re
import sqlite3
import statistics
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checkouts import memory_of, pairs_of, parser_of_pairs, settings_of

from stc_lsp.code.asking.question import read_question
from stc_lsp.memory.search import STOPWORDS
from stc_lsp.memory.values import is_synthetic
from stc_lsp.models.settings import ENDPOINT
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.rank.vectors import awake_embeddings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from stc_lsp.memory.snapshot import Snapshot

_WINDOW, _STEP = 60, 30
_FLOOR_HITS = 1000
_WORDS = re.compile(r"\w+")


class Case(NamedTuple):
    """A question and the files that its reference answer cites."""

    question: str
    cited: frozenset[str]


class Result(NamedTuple):
    """What a way of searching found for one question."""

    case: Case
    files: list[str]
    seconds: float

    @property
    def recall(self) -> float:
        """The share of the cited files among the first five."""
        return len(self.case.cited & set(self.files[:5])) / len(self.case.cited)

    @property
    def first(self) -> float:
        """Whether the first file is cited."""
        return float(bool(self.case.cited & set(self.files[:1])))

    @property
    def reciprocal(self) -> float:
        """One over the rank of the first cited file; 0 if none was found."""
        ranks = (rank for rank, path in enumerate(self.files, 1) if path in self.case.cited)
        return 1 / next(ranks, float("inf"))


def main() -> None:
    """Print the table."""
    parser = parser_of_pairs(__doc__)
    parser.add_argument(
        "--misses", type=int, default=0, help="print so many questions whose files were missed"
    )
    parser.add_argument(
        "--endpoint", nargs=2, metavar=("BASE_URL", "MODEL"), help="vectors from there, not the static ones"
    )
    arguments = parser.parse_args()
    pairs = pairs_of(parser, arguments)
    with tempfile.TemporaryDirectory() as temporary:
        data_dir = arguments.data_dir or Path(temporary)
        print(f"{'':32} {'recall@5':>9} {'recall@1':>9} {'MRR':>7} {'ms':>7}")
        for questions, checkout in pairs:
            cases = read_cases(questions)
            title = f"{questions.stem} ({len(cases)})"
            measure(title, cases, checkout, data_dir, arguments.misses, of_endpoint(arguments.endpoint))


def of_endpoint(named: Sequence[str] | None) -> dict[str, str]:
    """The settings under which vectors come from an endpoint: its address and model."""
    if not named:
        return {}
    base_url, name = named
    return {"embeddings.kind": ENDPOINT, "embeddings.base_url": base_url, "embeddings.name": name}


def read_cases(file: Path) -> list[Case]:
    """The questions of a file, those without a cited file left out."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Case(line["question"], frozenset(line["cited_files"])) for line in lines if line["cited_files"]]


def measure(
    title: str, cases: Sequence[Case], root: Path, data_dir: Path, misses: int, overrides: Mapping[str, str]
) -> None:
    """Index one checkout, ask its questions, print its rows."""
    with (
        ExitStack() as stack,
        memory_of(root, data_dir, overrides) as memory,
        memory.snapshot() as snapshot,
    ):
        embeddings = awake_embeddings(settings_of(data_dir, overrides), memory.paths, stack)
        with closing(windows(snapshot, root)) as floor:
            show(title + ": BM25 windows", ask(cases, lambda question: by_windows(floor, question)))

        def by_words(question: str) -> Iterable[str]:
            return retrieve(read_question(question), snapshot).files

        def by_all(question: str) -> Iterable[str]:
            return retrieve(read_question(question), snapshot, embeddings).files

        show(f"{'':8}without vectors", ask(cases, by_words))
        results = ask(cases, by_all)
        show(f"{'':8}as served", results)
    for result in sorted(results, key=lambda each: each.recall)[:misses]:
        missed = sorted(result.case.cited - set(result.files[:5]))
        print(
            f"\n{result.recall:.2f}  {result.case.question}\n  missed {missed}\n  found  {result.files[:5]}"
        )


def ask(cases: Sequence[Case], search: Callable[[str], Iterable[str]]) -> list[Result]:
    """What is found for each question, and how fast."""
    list(search(cases[0].question))
    results: list[Result] = []
    for case in cases:
        started = time.process_time()
        files = list(search(case.question))
        results.append(Result(case, files, time.process_time() - started))
    return results


def show(title: str, results: Sequence[Result]) -> None:
    """One row."""
    recall, first, reciprocal, seconds = (
        statistics.fmean(values)
        for values in zip(
            *((each.recall, each.first, each.reciprocal, each.seconds) for each in results), strict=True
        )
    )
    print(f"{title:32} {recall:9.3f} {first:9.3f} {reciprocal:7.3f} {seconds * 1000:7.1f}")


def windows(snapshot: Snapshot, root: Path) -> sqlite3.Connection:
    """The floor's index: every file that was read, in windows."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE windows USING fts5 (path UNINDEXED, body, tokenize = 'porter unicode61')"
    )
    for path in snapshot.paths():
        record = snapshot.file(path)
        if is_synthetic(path) or record is None or record.skipped:
            continue
        lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()
        database.executemany(
            "INSERT INTO windows VALUES (?, ?)",
            [
                (path, "\n".join((path, *lines[start : start + _WINDOW])))
                for start in range(0, max(1, len(lines)), _STEP)
            ],
        )
    return database


def by_windows(database: sqlite3.Connection, question: str) -> list[str]:
    """The files of the windows that share words with a question, best first."""
    words = dict.fromkeys(word for word in _WORDS.findall(question) if word.lower() not in STOPWORDS)
    rows = database.execute(
        "SELECT path FROM windows WHERE windows MATCH ? ORDER BY bm25(windows) LIMIT ?",
        (" OR ".join(f'"{word}"' for word in words), _FLOOR_HITS),
    )
    return list(dict.fromkeys(path for (path,) in rows))


if __name__ == "__main__":
    main()
