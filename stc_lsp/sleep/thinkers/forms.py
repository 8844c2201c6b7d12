"""What a model is to write down, and what remains of it once its claims are checked and its text is inert."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import attrs

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.same_question import is_same_question, word_for_word
from stc_lsp.code.claims import claimed_names, names_in, unknown_names, without_false_claims
from stc_lsp.code.inert import inert_markdown
from stc_lsp.code.tokens.fingerprint import token_at_line, tokens
from stc_lsp.memory.values import Anchor, ThoughtItem
from stc_lsp.models.schema import said

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.sleep.thinkers.request import ThinkRequest
    from stc_lsp.sleep.thinkers.shown import Shown

_OWN = Anchor("", "")
"""All of the chunk that is thought about, by whatever name: chunks that say the same share a thought."""
_NOTHING = re.compile(r"\W*(?:none|nothing|n/?a|null|empty)?\W*", re.IGNORECASE)
"""How models say that there is nothing to watch for."""


@attrs.frozen
class SummaryForm:
    """The form of a summary."""

    summary: str = attrs.field(metadata=said("what it is for and what it does", most=600))
    watch_for: str = attrs.field(metadata=said("what to be careful about, or nothing", most=250))


@attrs.frozen
class QuestionForm:
    """One question with its answer."""

    question: str = attrs.field(metadata=said("a likely question", most=200))
    answer: str = attrs.field(metadata=said("its answer", most=500))
    lines: tuple[int, ...] = attrs.field(metadata=said("first and last line", most=2))


@attrs.frozen
class AnswerForm:
    """The answer to a question that somebody asked."""

    answer: str = attrs.field(metadata=said("the answer", most=800))
    lines: tuple[int, ...] = attrs.field(metadata=said("first and last line", most=2))


@attrs.frozen(slots=False)
class QuestionsForm:
    """The form of likely questions."""

    questions: tuple[QuestionForm, ...]


@attrs.frozen
class RevisedSummaryForm(SummaryForm):
    """A summary, or the word that the earlier one still holds."""

    keep: bool = attrs.field(metadata=said("what you said still holds"), kw_only=True)


@attrs.frozen(slots=False)
class RevisedQuestionsForm(QuestionsForm):
    """Likely questions beside the earlier ones that still hold."""

    keep: tuple[int, ...] = attrs.field(metadata=said("numbers of the questions to keep"), kw_only=True)


Form = SummaryForm | QuestionsForm | AnswerForm


@cache
def questions_form(most: int, *, revised: bool) -> type[QuestionsForm]:
    """The form of at most so many questions: a small model stops only where its grammar does."""
    field = attrs.field(type=tuple[QuestionForm, ...], metadata=said("questions with answers", most=most))
    base = RevisedQuestionsForm if revised else QuestionsForm
    made = attrs.make_class("Questions", {"questions": field}, bases=(base,), frozen=True, slots=False)
    return cast("type[QuestionsForm]", made)


@dataclass(frozen=True, slots=True)
class Checked:
    """What holds of a model's answer."""

    items: tuple[ThoughtItem, ...]
    dropped: int
    """Claims that do not hold: sentences of a summary, questions with their answers."""
    false_names: tuple[str, ...]
    """What it spoke of as code, but what exists nowhere."""


def checked(
    request: ThinkRequest,
    form: Form,
    shown: Shown,
    earlier: Sequence[ThoughtItem] = (),
    *,
    in_place: bool = False,
) -> Checked:
    """The items that hold of an answer to this request, which was shown that.

    `earlier` is what the answer may keep of; `in_place`: that was said of the very same source.
    """
    known = names_in([shown.text]) | request.known_names
    if isinstance(form, RevisedSummaryForm) and form.keep and earlier:
        return _kept(earlier[:1], known, in_place=in_place)
    if isinstance(form, SummaryForm):
        return _checked_summary(form, known)
    if isinstance(form, AnswerForm):
        claim = QuestionForm(request.question, form.answer, form.lines)
        # The question is a person's own: only the answer is held against the source.
        known |= names_in([claim.question])
        return _with_change(request, _checked_questions(request, QuestionsForm((claim,)), shown, known))
    new = _checked_questions(request, form, shown, known)
    if not isinstance(form, RevisedQuestionsForm) or not earlier:
        return new
    wished = [item for number, item in enumerate(earlier, 1) if number in form.keep]
    kept = _kept(wished, known, in_place=in_place)
    # What is kept is not answered a second time in other words.
    added = [
        item for item in new.items if not any(_is_one(item.question, other.question) for other in kept.items)
    ]
    items = (*kept.items, *added)
    return Checked(items, kept.dropped + new.dropped, (*kept.false_names, *new.false_names))


