"""How well an answer without a model tells the course of something: "how does a request reach a view?".

    python benchmarks/courses.py QUESTIONS.jsonl CHECKOUT [QUESTIONS.jsonl CHECKOUT ...] [--show]

Each line of a file of questions (some of our own are in `benchmarks/courses_data`) has a `question` and the
`places` that somebody who knows the code would name, each as `path:qualified.name`, written down before any
answer was seen. A place is told if a citation of the answer shows the line of its name, or lines of it alone.
Figures, means over the questions:

    told          the share of the places that the citations show
    named         the share of the places that the text itself names, each with its file and line
    to the point  the share of the citations that show one of the places
    cited         how many citations an answer has
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checkouts import memory_of, pairs_of, parser_of_pairs

from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Memory, Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.values import Answer, Citation


_NAMED = re.compile(r"`([^`\s]+):(\d+)`")


class Place(NamedTuple):
    """A definition that a good answer shows."""

    path: str
    qualname: str
    line: int
    last: int

    def is_named(self, text: str) -> bool:
        """Whether a text has its file and the line of its name, or one within it."""
        named = _NAMED.findall(text)
        return any(path == self.path and self.line <= int(line) <= self.last for path, line in named)

    def is_shown(self, citation: Citation) -> bool:
        """Whether a citation has the line of its name, or lines of it alone."""
        first, last = citation.start_line, citation.end_line
        has_name, is_within = first <= self.line <= last, self.line <= first <= last <= self.last
        return citation.path == self.path and (has_name or is_within)


class Result(NamedTuple):
    """An answer, beside what it should show."""

    question: str
    places: Sequence[Place]
    answer: Answer

    @property
    def missed(self) -> list[Place]:
        """The places that no citation shows."""
        return [each for each in self.places if not any(map(each.is_shown, self.answer.citations))]

    @property
    def told(self) -> float:
        """The share of the places that the citations show."""
        return 1 - len(self.missed) / len(self.places)

    @property
    def named(self) -> float:
        """The share of the places that the text names."""
        return statistics.fmean(place.is_named(self.answer.answer) for place in self.places)

    @property
    def to_the_point(self) -> float:
        """The share of the citations that show one of the places."""
        shown = [any(place.is_shown(each) for place in self.places) for each in self.answer.citations]
        return statistics.fmean(shown) if shown else 0.0


def main() -> None:
    """Print the table."""
    parser = parser_of_pairs(__doc__)
    parser.add_argument("--show", action="store_true", help="print each question with what is missed")
    arguments = parser.parse_args()
    pairs = pairs_of(parser, arguments)
    everything: list[Result] = []
    with tempfile.TemporaryDirectory() as temporary:
        print(f"{'':24} {'told':>6} {'named':>6} {'to the point':>13} {'cited':>6}")
        for questions, checkout in pairs:
            with memory_of(checkout, arguments.data_dir or Path(temporary)) as memory:
                results = asyncio.run(_asked(questions, checkout, memory))
            _show(questions.stem, results)
            everything += results
            for each in results if arguments.show else ():
                missed = ", ".join(place.qualname for place in each.missed) or "none"
                shares = f"{each.told:.2f} {each.named:.2f} {each.to_the_point:.2f}"
                print(f"    {shares}  {each.question}  missed: {missed}")
    _show("all", everything)


async def _asked(questions: Path, root: Path, memory: Memory) -> list[Result]:
    embeddings = static_embeddings()
    asker = Asker(memory, DiskDocuments(root), embeddings=lambda: embeddings)
    results: list[Result] = []
    for question, written in rows_of(questions):
        with memory.snapshot() as snapshot:
            found = [placed(snapshot, each) for each in written]
        places = [
            Place(each.path, each.chunk.qualname, each.chunk.name_line, each.chunk.end_line) for each in found
        ]
        results.append(Result(question, places, await asker.ask(question)))
    return results


def rows_of(questions: Path) -> list[tuple[str, list[str]]]:
    """The questions of a file, each with its places as they are written down."""
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    return [(row["question"], row["places"]) for row in rows]


def placed(snapshot: Snapshot, written: str) -> StoredChunk:
    """The definition that `path:qualified.name` means; SystemExit if there is none."""
    path, _, qualname = written.rpartition(":")
    found = snapshot.chunk(path, qualname)
    if found is None:
        raise SystemExit(f"{path} has no {qualname}: is this the right checkout?")
    return found


def _show(title: str, results: Sequence[Result]) -> None:
    told = statistics.fmean(each.told for each in results)
    named = statistics.fmean(each.named for each in results)
    point = statistics.fmean(each.to_the_point for each in results)
    cited = statistics.fmean(len(each.answer.citations) for each in results)
    print(f"{title + f' ({len(results)})':24} {told:6.2f} {named:6.2f} {point:13.2f} {cited:6.1f}")


if __name__ == "__main__":
    main()
