"""Calls in batches: asked once, paid for once and at their price, whatever fails or breaks off between."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from stc_lsp.errors import (
    AwaitedError,
    BudgetExhaustedError,
    EndpointError,
    EndpointUnavailableError,
    ModelOutputError,
    PrivacyError,
)
from stc_lsp.memory.batches import BatchBook
from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.values import Caps
from stc_lsp.models.batch_post import UNSURE_SECONDS
from stc_lsp.models.batch_values import LASTING
from stc_lsp.models.batches import MOST_TRIES, BatchedEndpoint
from stc_lsp.models.settings import EndpointSettings
from stc_lsp.models.values import PromptTooLongError
from tests.batch_endpoint import AFTER, BEFORE, BatchApi
from tests.models.conftest import KEY

if TYPE_CHECKING:
    from stc_lsp.memory.paths import MemoryPaths
    from tests.models.conftest import Purse

CREATE, UPLOAD = ("POST", "/v1/batches"), ("POST", "/v1/files")


@attrs.frozen
class Verdict:
    verdict: str


@dataclass
class Clock:
    at: float = field(default_factory=time.time)

    def __call__(self) -> float:
        return self.at


@dataclass
class Sleeper:
    """One process after another that thinks in batches: each asks a few questions, as far as it gets."""

    purse: Purse
    paths: MemoryPaths
    api: BatchApi
    clock: Clock = field(default_factory=Clock)
    changed: dict[str, Any] = field(default_factory=dict)

    def run(self, *questions, schema=None, logprobs=False):
        """Collect, ask, send; what each question came to, and what is out."""

        async def run():
            book = BatchBook.open(self.paths, now=self.clock)
            book.release_unsent()
            try:
                async with self._endpoint(book) as endpoint:
                    out = await endpoint.post.collect()
                    if out:
                        return [], out
                    answers = [await self._ask(endpoint, each, schema, logprobs) for each in questions]
                    return answers, await endpoint.send()
            finally:
                book.close()

        return asyncio.run(run())

    def cancel(self):
        async def run():
            book = BatchBook.open(self.paths, now=self.clock)
            try:
                async with self._endpoint(book) as endpoint:
                    return await endpoint.post.cancel()
            finally:
                book.close()

        return asyncio.run(run())

    def _endpoint(self, book):
        changed = {name: value for name, value in self.changed.items() if name != "most"}
        more: dict[str, Any] = {"base_url": self.api.base_url, "timeout_seconds": 20.0, **changed}
        more |= {"api_key_env": "TINY_KEY", "input_price": 1.0, "output_price": 4.0}
        settings = EndpointSettings("asleep", name="tiny", **more)
        accounts = LedgerAccounts(self.purse.ledger, "asleep", self.purse.caps, "tiny")
        return BatchedEndpoint(
            settings, accounts, book, self.changed.get("most", 100), environ={"TINY_KEY": KEY}
        )

    async def _ask(self, endpoint, question, schema, logprobs):
        messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}]
        try:
            answer = await endpoint.complete(
                messages, schema=schema, max_tokens=50, purpose=f"for {question}", logprobs=logprobs
            )
        except AwaitedError:
            return None
        except (ModelOutputError, PromptTooLongError, EndpointError) as error:
            return error
        return answer.data or answer.text


@pytest.fixture
def api():
    with BatchApi(lambda messages: f"Yes: {messages[1]['content']}") as running:
        yield running


@pytest.fixture
def sleeper(purse, tmp_path, api):
    from stc_lsp.memory.paths import MemoryPaths

    return Sleeper(purse, MemoryPaths(tmp_path / "data", tmp_path / "workspace"), api)


def reserved(purse):
    booked = sum(call.input_tokens + call.output_tokens for call in purse.calls)
    return purse.ledger.spent("asleep")["month"].tokens - booked


def test_what_is_asked_comes_back_in_a_batch_and_is_paid_for_at_its_price(purse, sleeper, api):
    answers, out = sleeper.run("one?", "two?")
    assert (answers, out.calls) == ([None, None], 2)
    assert reserved(purse) > 100
    assert sleeper.run("one?", "two?") == ([], out), "nothing is asked while a batch is out"
    api.finish()
    answers, out = sleeper.run("one?", "two?", "three?")
    assert answers == ["Yes: one?", "Yes: two?", None]
    assert out.calls == 1
    calls = {call.purpose: call for call in purse.calls}
    assert set(calls) == {"for one?", "for two?"}
    assert {(call.input_tokens, call.output_tokens, call.outcome) for call in calls.values()} == {
        (40, 8, "ok")
    }
    assert calls["for one?"].price == pytest.approx((40 * 1.0 + 8 * 4.0) / 1e6)


def test_nothing_of_a_batch_that_has_ended_stays_at_the_endpoint_or_in_reserve(purse, sleeper, api):
    sleeper.run("one?")
    api.finish()
    sleeper.run()
    assert api.files == {}
    assert reserved(purse) == 0


def test_an_answer_in_the_wrong_form_is_asked_for_again_in_the_next_batch(purse, sleeper, api):
    sleeper.run("one?", schema=Verdict)
    api.finish(says={0: "Guilty!"})
    assert sleeper.run("one?", schema=Verdict)[0] == [None]
    api.finish(says={0: '{"verdict": "guilty"}'})
    assert sleeper.run("one?", schema=Verdict)[0] == [Verdict("guilty")]
    assert len(purse.calls) == 2


def test_a_form_that_is_refused_is_asked_for_more_simply_in_the_next_batch(purse, sleeper, api):
    sleeper.run("one?", schema=Verdict)
    api.finish(fails={0: 400})
    assert sleeper.run("one?", schema=Verdict)[0] == [None]
    [call] = api.calls(api.out[0])
    assert "maxLength" not in json.dumps(call["body"])
    assert [(call.outcome, call.input_tokens) for call in purse.calls] == [("EndpointError", 0)]


def test_log_probabilities_that_are_forbidden_are_done_without_in_the_next_batch(purse, sleeper, api):
    sleeper.run("one?", logprobs=True)
    assert [call["body"]["logprobs"] for call in api.calls(api.out[0])] == [True]
    api.finish(fails={0: 403}, says={0: "You are not allowed to request logprobs from this model."})
    assert sleeper.run("one?", logprobs=True)[0] == [None]
    assert ["logprobs" in call["body"] for call in api.calls(api.out[0])] == [False]
    api.finish()
    assert sleeper.run("one?", logprobs=True)[0] == ["Yes: one?"]
    assert set(api.paid.values()) == {1}


def test_until_they_are_known_to_be_told_one_call_of_a_batch_tries_log_probabilities(sleeper, api):
    """Whatever comes of that, what was asked in one way is not asked again in the other."""
    asked = ["one?", "two?", "three?"]
    sleeper.run(*asked, logprobs=True)
    assert sorted("logprobs" in call["body"] for call in api.calls(api.out[0])) == [False, False, True]
    api.finish()
    later = ["four?", "five?"]
    answers, out = sleeper.run(*asked, *later, logprobs=True)
    assert (answers, out.calls) == ([*(f"Yes: {each}" for each in asked), None, None], 2)
    assert all("logprobs" in call["body"] for call in api.calls(api.out[0]))
    api.finish()
    assert sleeper.run(*later, *asked, logprobs=True)[0] == [f"Yes: {each}" for each in (*later, *asked)]
    assert set(api.paid.values()) == {1}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
@pytest.mark.parametrize("what", [UPLOAD, CREATE])
def test_a_line_that_breaks_while_a_batch_is_sent_costs_nothing_twice(purse, sleeper, api, what, when):
    api.faults[what] = when
    with pytest.raises(EndpointUnavailableError):
        sleeper.run("one?")
    assert reserved(purse) > 50, "it may be under way"
    assert sleeper.run("one?")[0] == [], "and is not sent again while that is not known"
    sleeper.clock.at += UNSURE_SECONDS + 1
    sleeper.run("one?")
    api.finish()
    assert sleeper.run("one?")[0] == ["Yes: one?"]
    assert set(api.paid.values()) == {1}
    assert len(purse.calls) == 1
    assert reserved(purse) == 0
    assert api.files == {}


@pytest.mark.parametrize("what", [UPLOAD, CREATE])
def test_a_batch_that_is_refused_is_as_if_it_had_never_been(purse, sleeper, api, what):
    api.faults[what] = (401, {"error": {"message": "wrong key"}})
    with pytest.raises(EndpointError, match="does not accept the key"):
        sleeper.run("one?")
    assert (reserved(purse), api.files, api.batches) == (0, {}, {})
    assert sleeper.run("one?")[1].calls == 1


def test_an_endpoint_without_batches_is_said_to_have_none(purse, sleeper, api):
    api.faults[UPLOAD] = (404, {"error": {"message": "not found"}})
    with pytest.raises(EndpointError, match=r"does not support batches: set sleep\.batch = 0"):
        sleeper.run("one?")
    assert reserved(purse) == 0


@pytest.mark.parametrize("status", ["expired", "cancelled", "completed"])
def test_of_a_batch_that_came_back_in_part_the_rest_is_sent_again_and_only_that(purse, sleeper, api, status):
    sleeper.run("one?", "two?", "three?")
    texts = [call["body"]["messages"][1]["content"] for call in api.calls(api.out[0])]
    api.finish(status, fails={0: 0, 1: 500})
    answers, out = sleeper.run(*texts)
    assert (answers, out.calls) == ([None, None, f"Yes: {texts[2]}"], 2)
    api.finish()
    assert sleeper.run(*texts)[0] == [f"Yes: {text}" for text in texts]
    assert set(api.paid.values()) == {1}
    assert sum(call.input_tokens for call in purse.calls) == 120
    assert reserved(purse) == 0


def test_a_call_that_no_batch_answers_is_given_up(sleeper, api):
    for _ in range(MOST_TRIES):
        assert sleeper.run("one?")[0] == [None]
        api.finish(fails={0: 500})
    [error] = sleeper.run("one?")[0]
    assert isinstance(error, ModelOutputError)


def test_a_call_of_which_nothing_came_back_counts_at_its_worst(purse, sleeper, api):
    sleeper.run("one?", "two?")
    api.finish(silent=frozenset({0}))
    sleeper.run()
    by_outcome = {call.outcome: call for call in purse.calls}
    assert by_outcome["ModelOutputError"].output_tokens == 50
    assert by_outcome["ok"].output_tokens == 8


def test_a_batch_that_failed_whole_costs_nothing_and_the_next_waits_longer_each_time(purse, sleeper, api):
    waited = []
    for _ in range(3):
        sleeper.run("one?")
        api.finish("failed")
        with pytest.raises(EndpointUnavailableError, match="Enqueued token limit reached"):
            sleeper.run("one?")
        failed_at = sleeper.clock.at
        while not api.out:
            sleeper.clock.at += 60
            try:
                assert sleeper.run("one?")[0] == [None]
            except EndpointUnavailableError:
                continue
        waited.append(sleeper.clock.at - failed_at)
    assert purse.calls == []
    assert [round(each / 900) for each in waited] == [1, 2, 4]


def test_a_batch_that_is_cancelled_keeps_what_was_answered(purse, sleeper, api):
    sleeper.run("one?", "two?")
    assert sleeper.cancel() == 1
    assert api.out[0]["status"] == "cancelling"
    api.finish("cancelled", silent=frozenset({0}))
    sleeper.run()
    assert [call.outcome for call in purse.calls] == ["ok"]
    assert reserved(purse) == 0
    assert sleeper.cancel() == 0


def test_a_batch_that_the_endpoint_has_lost_counts_as_spent_when_its_time_is_over(purse, sleeper, api):
    sleeper.run("one?")
    api.batches.clear()
    assert sleeper.run("one?")[0] == []
    sleeper.clock.at += LASTING + 1
    sleeper.run()
    assert reserved(purse) > 50
    assert sleeper.run("one?")[0] == [None]


def test_no_more_is_sent_than_the_budget_allows(purse, sleeper, api):
    purse.caps = Caps(requests_per_day=2)
    answers, out = sleeper.run("one?", "two?", "three?")
    assert (len(answers), out.calls) == (3, 2)
    api.finish()
    with pytest.raises(BudgetExhaustedError, match="requests_per_day = 2"):
        sleeper.run("three?")
    assert len(api.batches) == 1


def test_a_batch_holds_no_more_calls_than_it_may(sleeper, api):
    sleeper.changed["most"] = 2
    assert sleeper.run("one?", "two?", "three?")[1].calls == 2


def test_local_only_refuses_an_address_that_is_not_this_machine_before_anything_is_noted(purse, sleeper):
    sleeper.changed |= {"local_only": True, "base_url": "http://192.0.2.1/v1"}
    [error] = sleeper.run("one?")[0]
    assert isinstance(error, PrivacyError)
    assert reserved(purse) == 0


def test_a_secret_is_replaced_in_a_batch_too(sleeper, api):
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
    sleeper.run(f"Why is token = '{secret}' here?")
    [(_, content)] = api.files.values()
    assert b"Why is token" in content
    assert secret.encode() not in content
