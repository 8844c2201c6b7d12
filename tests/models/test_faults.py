"""An endpoint that misbehaves in every way we know of: a typed error, one plain line, a settled ledger."""

from __future__ import annotations

import asyncio
import logging
import socket

import attrs
import pytest

from stc_lsp.errors import (
    BudgetExhaustedError,
    EndpointError,
    EndpointUnavailableError,
    ModelError,
    ModelOutputError,
)
from stc_lsp.memory.values import Caps
from stc_lsp.models.backoff import MOST_ATTEMPTS
from stc_lsp.models.breaker import FAILURES
from stc_lsp.models.keys import COMMAND_VARIABLE, EDITOR_VARIABLE
from stc_lsp.models.values import PromptTooLongError
from tests import fault_endpoint as fault
from tests.fault_endpoint import FaultEndpoint, says, sends, status
from tests.models.conftest import KEY

PROMPT = "What does the function frobnicate_all do?"
MESSAGES = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": PROMPT}]


@attrs.frozen
class Verdict:
    verdict: str


def complete(endpoint, **changed):
    async def run():
        async with endpoint:
            return await endpoint.complete(MESSAGES, **{"max_tokens": 50, "purpose": "a test", **changed})

    return asyncio.run(run())


def stream(endpoint):
    async def run():
        async with endpoint, endpoint.stream(MESSAGES, max_tokens=50, purpose="a test") as pieces:
            return [piece async for piece in pieces], pieces.completion

    return asyncio.run(run())


def fails(call, endpoint, kind, *words):
    """The call fails with exactly that kind of error, whose one line holds those words."""
    with pytest.raises(ModelError) as caught:
        call(endpoint)
    line = str(caught.value)
    assert type(caught.value) is kind
    assert "\n" not in line
    assert len(line) < 400
    for word in words:
        assert word in line
    assert KEY not in line
    assert PROMPT not in line
    return line


TURNED_AWAY = [
    (status(401, "Incorrect API key provided: sk-12"), EndpointError, ["key (401)", "TINY_KEY"]),
    (status(403, "no"), EndpointError, ["key (403)"]),
    (status(402, "pay"), EndpointError, ["no credit is left"]),
    (
        status(429, "You exceeded your current quota", error_code="insufficient_quota"),
        EndpointError,
        ["credit"],
    ),
    (status(404, "The model `tiny` does not exist"), EndpointError, ["no model 'tiny'", "model.name"]),
    (status(404, "page not found"), EndpointError, ["no chat endpoint", "model.base_url"]),
    (status(400, "This model's maximum context length is 99"), PromptTooLongError, ["model.context_tokens"]),
    (
        status(400, "request (9031 tokens) exceeds the available context size (2048 tokens)"),
        PromptTooLongError,
        ["too long"],
    ),
    (status(400, "messages must alternate"), EndpointError, ["messages must alternate"]),
    (
        status(307, "", Location="http://elsewhere.example/v1"),
        EndpointError,
        ["redirects", "elsewhere.example"],
    ),
    (status(418, "teapot"), EndpointError, ["teapot"]),
]


@pytest.mark.parametrize("call", [complete, stream])
@pytest.mark.parametrize(("behaviour", "kind", "words"), TURNED_AWAY)
def test_what_no_retry_can_mend_is_asked_once_and_costs_nothing(purse, call, behaviour, kind, words):
    with FaultEndpoint([behaviour]) as server:
        fails(call, purse.endpoint(server.base_url), kind, *words)
        # A refused form may be tried once more in a simpler dress; nothing else may.
        assert len(server.requests) <= (2 if "alternate" in str(words) and call is stream else 1)
    assert all(call.input_tokens + call.output_tokens == 0 for call in purse.calls)
    assert purse.calls[0].outcome == kind.__name__
    assert purse.is_settled


FAILS_IN_PASSING = [
    (status(429, "slow down"), ["429", "slow down"]),
    (status(500, "oops"), ["500", "oops"]),
    (status(502, "bad gateway"), ["502"]),
    (status(503, "loading model"), ["loading model"]),
    (fault.drops, ["closed the connection too early"]),
]


