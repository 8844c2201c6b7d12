"""The thinker that asks a language model, and asks again, once, when not all of the answer holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stc_lsp.errors import BudgetExhaustedError, ModelError, ModelOutputError, PreemptedError
from stc_lsp.memory.values import ASKED, Recipe, Thought, ThoughtKind, thought_key
from stc_lsp.memory.values import Shown as ShownThen
from stc_lsp.models import prompts
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.models.values import Completion, Message, PromptTooLongError
from stc_lsp.sleep.thinkers.drafts import Draft, agreed, make_drafts
from stc_lsp.sleep.thinkers.forms import (
    AnswerForm,
    Checked,
    Form,
    QuestionsForm,
    RevisedSummaryForm,
    SummaryForm,
    checked,
    questions_form,
)
from stc_lsp.sleep.thinkers.predictability import with_predictability
from stc_lsp.sleep.thinkers.request import ThinkRequest, ThoughtScope
from stc_lsp.sleep.thinkers.revision import Earlier, revision_data
from stc_lsp.sleep.thinkers.revision import said as said_before
from stc_lsp.sleep.thinkers.shown import Shown, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.models.batches import BatchedEndpoint
    from stc_lsp.models.settings import EndpointSettings

_OF_PARTS = (ThoughtScope.MODULE, ThoughtScope.PACKAGE, ThoughtScope.REPOSITORY)

_REVISION = {
    ThoughtKind.SUMMARY: prompts.REVISED_SUMMARY,
    ThoughtKind.QUESTIONS: prompts.REVISED_QUESTIONS,
}
_RETHOUGHT = {
    ThoughtKind.SUMMARY: prompts.RETHOUGHT_SUMMARY,
    ThoughtKind.QUESTIONS: prompts.RETHOUGHT_QUESTIONS,
}
_RETHINK = "Say what holds, and write better what does not."
_REVISE = "Say what still holds, and write anew what does not."

_SUMMARY_TOKENS = 400
_QUESTION_TOKENS = 250
"""For each question with its answer."""

_ESTIMATE_MAY_BE_LOW = 1.2
_LEAST_DATA = 100
"""Tokens of data below which there is nothing to think about."""


class Completes(Protocol):
    """What answers a prompt: `models.endpoint.Endpoint`, as far as a thinker needs it."""

    settings: EndpointSettings

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: type | None = None,
        max_tokens: int,
        purpose: str,
        draft: int = 0,
        logprobs: bool = False,
    ) -> Completion:
        """The whole answer, in the form of `schema`; `draft`: which of several to the same.

        `logprobs`: with how likely each token was, if that can be told.
        Raises ModelError and BudgetExhaustedError.
        """
        ...


@dataclass(frozen=True, slots=True)
class Thinking:
    """What came of one request."""

    thought: Thought | None
    """None if nothing that the model said held."""
    dropped: int = 0
    """Claims that did not hold, of the answer that was kept: sentences of a summary, questions."""
    shown: ShownThen | None = None
    """What the thought was made from, for the next time that changes."""


@dataclass(frozen=True, slots=True)
class _Spent:
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    def plus(self, completion: Completion) -> _Spent:
        return _Spent(
            self.input_tokens + completion.input_tokens,
            self.cached_tokens + completion.cached_tokens,
            self.output_tokens + completion.output_tokens,
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One request as it is put to the model."""

    shown: Shown
    """All that it is about."""
    lines: frozenset[int]
    """The lines that the model gets to see."""
    form: type[Form]
    messages: list[Message]
    earlier: Earlier | None
    """What it may keep."""


