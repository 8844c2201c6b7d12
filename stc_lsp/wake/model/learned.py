"""The second rung's context: what was learned asleep that covers a question best, in few tokens.

A knapsack: notes (summaries, stored answers) and lines of source compete by what they add per token. What a
piece adds is the question's words that it covers and nobody chosen before has, by how rare they are; and what
search thinks of its chunk. A parent's summary that covers those of its parts takes their place. The greedy
choice for such a sum is within 1 - 1/e of the best (Nemhauser, Wolsey, Fisher, 1978), and the same each time.
"""

from __future__ import annotations

import heapq
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import STOPWORDS, stem
from stc_lsp.code.claims import COMMON, names_in
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import ThoughtKind, is_synthetic
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.hover.freshness import Freshness
from stc_lsp.wake.model.shown import Piece, Shown, show
from stc_lsp.wake.model.windows import own_names, windows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

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
_SHARPNESS = 2
"""The power to which a chunk's score is taken: a small budget is for the few places that matter most."""
_FURTHER_FILE = 0.3
"""What is in the second file of the ranking is divided by so much more than 1, in the third by twice that."""
_LEAST_OF_FILE = 0.2
"""What is left at least of what a chunk is worth, in whatever file."""
_AGAIN = 0.4
"""What a word is worth that has been covered already; each further time so much less."""
_RELEVANCE = 2.0
"""What a first piece of a chunk adds for being about that chunk, beside the words it covers."""
_FURTHER = 0.5
"""The same for each further piece of the chunk."""
_NAME = 0.3
"""What each identifier adds that was not shown before: answers are made of names."""
_MOST_NAMES = 40
"""Of one chunk, listed."""
_LEAST_TOKENS = 24
"""A piece of fewer tokens counts as so many: a crumb is no bargain."""
_NOTE_CHARACTERS = 500
_OF_SECTION = re.compile(r"^Section “[^”]*” of `[^`]*`: ")
"""What a note about a section of a document begins with: its heading and file stand beside it already."""


@dataclass(slots=True)
class _Candidate:
    piece: Piece
    terms: frozenset[str]
    """Words of the question that it covers."""
    names: frozenset[str]
    """Identifiers that it shows."""
    cost: float
    """Tokens."""
    score: float
    path_cost: int
    """Of naming its file, if nothing else of that is shown."""
    listed: tuple[str, ...] = ()
    """Of what is only a list of names, these: it says nothing of what its chunk is about."""

    @property
    def is_list(self) -> bool:
        """Whether it only lists names."""
        return bool(self.listed)

    def listing(self, names: Sequence[str]) -> _Candidate:
        """The same list with these names alone."""
        text = self.piece.text + ", ".join(names)
        cost = self.cost + sum(map(_cost_of_name, names))
        return replace(self, piece=replace(self.piece, text=text), names=frozenset(names), cost=cost)


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
    weights = _rarity(wanted, gathered.candidates)
    chosen = _chosen(gathered.candidates, weights, budget)
    covered = frozenset(term for each in chosen for term in each.terms)
    total = sum(weights.values())
    share = sum(weight for term, weight in weights.items() if term in covered) / total if total else 1.0
    return show([each.piece for each in chosen], budget, share)


def question_terms(question: Question) -> frozenset[str]:
    """What a question says, as stems: its telling words, and its names whole and in parts."""
    text = f"{question.text} {' '.join(question.names)}"
    return frozenset(stem(term) for term in search_terms(text) if term not in STOPWORDS and len(term) > 1)


def terms_of(text: str, wanted: Collection[str]) -> frozenset[str]:
    """Those of some terms that occur in a text."""
    return frozenset(found for term in search_terms(text) if (found := stem(term)) in wanted)


def _chunks(
    subjects: Subjects, near: Sequence[StoredItem], ranking: Ranking
) -> Iterator[tuple[StoredChunk, float]]:
    """What may matter, each once, with how much search thinks it does."""
    seen: set[int] = set()
    named = [(chunk, _SUBJECT_SCORE) for subject in subjects.all for chunk in subject.chunks[:3]]
    best = ranking.places[0].score if ranking.places else 1.0
    shares = {path: _share_of_file(number) for number, path in enumerate(ranking.files)}
    placed = [
        (place.chunk, place.score / best, shares.get(place.chunk.path, _LEAST_OF_FILE))
        for place in ranking.places[:_CHUNKS]
    ]
    others = [(each.chunk, 0.5, shares.get(each.chunk.path, _LEAST_OF_FILE)) for each in near]
    for chunk, score, share in (*((chunk, score, 1.0) for chunk, score in named), *placed, *others):
        if chunk.id not in seen:
            seen.add(chunk.id)
            yield chunk, score**_SHARPNESS * share


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
        self.candidates: list[_Candidate] = []
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
            _Candidate(
                piece,
                known,
                names,
                cost,
                self._scores.get(stored.id, 0.5),
                mean_tokens(stored.path) + 2,
                listed,
            )
        )


@lru_cache(maxsize=1 << 14)
def _cost_of_name(name: str) -> float:
    return mean_tokens(f"{name}, ")