@pytest.mark.parametrize("call", [complete, stream])
@pytest.mark.parametrize(("behaviour", "words"), FAILS_IN_PASSING)
def test_what_fails_in_passing_is_asked_a_few_times_with_growing_pauses(purse, call, behaviour, words):
    with FaultEndpoint([behaviour]) as server:
        fails(call, purse.endpoint(server.base_url), EndpointUnavailableError, *words)
        assert len(server.requests) == MOST_ATTEMPTS
    assert len(purse.pauses) == MOST_ATTEMPTS - 1
    assert purse.pauses == sorted(purse.pauses)
    assert {call.outcome for call in purse.calls} == {"EndpointUnavailableError"}
    assert purse.is_settled


@pytest.mark.parametrize("call", [complete, stream])
def test_what_succeeds_at_the_second_try_succeeds(purse, call):
    with FaultEndpoint([status(503, "loading"), says("It frobnicates.")]) as server:
        call(purse.endpoint(server.base_url))
        assert len(server.requests) == 2
    assert [call.outcome for call in purse.calls] == ["EndpointUnavailableError", "ok"]
    assert (purse.calls[1].input_tokens, purse.calls[1].output_tokens) == (40, 8)


def test_retry_after_is_waited_for(purse):
    with FaultEndpoint([status(429, "slow down", Retry_After="7"), says("yes")]) as server:
        complete(purse.endpoint(server.base_url))
    assert 7 <= purse.pauses[0] < 8


def test_a_retry_after_that_is_too_long_is_not_waited_for_but_respected(purse):
    with FaultEndpoint([status(429, "slow down", Retry_After="600")]) as server:
        endpoint = purse.endpoint(server.base_url)
        fails(complete, endpoint, EndpointUnavailableError, "600 s")
        fails(complete, endpoint, EndpointUnavailableError, "Not asked again yet")
        assert len(server.requests) == 1
    assert purse.pauses == []


def test_nothing_listening_is_said_and_nothing_is_charged(purse):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://user:hunter2@127.0.0.1:{unused.getsockname()[1]}/v1"
        line = fails(complete, purse.endpoint(url), EndpointUnavailableError, "Nothing answers", "running?")
    assert "hunter2" not in line
    assert len(purse.pauses) == 1, "who waits for an answer gets one without the model soon"
    assert purse.calls == []
    assert purse.is_settled


def test_an_unknown_host_is_said(purse):
    endpoint = purse.endpoint("http://no-such-host.invalid/v1")
    fails(complete, endpoint, EndpointUnavailableError, "no-such-host.invalid")
    assert purse.calls == []


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://127.0.0.1/v1", "http://", "http://[::1", ""])
def test_an_address_that_is_none_is_said(purse, url):
    fails(complete, purse.endpoint(url), EndpointError, "model.base_url")


@pytest.mark.parametrize("call", [complete, stream])
@pytest.mark.parametrize("behaviour", [fault.hangs, fault.trickles])
def test_an_endpoint_that_never_finishes_is_hung_up_on_at_the_deadline(purse, call, behaviour):
    with FaultEndpoint([behaviour]) as server:
        endpoint = purse.endpoint(server.base_url, timeout_seconds=0.4)
        fails(call, endpoint, EndpointUnavailableError, "within 0.4 s", "model.timeout_seconds")
        assert server.was_hung_up_on()
        assert len(server.requests) == 1
    # It may have written all that it was allowed to: that is what is counted.
    assert purse.calls[0].output_tokens == 50
    assert purse.is_settled


@pytest.mark.parametrize("behaviour", [fault.babbles, fault.babbles_nothing])
def test_a_stream_without_end_is_cut_off(purse, behaviour):
    with FaultEndpoint([behaviour]) as server:
        fails(stream, purse.endpoint(server.base_url, max_output_tokens=60), ModelOutputError, "cut off")
        assert server.was_hung_up_on()
        assert len(server.requests) <= 2
    assert all(call.output_tokens <= 50 for call in purse.calls)
    assert purse.is_settled


def test_a_body_without_end_is_cut_off(purse):
    with FaultEndpoint([fault.babbles_nothing]) as server:
        fails(complete, purse.endpoint(server.base_url, max_output_tokens=60), ModelOutputError, "cut off")
        assert server.was_hung_up_on()


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        (fault.resets_midway, EndpointUnavailableError, "closed the connection too early"),
        (fault.fails_midway, EndpointUnavailableError, "the model crashed"),
        (fault.ends_midway, ModelOutputError, "broke off"),
    ],
)
def test_a_stream_that_breaks_off_is_not_begun_again(purse, behaviour, kind, words):
    with FaultEndpoint([behaviour]) as server:
        fails(stream, purse.endpoint(server.base_url), kind, words)
        assert len(server.requests) == 1
    [call] = purse.calls
    assert 0 < call.output_tokens <= 50
    assert call.outcome == kind.__name__
    assert purse.is_settled