class ModelThinker:
    """Thinks with one endpoint. `questions` is how many are asked for about one chunk."""

    def __init__(
        self,
        endpoint: Completes,
        *,
        questions: int = 3,
        passes: int = 0,
        drafts: int = 1,
        logprobs: bool = True,
        batches: BatchedEndpoint | None = None,
    ) -> None:
        """`passes`: how often at most it goes over a thought again. `drafts`: how many answers at most it
        makes before, each by itself. `logprobs`: whether it asks how predictable its questions are.
        `batches`: who answers in place of `endpoint`, later.
        """
        self._logprobs = logprobs
        self._drafts = drafts
        self._endpoint = endpoint
        self._batches = batches
        self._questions = questions
        self._passes = passes

    @property
    def endpoint(self) -> Completes:
        """The way to its model that answers at once."""
        return self._endpoint

    @property
    def batches(self) -> BatchedEndpoint | None:
        """The way to its model that answers later, if that is how it thinks."""
        return self._batches

    @property
    def questions(self) -> int:
        """How many are asked for about one chunk."""
        return self._questions

    @property
    def name(self) -> str:
        """The `thinker` of its recipes: the model's name."""
        return self._endpoint.settings.name

    def recipe(self, kind: ThoughtKind, scope: ThoughtScope, question: str = "", spring: str = "") -> Recipe:
        """How a thought of that kind is made about something of that scope; of the answer to a question.

        `spring`: where the question came from, if nobody asked it.
        """
        if question:
            asked = json.dumps({"question": question, **({"spring": spring} if spring else {})})
            name = f"{self.name}{ASKED}{hashlib.blake2b(asked.encode(), digest_size=4).hexdigest()}"
            return Recipe(ThoughtKind.QUESTIONS, name, prompts.prompt(prompts.ASKED).version, asked)
        about = {"questions": self._questions} if kind is ThoughtKind.QUESTIONS else {}
        names = [_prompt(kind, scope), _REVISION[kind]]
        if self._drafts > 1:
            about["drafts"] = self._drafts
        if self._passes:
            about["passes"] = self._passes
            names.append(_RETHOUGHT[kind])
        version = "+".join(prompts.prompt(name).version for name in names)
        return Recipe(kind, self.name, version, json.dumps(about) if about else "")

    def key(self, request: ThinkRequest) -> str:
        """The key under which the thought will stand."""
        return thought_key(self._recipe(request), request.key_inputs())

    def _recipe(self, request: ThinkRequest) -> Recipe:
        return self.recipe(request.kind, request.scope, request.question, request.spring)

    def messages(self, request: ThinkRequest) -> list[Message]:
        """The whole prompt of a request, as it would be sent but for the redaction of secrets."""
        return self._messages(request, show(request, self._budget(request, 1.0)))

    def sent(self, request: ThinkRequest, earlier: Earlier | None = None) -> list[Message]:
        """The first prompt of a request exactly as it is sent."""
        # Imported here: its patterns take a while to load.
        from stc_lsp.models.redact import redact_messages

        asked = self._asking(request, earlier, 1.0).messages
        return redact_messages(asked) if self._endpoint.settings.redact else asked

    async def think(
        self, request: ThinkRequest, earlier: Earlier | None = None, worth: float = 1.0
    ) -> Thinking:
        """Make one thought, from an earlier one if little has changed since.

        `worth`: tokens that it is expected to save for each that it takes; as many drafts and passes are made
        as that still pays for, each taking about as much again. Raises ModelError, BudgetExhaustedError, and
        AwaitedError where it thinks in batches; then nothing is to be stored.
        """
        drafts = 1 if request.question else max(1, min(self._drafts, int(worth)))
        passes = 0 if request.question else max(0, min(self._passes, int(worth) - drafts))
        try:
            return await self._think(request, earlier, 1.0, drafts, passes)
        except PromptTooLongError:
            # The estimate was too low, or the context smaller than its setting says.
            return await self._think(request, earlier, 0.5, drafts, passes)

    async def _think(
        self, request: ThinkRequest, earlier: Earlier | None, share: float, drafts: int, passes: int
    ) -> Thinking:
        asking = self._asking(request, earlier, share)
        shown, earlier = asking.shown, asking.earlier
        # Later the model reads its questions in the prompt: that it says them again makes them no likelier.
        scored = self._logprobs and issubclass(asking.form, QuestionsForm) and earlier is None
        made = await make_drafts(
            lambda number: self._draft(request, asking, asking.messages, number, scored=scored), drafts
        )
        spent = _Spent()
        for each in made:
            spent = spent.plus(each.completion)
        best = agreed(made, self._questions)
        if not best.items or best.dropped:
            said = next((each for each in made if each.checked is best), made[0]).completion
            asked = [*asking.messages, *_objection(said, best)]
            try:
                again = await self._draft(request, asking, asked)
            except (ModelError, BudgetExhaustedError, PreemptedError):
                if not best.items:
                    raise
            else:
                spent, best = spent.plus(again.completion), _better(best, again.checked)
        if not best.items:
            return Thinking(None, best.dropped)
        best, spent = await self._rethink(request, shown, passes, best, spent)
        recipe = self._recipe(request)
        thought = Thought(
            thought_key(recipe, request.key_inputs()),
            recipe,
            with_predictability(best.items, [each.completion for each in made]),
            spent.input_tokens,
            spent.cached_tokens,
            spent.output_tokens,
        )
        revisions = earlier.shown.revisions + 1 if earlier else 0
        return Thinking(thought, best.dropped, ShownThen(shown.text, revisions))

    async def _draft(
        self,
        request: ThinkRequest,
        asking: _Asking,
        messages: list[Message],
        number: int = 0,
        *,
        scored: bool = False,
    ) -> Draft:
        """One answer, and what of it holds."""
        completion, said = await self._ask(request, asking.form, messages, number, scored=scored)
        # Names must stand in what it is about now, not in what was said or has gone.
        against = Shown(asking.shown.text, asking.lines)
        before = asking.earlier.thought.items if asking.earlier else ()
        return Draft(completion, checked(request, said, against, before))

    async def _rethink(
        self, request: ThinkRequest, shown: Shown, passes: int, best: Checked, spent: _Spent
    ) -> tuple[Checked, _Spent]:
        """Go over what was said, up to so many times, until nothing is said otherwise."""
        form = self._form(request, revised=True)
        for _ in range(passes):
            data = f"What you said:\n{said_before(best.items)}\n\n{shown.text}"
            try:
                completion, said = await self._ask(
                    request, form, prompts.messages(_RETHOUGHT[request.kind], data, _RETHINK)
                )
            except (ModelError, BudgetExhaustedError, PreemptedError):
                # What was said before this pass holds all the same.
                break
            spent = spent.plus(completion)
            again = checked(request, said, shown, best.items, in_place=True)
            if not again.items or again.items == best.items:
                break
            best = Checked(again.items, best.dropped + again.dropped, again.false_names)
        return best, spent

    def _asking(self, request: ThinkRequest, earlier: Earlier | None, share: float) -> _Asking:
        """What to ask: for all of it, or for what becomes of the earlier thought if little has changed."""
        shown = show(request, self._budget(request, share))
        revised = None if earlier is None or request.question else revision_data(earlier, shown)
        if revised is None:
            return _Asking(shown, shown.lines, self._form(request), self._messages(request, shown), None)
        asked = prompts.messages(_REVISION[request.kind], revised.text, _REVISE)
        return _Asking(shown, revised.lines, self._form(request, revised=True), asked, earlier)

    def _messages(self, request: ThinkRequest, shown: Shown) -> list[Message]:
        name = prompts.ASKED if request.question else _prompt(request.kind, request.scope)
        return prompts.messages(name, shown.text, self._wish(request))

    def _form(self, request: ThinkRequest, *, revised: bool = False) -> type[Form]:
        if request.question:
            return AnswerForm
        if request.kind is ThoughtKind.QUESTIONS:
            return questions_form(self._questions, revised=revised)
        return RevisedSummaryForm if revised else SummaryForm

    async def _ask(
        self,
        request: ThinkRequest,
        form: type[Form],
        messages: list[Message],
        draft: int = 0,
        *,
        scored: bool = False,
    ) -> tuple[Completion, Form]:
        completion = await (self._batches or self._endpoint).complete(
            messages,
            schema=form,
            max_tokens=self._output(request.kind),
            purpose=self.key(request),
            draft=draft,
            logprobs=scored,
        )
        if not isinstance(completion.data, form):
            message = "The model's answer is not in the form asked for."
            raise ModelOutputError(message)
        return completion, completion.data

    def _output(self, kind: ThoughtKind) -> int:
        wanted = _SUMMARY_TOKENS if kind is ThoughtKind.SUMMARY else _QUESTION_TOKENS * self._questions
        return min(wanted, self._endpoint.settings.max_output_tokens)

    def _budget(self, request: ThinkRequest, share: float) -> int:
        """Tokens that the data may take, so that a second request with the first answer fits as well."""
        rules = mean_tokens(prompts.prompt(_prompt(request.kind, request.scope)).text)
        room = self._endpoint.settings.context_tokens - 2 * self._output(request.kind) - rules - _LEAST_DATA
        return max(_LEAST_DATA, int(room * share / _ESTIMATE_MAY_BE_LOW))

    def _wish(self, request: ThinkRequest) -> str:
        about = f"this {request.scope.value}"
        if request.change:
            return f"The question: what did the last commit change in how {about} works, and why?"
        if request.question:
            return f"The question, about {about}: {request.question}"
        if request.kind is ThoughtKind.SUMMARY:
            return f"Summarise {about}."
        return f"Write {self._questions} questions with answers about {about}."


def _prompt(kind: ThoughtKind, scope: ThoughtScope) -> str:
    if kind is ThoughtKind.QUESTIONS:
        return prompts.QUESTIONS
    return prompts.SUMMARY_OF_PARTS if scope in _OF_PARTS else prompts.SUMMARY_OF_CODE


def _better(first: Checked, second: Checked) -> Checked:
    """Of two answers, the one that says something; of two that do, the one with fewer claims dropped."""
    if not second.items or (first.items and first.dropped <= second.dropped):
        return first if first.items else Checked((), first.dropped + second.dropped, second.false_names)
    return second


def _objection(completion: Completion, best: Checked) -> list[Message]:
    if best.false_names:
        names = ", ".join(f"`{name}`" for name in best.false_names[:8])
        wrong = f"These names are not in the data: {names}. Write it again with names from the data only."
    else:
        wrong = "Not all of that is in the data. Write it again, with names and line numbers from the data."
    return [{"role": "assistant", "content": completion.text}, {"role": "user", "content": wrong}]
