"""Several drafts of one thought: what most of them agree on is kept, and one that fails spoils nothing."""

from __future__ import annotations

import asyncio
import json

import pytest

from stc_lsp.errors import AwaitedError, EndpointUnavailableError
from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Caps, ThoughtKind
from stc_lsp.models.endpoint import Endpoint
from stc_lsp.models.settings import EndpointSettings
from stc_lsp.sleep.thinkers.drafts import make_drafts
from stc_lsp.sleep.thinkers.model import ModelThinker
from stc_lsp.sleep.thinkers.request import ThinkRequest, ThoughtScope
from tests.booked import calls_in
from tests.fault_endpoint import FaultEndpoint, says, status
from tests.steady_model import SteadyEndpoint, SteadyModel

SOURCE = b"""def lend(book, member):
    if book.on_loan:
        raise AlreadyLentError(book)
    member.books.append(book)
"""
SUMMARY = ThinkRequest(ThoughtKind.SUMMARY, ThoughtScope.FUNCTION, "python", "lend", "print", SOURCE)
QUESTIONS = ThinkRequest(ThoughtKind.QUESTIONS, ThoughtScope.FUNCTION, "python", "lend", "print", SOURCE)
USAGE = {"prompt_tokens": 400, "completion_tokens": 30}
ODD = "It reads `on_loan`."
USUAL = "Appends a `book` to the `books` of a `member`."
ALIKE = "Gives a `book` to a `member`: into its `books`."


def summary(text):
    return json.dumps({"summary": text, "watch_for": ""})


def questions(*texts):
    return json.dumps(
        {"questions": [{"question": text, "answer": "So it is.", "lines": []} for text in texts]}
    )


@pytest.fixture
def think(tmp_path):
    """Think with answers in turn; the thought, the requests, and what was booked."""
    root = tmp_path / "workspace"
    root.mkdir()
    ledger = Ledger.open(MemoryPaths(tmp_path / "data", root))

    def think(request, *answers, drafts=3, worth=9.0, passes=0):
        script = [says(answer, usage=USAGE) if isinstance(answer, str) else answer for answer in answers]
        with FaultEndpoint(script) as server:
            # One at a time: the answers come in their order.
            settings = EndpointSettings("asleep", server.base_url, "tiny", concurrency=1)
            accounts = LedgerAccounts(ledger, "asleep", Caps(), "tiny")

            async def pause(_):
                pass

            thinker = ModelThinker(
                Endpoint(settings, accounts, pause=pause), questions=2, drafts=drafts, passes=passes
            )
            thinking = asyncio.run(thinker.think(request, None, worth))
            return thinking.thought, [each.body for each in server.requests], calls_in(ledger)

    yield think
    ledger.close()


def test_of_several_summaries_the_one_is_kept_that_says_what_the_others_say(think):
    thought, asked, calls = think(SUMMARY, summary(ODD), summary(USUAL), summary(ALIKE))
    assert thought.items[0].text in (USUAL, ALIKE)
    assert sorted(body["temperature"] for body in asked) == [0, 0.8, 0.8]
    assert len({json.dumps(body["messages"]) for body in asked}) == 1
    assert thought.input_tokens == sum(call.input_tokens for call in calls) == 1200
    assert {call.purpose for call in calls} == {thought.key}


def test_a_summary_that_holds_whole_is_kept_before_one_that_does_not(think):
    false = f"{USUAL} It calls `notify_everybody`."
    thought, asked, _ = think(SUMMARY, summary(false), summary(ODD), summary(false))
    assert thought.items[0].text == ODD
    assert len(asked) == 3, "and nothing is asked for again"


def test_questions_that_several_drafts_ask_come_first_and_once(think):
    first = questions("Why is a book lent?", "What does `lend` raise?")
    second = questions("What is thrown by `lend`?", "Which `books` are there?")
    thought, _, _ = think(QUESTIONS, first, second, second)
    raises, others = (item.question for item in thought.items)
    assert raises in ("What does `lend` raise?", "What is thrown by `lend`?")
    assert others == "Which `books` are there?"


def test_a_draft_that_fails_leaves_the_others(think):
    thought, asked, calls = think(SUMMARY, status(400, "no"), summary(USUAL), summary(ALIKE))
    assert thought.items[0].text in (USUAL, ALIKE)
    assert len(calls) == len(asked) >= 3


def test_drafts_that_all_fail_fail_as_one_does(think):
    with pytest.raises(EndpointUnavailableError, match="oops"):
        think(SUMMARY, status(500, "oops"))


@pytest.mark.parametrize(("worth", "calls"), [(0.5, 1), (1.0, 1), (2.9, 2), (9.0, 3)])
def test_no_more_drafts_are_made_than_a_thought_is_worth(think, worth, calls):
    _, asked, _ = think(SUMMARY, summary(USUAL), worth=worth)
    assert len(asked) == calls


def test_all_drafts_are_asked_for_before_the_first_is_awaited():
    asked = []

    async def make(number):
        asked.append(number)
        raise AwaitedError("later") if number else EndpointUnavailableError("gone")

    with pytest.raises(AwaitedError):
        asyncio.run(make_drafts(make, 3))
    assert asked == [0, 1, 2]


def test_drafts_are_part_of_the_recipe_and_one_leaves_it_as_it_was():
    def recipe(drafts):
        return ModelThinker(SteadyEndpoint(SteadyModel()), drafts=drafts).recipe(
            ThoughtKind.SUMMARY, ThoughtScope.FUNCTION
        )

    assert recipe(1).parameters == ""
    assert json.loads(recipe(5).parameters) == {"drafts": 5}
