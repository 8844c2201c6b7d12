"""Vectors from here or from an endpoint: one interface, the same rules of privacy and of the ledger."""

from __future__ import annotations

import importlib
import random
import ssl
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import numpy as np
import pytest

from stc_lsp.config import load
from stc_lsp.errors import (
    BudgetExhaustedError,
    EndpointError,
    EndpointUnavailableError,
    ModelOutputError,
    PrivacyError,
)
from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.values import Caps
from stc_lsp.models.embedding_endpoint import EndpointEmbeddings
from stc_lsp.models.embeddings import StaticEmbeddings, embeddings_for, static_embeddings
from stc_lsp.models.settings import EndpointSettings
from tests.fault_endpoint import FaultEndpoint, hangs, sends, status
from tests.models.conftest import KEY
from tests.models.planted import PLANTS

if TYPE_CHECKING:
    from tests.fault_endpoint import Exchange
    from tests.models.conftest import Purse


def embeds(exchange: Exchange) -> None:
    """A healthy endpoint: a vector of how often some letters occur, in an order of its own."""
    rows = [
        {"index": index, "embedding": [float(text.count(letter)) for letter in "aeiou"]}
        for index, text in enumerate(exchange.body["input"])
    ]
    exchange.send_json({"data": rows[::-1], "usage": {"prompt_tokens": 3 * len(rows)}})


def endpoint_embeddings(
    purse: Purse, base_url: str, *, dimensions: int = 0, batch: int = 64, **changed: Any
) -> EndpointEmbeddings:
    more: dict[str, Any] = {"timeout_seconds": 20.0, "api_key_env": "TINY_KEY", **changed}
    settings = EndpointSettings("asleep", base_url, "tiny", **more)

    async def pause(seconds: float) -> None:
        purse.pauses.append(seconds)

    return EndpointEmbeddings(
        settings,
        LedgerAccounts(purse.ledger, "asleep", purse.caps, "tiny"),
        dimensions=dimensions,
        batch=batch,
        environ={"TINY_KEY": KEY},
        pause=pause,
        chance=random.Random(1).random,
    )


def test_an_endpoint_gives_a_vector_of_length_one_for_each_text_in_their_order(purse):
    with FaultEndpoint([embeds]) as server:
        embeddings = endpoint_embeddings(purse, server.base_url, batch=2)
        rows = embeddings.embed(["aaa", "ee", "io", " ", "u"])
        bodies = [request.body["input"] for request in server.requests]
    assert np.argmax(rows[[0, 1, 4]], axis=1).tolist() == [0, 1, 4]
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0, 1])
    assert bodies == [["aaa", "ee"], ["io", "-"], ["u"]]
    assert server.requests[0].path == "/v1/embeddings"


def test_every_batch_stands_in_the_ledger(purse):
    with FaultEndpoint([embeds]) as server:
        endpoint_embeddings(purse, server.base_url, batch=2, input_price=2.0).embed(["aaaaaaaa"] * 3)
    assert [(call.purpose, call.outcome, call.input_tokens) for call in purse.calls] == [
        ("embeddings", "ok", 6),
        ("embeddings", "ok", 3),
    ]
    assert purse.calls[0].price == pytest.approx(6 * 2.0 / 1e6)
    assert purse.is_settled


def test_a_cap_is_never_passed(purse):
    purse.caps = Caps(tokens_per_day=10)
    with FaultEndpoint([embeds]) as server, pytest.raises(BudgetExhaustedError):
        endpoint_embeddings(purse, server.base_url).embed(["a text that is longer than ten bytes"])
    assert server.requests == []
    assert purse.is_settled


def test_certificates_are_read_once_in_a_process(purse, monkeypatch):
    read: list[object] = []
    original = httpx2.create_ssl_context

    def counted(*arguments: Any, **options: Any) -> ssl.SSLContext:
        if not isinstance(options.get("verify"), ssl.SSLContext):
            read.append(options)
        return original(*arguments, **options)

    monkeypatch.setattr(httpx2, "create_ssl_context", counted)
    monkeypatch.setattr("httpx2._transports.default.create_ssl_context", counted)
    with FaultEndpoint([embeds]) as server:
        embeddings = endpoint_embeddings(purse, server.base_url)
        for text in ("a", "e", "i"):
            embeddings.embed([text])
    assert len(read) <= 1


