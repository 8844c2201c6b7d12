"""The rungs that ask a model: first with what was learned, then with the source, and checked each time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stc_lsp.code.english import count
from stc_lsp.code.inert import inert_markdown
from stc_lsp.errors import BudgetExhaustedError, ModelError
from stc_lsp.memory.values import is_synthetic
from stc_lsp.models import prompts
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.models.values import Completion, PromptTooLongError
from stc_lsp.wake.cite import distinct
from stc_lsp.wake.documents import Documents, digest_of
from stc_lsp.wake.follow_up import conversation
from stc_lsp.wake.found import Found, Open, found_about, searched
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.model.grounding import Grounded, ground
from stc_lsp.wake.model.learned import learned_context
from stc_lsp.wake.model.levels import HISTORY_SHARE, LEAST, PROMPTS, Level, fitted
from stc_lsp.wake.model.raw import raw_context
from stc_lsp.wake.model.speaking import Voice, speak
from stc_lsp.wake.values import WITHOUT_IT, Budget, Citation, Rung, Tokens, Told, Turn

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.wake.model.shown import PromptContext

_LEAST_COVERED = 0.5
"""A learned context that holds less of the question is not asked with."""
_PLACES_CITED = 3


@dataclass(frozen=True, slots=True)
class ModelQuestion:
    """One question, as it is put to a model."""

    text: str
    budget: Budget
    history: tuple[Turn, ...]
    voice: Voice
    purpose: str
    """What the ledger says that the call was for."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a model said, checked."""

    found: Found
    grounded: Grounded
    shown: PromptContext


