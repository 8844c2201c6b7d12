"""An endpoint that behaves, in its several dialects: what is sent, what comes back, what is charged."""

from __future__ import annotations

import asyncio
import random
import socket
import subprocess
import sys

import attrs
import pytest

from stc_lsp.errors import EndpointError, PrivacyError
from stc_lsp.models.address import is_loopback
from stc_lsp.models.schema import said
from tests import fault_endpoint as fault
from tests.fault_endpoint import FaultEndpoint, refuses, says
from tests.models.conftest import KEY
from tests.models.planted import PLANTS

MESSAGES = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is this?"}]


@attrs.frozen
class Verdict:
    verdict: str = attrs.field(metadata=said("guilty or not", most=20))


def complete(endpoint, **changed):
    return asyncio.run(endpoint.complete(MESSAGES, **{"max_tokens": 50, "purpose": "a test", **changed}))


def test_an_answer_comes_with_what_it_took_and_stands_in_the_ledger(purse):
    usage = {"prompt_tokens": 40, "completion_tokens": 8, "prompt_tokens_details": {"cached_tokens": 30}}
    with FaultEndpoint([says("A test.", usage=usage)]) as server:
        prices = {"input_price": 1.0, "cached_price": 0.1, "output_price": 4.0}
        answer = complete(purse.endpoint(server.base_url, **prices))
    assert (answer.text, answer.input_tokens, answer.cached_tokens, answer.output_tokens) == (
        "A test.",
        40,
        30,
        8,
    )
    [call] = purse.calls
    assert (call.phase, call.model, call.purpose, call.outcome) == ("asleep", "tiny", "a test", "ok")
    assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (40, 30, 8)
    assert call.price == pytest.approx((10 * 1.0 + 30 * 0.1 + 8 * 4.0) / 1e6)


def test_an_answer_comes_in_pieces_and_its_sum_afterwards(purse):
    async def run(endpoint):
        async with endpoint.stream(MESSAGES, max_tokens=50, purpose="why?") as pieces:
            return [piece async for piece in pieces], pieces.completion

    with FaultEndpoint([says("one two three")]) as server:
        received, completion = asyncio.run(run(purse.endpoint(server.base_url)))
    assert received == ["one ", "two ", "three "]
    assert (completion.text, completion.input_tokens, completion.output_tokens) == ("one two three ", 40, 8)
    assert purse.calls[0].purpose == "why?"


def test_leaving_a_stream_early_hangs_up_and_charges_for_little_more_than_what_came(purse):
    async def run(endpoint):
        async with endpoint.stream(MESSAGES, max_tokens=500, purpose="why?") as pieces:
            async for _ in pieces:
                return

    with FaultEndpoint([fault.pieces_then_hangs]) as server:
        asyncio.run(run(purse.endpoint(server.base_url)))
        assert server.was_hung_up_on()
    [call] = purse.calls
    assert call.outcome == "cancelled"
    assert 1 <= call.output_tokens < 100
    assert purse.is_settled


@pytest.mark.parametrize("behaviour", [fault.hangs, fault.pieces_then_hangs])
@pytest.mark.parametrize("streaming", [False, True])
def test_cancelling_hangs_up_and_settles(purse, behaviour, streaming):
    async def run(endpoint, server):
        async def ask():
            if streaming:
                async for _ in endpoint.stream(MESSAGES, max_tokens=50, purpose="why?"):
                    pass
            else:
                await endpoint.complete(MESSAGES, max_tokens=50, purpose="why?")

        task = asyncio.create_task(ask())
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with FaultEndpoint([behaviour]) as server:
        asyncio.run(run(purse.endpoint(server.base_url), server))
        assert server.was_hung_up_on()
    assert [call.outcome for call in purse.calls] == ["cancelled"]
    assert purse.is_settled


def test_no_more_calls_are_in_flight_than_allowed(purse):
    flying, most = 0, 0

    def behave(exchange):
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        exchange.wait(0.05)
        flying -= 1
        says("yes")(exchange)

    async def run(endpoint):
        async with endpoint:
            asks = (endpoint.complete(MESSAGES, max_tokens=5, purpose=str(n)) for n in range(8))
            await asyncio.gather(*asks)

    with FaultEndpoint([behave]) as server:
        asyncio.run(run(purse.endpoint(server.base_url, concurrency=2)))
        assert len(server.requests) == 8
    assert most == 2


