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
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import ThoughtKind, is_synthetic
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.hover.freshness import Freshness
from stc_lsp.wake.model.knapsack import Candidate, chosen, rarity
from stc_lsp.wake.model.shown import Piece, Shown, show
from stc_lsp.wake.model.windows import own_names, windows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.code.values import Chunk
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, ThoughtItem
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import StoredItem
    from stc_lsp.wake.subjects import Subjects

_CHUNKS = 24
"""Of the ranking, looked at."""
_SUBJECT_SCORE = 1.5
"""Of what the question names, beside a best match by words, which has 1."""
_NEAR_SCORE = 0.5
"""Of what a stored answer to a similar question is about."""
_SHARPNESS = 2
"""The power to which a chunk's score is taken: a small budget is for the few places that matter most."""
_FURTHER_FILE = 0.3
"""What is in the second file of the ranking is divided by so much more than 1, in the third by twice that."""
_LEAST_OF_FILE = 0.2
"""What is left at least of what a chunk is worth, in whatever file."""
_NOTE_CHARACTERS = 500
_OF_SECTION = re.compile(r"^Section “[^”]*” of `[^`]*`: ")
"""What a note about a section of a document begins with: its heading and file stand beside it already."""


def learned_context(
    question: Question,
    subjects: Subjects,
    near: Sequence[StoredItem],
    ranking: Ranking,
    present: Present,
    budget: int,
) -> Shown:
    """The notes and lines that cover a question best, of about `budget` tokens at most.

    Empty if nothing that was thought asleep concerns the question.
    """
    wanted = question_terms(question)
    gathered = _Gathering(present, wanted)
    for stored, score in _chunks(subjects, near, ranking):
        gathered.add(stored, score)
    for item in near:
        # What static analysis says of one thing to another question is no evidence here.
        if item.item.intent == question.intent or item.thought.recipe.thinker != "structural":
            gathered.add_answer(item.chunk, item.item)
    if not gathered.has_notes:
        return Shown("")
    weights = rarity(wanted, gathered.candidates)
    shown = chosen(gathered.candidates, weights, budget)
    covered = frozenset(term for each in shown for term in each.terms)
    total = sum(weights.values())
    share = sum(weight for term, weight in weights.items() if term in covered) / total if total else 1.0
    return show([each.piece for each in shown], budget, share)


def question_terms(question: Question) -> frozenset[str]:
    """What a question says, as stems: its telling words, and its names whole and in parts."""
    text = f"{question.text} {' '.join(question.names)}"
    return frozenset(stem(term) for term in search_terms(text) if term not in STOPWORDS and len(term) > 1)


def terms_of(text: str, wanted: Collection[str]) -> frozenset[str]:
    """Those of some terms that occur in a text."""
    return frozenset(found for term in search_terms(text) if (found := stem(term)) in wanted)


def _chunks(
    subjects: Subjects, near: Sequence[StoredItem], ranking: Ranking
) -> Collection[tuple[StoredChunk, float]]:
    """What may matter, each once, with how much search thinks it does."""
    best = ranking.places[0].score if ranking.places else 1.0
    shares = {path: _share_of_file(number) for number, path in enumerate(ranking.files)}
    scored = [(place.chunk, place.score / best) for place in ranking.places[:_CHUNKS]]
    scored += [(each.chunk, _NEAR_SCORE) for each in near]
    worth = {chunk.id: (chunk, _SUBJECT_SCORE**_SHARPNESS) for chunk in _named(subjects)}
    for chunk, score in scored:
        share = shares.get(chunk.path, _LEAST_OF_FILE)
        worth.setdefault(chunk.id, (chunk, score**_SHARPNESS * share))
    return worth.values()


def _named(subjects: Subjects) -> Iterator[StoredChunk]:
    return (chunk for subject in subjects.all for chunk in subject.chunks[:3])


def _share_of_file(number: int) -> float:
    """What is left of what a chunk is worth that stands in the file of that number in the ranking, from 0."""
    return max(_LEAST_OF_FILE, 1 / (1 + _FURTHER_FILE * number))


class _Gathering:
    """Everything that might be shown."""

    def __init__(self, present: Present, wanted: frozenset[str]) -> None:
        self._present = present
        self._snapshot: Snapshot = present.snapshot
        self._wanted = wanted
        self._scores: dict[int, float] = {}
        self.candidates: list[Candidate] = []
        self.has_notes = False

    def add(self, stored: StoredChunk, score: float) -> None:
        """A chunk: its summary, if it still holds, and its lines."""
        self._scores[stored.id] = score
        freshness, chunk = self._present.of(stored)
        if chunk is None:
            return
        if freshness is not Freshness.EDITED:
            thought = self._snapshot.thought(stored.id, ThoughtKind.SUMMARY)
            if thought is not None:
                self.has_notes = True
                self._add(stored, chunk, _summary(chunk, thought.items[0]), is_note=True)
        source = self._present.text(stored.path)
        if source is None or is_synthetic(stored.path):
            return
        others = [each.chunk for each in self._snapshot.children(stored.id)]
        for first, last, text in windows_of(source, chunk, others, self._wanted):
            self._add(stored, chunk, text, is_note=False, lines=(first, last))
        names = own_names(source, chunk, others)
        if len(names) > 1 and chunk.kind is not ChunkKind.SECTION:
            text = f"{chunk.qualname or 'The file'} names "
            self._add(stored, chunk, text, is_note=True, listed=tuple(names))

    def add_answer(self, stored: StoredChunk, item: ThoughtItem) -> None:
        """A stored answer to a similar question."""
        freshness, chunk = self._present.of(stored)
        if chunk is None or freshness is Freshness.EDITED:
            return
        text = f"{item.question} {_flat(item.text)}"
        self.has_notes = True
        self._add(stored, chunk, text, is_note=True)

    def _add(
        self,
        stored: StoredChunk,
        chunk: Chunk,
        text: str,
        *,
        is_note: bool,
        listed: tuple[str, ...] = (),
        lines: tuple[int, int] | None = None,
    ) -> None:
        first, last = lines or (chunk.start_line, max(chunk.start_line, chunk.end_line))
        piece = Piece(stored.path, first, last, text, is_note, stored.id, stored.label, stored.parent_id)
        said = f"{text}{' '.join(listed)} {stored.label} {stored.path}" if is_note else text
        known = terms_of(said, self._wanted)
        cost = mean_tokens(piece.written) + 1
        names = names_in([text]) - COMMON
        self.candidates.append(
            Candidate(
                piece,
                known,
                names,
                cost,
                self._scores[stored.id],
                mean_tokens(stored.path) + 2,
                listed,
            )
        )


def _summary(chunk: Chunk, item: ThoughtItem) -> str:
    head = chunk.signature or chunk.qualname
    said = f"{_flat(item.text)} {_flat(item.watch_for)}".strip()
    return f"{head}: {said}" if head else said


def _flat(text: str) -> str:
    return cut(_OF_SECTION.sub("", " ".join(text.split())), _NOTE_CHARACTERS)
