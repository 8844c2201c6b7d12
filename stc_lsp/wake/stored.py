"""The first rung: a stored answer, word for word, but only to the very same question.

Similar is not the same: an answer to another question is worse than none. So nothing here is a matter of
degree. The asked and the stored question must name the same things, ask the same of them, agree on polarity,
on numbers and on every other word that says something, and the stored answer's key must be current. The first
of these that fails is told as the reason, and the answer may still serve the next rung as material.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_of_overriding, asks_where_set, is_cue, without_cues
from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.narrow import asks_a_particular
from stc_lsp.code.asking.same_question import difference, read, word_for_word
from stc_lsp.code.asking.two_parts import asks_two_things
from stc_lsp.code.asking.within_tests import tests_meant
from stc_lsp.code.asking.wording import are_opposed, words_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.cite import Citer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, Thought, ThoughtItem
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.subjects import Subjects
    from stc_lsp.wake.values import Citation

_SEARCHED = 12
_NEAR_MISSES = 6


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A stored question with its answer, and whose it is."""

    chunk: StoredChunk
    thought: Thought
    item: ThoughtItem


@dataclass(frozen=True, slots=True)
class Hit:
    """What the first rung came to."""

    found: StoredItem | None
    """The answer to serve; None if there is none to this very question."""
    citations: tuple[Citation, ...] = ()
    fresh: bool = True
    reason: str = ""
    near: tuple[StoredItem, ...] = ()
    """Answers to similar questions: material for the next rung."""
    short: str = ""
    """The stored question that may be the same, put in words that are not known to ask it; "" if none is."""


def serve_stored(question: Question, subjects: Subjects, snapshot: Snapshot, present: Present) -> Hit:
    """Look for the stored answer to a question."""
    refused: list[StoredItem] = []
    near: list[StoredItem] = []
    why_not = "No stored question is like this one."
    for candidate in _candidates(question, subjects, snapshot):
        refusal = disagreement(question, subjects, candidate)
        if refusal:
            refused.append(candidate)
            if len(near) < _NEAR_MISSES:
                near.append(candidate)
            if len(near) == 1:
                why_not = (
                    f"The nearest stored question, “{candidate.item.question}”, is another one: {refusal}."
                )
            continue
        citer = Citer(present)
        citations = citer.of_item(candidate.chunk, candidate.item)
        if not citer.fresh:
            near.insert(0, candidate)
            why_not = f"What is stored about `{candidate.chunk.label}` describes it before it was edited."
            continue
        reason = (
            f"This is the stored answer to “{candidate.item.question}”. The code it was made from has not "
            "changed since."
        )
        return Hit(candidate, tuple(citations), True, reason)
    return Hit(None, reason=why_not, near=tuple(near), short=_fallen_short(question, subjects, refused))


def _fallen_short(question: Question, subjects: Subjects, refused: Sequence[StoredItem]) -> str:
    """The stored question that only its wording keeps from being this one, the likeliest; "" if none is."""
    if question.here or len(subjects.all) != 1 or not subjects.all[0].is_certain:
        return ""
    about = subjects.all[0].chunks[0].id
    asked = words_of(question.text)
    best, most = "", 0
    for each in refused:
        known = Intent(each.item.intent) if each.item.intent in _INTENTS else None
        if each.chunk.id != about or question.intent not in (None, known, *_UNTOLD):
            continue
        stored = read(each.item.question, known)
        if question.numbers != stored.numbers or are_opposed(
            without_cues(question.polarity, known), without_cues(stored.polarity, known)
        ):
            continue
        told = (question.intent is known) + sum(is_cue(word, known) for word in asked)
        if told > most:
            best, most = each.item.question, told
    return best


_UNTOLD = (Intent.WHICH, Intent.WHETHER, Intent.HOW)
"""What the question word alone tells."""