def test_a_form_is_asked_for_by_schema_and_comes_back_as_a_value(purse):
    with FaultEndpoint([says('{"verdict": "guilty"}')]) as server:
        answer = complete(purse.endpoint(server.base_url), schema=Verdict)
        asked = server.requests[0].body["response_format"]
    assert answer.data == Verdict("guilty")
    assert asked["type"] == "json_schema"
    assert asked["json_schema"]["strict"] is True
    assert asked["json_schema"]["schema"] == {
        "type": "object",
        "properties": {"verdict": {"type": "string", "maxLength": 20, "description": "guilty or not"}},
        "required": ["verdict"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("option", "kinds"),
    [
        ("maxLength", ["json_schema", "json_schema"]),
        ("json_schema", ["json_schema", "json_schema", "json_object"]),
        ("response_format", ["json_schema", "json_schema", "json_object", None]),
    ],
)
def test_an_endpoint_that_knows_no_schemas_is_asked_in_the_way_it_knows_and_from_then_on(
    purse, option, kinds
):
    async def run(endpoint):
        async with endpoint:
            return [
                (await endpoint.complete(MESSAGES, schema=Verdict, max_tokens=50, purpose="p")).data
                for _ in range(2)
            ]

    with FaultEndpoint([refuses(option, says('Sure! {"verdict": "guilty"}'))]) as server:
        assert asyncio.run(run(purse.endpoint(server.base_url))) == [Verdict("guilty")] * 2
        bodies = [request.body for request in server.requests]
    assert [body.get("response_format", {}).get("type") for body in bodies] == [*kinds, kinds[-1]]
    if kinds[-1] != "json_schema":
        assert '{"verdict": "<guilty or not>"}' in bodies[-1]["messages"][-1]["content"]
        # What stays the same from call to call stays in front.
        assert bodies[-1]["messages"][-1]["content"].startswith("What is this?")
    assert purse.is_settled


@pytest.mark.parametrize(
    ("option", "instead"), [("max_tokens", "max_completion_tokens"), ("temperature", None)]
)
def test_an_option_that_is_refused_is_left_out_from_then_on(purse, option, instead):
    endpoint_says = refuses(f'"{option}"', says("yes"))
    with FaultEndpoint([endpoint_says]) as server:
        endpoint = purse.endpoint(server.base_url)
        assert complete(endpoint).text == complete(endpoint).text == "yes"
        bodies = [request.body for request in server.requests]
    assert [option in body for body in bodies] == [True, False, False]
    assert instead is None or [instead in body for body in bodies] == [False, True, True]


def test_a_stream_without_usage_figures_is_taken_where_they_are_refused(purse):
    async def run(endpoint):
        return "".join([piece async for piece in endpoint.stream(MESSAGES, max_tokens=50, purpose="p")])

    with FaultEndpoint([refuses("stream_options", says("one two"))]) as server:
        assert asyncio.run(run(purse.endpoint(server.base_url))) == "one two "
    assert purse.calls[-1].output_tokens > 0


def test_a_refusal_of_the_prompt_itself_does_not_cost_the_endpoint_its_schemas(purse):
    picky = refuses("forbidden word", says('{"verdict": "ok"}'))

    async def run(endpoint):
        async with endpoint:
            bad = [{"role": "user", "content": "forbidden word"}]
            with pytest.raises(EndpointError, match="forbidden word"):
                await endpoint.complete(bad, schema=Verdict, max_tokens=50, purpose="p")
            await endpoint.complete(MESSAGES, schema=Verdict, max_tokens=50, purpose="p")

    with FaultEndpoint([picky]) as server:
        asyncio.run(run(purse.endpoint(server.base_url)))
        assert server.requests[-1].body["response_format"]["type"] == "json_schema"


def test_no_planted_secret_is_in_any_recorded_request(purse):
    rng = random.Random(8)
    secrets = [make(rng) for _, make, _ in PLANTS]
    lines = [line.format(secret) for (_, _, line), secret in zip(PLANTS, secrets, strict=True)]

    async def run(endpoint):
        async with endpoint:
            await endpoint.complete(
                [{"role": "user", "content": "\n".join(lines)}], max_tokens=5, purpose="p"
            )
            async for _ in endpoint.stream(
                [{"role": "user", "content": secrets[0]}], max_tokens=5, purpose="p"
            ):
                pass

    with FaultEndpoint([says("yes")]) as server:
        asyncio.run(run(purse.endpoint(server.base_url)))
        sent = "".join(
            message["content"] for request in server.requests for message in request.body["messages"]
        )
    assert len(server.requests) == 2
    for secret in secrets:
        assert secret not in sent


def test_redaction_is_switched_off_only_by_the_setting(purse):
    secret = PLANTS[0][1](random.Random(9))
    messages = [{"role": "user", "content": secret}]
    with FaultEndpoint([says("yes")]) as server:
        asyncio.run(
            purse.endpoint(server.base_url, redact=False).complete(messages, max_tokens=5, purpose="p")
        )
        assert secret in server.requests[0].raw


def test_the_key_goes_to_the_endpoint_and_nothing_else_about_the_machine_does(purse, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-private")
    monkeypatch.setenv("OPENAI_API_KEY", "of another endpoint")
    with FaultEndpoint([says("yes")]) as server:
        complete(purse.endpoint(server.base_url))
        headers = server.requests[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert not any(name.startswith(("x-stainless", "openai-")) for name in headers)
    assert server.requests[0].path == "/v1/chat/completions"


def test_a_local_endpoint_needs_no_key_and_no_proxy(purse, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with FaultEndpoint([says("yes")]) as server:
        complete(purse.endpoint(server.base_url, api_key_env=""))
        assert server.requests[0].headers["authorization"] == "Bearer unused"


def test_a_remote_endpoint_without_its_key_is_not_contacted(purse):
    endpoint = purse.endpoint("http://192.0.2.1/v1", api_key_env="NOT_SET")
    with pytest.raises(EndpointError, match="NOT_SET"):
        complete(endpoint)
    assert purse.calls == []


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.1/v1", "https://no-such-host.invalid/v1", "http://0.0.0.0:80/v1", "http://[::]/v1"],
)
def test_local_only_refuses_what_is_not_this_machine_before_anything_is_sent(purse, url, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(PrivacyError, match="nothing was sent"):
        complete(purse.endpoint(url, local_only=True))
    assert purse.calls == []
    assert purse.is_settled


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_local_only_allows_this_machine_by_any_name(purse, host):
    with FaultEndpoint([says("yes")]) as server:
        url = server.base_url.replace("127.0.0.1", host)
        assert complete(purse.endpoint(url, local_only=True)).text == "yes"


def test_local_only_follows_no_redirect(purse):
    with FaultEndpoint([says("yes")]) as elsewhere:
        redirect = fault.status(307, Location=f"{elsewhere.base_url}/chat/completions")
        with FaultEndpoint([redirect]) as server, pytest.raises(EndpointError, match="redirects"):
            complete(purse.endpoint(server.base_url, local_only=True))
        assert elsewhere.requests == []


def test_local_only_looks_at_the_address_that_was_really_connected_to(purse, monkeypatch):
    """A name may stand for this machine when it is checked and for another when it is connected to."""
    monkeypatch.setattr("stc_lsp.models.client.is_loopback", lambda _: False)
    with FaultEndpoint([says("yes")]) as server:
        with pytest.raises(PrivacyError, match="nothing was sent"):
            complete(purse.endpoint(server.base_url, local_only=True))
        assert server.requests == []
    assert purse.calls == []
    assert purse.is_settled


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("localhost", False),
    ],
)
def test_loopback_addresses_are_known(address, local):
    assert is_loopback(address) is local


def test_one_endpoint_serves_one_event_loop_after_another(purse):
    with FaultEndpoint([says("yes")]) as server:
        endpoint = purse.endpoint(server.base_url)
        assert [complete(endpoint).text for _ in range(3)] == ["yes"] * 3


def test_the_client_library_is_loaded_only_for_a_call():
    code = (
        "import sys, stc_lsp.models.endpoint, stc_lsp.models.presets, stc_lsp.models.prompts; "
        "print([m for m in ('openai', 'httpx2', 'detect_secrets', 'keyring') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
