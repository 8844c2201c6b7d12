"""A model that runs here from a file: started by the first call, deaf to all others, gone at the end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import urllib.error
import urllib.request
from contextlib import suppress

import psutil
import pytest

from stc_lsp.config import load
from stc_lsp.errors import EndpointError
from stc_lsp.models.settings import LOCAL
from tests.local_model import gguf

MESSAGES = [{"role": "user", "content": "def add(a, b):\n    return a + b"}]


@pytest.fixture
def endpoint(purse):
    return purse.endpoint(
        LOCAL,
        name="smol",
        file=str(gguf()),
        context_tokens=1024,
        concurrency=1,
        local_only=True,
        timeout_seconds=60.0,
    )


def complete(endpoint):
    return endpoint.complete(MESSAGES, max_tokens=4, purpose="p")


def runners():
    """The processes that run a model for this one."""
    found = []
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "stc_lsp.models.llama" in each.cmdline():
                found.append(each)
    return found


def test_a_file_is_run_by_the_first_call_and_its_process_ends_with_the_endpoint(purse, endpoint):
    async def run():
        async with endpoint:
            assert runners() == []
            first, second = await complete(endpoint), await complete(endpoint)
            return first, second, runners()

    first, second, [runner] = asyncio.run(run())
    assert first.text == second.text
    assert first.output_tokens == 4
    assert not runner.is_running() or runner.status() == psutil.STATUS_ZOMBIE
    assert [call.outcome for call in purse.calls] == ["ok", "ok"]


def test_a_model_that_crashed_is_started_again_by_the_next_call(endpoint):
    async def run():
        async with endpoint:
            await complete(endpoint)
            [crashed] = runners()
            os.kill(crashed.pid, signal.SIGKILL)
            crashed.wait()
            return (await complete(endpoint)).text, [each.pid == crashed.pid for each in runners()]

    text, is_the_same = asyncio.run(run())
    assert text
    assert is_the_same == [False]


def test_nobody_without_the_key_can_ask_it(endpoint):
    async def run():
        async with endpoint:
            await complete(endpoint)
            [runner] = runners()
            [port] = {each.laddr.port for each in runner.net_connections() if each.status == "LISTEN"}
            body = json.dumps({"messages": MESSAGES, "max_tokens": 1}).encode()
            headers = {"Content-Type": "application/json"}
            url = f"http://127.0.0.1:{port}/v1/chat/completions"
            with pytest.raises(urllib.error.HTTPError) as refused:
                await asyncio.to_thread(urllib.request.urlopen, urllib.request.Request(url, body, headers))
            return refused.value.code, " ".join(runner.cmdline())

    status, command = asyncio.run(run())
    assert status == 401
    assert "key" not in command


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"#!/bin/sh\n", "is not a GGUF file"),
        (b"GGUF and no more", "cannot be run"),
    ],
)
def test_a_file_that_cannot_be_run_is_said_and_costs_nothing(purse, tmp_path, content, said):
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    endpoint = purse.endpoint(LOCAL, file=str(file), context_tokens=1024)
    with pytest.raises(EndpointError, match=said):
        asyncio.run(complete(endpoint))
    assert purse.calls == []
    assert runners() == []


def test_without_the_extra_that_is_said(endpoint, monkeypatch):
    monkeypatch.setattr("stc_lsp.models.runner.find_spec", lambda _: None)
    with pytest.raises(EndpointError, match=r"pip install '\.\[local\]'"):
        asyncio.run(complete(endpoint))


def test_the_name_of_a_model_that_runs_here_is_that_of_its_file_wherever_it_lies():
    made = load(None, environ={}, overrides={"model.base_url": LOCAL, "model.name": "~/models/tiny-q4.gguf"})
    endpoint = made.endpoint("asleep")
    assert endpoint is not None
    assert (endpoint.name, endpoint.base_url) == ("tiny-q4", LOCAL)
    assert endpoint.file.endswith("/models/tiny-q4.gguf")
    assert "~" not in endpoint.file
