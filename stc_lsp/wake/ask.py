"""Answering a question, down the ladder: from what is stored to the source itself.

1. What static analysis knows of one particular that is asked (`structural/narrow`): no model.
2. A stored answer to the same question, verified: no model. What static analysis answers exactly: likewise.
3. The learned context, and a short call.
4. Source found by search, and a longer call; what was missing becomes work for the sleeper.

Without a model, or when it fails, search and summaries answer, and say so.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.language import is_english
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.writing import ToWrite, to_write
from stc_lsp.code.english import code
from stc_lsp.code.inert import visible
from stc_lsp.errors import MemoryFault, UsageError
from stc_lsp.memory.values import FOUND_NOTHING, Asked
from stc_lsp.wake.follow_up import resolved
from stc_lsp.wake.found import Found, Open, found_about, searched
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.known import Known, known_exactly, known_narrowly, known_of_both, known_stored
from stc_lsp.wake.model.rungs import ModelQuestion, WithModel
from stc_lsp.wake.model.speaking import Voice
from stc_lsp.wake.pasted import pasted
from stc_lsp.wake.placed import placed
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.small_talk import answer_small_talk
from stc_lsp.wake.stored import Hit, serve_stored
from stc_lsp.wake.subjects import Subjects, find_subjects, named_here, read_in
from stc_lsp.wake.traced import answer_trace
from stc_lsp.wake.values import Answer, AskContext, Budget, Rung, Told, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.snapshot import Memory, Snapshot
    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.wake.documents import Documents

log = logging.getLogger(__name__)

_LONGEST_QUESTION = 4000
"""Characters; of a longer one (a pasted log) the beginning is read."""


_NOTHING_READ = Found(
    Told(
        "This repository has not been read yet, so there is no answer. `stc-lsp status` shows how far "
        "reading it has come.",
        (),
        True,
        "The memory is empty.",
    ),
    Rung.STRUCTURAL,
    wish=(),
)
_NO_MODEL = "No model is configured."
_ENGLISH = "Questions in another language than English need one."
_PARTIAL = "Not all of the repository has been read yet: something may be missing here."


class Asker:
    """Answers questions about one workspace. Any number at once, from one event loop."""

    def __init__(
        self,
        memory: Memory,
        documents: Documents,
        *,
        endpoint: Endpoint | None = None,
        log: QuestionLog | None = None,
        embeddings: Callable[[], Embeddings | None] = lambda: None,
    ) -> None:
        """`endpoint`: None without a model. `log`: None when questions are not to be kept."""
        self._memory = memory
        self._documents = documents
        self._model = WithModel(memory, documents, endpoint) if endpoint is not None else None
        self._log = log
        self._embeddings = embeddings
        self._writing = threading.Lock()

    async def ask(
        self,
        question: str,
        context: AskContext = AskContext(),  # noqa: B008 - frozen
        budget: Budget = Budget.NORMAL,
        *,
        history: Sequence[Turn] = (),
        on_text: Callable[[str], object] | None = None,
    ) -> Answer:
        """Answer a question. `on_text` is given a model's words as they come, inert but not yet checked.

        Cancelling the task hangs up on the model at once. Raises UsageError for no question, MemoryFault.
        """
        started = time.perf_counter()
        asked = visible(question).strip()[:_LONGEST_QUESTION]
        if not any(character.isalnum() for character in asked):
            raise UsageError("The question is empty.")
        text = await asyncio.to_thread(self._taken_for, asked, history) if history else asked

        def at_once() -> Answer | Open:
            found = self._look_up(text, context)
            return found if isinstance(found, Open) else self._finished(asked, text, found, started)

        known = await asyncio.to_thread(at_once)
        if isinstance(known, Answer):
            return known
        assert self._model is not None  # noqa: S101 - only then is a question left open
        # Whoever keeps no questions finds none in the ledger either.
        purpose = asked if self._log is not None else "a question"
        asking = ModelQuestion(known.text, budget, tuple(history), Voice(on_text), purpose)
        found = _passed_over(await self._model.answer(asking, known), known.hit)
        return await asyncio.to_thread(self._finished, asked, text, found, started)

    def rate(self, asked_id: int, thumb: int) -> None:
        """Keep what a person thought of an answer: 1, -1, or 0 to take it back."""
        if self._log is not None and asked_id:
            with self._writing:
                self._log.thumb(asked_id, max(-1, min(1, thumb)))

    def _taken_for(self, asked: str, history: Sequence[Turn]) -> str:
        """The question as it would be asked without the conversation."""
        with self._memory.snapshot() as snapshot:
            return resolved(asked, history, lambda text: read_in(text, snapshot))

    def _look_up(self, text: str, context: AskContext) -> Found | Open:
        """All that needs no model, in one thread over one snapshot."""
        with self._memory.snapshot() as snapshot:
            if snapshot.revision == 0:
                return _NOTHING_READ
            talk = answer_small_talk(text)
            if talk is not None:
                return talk
            present = Present(snapshot, self._documents)
            traced = answer_trace(text, present) if self._model is None else None
            if traced is not None:
                chunk, told = traced
                return found_about(chunk, told, Rung.STRUCTURAL, snapshot, read_question(text))
            text, context = pasted(text, present) or placed(text, context, snapshot)
            wanted = to_write(text)
            if wanted is not None and self._model is None:
                return _told_of(wanted, self._look_up(wanted.known, context))
            question = read_in(text, snapshot)
            subjects = find_subjects(question, snapshot, context)
            partial = _PARTIAL if snapshot.is_partial else ""
            hit = (
                self._at_once(text, question, subjects, context, present, partial)
                if wanted is None
                else Hit(None)
            )
            if isinstance(hit, Found):
                return hit
            named = named_here(question, subjects)
            if named:
                # Search finds nothing by "this".
                return self._look_up(named, context)
            ranking = retrieve(question, snapshot, self._embeddings(), context)
            known = Open(text, question, subjects, hit, ranking, partial)
            if self._model is not None:
                return known
            reason = f"{partial} {_NO_MODEL} {'' if is_english(text) else _ENGLISH}".strip()
            return _passed_over(searched(known, snapshot, present, reason), hit)

    def _at_once(
        self,
        text: str,
        question: Question,
        subjects: Subjects,
        context: AskContext,
        present: Present,
        partial: str,
    ) -> Found | Hit:
        """What is stored or known exactly; if nothing is, what comes near it."""
        snapshot = present.snapshot
        narrow = known_narrowly(question, subjects, present) or known_of_both(question, context, present)
        if narrow is not None:
            return _found(narrow, question, snapshot, partial)
        hit = serve_stored(question, subjects, snapshot, present)
        if hit.found is None:
            hit = self._approved(text, context, present) or hit
        if hit.found is not None:
            hit = replace(hit, reason=f"{partial} {hit.reason}".strip())
        stored = known_stored(question, subjects, present, hit)
        if stored is not None:
            return found_about(stored.chunk, stored.told, stored.rung, snapshot, question)
        exact = known_exactly(question, subjects, present)
        if exact is not None:
            exact = _with_unsaved(exact, subjects, context, present)
            return replace(_found(exact, question, snapshot, partial), short=hit.short)
        return hit

    def _approved(self, text: str, context: AskContext, present: Present) -> Hit | None:
        """The stored answer to a question in words that were judged, asleep, to ask the same."""
        if self._log is None:
            return None
        try:
            with self._writing:
                stored = self._log.same_as(text)
        except MemoryFault as error:
            log.warning("Further wordings cannot be looked up: %s", error)
            return None
        if not stored:
            return None
        question = read_question(stored)
        subjects = find_subjects(question, present.snapshot, context)
        hit = serve_stored(question, subjects, present.snapshot, present)
        reason = f"{hit.reason} A model found that your question asks the same."
        return replace(hit, reason=reason) if hit.found is not None else None

    def _finished(self, asked: str, text: str, found: Found, started: float) -> Answer:
        """The answer, written down: the question as it was asked, the wish as it was meant."""
        told = found.told
        answer = Answer(
            told.text,
            found.rung,
            told.citations,
            told.fresh,
            found.tokens,
            (time.perf_counter() - started) * 1000,
            found.questions,
            told.reason,
            found.not_stored,
            taken_for=text,
        )
        return replace(answer, asked_id=self._noted(asked, text, answer, found))

    def _noted(self, asked: str, text: str, answer: Answer, found: Found) -> int:
        """The id under which the question is kept; 0 if it is not."""
        if self._log is None:
            return 0
        row = Asked(
            asked,
            FOUND_NOTHING if found.is_nothing else str(answer.rung),
            answer.elapsed_ms,
            answer.tokens.input,
            answer.tokens.output,
            found.label,
        )
        try:
            with self._writing:
                asked_id = self._log.add(row)
                if found.wish is not None:
                    self._log.wish(text, found.wish)
                if found.short:
                    self._log.near_miss(text, found.short)
        except MemoryFault as error:
            # An answer is not lost because it cannot be noted.
            log.warning("The question could not be kept: %s", error)
            return 0
        return asked_id


def _told_of(wanted: ToWrite, found: Found | Open) -> Found | Open:
    """What is known of something for which somebody wants something to be written, where nobody can."""
    if isinstance(found, Open):
        return found
    lead = f"{wanted.wanted} needs a model, and none is configured. This is what is known without one."
    return replace(found, told=replace(found.told, text=f"{lead}\n\n{found.told.text}"))


def _passed_over(found: Found, hit: Hit) -> Found:
    """What another rung found, with what the first one left behind."""
    return replace(found, short=hit.short, not_stored=hit.reason)


def _found(known: Known, question: Question, snapshot: Snapshot, partial: str) -> Found:
    """What static analysis knows, as a rung came to it; what it knows exactly, it knows of what was read."""
    told = replace(known.told, reason=partial) if partial else known.told
    return found_about(known.chunk, told, known.rung, snapshot, question)


def _with_unsaved(known: Known, subjects: Subjects, context: AskContext, present: Present) -> Known:
    """What is known, with the names that only the edited text of the file has that somebody looks at."""
    path = context.path
    text = None if not path or present.is_as_indexed(path) else present.text(path)
    if text is None:
        return known
    names = [each.name for each in subjects.all if each.name and not each.chunks]
    written = text.decode("utf-8", "replace")
    here = [each for each in names if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", written)]
    if not here:
        return known
    stands = f"{code(here[0])} stands in {code(path)}, which has been edited since it was read"
    told = replace(known.told, text=f"{known.told.text}\n\n{stands}: save it and ask again.")
    return replace(known, told=told)
