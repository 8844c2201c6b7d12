"""How predictable a model finds the questions that it writes, kept with them."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing

import pytest

from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Caps, Shown, Thought, ThoughtItem, ThoughtKind
from stc_lsp.models.endpoint import Endpoint
from stc_lsp.models.settings import EndpointSettings
from stc_lsp.sleep.thinkers.model import ModelThinker
from stc_lsp.sleep.thinkers.request import ThinkRequest, ThoughtScope
from stc_lsp.sleep.thinkers.revision import Earlier
from tests.fault_endpoint import FaultEndpoint, says

SOURCE = b"""def lend(book, member):
    if book.on_loan:
        raise AlreadyLentError(book)
    member.books.append(book)
"""
ABOUT = (ThoughtScope.FUNCTION, "python", "lend", "print", SOURCE)
QUESTIONS = ThinkRequest(ThoughtKind.QUESTIONS, *ABOUT)
SUMMARY = ThinkRequest(ThoughtKind.SUMMARY, *ABOUT)
PLAIN, ODD, NEW = "When does `lend` fail?", "Which  `books` \u00e9lan?", "Who is a `member`?"


@pytest.fixture
def thinking(tmp_path):
    """Makes a thinker for an address."""
    root = tmp_path / "workspace"
    root.mkdir()
    with closing(Ledger.open(MemoryPaths(tmp_path / "data", root))) as ledger:

        def make(base_url, context_tokens=8192, **changed):
            settings = EndpointSettings(
                "asleep", base_url, "tiny", context_tokens=context_tokens, concurrency=1, timeout_seconds=120
            )
            accounts = LedgerAccounts(ledger, "asleep", Caps(), "tiny")
            return ModelThinker(Endpoint(settings, accounts), questions=2, **changed)

        yield make


def scored(claims):
    """An answer in which each question has one log-probability for each character; the rest is certain."""
    text = json.dumps({"questions": [{"question": q, "answer": a, "lines": []} for q, a, _ in claims]})
    likely = [0.0] * len(text)
    for question, _, logprob in claims:
        spelt = json.dumps(question)[1:-1]
        start = text.index(spelt)
        likely[start : start + len(spelt)] = [logprob] * len(spelt)
    tokens = [{"token": each, "logprob": logprob} for each, logprob in zip(text, likely, strict=True)]
    return says(text, usage={"prompt_tokens": 400, "completion_tokens": 30}, logprobs={"content": tokens})


def think(thinker, request=QUESTIONS, earlier=None, worth=1.0):
    return asyncio.run(thinker.think(request, earlier, worth)).thought


def told(thought):
    return {item.question: item.predictability for item in thought.items}


def test_each_question_is_kept_with_how_predictable_it_is_under_the_key_it_would_have_without(thinking):
    with FaultEndpoint([scored([(PLAIN, "If it is.", -0.5), (ODD, "All.", -3.0)])]) as server:
        thought = think(thinking(server.base_url))
        without = think(thinking(server.base_url, logprobs=False))
        asked = [each.body.get("logprobs") for each in server.requests]
    assert asked == [True, None]
    assert told(thought) == {PLAIN: pytest.approx(-0.5), "Which `books` élan?": pytest.approx(-3.0)}
    assert set(told(without).values()) == {None}
    assert thought.key == without.key


def test_what_the_model_reads_again_in_the_prompt_is_no_more_predictable_for_that(thinking):
    first = scored([(PLAIN, "If `nobody_knows`.", -0.5), (ODD, "All.", -3.0)])
    again = scored([(PLAIN, "If it is.", 0.0), (NEW, "Who lends.", 0.0)])
    with FaultEndpoint([first, again]) as server:
        thought = think(thinking(server.base_url, passes=1), worth=1.0)
        asked = [each.body.get("logprobs") for each in server.requests]
    assert asked == [True, None]
    assert told(thought) == {PLAIN: pytest.approx(-0.5), NEW: None}


def test_a_question_that_a_revision_keeps_keeps_how_predictable_it_was(thinking):
    with FaultEndpoint([says(json.dumps({"keep": [1], "questions": []}))]) as server:
        thinker = thinking(server.base_url)
        item = ThoughtItem("If it is.", PLAIN, predictability=-0.5)
        recipe = thinker.recipe(ThoughtKind.QUESTIONS, ThoughtScope.FUNCTION)
        [_, shown] = thinker.messages(QUESTIONS)
        then = shown["content"].replace("book.on_loan", "book.on_load")
        earlier = Earlier(
            Thought("k", recipe, (item,)), Shown(then[then.index("Source") : then.rindex("\n")])
        )
        thought = think(thinker, earlier=earlier)
        [request] = server.requests
    assert "What you said" in request.raw
    assert "logprobs" not in request.body
    assert told(thought) == {PLAIN: -0.5}


def test_of_a_summary_nothing_is_asked_that_is_of_no_use(thinking):
    answer = json.dumps({"summary": "Lends a `book`.", "watch_for": ""})
    with FaultEndpoint([says(answer, usage={"prompt_tokens": 400, "completion_tokens": 30})]) as server:
        think(thinking(server.base_url), SUMMARY)
        assert [each.body.get("logprobs") for each in server.requests] == [None]