def test_a_secret_is_replaced_before_it_is_sent(purse):
    chance = random.Random(9)
    secrets = [make(chance) for _, make, _ in PLANTS]
    texts = [line.format(secret) for (_, _, line), secret in zip(PLANTS, secrets, strict=True)]
    with FaultEndpoint([embeds]) as server:
        endpoint_embeddings(purse, server.base_url).embed(texts)
    assert [secret for secret in secrets if any(secret in each.raw for each in server.requests)] == []


def test_local_only_sends_nothing_elsewhere(purse):
    embeddings = endpoint_embeddings(purse, "http://203.0.113.1:9/v1", local_only=True)
    with pytest.raises(PrivacyError, match=r"local embeddings\.base_url"):
        embeddings.embed(["a"])
    assert purse.calls == []


def test_a_passing_failure_is_tried_again_and_a_lasting_one_says_what_to_do(purse):
    with FaultEndpoint([status(503), embeds]) as server:
        assert endpoint_embeddings(purse, server.base_url).embed(["a"])[0][0] == 1
    assert len(purse.pauses) == 1
    with FaultEndpoint([status(404, "no such model")]) as server:
        embeddings = endpoint_embeddings(purse, server.base_url)
        with pytest.raises(EndpointError, match=r"has no model 'tiny': check embeddings\.name"):
            embeddings.embed(["a"])
        assert len(server.requests) == 1
    with FaultEndpoint([hangs]) as server:
        slow = endpoint_embeddings(purse, server.base_url, timeout_seconds=0.3)
        with pytest.raises(EndpointUnavailableError, match=r"embeddings\.timeout_seconds"):
            slow.embed(["a"])
    assert purse.is_settled


def takes(most_texts: int, most_words: int):
    """An endpoint that refuses requests with more texts, and texts with more words."""

    def answer(exchange: Exchange) -> None:
        texts = exchange.body["input"]
        if len(texts) > most_texts:
            message = f"batch size {len(texts)} > maximum allowed batch size {most_texts}"
            exchange.send_json({"error": {"message": message}}, 413)
        elif max(len(text.split()) for text in texts) > most_words:
            exchange.send_json({"error": {"message": "input (900 tokens) is too large to process"}}, 500)
        else:
            embeds(exchange)

    return answer


def test_texts_that_are_too_many_or_too_long_for_an_endpoint_are_sent_as_it_takes_them(purse):
    short, long = ["a few words"] * 11, "eleven other words " * 60
    with FaultEndpoint([takes(most_texts=4, most_words=100)]) as server:
        embeddings = endpoint_embeddings(purse, server.base_url, batch=16)
        rows = embeddings.embed([*short, long])
        asked = len(server.requests)
        assert np.argmax(rows, axis=1).tolist() == [0] * 11 + [1]
        embeddings.embed([*short, long])
        sizes = [len(request.body["input"]) for request in server.requests[asked:]]
    assert sizes == [3, 3, 3, 3]
    assert purse.pauses == []
    assert purse.is_settled


def test_what_no_cutting_mends_is_told(purse):
    with FaultEndpoint([status(400, "no such parameter")]) as server:
        with pytest.raises(EndpointError, match="no such parameter"):
            endpoint_embeddings(purse, server.base_url).embed(["a"] * 64)
        assert len(server.requests) == 7
    with FaultEndpoint([status(413, "input is too long")]) as server:
        with pytest.raises(EndpointError, match="accepts fewer than 64 tokens per text"):
            endpoint_embeddings(purse, server.base_url).embed(["word " * 500])
        assert len(server.requests) < 20


def test_an_endpoint_that_keeps_failing_is_left_alone(purse):
    with FaultEndpoint([status(500)]) as server:
        embeddings = endpoint_embeddings(purse, server.base_url)
        for _ in range(2):
            with pytest.raises(EndpointUnavailableError):
                embeddings.embed(["a"])
        asked = len(server.requests)
        with pytest.raises(EndpointUnavailableError, match="Not asked again yet"):
            embeddings.embed(["a"])
        assert len(server.requests) == asked


