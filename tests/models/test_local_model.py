"""A real model, over HTTP, through the same endpoint as everything else."""

from __future__ import annotations

import asyncio

import attrs
import pytest

from stc_lsp.models.discover import discover
from stc_lsp.models.logprobs import LEAST, scores_under
from stc_lsp.models.schema import said
from stc_lsp.models.values import PromptTooLongError

pytest_plugins = ["tests.local_model"]

MESSAGES = [
    {"role": "system", "content": "You explain code in one sentence."},
    {"role": "user", "content": "def add(a, b):\n    return a + b"},
]


@attrs.frozen
class Explanation:
    summary: str = attrs.field(metadata=said("what it does", most=60))
    lines: tuple[int, ...] = attrs.field(metadata=said("line numbers", most=2))


@attrs.frozen
class Wondering:
    question: str = attrs.field(metadata=said("a likely question", most=60))


@pytest.fixture
def endpoint(purse, local_model):
    return purse.endpoint(
        local_model.base_url,
        name=local_model.name,
        api_key_env="",
        context_tokens=local_model.context_tokens,
        local_only=True,
        timeout_seconds=60.0,
    )


def test_a_real_model_answers_in_the_form_asked_for_and_its_tokens_are_booked(purse, endpoint):
    answer = asyncio.run(
        endpoint.complete(MESSAGES, schema=Explanation, max_tokens=200, purpose="a thought's key")
    )
    assert isinstance(answer.data, Explanation)
    assert len(answer.data.lines) <= 2
    call = purse.calls[-1]
    assert (call.outcome, call.purpose) == ("ok", "a thought's key")
    assert sum(call.input_tokens for call in purse.calls) == answer.input_tokens > 20
    assert sum(call.output_tokens for call in purse.calls) == answer.output_tokens > 5
    assert purse.is_settled


def test_a_real_model_tells_how_likely_it_found_the_words_of_its_question(endpoint):
    answer = asyncio.run(
        endpoint.complete(MESSAGES, schema=Wondering, max_tokens=100, purpose="p", logprobs=True)
    )
    assert scores_under("question", answer.text, answer.scores).keys() == {answer.data.question}
    [mean] = scores_under("question", answer.text, answer.scores).values()
    assert LEAST < mean < 0


def test_a_real_server_is_found_with_the_models_that_it_lists(local_model):
    found = discover([local_model.base_url, "http://127.0.0.1:9/v1"])
    assert list(found) == [local_model.base_url]
    assert all(found[local_model.base_url])


def test_a_real_model_answers_in_pieces(purse, endpoint):
    async def run():
        async with endpoint, endpoint.stream(MESSAGES, max_tokens=24, purpose="a question") as pieces:
            return [piece async for piece in pieces], pieces.completion

    received, completion = asyncio.run(run())
    assert len(received) > 3
    assert "".join(received) == completion.text
    assert 3 < completion.output_tokens <= 24
    assert purse.calls[0].output_tokens == completion.output_tokens


def test_the_same_beginning_is_read_from_the_cache_the_second_time(endpoint):
    async def run():
        async with endpoint:
            for question in ("Why?", "How?"):
                asked = [
                    MESSAGES[0],
                    {"role": "user", "content": f"{MESSAGES[1]['content'] * 5}\n{question}"},
                ]
                answer = await endpoint.complete(asked, max_tokens=2, purpose="p")
        return answer

    answer = asyncio.run(run())
    assert answer.cached_tokens > answer.input_tokens / 2


def test_a_real_model_that_is_cancelled_is_free_again_at_once(purse, endpoint):
    async def run():
        async with endpoint:
            async with endpoint.stream(MESSAGES, max_tokens=1000, purpose="left early") as pieces:
                async for _ in pieces:
                    break

            async def read():
                async for _ in endpoint.stream(MESSAGES, max_tokens=1000, purpose="cancelled"):
                    begun.set()

            begun = asyncio.Event()
            reading = asyncio.create_task(read())
            await begun.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            return await endpoint.complete(MESSAGES, max_tokens=4, purpose="next")

    assert asyncio.run(run()).text
    assert [(call.purpose, call.outcome) for call in purse.calls] == [
        ("left early", "cancelled"),
        ("cancelled", "cancelled"),
        ("next", "ok"),
    ]
    assert purse.is_settled


def test_a_prompt_that_is_too_long_for_a_real_model_is_said(purse, local_model):
    endpoint = purse.endpoint(local_model.base_url, api_key_env="", context_tokens=100_000)
    with pytest.raises(PromptTooLongError, match="context_tokens"):
        asyncio.run(
            endpoint.complete([{"role": "user", "content": "one two " * 5000}], max_tokens=4, purpose="p")
        )
    assert purse.is_settled


def test_the_reservation_is_never_less_than_what_a_real_model_counts(purse, endpoint):
    odd = "日本語 🙂 \t\t\t\\x00 Zq9xT7 )(*&^%$ 0123456789 def f(self): return ﷽\n" * 5
    answer = asyncio.run(endpoint.complete([{"role": "user", "content": odd}], max_tokens=2, purpose="p"))
    [call] = purse.calls
    assert answer.input_tokens == call.input_tokens
    assert call.outcome == "ok"
