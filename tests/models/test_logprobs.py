"""Log-probabilities: asked for where they are known and of use, and held against the text they are of."""

from __future__ import annotations

import asyncio
import json
import threading
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.errors import EndpointError
from stc_lsp.models.logprobs import LEAST, read_scores, scores_under
from tests.fault_endpoint import FaultEndpoint, refuses, says, status

MESSAGES = [{"role": "user", "content": "Ask me."}]
TEXT = '{"question": "Why?"}'
TOKENS = [('{"', 0.0), ("question", 0.0), ('": "', -1.0), ("Why", -2.0), ('?"', -3.0), ("}", 0.0)]


@attrs.frozen
class Ask:
    question: str


def content(*tokens):
    """As OpenAI lists them."""
    return [
        {"token": token, "logprob": logprob, "bytes": list(token.encode()), "top_logprobs": []}
        for token, logprob in tokens
    ]


GOOD = {"content": content(*TOKENS), "refusal": None}


def complete(endpoint, **changed):
    wanted = {"schema": Ask, "max_tokens": 50, "purpose": "p", "logprobs": True, **changed}

    async def run():
        async with endpoint:
            return await endpoint.complete(MESSAGES, **wanted)

    return asyncio.run(run())


def asked(server):
    """For each request whether log-probabilities were asked for, and the form."""
    return [
        (each.body.get("logprobs", False), each.body.get("response_format", {}).get("type"))
        for each in server.requests
    ]


QUESTION = st.text(st.sampled_from('ab é"\\\n日🙂:{}'), max_size=12) | st.text(max_size=12)
ANSWER = QUESTION | st.sampled_from(['"question": "a"', '{"question": "Why?"}', '\\"question\\": \\"b\\"'])


@given(st.data())
def test_each_question_gets_the_tokens_that_spell_it_and_their_share_where_they_straddle_its_ends(data):
    pairs = data.draw(st.lists(st.tuples(QUESTION, ANSWER), min_size=1, max_size=4, unique_by=lambda x: x[0]))
    as_ascii, gap = data.draw(st.booleans()), data.draw(st.sampled_from(["", " ", "\n  "]))
    owners, text = [], ""
    for number, (question, answer) in enumerate(pairs):
        before = f'{"," if number else "[1,"}{{"answer":{json.dumps(answer)},{gap}"question"{gap}:{gap}"'
        spelt = json.dumps(question, ensure_ascii=as_ascii)[1:-1]
        text += f'{before}{spelt}"}}'
        for piece, owner in ((before, None), (spelt, number), ('"}', None)):
            owners += [owner] * len(piece.encode())
    spelt = text.encode()
    cuts = data.draw(st.sets(st.integers(1, len(spelt) - 1)))
    edges = [0, *sorted(cuts), len(spelt)]
    logprobs = data.draw(st.lists(st.floats(LEAST, 0), min_size=len(edges) - 1, max_size=len(edges) - 1))
    tokens = [
        {"token": "�", "bytes": list(spelt[start:end]), "logprob": logprob}
        for (start, end), logprob in zip(pairwise(edges), logprobs, strict=True)
    ]
    around = [content(("<think>", -1.0), ("hm", -1.0)), tokens, content(("", -1.0), ("<|end|>", -5.0))]
    scores = read_scores({"content": [each for part in around for each in part]}, text)
    assert scores is not None
    found = scores_under("question", text, scores)

    # The same, byte by byte: each byte of a token of n is one nth of it.
    for number, (question, _) in enumerate(pairs):
        shares = [
            (1 / (end - start), logprob)
            for (start, end), logprob in zip(pairwise(edges), logprobs, strict=True)
            for byte in range(start, end)
            if owners[byte] == number
        ]
        if shares:
            mean = sum(share * logprob for share, logprob in shares) / sum(share for share, _ in shares)
            assert found[question] == pytest.approx(mean, abs=1e-9)
        else:
            assert question not in found
    assert len(found) == sum(question != "" for question, _ in pairs)


def test_what_an_endpoint_says_of_the_unlikeliest_does_not_outweigh_the_rest():
    said = [*TOKENS[:3], ("Why", -9999.0), *TOKENS[4:]]
    scores = read_scores({"content": content(*said)}, TEXT)
    assert scores is not None
    assert min(scores.logprobs) == LEAST
    assert scores_under("question", TEXT, scores)["Why?"] == pytest.approx((LEAST + -3.0 / 2) / 1.5)


