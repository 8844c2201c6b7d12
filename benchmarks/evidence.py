"""Evidence per token: how much of what an answer needs stands in the prompt that the second rung would send.

    python benchmarks/evidence.py QUESTIONS.jsonl CHECKOUT --data-dir DIR

Each line of the file has a `question` and an `answer`; `stc-lsp sleep` has been run on the checkout. What an
answer needs is the identifiers in its code spans that occur in the checkout at all. For each budget the table
shows their mean share in the learned context, in BM25 windows of whole lines, and in whole files in the order
in which search ranks them, beside the tokens that each really took.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.claims import CODE_SPAN, COMMON, IDENTIFIER, names_in
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.models.embeddings import static_embeddings
from stc_lsp.models.tokens import fit_tokens, mean_tokens
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.model.learned import learned_context
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stc_lsp.memory.snapshot import Snapshot

BUDGETS = (250, 500, 1000, 2000, 4000, 8000, 16000, 32000)
WINDOW = 40
"""Lines of a window of plain retrieval; they overlap by half."""


def needed(answer: str, everything: frozenset[str]) -> frozenset[str]:
    """The identifiers in an answer's code spans, blocks included, that occur in the checkout."""
    spans = "\n".join(found[2] for found in CODE_SPAN.finditer(answer))
    return frozenset(IDENTIFIER.findall(spans)) & everything - COMMON


class Windows:
    """Plain retrieval: windows of lines, ranked by BM25 over words."""

    def __init__(self, texts: dict[str, str]) -> None:
        import math

        from stc_lsp.code.identifiers import search_terms

        self._terms = search_terms
        self.windows: list[tuple[str, str]] = []
        self._rows: list[dict[str, int]] = []
        for path, text in sorted(texts.items()):
            lines = text.split("\n")
            for start in range(0, max(1, len(lines) - WINDOW // 2), WINDOW // 2):
                piece = "\n".join(lines[start : start + WINDOW])
                row: dict[str, int] = {}
                for term in search_terms(f"{path}\n{piece}"):
                    row[term] = row.get(term, 0) + 1
                self.windows.append((path, piece))
                self._rows.append(row)
        frequency: dict[str, int] = {}
        for row in self._rows:
            for term in row:
                frequency[term] = frequency.get(term, 0) + 1
        count = len(self._rows)
        self._rare = {
            term: math.log(1 + (count - number + 0.5) / (number + 0.5)) for term, number in frequency.items()
        }
        self._lengths = [sum(row.values()) for row in self._rows]
        self._mean = sum(self._lengths) / max(1, count)

    def text(self, question: str, budget: int) -> str:
        """The best windows, as many as fit."""
        terms = [term for term in dict.fromkeys(self._terms(question)) if term in self._rare]

        def score(index: int) -> float:
            row, length = self._rows[index], self._lengths[index] / self._mean
            return sum(
                self._rare[term] * row[term] * 2.2 / (row[term] + 1.2 * (0.25 + 0.75 * length))
                for term in terms
                if term in row
            )

        order = sorted(range(len(self._rows)), key=lambda index: -score(index))
        return _filled((f"{path}\n{piece}" for path, piece in map(self.windows.__getitem__, order)), budget)


def _filled(texts: Iterator[str], budget: int) -> str:
    """Whole texts until the budget is spent; the last one is cut."""
    kept: list[str] = []
    for text in texts:
        cost = mean_tokens(text)
        if cost > budget:
            kept.append(fit_tokens(text, budget))
            break
        kept.append(text)
        budget -= cost
    return "\n".join(kept)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.questions.read_text("utf-8").splitlines()]
    documents = DiskDocuments(arguments.checkout)
    memory = Memory.open(MemoryPaths(arguments.data_dir, arguments.checkout.resolve()))
    with memory.snapshot() as snapshot:
        texts = _texts(snapshot, documents)
        everything = names_in(texts.values())
        windows = Windows(texts)
        wanted = [needed(row["answer"], everything) for row in rows]
        kinds: dict[str, Callable[[str, int], str]] = {
            "learned": lambda question, budget: _learned(question, budget, snapshot, documents),
            "windows": windows.text,
            "files": lambda question, budget: _files(question, budget, snapshot, texts),
        }
        print(f"{len(rows)} questions, {sum(map(len, wanted)) / len(rows):.1f} identifiers each")
        curves = {kind: _curve(kind, make, rows, wanted) for kind, make in kinds.items()}
    for budget, (tokens, share) in zip(BUDGETS, curves["learned"], strict=True):
        for plain in ("windows", "files"):
            same = _tokens_for(share, curves[plain])
            ratio = f"{same / tokens:.1f} times as many" if same else "never, within the budgets tried,"
            print(f"learned at {budget}: share {share:.3f}; {plain} need {ratio} tokens for the same")


def _curve(
    kind: str, make: Callable[[str, int], str], rows: list[dict[str, str]], wanted: list[frozenset[str]]
) -> list[tuple[float, float]]:
    curve: list[tuple[float, float]] = []
    for budget in BUDGETS:
        tokens, shares = 0, 0.0
        for row, names in zip(rows, wanted, strict=True):
            text = make(row["question"], budget)
            tokens += mean_tokens(text)
            shares += len(names & names_in([text])) / len(names) if names else 1.0
        curve.append((tokens / len(rows), shares / len(rows)))
        bar = "#" * round(50 * curve[-1][1])
        print(f"{kind:>8} budget {budget:>6}  tokens {curve[-1][0]:>8.0f}  share {curve[-1][1]:.3f} {bar}")
    return curve


def _tokens_for(share: float, curve: list[tuple[float, float]]) -> float:
    """Tokens at which a curve reaches a share, between its points; 0 if it never does."""
    before = (0.0, 0.0)
    for tokens, reached in curve:
        if reached >= share:
            part = (share - before[1]) / (reached - before[1]) if reached > before[1] else 1.0
            return before[0] + part * (tokens - before[0])
        before = (tokens, reached)
    return 0.0


def _texts(snapshot: Snapshot, documents: DiskDocuments) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in snapshot.paths():
        record = snapshot.file(path)
        if path and not path.endswith("/") and record is not None and not record.skipped:
            source = documents.text(path)
            found[path] = source.decode("utf-8", "replace") if source else ""
    return found


def _learned(question: str, budget: int, snapshot: Snapshot, documents: DiskDocuments) -> str:
    asked, present = read_question(question), Present(snapshot, documents)
    subjects = find_subjects(asked, snapshot, AskContext())
    near = serve_stored(asked, subjects, snapshot, present).near
    ranking = retrieve(asked, snapshot, static_embeddings())
    return learned_context(asked, subjects, near, ranking, present, budget).text


def _files(question: str, budget: int, snapshot: Snapshot, texts: dict[str, str]) -> str:
    ranking = retrieve(read_question(question), snapshot, static_embeddings())
    return _filled((f"{path}\n{texts[path]}" for path in ranking.files if path in texts), budget)


if __name__ == "__main__":
    main()