def disagreement(question: Question, subjects: Subjects, candidate: StoredItem) -> str:
    """Why a stored question is not the one asked; "" if it is."""
    if _is_word_for_word(question, subjects, candidate):
        return ""
    known = Intent(candidate.item.intent) if candidate.item.intent in _INTENTS else None
    stored = read(candidate.item.question, known)
    intent = stored.intent
    if len(subjects.all) > 1:
        return "more than one thing is asked about"
    for subject in subjects.all:
        if not subject.chunks:
            return f"nothing called `{subject.name}` is known"
        if candidate.chunk.id not in {chunk.id for chunk in subject.chunks}:
            return f"it is about `{candidate.chunk.label}`"
        if not subject.is_certain:
            return f"`{subject.name}` may mean {len(subject.chunks)} things"
    if not subjects.all and stored.names != question.names:
        return f"it is about `{candidate.chunk.label}`"
    if question.intent is None or asked_of(question, candidate.chunk.chunk.kind) is not intent:
        return "it asks something else"
    if (
        tests_meant(question.text)[0] is False
        or _asks_of_another_side(question, candidate)
        or asks_two_things(question)
    ):
        return "it asks something else"
    if asks_a_particular(question.text):
        return "it asks for one particular"
    # What names a thing in plain words is accounted for by the subjects, and all that is asked overall.
    return difference(question, stored.rest if question.overall else subjects.rest, stored, intent)


def _asks_of_another_side(question: Question, candidate: StoredItem) -> bool:
    """Whether it asks where something is set, not defined; what a class overrides, not what are its heirs."""
    kind = candidate.chunk.chunk.kind
    if question.intent is Intent.WHERE and asks_where_set(question.text):
        return kind in (ChunkKind.METHOD, ChunkKind.VARIABLE, ChunkKind.CLASS)
    is_of_heirs = question.intent is Intent.SUBCLASSES and kind is ChunkKind.CLASS
    return is_of_heirs and asks_of_overriding(question.text)


def asked_of(question: Question, kind: ChunkKind) -> Intent | None:
    """What a question asks of such a chunk: who uses a file imports it, for one."""
    intent, text = question.intent, question.text
    if intent is None:
        return None
    if intent is Intent.IMPACT and _DEPEND.search(text):
        intent = Intent.CALLERS
    if kind is ChunkKind.MODULE:
        is_as_said = _CALL.search(text) or (intent is Intent.BASES and not _BUILT.search(text))
        return intent if is_as_said else _OF_A_FILE.get(intent, intent)
    if kind is not ChunkKind.CLASS and intent is Intent.SUBCLASSES and _IMPLEMENTED.search(text):
        return Intent.WHERE
    return intent if _IMPORT.search(text) else _OF_A_DEFINITION.get(intent, intent)


_OF_A_FILE = {Intent.CALLERS: Intent.IMPORTERS, Intent.CALLS: Intent.IMPORTS, Intent.BASES: Intent.IMPORTS}
_OF_A_DEFINITION = {Intent.IMPORTERS: Intent.CALLERS, Intent.IMPORTS: Intent.CALLS}
_CALL = re.compile(r"\b(?:call|invok|instantiat|function|method)", re.IGNORECASE)
_IMPORT = re.compile(r"\bimport", re.IGNORECASE)
_DEPEND = re.compile(r"\bdepend", re.IGNORECASE)
_BUILT = re.compile(r"\b(?:buil[dt]|based?|rests?|stands?)\b", re.IGNORECASE)
_IMPLEMENTED = re.compile(r"\bwhere\b.*\bimplemented\b", re.IGNORECASE)


def _is_word_for_word(question: Question, subjects: Subjects, candidate: StoredItem) -> bool:
    """Whether it was asked in these very words, and they mean one thing wherever they are asked."""
    if question.here or not all(subject.is_certain for subject in subjects.all):
        return False
    item = candidate.item
    return word_for_word(question.text) in map(word_for_word, (item.question, *item.wordings))


def _candidates(question: Question, subjects: Subjects, snapshot: Snapshot) -> Iterator[StoredItem]:
    """Stored questions that may be the one asked: those of what it is about, then what search finds."""
    seen: set[tuple[str, str]] = set()
    about = [
        StoredItem(chunk, thought, item)
        for subject in subjects.all
        for chunk in subject.chunks[:3]
        for thought, item in snapshot.stored_questions(chunk.id)
    ]
    # Those that ask the same come first: their refusal is the one worth telling.
    about.sort(key=lambda each: each.item.intent != question.intent)
    # What somebody asked freely is kept where it was first answered, which may be elsewhere.
    is_free = question.intent is None or not about
    for each in itertools.chain(about, _searched(question, snapshot) if is_free else ()):
        identity = (each.thought.key, each.item.question)
        if identity not in seen:
            seen.add(identity)
            yield each


def _searched(question: Question, snapshot: Snapshot) -> list[StoredItem]:
    found = snapshot.search_questions(question.text, _SEARCHED)
    return [StoredItem(chunk, thought, item) for chunk, thought, item, _ in found]


_INTENTS = frozenset(map(str, Intent))