def _summary(chunk: Chunk, item: ThoughtItem) -> str:
    head = chunk.signature or chunk.qualname
    said = f"{_flat(item.text)} {_flat(item.watch_for)}".strip()
    return f"{head}: {said}" if head else said


def _flat(text: str) -> str:
    flat = _OF_SECTION.sub("", " ".join(text.split()))
    return flat if len(flat) <= _NOTE_CHARACTERS else re.sub(r"\S*$", "…", flat[:_NOTE_CHARACTERS])


def _rarity(wanted: frozenset[str], candidates: Sequence[_Candidate]) -> dict[str, float]:
    """How much each word of the question counts: less if it is everywhere, nothing if it is nowhere."""
    count = dict.fromkeys(wanted, 0)
    for each in candidates:
        for term in each.terms:
            count[term] += 1
    total = len(candidates)
    return {term: math.log(1 + total / number) for term, number in sorted(count.items()) if number}


def _chosen(candidates: Sequence[_Candidate], weights: dict[str, float], budget: int) -> list[_Candidate]:
    choice = _Choice(weights)
    room = budget
    waiting = _queue(range(len(candidates)), candidates, choice)
    while waiting:
        _, index = heapq.heappop(waiting)
        best = choice.priced(candidates[index])
        worth = choice.worth(best)
        if best.cost > room or worth <= 0:
            continue
        if waiting and -waiting[0][0] > worth:
            # What a piece adds only shrinks as others are chosen, so an old figure is a bound (Minoux, 1978).
            heapq.heappush(waiting, (-worth, index))
            continue
        is_new = choice.names_file(best)
        room -= best.cost + choice.take(best)
        replaced = choice.replaced_by(best)
        room += sum(each.cost for each in replaced)
        if replaced or is_new:
            # Words that were covered are not any more, or a file is named: others may be worth more again.
            waiting = _queue((index for _, index in waiting), candidates, choice)
    return choice.taken


def _queue(
    indices: Iterable[int], candidates: Sequence[_Candidate], choice: _Choice
) -> list[tuple[float, int]]:
    waiting = [(-choice.worth(choice.priced(candidates[index])), index) for index in indices]
    heapq.heapify(waiting)
    return waiting


class _Choice:
    """What has been chosen so far, and what one more piece would add."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._times = dict.fromkeys(weights, 0)
        self._of_chunk: dict[int, int] = {}
        self._paths: set[str] = set()
        self._names: set[str] = set()
        self.taken: list[_Candidate] = []

    def priced(self, each: _Candidate) -> _Candidate:
        """A list as it would be shown now, of names that nothing has shown before; all else as it is."""
        if not each.is_list:
            return each
        return each.listing([name for name in each.listed if name not in self._names][:_MOST_NAMES])

    def worth(self, each: _Candidate) -> float:
        """What a piece would add for each of its tokens."""
        cost = each.cost + (0 if each.piece.path in self._paths else each.path_cost)
        return self._gain(each) / max(cost, _LEAST_TOKENS)

    def names_file(self, each: _Candidate) -> bool:
        """Whether taking a piece names its file for the first time: what else is there costs less then."""
        return each.piece.path not in self._paths

    def _gain(self, each: _Candidate) -> float:
        words = sum(self._weights[term] * _AGAIN ** self._times[term] for term in each.terms)
        about = 0.0 if each.is_list else _RELEVANCE * _FURTHER ** self._of_chunk.get(each.piece.chunk_id, 0)
        if each.piece.is_note and not each.is_list and self._is_told(each):
            return 0.0
        names = _NAME * len(each.names - self._names)
        if each.is_list and not names:
            return 0.0
        return each.score * (words + about + names)

    def take(self, each: _Candidate) -> float:
        """Choose a piece; returns the tokens that naming its file costs."""
        for term in each.terms:
            self._times[term] += 1
        self._names |= each.names
        chunk_id = each.piece.chunk_id
        self._of_chunk[chunk_id] = self._of_chunk.get(chunk_id, 0) + (not each.is_list)
        self.taken.append(each)
        if each.piece.path in self._paths:
            return 0
        self._paths.add(each.piece.path)
        return each.path_cost

    def replaced_by(self, parent: _Candidate) -> Sequence[_Candidate]:
        """Take back the notes about parts of what a note tells, where it covers all that they do."""
        if not parent.piece.is_note or parent.is_list:
            return ()
        parts = [
            each
            for each in self.taken
            if each.piece.is_note
            and not each.is_list
            and each.piece.parent_id == parent.piece.chunk_id
            and each.terms <= parent.terms
        ]
        for each in parts:
            self.taken.remove(each)
            for term in each.terms:
                self._times[term] -= 1
        return parts

    def _is_told(self, each: _Candidate) -> bool:
        """Whether the summary of what this is a part of is chosen, and covers all that this does."""
        return any(
            other.piece.is_note
            and not other.is_list
            and other.piece.chunk_id == each.piece.parent_id
            and each.terms <= other.terms
            for other in self.taken
        )