@pytest.mark.parametrize(
    "reply",
    [
        "[]",
        "{}",
        '{"data": []}',
        '{"data": [{"embedding": []}]}',
        '{"data": [{"embedding": ["a"]}]}',
        '{"data": [{"embedding": [1], "index": 7}]}',
        '{"data": [{"embedding": [NaN]}]}',
        "not json",
    ],
)
def test_what_is_no_vector_is_refused(purse, reply):
    with FaultEndpoint([sends(reply)]) as server, pytest.raises(ModelOutputError):
        endpoint_embeddings(purse, server.base_url).embed(["a"])
    assert purse.is_settled


def test_a_length_that_was_not_asked_for_is_refused(purse):
    with FaultEndpoint([embeds]) as server:
        with pytest.raises(ModelOutputError, match=r"length 5, but embeddings\.dimensions is 3"):
            endpoint_embeddings(purse, server.base_url, dimensions=3).embed(["a"])
        assert server.requests[0].body["dimensions"] == 3
        assert endpoint_embeddings(purse, server.base_url, dimensions=5).embed(["a"]).shape == (1, 5)


def test_two_kinds_of_vectors_never_have_one_name(purse):
    names = {
        endpoint_embeddings(purse, "http://127.0.0.1:1/v1", dimensions=dimensions).name
        for dimensions in (0, 256)
    }
    static = static_embeddings()
    assert static is not None
    assert len({*names, static.name}) == 3


def test_nothing_of_texts_keys_or_vectors_is_logged(purse, caplog):
    caplog.set_level("DEBUG")
    with FaultEndpoint([embeds]) as server:
        endpoint_embeddings(purse, server.base_url).embed(["xylophone"])
    assert "xylophone" not in caplog.text
    assert KEY not in caplog.text


def test_the_settings_choose(purse, caplog):
    def chosen(**overrides: str):
        settings = load(
            None, environ={}, overrides={f"embeddings.{name}": value for name, value in overrides.items()}
        )
        return embeddings_for(
            settings.embeddings_choice("awake"),
            lambda each: LedgerAccounts(purse.ledger, "awake", purse.caps, each.name),
        )

    assert isinstance(chosen(), StaticEmbeddings)
    assert chosen(kind="none") is None
    named = chosen(kind="endpoint", base_url="http://127.0.0.1:1/v1", name="tiny", dimensions="8")
    assert named is not None
    assert named.name == "endpoint:tiny:8"
    assert chosen(kind="endpoint") is None
    assert "embeddings.base_url" in caplog.text


def test_static_vectors_tell_texts_apart_and_an_empty_one_is_like_nothing():
    embeddings = static_embeddings()
    assert embeddings is not None
    rows = embeddings.embed(
        ["read the configuration file", "load settings from disk", "draw a red circle", ""]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-5)


def test_static_vectors_are_those_of_the_model_itself():
    texts = [
        "read the configuration file",
        "x",
        "größe 日本語 \U0001f600 def __init__(self)",
        " ".join(["word"] * 700),
    ]
    package = importlib.import_module("wordllama")
    folder = Path(package.__file__ or "").parent
    model = package.WordLlama.load(dim=256, cache_dir=folder, disable_download=True)
    embeddings = static_embeddings()
    assert embeddings is not None
    np.testing.assert_allclose(embeddings.embed(texts), model.embed([*texts], norm=True), atol=1e-6)


_RESIDENT = """
import psutil, sys
from stc_lsp.models.embeddings import static_embeddings
embeddings = static_embeddings()
def embed(numbers):
    texts = [" ".join(f"word{n * k} of{k}Thing({n})" for k in range(5)) for n in numbers]
    embeddings.embed(texts)
    return psutil.Process().memory_info().rss
before = embed(range(1000))
for start in range(1000, 11_000, 1000):
    after = embed(range(start, start + 1000))
print(after - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is resident is counted otherwise")
def test_static_vectors_leave_nothing_of_the_texts_in_memory() -> None:
    done = subprocess.run([sys.executable, "-c", _RESIDENT], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 8 << 20