MALFORMED = {
    "nothing": None,
    "no object": [1, 2],
    "no list": {"content": "tokens"},
    "an empty list": {"content": []},
    "the older form": {"tokens": ["{"], "token_logprobs": [-1.0]},
    "fewer tokens": {"content": content(*TOKENS[:-1])},
    "more tokens within": {"content": content(*TOKENS[:2], *TOKENS[1:])},
    "of another text": {"content": content(("Nothing", -1.0), (" of that", -1.0))},
    "no number": {"content": [*content(*TOKENS[:-1]), {"token": "}", "logprob": "0"}]},
    "true": {"content": [*content(*TOKENS[:-1]), {"token": "}", "logprob": True}]},
    "no token": {"content": [*content(*TOKENS[:-1]), "}"]},
    "bytes that are none": {"content": [*content(*TOKENS[:-1]), {"bytes": [400], "logprob": -1.0}]},
    "not a number": {"content": content(*TOKENS[:-1], ("}", float("nan")))},
    "without end": {"content": content(*TOKENS[:-1], ("}", float("-inf")))},
    "more than any number": {"content": content(*TOKENS[:-1], ("}", 10**400))},
    "more than certain": {"content": content(*TOKENS[:-1], ("}", 0.5))},
}


@pytest.mark.parametrize("logprobs", MALFORMED.values(), ids=MALFORMED)
def test_malformed_log_probabilities_are_none_and_the_answer_is_served_all_the_same(purse, logprobs):
    with FaultEndpoint([says(TEXT, logprobs=logprobs)]) as server:
        answer = complete(purse.endpoint(server.base_url))
        assert asked(server) == [(True, "json_schema")]
    assert (answer.data, answer.scores) == (Ask("Why?"), None)


def test_tokens_without_bytes_are_taken_by_their_text(purse):
    listed = [{"token": token, "logprob": logprob} for token, logprob in TOKENS]
    with FaultEndpoint([says(TEXT, logprobs={"content": listed})]) as server:
        answer = complete(purse.endpoint(server.base_url))
    assert answer.scores == read_scores(GOOD, TEXT)
    assert scores_under("question", TEXT, answer.scores) == {"Why?": pytest.approx((-2.0 - 1.5) / 1.5)}


def test_they_are_asked_for_only_where_they_are_wanted(purse):
    with FaultEndpoint([says(TEXT, logprobs=GOOD)]) as server:
        assert complete(purse.endpoint(server.base_url), logprobs=False).scores is None
        assert asked(server) == [(False, "json_schema")]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (400, "Unsupported parameter: 'logprobs'"),
        (400, "Log probabilities are not supported with this model."),
        (400, "no"),
        (422, "Extra inputs are not permitted: logprobs"),
        (403, "You are not allowed to request logprobs from this model."),
        (403, "no"),
        (403, ""),
    ],
)
def test_where_they_are_refused_the_answer_comes_without_and_they_are_never_asked_for_again(
    purse, code, message
):
    picky = refuses('"logprobs"', says(TEXT, logprobs=GOOD), code=code, message=message)
    with FaultEndpoint([picky]) as server:
        endpoint = purse.endpoint(server.base_url)
        for _ in range(2):
            answer = complete(endpoint)
            assert (answer.data, answer.scores) == (Ask("Why?"), None)
        assert asked(server) == [(True, "json_schema"), *[(False, "json_schema")] * 2]
    assert purse.pauses == []
    assert purse.is_settled


def test_a_key_that_is_none_is_still_said_to_be_none(purse):
    with FaultEndpoint([status(403, "no")]) as server, pytest.raises(EndpointError, match=r"key \(403\)"):
        complete(purse.endpoint(server.base_url))
    assert asked(server) == [(True, "json_schema"), (False, "json_schema")]


def test_what_one_call_found_is_not_forgotten_by_another_that_began_before(purse):
    learned = threading.Event()

    def slowly(exchange):
        learned.wait(20)
        says("yes")(exchange)

    async def run(endpoint):
        async with endpoint:
            slow = asyncio.create_task(endpoint.complete(MESSAGES, max_tokens=50, purpose="slow"))
            while not server.requests:
                await asyncio.sleep(0.01)
            for _ in range(2):
                await endpoint.complete(MESSAGES, schema=Ask, max_tokens=50, purpose="p", logprobs=True)
                learned.set()
                await slow

    picky = refuses('"logprobs"', says(TEXT))
    with FaultEndpoint([slowly, picky]) as server:
        asyncio.run(run(purse.endpoint(server.base_url)))
        assert [want for want, _ in asked(server)] == [False, True, False, False]