def test_a_page_where_an_answer_should_stream_says_that_the_address_may_be_wrong(purse):
    with FaultEndpoint([sends("<html>Welcome</html>", "text/html")]) as server:
        fails(stream, purse.endpoint(server.base_url), ModelOutputError, "check model.base_url")


NO_ANSWERS = [
    (fault.truncates, EndpointUnavailableError, "closed the connection too early"),
    (sends('{"choices": [{"mess'), ModelOutputError, "not JSON"),
    (sends("<html>Please log in</html>", "text/html"), ModelOutputError, "not JSON"),
    (sends("[1, 2]"), ModelOutputError, "not a JSON object"),
    (sends("null"), ModelOutputError, "not a JSON object"),
    (sends('{"choices": []}'), ModelOutputError, "answered nothing"),
    (sends('{"choices": [{"message": null}], "usage": 7}'), ModelOutputError, "answered nothing"),
    (sends('{"choices": "none"}'), ModelOutputError, "answered nothing"),
    (says(""), ModelOutputError, "answered nothing"),
    (says("", finish="length"), ModelOutputError, "model.max_output_tokens"),
    (says("", finish="content_filter"), ModelOutputError, "declined"),
]


@pytest.mark.parametrize(("behaviour", "kind", "words"), NO_ANSWERS)
def test_a_reply_that_is_no_answer_is_said_after_few_requests(purse, behaviour, kind, words):
    with FaultEndpoint([behaviour]) as server:
        fails(complete, purse.endpoint(server.base_url), kind, words)
        assert len(server.requests) == (2 if kind is ModelOutputError else MOST_ATTEMPTS)
    assert purse.is_settled


@pytest.mark.parametrize(
    ("usage", "input_tokens", "output_tokens"),
    [
        ({"prompt_tokens": 40, "completion_tokens": 8}, 40, 8),
        (
            {"prompt_tokens": 40, "completion_tokens": 8, "prompt_tokens_details": {"cached_tokens": 30}},
            40,
            8,
        ),
        ({"prompt_tokens": 10**12, "completion_tokens": 10**12}, "at most reserved", 50),
        ({"prompt_tokens": -5, "completion_tokens": -1}, "estimated", "estimated"),
        ({"prompt_tokens": 0, "completion_tokens": 0}, "estimated", "estimated"),
        ({"prompt_tokens": "many", "completion_tokens": None}, "estimated", "estimated"),
        ({"prompt_tokens": True, "completion_tokens": 3.5}, "estimated", "estimated"),
        ([], "estimated", "estimated"),
        (None, "estimated", "estimated"),
    ],
)
@pytest.mark.parametrize("call", [complete, stream])
def test_usage_figures_are_believed_only_if_they_are_possible(
    purse, call, usage, input_tokens, output_tokens
):
    reserved = []
    with FaultEndpoint([says("It frobnicates all that there is.", usage=usage)]) as server:
        endpoint = purse.endpoint(server.base_url)
        ledger_reserve = purse.ledger.reserve

        def reserve(phase, tokens, money, caps, **others):
            reserved.append(tokens)
            return ledger_reserve(phase, tokens, money, caps, **others)

        purse.ledger.reserve = reserve
        call(endpoint)
    [row] = purse.calls
    assert row.input_tokens + row.output_tokens <= reserved[0]
    if isinstance(input_tokens, int):
        assert row.input_tokens == input_tokens
    else:
        assert 10 < row.input_tokens <= reserved[0] - 50
    assert (
        row.output_tokens == output_tokens if isinstance(output_tokens, int) else 5 <= row.output_tokens <= 20
    )
    assert purse.is_settled


def test_a_cap_is_never_passed_and_nothing_is_sent_beyond_it(purse):
    purse.caps = Caps(tokens_per_day=1000)
    with FaultEndpoint([says("yes", usage={"prompt_tokens": 10**9, "completion_tokens": 10**9})]) as server:
        endpoint = purse.endpoint(server.base_url)

        def spend():
            for _ in range(100):
                complete(endpoint)

        with pytest.raises(BudgetExhaustedError, match="tokens_per_day"):
            spend()
        sent = len(server.requests)
        assert 1 <= sent < 20
    assert len(purse.calls) == sent
    assert purse.ledger.spent("asleep")["day"].tokens <= 1000