def inert_question(text: str) -> str:
    """A question as it is kept, of what a model wrote."""
    return inert_markdown(" ".join(text.split()))


def _with_change(request: ThinkRequest, answered: Checked) -> Checked:
    """Where it was asked what changed: behind the answer, who did it, when, why, and what exactly."""
    if not request.change:
        return answered
    items = [
        dataclasses.replace(item, text=f"{item.text}\n\n{request.change}", intent=str(Intent.CHANGED))
        for item in answered.items
    ]
    return dataclasses.replace(answered, items=tuple(items))


def _kept(items: Sequence[ThoughtItem], known: frozenset[str], *, in_place: bool) -> Checked:
    """Earlier items, less those that speak of names which are no more."""
    false = {
        item.question: unknown_names(f"{item.question}\n{item.text}\n{item.watch_for}", known)
        for item in items
    }
    kept = [item for item in items if not false[item.question]]
    if not in_place:
        # Its tokens are counted otherwise now: what rested on some of them rests on the whole.
        kept = [dataclasses.replace(item, anchors=(_OWN,)) for item in kept]
    names = [name for each in false.values() for name in each]
    return Checked(tuple(kept), len(items) - len(kept), tuple(names))


def _checked_summary(form: SummaryForm, known: frozenset[str]) -> Checked:
    summary, false_sentences = without_false_claims(form.summary, known)
    watch_for, false_warnings = without_false_claims(form.watch_for, known)
    if _NOTHING.fullmatch(watch_for):
        watch_for = ""
    item = ThoughtItem(
        inert_markdown(summary),
        anchors=(_OWN,),
        watch_for=inert_markdown(watch_for),
    )
    false_names = unknown_names(f"{form.summary}\n{form.watch_for}", known)
    return Checked((item,) if item.text else (), false_sentences + false_warnings, tuple(false_names))


def _checked_questions(
    request: ThinkRequest, form: QuestionsForm, shown: Shown, known: frozenset[str]
) -> Checked:
    items: list[ThoughtItem] = []
    merged = 0
    false_names: list[str] = []
    for claim in form.questions:
        unknown = unknown_names(f"{claim.question}\n{claim.answer}", known)
        false_names += unknown
        lines = _line_range(claim.lines, shown.lines) if request.source else (0, 0)
        question, answer = inert_question(claim.question), inert_markdown(claim.answer)
        if unknown or lines is None or not question or not answer:
            continue
        same = next((n for n, item in enumerate(items) if _is_one(item.question, question)), None)
        if same is None:
            items.append(ThoughtItem(answer, question, anchors=(_anchor(request, *lines, claim.answer),)))
        else:
            items[same] = _also_worded(items[same], question)
            merged += 1
    return Checked(tuple(items), len(form.questions) - len(items) - merged, tuple(false_names))


def _is_one(question: str, other: str) -> bool:
    """Whether two questions about one thing are one, also where they say "it" for that."""
    return word_for_word(question) == word_for_word(other) or is_same_question(question, other)


def _also_worded(item: ThoughtItem, question: str) -> ThoughtItem:
    """The first answer to a question that was asked again in other words."""
    if question in (item.question, *item.wordings):
        return item
    return dataclasses.replace(item, wordings=(*item.wordings, question))


def _anchor(request: ThinkRequest, first: int, last: int, answer: str) -> Anchor:
    """The lines, as tokens; the whole chunk if none were claimed, or they hold none of the answer's names."""
    text = request.source.split(b"\n")
    if not first:
        return _OWN
    cited = b"\n".join(text[first - 1 : last]).decode("utf-8", "replace")
    names = claimed_names(answer)
    if names and names_in([cited]).isdisjoint(names):
        return _OWN
    start = token_at_line(request.language, request.source, first)
    if last < len(text):
        end = token_at_line(request.language, request.source, last + 1) - 1
    else:
        end = len(tokens(request.language, request.source)) - 1
    return dataclasses.replace(_OWN, first=start, last=max(start, end))


def _line_range(claimed: tuple[int, ...], shown: Collection[int]) -> tuple[int, int] | None:
    """The lines an answer rests on if it was shown them, None if it was not, (0, 0) if it claims none."""
    if not claimed:
        return 0, 0
    first, last = min(claimed), max(claimed)
    return (first, last) if first in shown and last in shown else None
