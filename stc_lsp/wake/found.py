"""What a rung of the ladder came to, and what is still open when none without a model could answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stc_lsp.wake.structural import answer_by_search
from stc_lsp.wake.values import Rung, Tokens, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import Hit
    from stc_lsp.wake.subjects import Subjects

_NEXT_QUESTIONS = 3
_LABELS_WISHED = 8
_NOTHING = Tokens()


@dataclass(frozen=True, slots=True)
class Open:
    """A question that only a model can answer well, and what is known of it."""

    text: str
    """As it is put to a model."""
    question: Question
    subjects: Subjects
    hit: Hit
    ranking: Ranking
    partial: str = ""
    """That not all has been read yet, if so."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rung came to."""

    told: Told
    rung: Rung
    tokens: Tokens = _NOTHING
    questions: tuple[str, ...] = ()
    """Likely next ones."""
    label: str = ""
    """What the question was taken to be about."""
    wish: tuple[str, ...] | None = None
    """What the sleeper is to think about, so that the same question is answered sooner; None: nothing."""
    short: str = ""
    """The stored question that may be the same one, for the sleeper to have judged; "" if none."""
    not_stored: str = ""
    """Why no stored answer was served; "" where none was looked for or one was."""

    @property
    def is_nothing(self) -> bool:
        """Search was all that was left, and it found nothing."""
        return self.rung is Rung.STRUCTURAL and self.wish is not None and not self.told.citations

    def because(self, reasons: Sequence[str]) -> Found:
        """The same, with why it came to this rung."""
        return replace(self, told=replace(self.told, reason=" ".join(each for each in reasons if each)))


def found_about(
    chunk: StoredChunk | None,
    told: Told,
    rung: Rung,
    snapshot: Snapshot,
    question: Question,
    *,
    tokens: Tokens = _NOTHING,
    wish: tuple[str, ...] | None = None,
) -> Found:
    """A rung's result about a chunk, with what one may ask next about that."""
    if chunk is None:
        return Found(told, rung, tokens, wish=wish)
    likely = [
        item.question for _, item in snapshot.stored_questions(chunk.id) if item.intent != question.intent
    ]
    wished = wish[:_LABELS_WISHED] if wish is not None else None
    return Found(told, rung, tokens, tuple(likely[:_NEXT_QUESTIONS]), chunk.label, wished)


def searched(known: Open, snapshot: Snapshot, present: Present, reason: str) -> Found:
    """What search and summaries answer, without a model."""
    told = answer_by_search(known.question, known.ranking, snapshot, present)
    told = replace(told, reason=f"{reason} {told.reason}".strip())
    places = known.ranking.places
    labels = tuple(dict.fromkeys(place.chunk.label for place in places[:_LABELS_WISHED]))
    chunk = places[0].chunk if places else None
    return found_about(chunk, told, Rung.STRUCTURAL, snapshot, known.question, wish=labels)