class WithModel:
    """Answers by one endpoint."""

    def __init__(self, memory: Memory, documents: Documents, endpoint: Endpoint) -> None:
        self._memory = memory
        self._documents = documents
        self._endpoint = endpoint

    async def answer(self, asking: ModelQuestion, known: Open) -> Found:
        """The second rung, then the third; and if the model fails, what can be had without it."""
        reasons = [known.partial]
        learned: _Spoken | None = None
        try:
            learned = await self._from_learned(asking, known, reasons)
            if learned is not None and (learned.grounded.holds or _is_enough(asking, learned)):
                return learned.found.because(reasons)
            return await self._from_raw(asking, known, learned, reasons)
        except (ModelError, BudgetExhaustedError) as error:
            verb = "was not asked" if isinstance(error, BudgetExhaustedError) else "did not answer"
            failure = f"The model {verb}: {inert_markdown(str(error))}"
            reasons.append(failure)
            if learned is not None and not learned.grounded.lacks:
                return (await self._beside(learned, known, failure)).because(reasons)
            return await asyncio.to_thread(self._without_model, known, failure, " ".join(reasons))

    async def _from_learned(self, asking: ModelQuestion, known: Open, reasons: list[str]) -> _Spoken | None:
        spoken = await self._said(asking, known, Rung.LEARNED)
        if spoken is None:
            reasons.append("What was learned so far covers too little of the question.")
            return None
        told = f"{len(spoken.shown.pieces)} notes and excerpts ({spoken.shown.tokens} tokens)"
        reasons.append(f"The model was asked with what was learned: {told}.")
        if spoken.grounded.lacks:
            reasons.append(_lacking(spoken.grounded))
        elif not spoken.grounded.holds:
            reasons.append(_unsupported(spoken.grounded))
        return spoken

    async def _from_raw(
        self, asking: ModelQuestion, known: Open, learned: _Spoken | None, reasons: list[str]
    ) -> Found:
        spoken = await self._said(asking, known, Rung.RAW)
        if spoken is None:
            reasons.append("Nothing in the source was found to ask the model with.")
            if learned is not None:
                return (await self._beside(learned, known)).because(reasons)
            return await asyncio.to_thread(self._without_model, known, "", " ".join(reasons))
        if learned is not None:
            tokens = learned.found.tokens.plus(spoken.found.tokens)
            spoken = replace(spoken, found=replace(spoken.found, tokens=tokens))
        source = f"source from {count(len(spoken.shown.paths), 'file')} ({spoken.shown.tokens} tokens)"
        reasons.append(f"The model was asked with {source}.")
        if not spoken.grounded.lacks:
            if not spoken.grounded.holds:
                reasons.append(_unsupported(spoken.grounded))
            return spoken.found.because(reasons)
        reasons.append(f"{_lacking(spoken.grounded)} Search and summaries follow.")
        return (await self._beside(spoken, known)).because(reasons)

    async def _beside(self, spoken: _Spoken, known: Open, failure: str = "") -> Found:
        """What a model said that is not enough, and below it what can be said without one."""
        without = await asyncio.to_thread(self._without_model, known, failure, "")
        said, found = spoken.found.told, without.told
        text = f"{said.text}\n\n{found.text}"
        citations = tuple(distinct((*found.citations, *said.citations)))
        return replace(spoken.found, told=Told(text, citations, found.fresh and said.fresh, ""))

    async def _said(
        self, asking: ModelQuestion, known: Open, rung: Rung, most: int | None = None
    ) -> _Spoken | None:
        """What the model says on one rung, shown at most so many tokens; None if there is nothing to show."""
        level = fitted(rung, asking.budget, self._endpoint.settings, asking.text, most)
        so_far = conversation(asking.history, int(level.shown * HISTORY_SHARE))
        prepared = await asyncio.to_thread(self._prepared, known, rung, level, so_far)
        if prepared is None:
            return None
        shown, texts = prepared
        data = f"{shown.text}\n\nThe conversation so far:\n{so_far}" if so_far else shown.text
        request = f"Question: {asking.text}\n\nAnswer in at most {level.sentences} sentences."
        messages = prompts.messages(PROMPTS[rung], data, request)
        asking.voice.begin(silent_if_missing=rung is Rung.LEARNED)
        try:
            completion = await speak(
                self._endpoint, messages, asking.voice, max_tokens=level.written, purpose=asking.purpose
            )
        except PromptTooLongError:
            if most is not None:
                raise
            # The estimate was too low, or the context smaller than its setting says.
            return await self._said(asking, known, rung, mean_tokens(data) // 2)
        return await asyncio.to_thread(self._checked, known, rung, shown, texts, completion)

    def _prepared(
        self, known: Open, rung: Rung, level: Level, so_far: str
    ) -> tuple[PromptContext, dict[str, bytes]] | None:
        """What the model is shown, and the digests of the files that it was taken from."""
        room = level.shown - mean_tokens(so_far)
        if room < LEAST:
            raise PromptTooLongError("The model's context is too small: raise model.context_tokens.")
        with self._memory.snapshot() as snapshot:
            present = Present(snapshot, self._documents)
            if rung is Rung.LEARNED:
                shown = learned_context(
                    known.question, known.subjects, known.hit.near, known.ranking, present, room
                )
                if shown.covered < _LEAST_COVERED:
                    return None
            else:
                shown = raw_context(known.question, known.subjects, known.ranking, present, room)
            if not shown.pieces:
                return None
            return shown, {path: digest_of(present.text(path) or b"") for path in shown.paths}

    def _checked(
        self, known: Open, rung: Rung, shown: PromptContext, texts: dict[str, bytes], completion: Completion
    ) -> _Spoken:
        """A model's answer held against the source as it is now."""
        with self._memory.snapshot() as snapshot:
            present = Present(snapshot, self._documents)
            grounded = ground(completion.text, shown, present)
            citations = grounded.citations or _places(shown)
            rests_on = {each.path for each in citations} & texts.keys()
            # Edited while the model was answering: what it says is of the text before.
            fresh = all(digest_of(present.text(path) or b"") == texts[path] for path in rests_on)
            told = Told(grounded.text, citations, fresh, "")
            chunk = snapshot.chunk_by_id(shown.pieces[0].chunk_id)
            tokens = Tokens(completion.input_tokens, completion.cached_tokens, completion.output_tokens)
            found = found_about(chunk, told, rung, snapshot, known.question, tokens=tokens, wish=shown.labels)
            return _Spoken(found, grounded, shown)

    def _without_model(self, known: Open, failure: str, reason: str) -> Found:
        with self._memory.snapshot() as snapshot:
            found = searched(known, snapshot, Present(snapshot, self._documents), reason)
        if not failure:
            return found
        text = f"{failure} {WITHOUT_IT}\n\n{found.told.text}"
        return replace(found, told=replace(found.told, text=text))


def _is_enough(asking: ModelQuestion, learned: _Spoken) -> bool:
    """Somebody in a hurry gets the first answer, marked as it is."""
    return asking.budget is Budget.BRIEF and not learned.grounded.lacks


def _lacking(grounded: Grounded) -> str:
    if grounded.admits:
        return "It said that something was missing."
    return "Its answer said nothing of the code."


def _unsupported(grounded: Grounded) -> str:
    return f"Of what it said, {grounded.unsupported} of {grounded.claims} claims were not borne out."


def _places(shown: PromptContext) -> tuple[Citation, ...]:
    """What the model was shown first: an answer that cites nothing was made from that."""
    places = [
        Citation(each.path, each.first, each.last) for each in shown.pieces if not is_synthetic(each.path)
    ]
    return tuple(distinct(places)[:_PLACES_CITED])
