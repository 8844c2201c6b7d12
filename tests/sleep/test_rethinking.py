"""Going over a thought again: as often as its worth pays for, until nothing is said otherwise."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from stc_lsp.errors import EndpointUnavailableError
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.models.schema import read
from stc_lsp.models.settings import EndpointSettings
from stc_lsp.models.values import Completion
from stc_lsp.sleep.thinkers.model import ModelThinker
from stc_lsp.sleep.thinkers.request import ThinkRequest, ThoughtScope

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = b"""def lend(book, member):
    if book.on_loan:
        raise AlreadyLentError(book)
    member.books.append(book)
"""
SUMMARY = ThinkRequest(ThoughtKind.SUMMARY, ThoughtScope.FUNCTION, "python", "lend", "print", SOURCE)
QUESTIONS = ThinkRequest(ThoughtKind.QUESTIONS, ThoughtScope.FUNCTION, "python", "lend", "print", SOURCE)

FIRST = {"summary": "Lends a `book`.", "watch_for": ""}
BETTER = {
    "keep": False,
    "summary": "Appends a `book` to what a `member` has.",
    "watch_for": "Raises `AlreadyLentError`.",
}
KEEP = {"keep": True, "summary": "", "watch_for": ""}


class Says:
    """An endpoint that gives these answers in turn, and fails where there is an error among them."""

    def __init__(self, *answers: Mapping[str, object] | Exception) -> None:
        self.settings = EndpointSettings("asleep", "http://127.0.0.1:1/v1", "tiny")
        self._answers = list(answers)
        self.sent: list[str] = []

    async def complete(self, messages, *, schema: Any = None, max_tokens, purpose, draft=0, logprobs=False):
        self.sent.append(messages[1]["content"])
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        text = json.dumps(answer)
        return Completion(text, read(schema, text), 100, 0, 10)


def think(endpoint, request, *, passes, worth):
    thinker = ModelThinker(endpoint, questions=3, passes=passes)
    thinking = asyncio.run(thinker.think(request, None, worth))
    assert thinking.thought is not None
    return thinking.thought, thinking.dropped


def test_a_thought_is_gone_over_until_the_model_keeps_what_it_said():
    endpoint = Says(FIRST, BETTER, KEEP, FIRST)
    thought, _ = think(endpoint, SUMMARY, passes=5, worth=100.0)
    [item] = thought.items
    assert (item.text, item.watch_for) == (BETTER["summary"], BETTER["watch_for"])
    assert len(endpoint.sent) == 3
    assert (thought.input_tokens, thought.output_tokens) == (300, 30)
    assert "Lends a `book`." not in endpoint.sent[0]
    assert "What you said:\nLends a `book`." in endpoint.sent[1]
    assert "2|     if book.on_loan:" in endpoint.sent[1], "and all of the source"


@pytest.mark.parametrize(("worth", "calls"), [(0.0, 1), (1.9, 1), (2.0, 2), (3.5, 3), (99.0, 4)])
def test_no_more_passes_are_made_than_a_thought_is_worth_or_than_is_set(worth, calls):
    texts = [{"keep": False, "summary": f"Lends a `book`, {n}.", "watch_for": ""} for n in range(9)]
    endpoint = Says(FIRST, *texts)
    think(endpoint, SUMMARY, passes=3, worth=worth)
    assert len(endpoint.sent) == calls


def test_what_a_pass_invents_is_dropped():
    invented = {**BETTER, "summary": "Appends a `book`. It calls `notify_everybody`."}
    thought, dropped = think(Says(FIRST, invented, KEEP), SUMMARY, passes=2, worth=9.0)
    assert thought.items[0].text == "Appends a `book`."
    assert dropped == 1


def test_a_pass_that_says_nothing_sound_or_fails_changes_nothing():
    nonsense = {"keep": False, "summary": "It calls `notify_everybody`.", "watch_for": ""}
    for answer in (nonsense, EndpointUnavailableError("gone")):
        endpoint = Says(FIRST, answer)
        thought, _ = think(endpoint, SUMMARY, passes=1, worth=9.0)
        assert thought.items[0].text == "Lends a `book`."
        assert len(endpoint.sent) == 2


def test_questions_that_are_kept_keep_the_lines_they_rest_on():
    fails = {"question": "When does `lend` fail?", "answer": "If `on_loan`.", "lines": [2, 3]}
    dull = {"question": "What is a `book`?", "answer": "A `book`.", "lines": [1, 1]}
    changes = {"question": "What does it change?", "answer": "The `books`.", "lines": [4, 4]}
    endpoint = Says({"questions": [fails, dull]}, {"keep": [1], "questions": [changes]})
    items = think(endpoint, QUESTIONS, passes=1, worth=9.0)[0].items
    assert [item.question for item in items] == [fails["question"], changes["question"]]
    before = think(Says({"questions": [fails, dull]}), QUESTIONS, passes=0, worth=9.0)[0].items
    assert items[0] == before[0]
    assert items[0].anchors[0].first > 0


def test_passes_are_part_of_the_recipe_and_none_leave_it_as_it_was():
    def recipe(passes):
        return ModelThinker(Says(), passes=passes).recipe(ThoughtKind.SUMMARY, ThoughtScope.FUNCTION)

    assert recipe(0).parameters == ""
    assert "rethink" not in recipe(0).prompt_version
    assert json.loads(recipe(2).parameters) == {"passes": 2}
    assert "rethink-summary/1" in recipe(2).prompt_version