def test_a_cap_on_requests_counts_retries(purse):
    purse.caps = Caps(requests_per_hour=2)
    with FaultEndpoint([status(500)]) as server:
        with pytest.raises(BudgetExhaustedError, match="requests_per_hour"):
            complete(purse.endpoint(server.base_url))
        assert len(server.requests) == 2


def test_an_endpoint_that_keeps_failing_is_left_alone(purse):
    with FaultEndpoint([status(500, "oops")]) as server:
        endpoint = purse.endpoint(server.base_url)
        for _ in range(50):
            with pytest.raises(EndpointUnavailableError):
                complete(endpoint)
        assert len(server.requests) == FAILURES
        fails(complete, endpoint, EndpointUnavailableError, "oops", "Not asked again yet")


def test_a_wrong_key_is_not_tried_for_ever(purse):
    with FaultEndpoint([status(401)]) as server:
        endpoint = purse.endpoint(server.base_url)
        for _ in range(50):
            with pytest.raises(EndpointError):
                complete(endpoint)
        assert len(server.requests) == FAILURES


@pytest.mark.parametrize(
    ("variable", "advice"),
    [(EDITOR_VARIABLE, "run `stc: Set the Key`."), ("", "run `stc: Set the Key`."), ("TINY_KEY", "TINY_KEY")],
)
def test_an_editor_s_own_command_mends_a_key_that_it_keeps(purse, monkeypatch, variable, advice):
    monkeypatch.setenv(COMMAND_VARIABLE, "stc: Set the Key")
    monkeypatch.setenv(EDITOR_VARIABLE, "wrong")
    with FaultEndpoint([status(401)]) as server:
        endpoint = purse.endpoint(server.base_url, api_key_env=variable)
        fails(complete, endpoint, EndpointError, advice)


def test_prompts_that_are_too_long_do_not_open_the_breaker(purse):
    with FaultEndpoint([status(400, "maximum context length")] * 20 + [says("yes")]) as server:
        endpoint = purse.endpoint(server.base_url)
        for _ in range(20):
            with pytest.raises(PromptTooLongError):
                complete(endpoint)
        assert complete(endpoint).text == "yes"


def test_a_prompt_that_cannot_fit_is_not_sent(purse):
    with FaultEndpoint([says("yes")]) as server:
        fails(
            complete,
            purse.endpoint(server.base_url, context_tokens=60),
            PromptTooLongError,
            "context_tokens = 60",
        )
        assert server.requests == []
    assert purse.is_settled


WRONG_FORMS = ["not json at all", '{"verdict": 7}', '{"other": "x"}', '["verdict"]', '{"verdict": "yes"']


@pytest.mark.parametrize("text", WRONG_FORMS)
def test_an_answer_in_the_wrong_form_is_asked_for_once_more(purse, text):
    with FaultEndpoint([says(text), says('```json\n{"verdict": "guilty"}\n```')]) as server:
        answer = complete(purse.endpoint(server.base_url), schema=Verdict)
        assert answer.data == Verdict("guilty")
        assert text in server.requests[1].raw.replace('\\"', '"')
    assert (answer.input_tokens, answer.output_tokens) == (80, 16)
    assert [call.outcome for call in purse.calls] == ["ok", "ok"]


@pytest.mark.parametrize("text", WRONG_FORMS)
def test_an_answer_that_stays_in_the_wrong_form_is_an_error_after_two_requests(purse, text):
    with FaultEndpoint([says(text)]) as server:
        fails(
            lambda endpoint: complete(endpoint, schema=Verdict),
            purse.endpoint(server.base_url),
            ModelOutputError,
        )
        assert len(server.requests) == 2
    assert purse.is_settled


def test_nothing_of_a_prompt_or_a_key_is_logged(purse, caplog):
    logging.getLogger("openai").setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG), FaultEndpoint([status(500), says("yes")]) as server:
        complete(purse.endpoint(server.base_url))
    assert PROMPT not in caplog.text
    assert KEY not in caplog.text
    # What these say below a warning differs by release: once it was all that is sent.
    said = {record.name.partition(".")[0] for record in caplog.records if record.levelno < logging.WARNING}
    assert said.isdisjoint({"openai", "httpx2", "httpcore2"})
