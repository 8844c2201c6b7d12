"""The second rung's context: what was learned asleep that covers a question best, in few tokens.

Notes (summaries, stored answers) and lines of source are gathered here; which of them are shown, the knapsack
decides (`knapsack.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import STOPWORDS, stem
from stc_lsp.code.claims import COMMON, names_in
from stc_lsp.code.english import cut
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.languages import language_of
from stc_lsp.code.values import Chunk, ChunkKind
from stc_lsp.memory.values import StoredChunk, ThoughtItem, ThoughtKind, is_synthetic
from stc_lsp.wake.hover.freshness import Freshness, Present
from stc_lsp.wake.model.core import core_of
from stc_lsp.wake.model.knapsack import Candidate, chosen, rarity
from stc_lsp.wake.model.nearby_names import NameList, nearby_names
from stc_lsp.wake.model.places import add_beside, in_order, likely_places
from stc_lsp.wake.model.shown import Piece, PromptContext, ShownLines, cost_of_path, piece_of, show
from stc_lsp.wake.model.windows import has_long_documentation, own_names, spoken_in, windows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import StoredItem
    from stc_lsp.wake.subjects import Subjects

_NOTE_CHARACTERS = 500
_SHARE_OF_NAMES = 0.25
"""Of a budget, at most: for names that stand near what is shown."""
_OF_SECTION = re.compile(r"^Section “[^”]*” of `[^`]*`: ")
"""What a note about a section of a document begins with: its heading and file stand beside it already."""


def learned_context(
    question: Question,
    subjects: Subjects,
    near: Sequence[StoredItem],
    ranking: Ranking,
    present: Present,
    budget: int,
) -> PromptContext:
    """The notes and lines that cover a question best, of about `budget` tokens at most.

    Empty if nothing that was thought asleep concerns the question.
    """
    wanted = question_terms(question)
    places = likely_places(subjects, near, ranking, budget)
    calls = add_beside(places, present.snapshot)
    gathered = _Gathering(present, wanted, core_of(in_order(places), present, wanted, budget))
    for stored, score in places.values():
        gathered.add(stored, score, calls.get(stored.id, ()))
    for item in near:
        # What static analysis says of one thing to another question is no evidence here.
        if item.item.intent == question.intent or not item.thought.is_structural:
            gathered.add_answer(item.chunk, item.item)
    if not gathered.has_notes:
        return PromptContext("")
    weights = rarity(wanted, (*gathered.core, *gathered.candidates))
    shown = gathered.chosen(weights, budget)
    covered = frozenset(term for each in shown for term in each.terms)
    total = sum(weights.values())
    share = sum(weight for term, weight in weights.items() if term in covered) / total if total else 1.0
    return show([each.piece for each in shown], budget, share)


def question_terms(question: Question) -> frozenset[str]:
    """What a question says, as stems: its telling words, and its names whole and in parts."""
    text = f"{question.text} {' '.join(question.names)}"
    return frozenset(stem(term) for term in search_terms(text) if term not in STOPWORDS and len(term) > 1)


class _Gathering:
    """Everything that might be shown."""

    def __init__(self, present: Present, wanted: frozenset[str], core: Sequence[Piece]) -> None:
        self._present = present
        self._snapshot: Snapshot = present.snapshot
        self._wanted = wanted
        self._scores: dict[int, float] = {}
        self._whole = {each.chunk_id for each in core}
        self._lines = ShownLines(core)
        self.core = [self._candidate(each, 1.0) for each in core]
        self.candidates: list[Candidate] = []
        self._lists: list[NameList] = []
        self.has_notes = False

    def add(self, stored: StoredChunk, score: float, calls: Collection[int] = ()) -> None:
        """A chunk: its summary, if it still holds, and its lines; some call what matters, as indexed."""
        self._scores[stored.id] = score
        freshness, chunk = self._present.of(stored)
        if chunk is None:
            return
        if freshness is not Freshness.EDITED:
            self._add_summary(stored, chunk)
        source = self._present.text(stored.path)
        if source is not None and not is_synthetic(stored.path):
            moved = chunk.start_line - stored.chunk.start_line
            self._add_source(stored, chunk, source, {line + moved for line in calls})

    def _add_summary(self, stored: StoredChunk, chunk: Chunk) -> None:
        thought = self._snapshot.thought(stored.id, ThoughtKind.SUMMARY)
        if thought is None:
            return
        self.has_notes = True
        is_whole = stored.id in self._whole
        # Of code that is shown, static analysis knows no more than its documentation.
        if not is_whole or not thought.is_structural or has_long_documentation(chunk):
            self.candidates.append(
                self._note(stored, *_lines(chunk), _summary(chunk, thought.items[0], with_head=not is_whole))
            )

    def _add_source(self, stored: StoredChunk, chunk: Chunk, source: bytes, calling: Collection[int]) -> None:
        others = [each.chunk for each in self._snapshot.children(stored.id)]
        for window in windows_of(source, chunk, others, self._wanted, calling):
            piece = piece_of(stored, *window)
            if not self._lines.have(piece):
                self.candidates.append(self._candidate(piece, self._scores[stored.id]))
        if stored.id in self._whole or chunk.kind is ChunkKind.SECTION:
            return
        names = own_names(source, chunk, others, language_of(stored.path))
        if len(names) > 1:
            # Where it begins is enough to find it: its last line would cost as much as a name.
            first = chunk.start_line
            head = self._note(stored, first, first, f"{chunk.qualname or 'The file'} names ")
            self._lists.append(NameList(head, tuple(names)))

    def add_answer(self, stored: StoredChunk, item: ThoughtItem) -> None:
        """A stored answer to a similar question."""
        freshness, chunk = self._present.of(stored)
        if chunk is None or freshness is Freshness.EDITED:
            return
        text = f"{item.question} {_flat(item.text)}"
        self.has_notes = True
        self.candidates.append(self._note(stored, *_lines(chunk), text))

    def _note(self, stored: StoredChunk, first: int, last: int, text: str) -> Candidate:
        piece = piece_of(stored, first, last, text, is_note=True)
        return self._candidate(piece, self._scores[stored.id])

    def _candidate(self, piece: Piece, score: float) -> Candidate:
        said = f"{piece.text} {piece.label} {piece.path}" if piece.is_note else piece.text
        return Candidate(
            piece,
            spoken_in(said, self._wanted),
            names_in([piece.text]) - COMMON,
            piece.tokens + 1,
            score,
            cost_of_path(piece.path),
        )

    def chosen(self, weights: dict[str, float], budget: int) -> list[Candidate]:
        """What is shown of all that: code, notes and lines, names near them, and what has room then."""
        shown = chosen(self.candidates, weights, round(budget * (1 - _SHARE_OF_NAMES)), self.core)
        room = budget * _SHARE_OF_NAMES
        found = (*self.core, *self.candidates)
        shown += nearby_names(self._lists, found, shown, weights, room, self._snapshot.defined_among)
        taken = set(map(id, shown))
        rest = [each for each in self.candidates if id(each) not in taken]
        # A list counts as a note: one of a class leaves no room to notes on its parts that cover no more.
        return chosen(rest, weights, budget, shown)


def _lines(chunk: Chunk) -> tuple[int, int]:
    return chunk.start_line, max(chunk.start_line, chunk.end_line)


def _summary(chunk: Chunk, item: ThoughtItem, *, with_head: bool) -> str:
    head = _head(chunk) if with_head else ""
    said = f"{_flat(item.text)} {_flat(item.watch_for)}".strip()
    return f"{head}: {said}" if head else said


def _head(chunk: Chunk) -> str:
    """The signature, of a method with its class."""
    if chunk.kind is ChunkKind.METHOD:
        return re.sub(rf"\b{re.escape(chunk.name)}\b", lambda _: chunk.qualname, chunk.signature, count=1)
    return chunk.signature or chunk.qualname


def _flat(text: str) -> str:
    return cut(_OF_SECTION.sub("", " ".join(text.split())), _NOTE_CHARACTERS)
