"""The tools and pages as an agent meets them: the protocol's own client, a real process, a real memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp.types import TextResourceContents

from stc_lsp.config import load
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.daemon.attach import stop
from stc_lsp.sleep.run import sleep_until_done
from tests.fault_endpoint import FaultEndpoint, pieces_then_hangs, says
from tests.server.mcp.agents import agent, call, refusal, text_of
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCE = Path(__file__).parents[3]

BAKERY = '''
# --- bakery/oven.py
"""The oven: what bakes."""


class TooHot(Exception):
    """The oven is too hot for bread."""


def bake(loaf: str, degrees: int) -> str:
    """Bake one loaf.

    Raises TooHot above 300 degrees.
    """
    if degrees > 300:
        raise TooHot
    return f"baked {loaf}"
# --- bakery/shop.py
"""The shop: what customers see."""
from bakery.oven import bake


def sell(loaf: str) -> str:
    """Bake a loaf and hand it over."""
    return bake(loaf, 220)


def open_shop() -> list[str]:
    """Sell what is ordered."""
    return [sell("rye"), sell("wheat")]
# --- bakery/__init__.py
"""A bakery."""
# --- tests/test_oven.py
from bakery.oven import bake


def test_a_loaf_is_baked():
    assert bake("rye", 200) == "baked rye"
'''


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str]) -> Iterator[Path]:
    """A small repository that has been thought about; its sleeper is ended with the tests."""
    root = make_workspace(tmp_path_factory.mktemp("bakery"), BAKERY)
    (root / ".git").mkdir()
    settings = load(root, overrides={"data_dir": environment["STC_DATA_DIR"]})
    sleep_until_done(root, settings)
    yield root
    stop(MemoryPaths(settings.data_dir, root))


@pytest.mark.anyio
async def test_every_tool_says_what_it_takes_and_returns(
    bakery: Path, environment: Mapping[str, str]
) -> None:
    async with agent(bakery, environment) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "explain_symbol", "likely_questions", "find", "impact", "status"}
    for tool in tools.values():
        assert tool.description
        assert tool.input_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint


@pytest.mark.anyio
async def test_every_tool_answers(bakery: Path, environment: Mapping[str, str]) -> None:
    async with agent(bakery, environment) as client:
        answer = await call(client, "ask", question="Who calls `bake`?")
        assert "sell" in answer["answer"]
        assert {each["path"] for each in answer["citations"]} >= {"bakery/shop.py"}
        assert answer["fresh"] is True

        explained = await call(client, "explain_symbol", name="bake")
        assert explained["total"] == 1
        assert explained["symbols"][0]["path"] == "bakery/oven.py"
        assert "Bake one loaf" in explained["symbols"][0]["markdown"]

        questions = await call(client, "likely_questions", file="bakery/oven.py")
        assert questions["questions"]

        found = await call(client, "find", query="sell bread to customers", limit=2)
        assert found["places"][0]["path"].startswith("bakery/")

        impact = await call(client, "impact", name="bake")
        users = {each["symbol"]: each["distance"] for each in impact["users"]}
        assert users["sell"] == 1
        assert users["open_shop"] == 2
        assert any(each["is_test"] for each in impact["users"])

        status = await call(client, "status")
        assert status["files"] == 4


@pytest.mark.anyio
async def test_what_a_model_reads_has_nothing_that_only_costs_tokens(
    bakery: Path, environment: Mapping[str, str]
) -> None:
    async with agent(bakery, environment) as client:
        text = text_of(await client.call_tool("likely_questions", {"file": "bakery/oven.py"}))
        refused = await refusal(client, "explain_symbol", {"name": "bakes"})
    assert "\n" not in text
    assert '": ' not in text
    assert refused == (
        "Nothing called bakes is known in this repository: `find` searches by meaning. "
        "Near in spelling: `bake`."
    )


@pytest.mark.anyio
async def test_who_asks_of_a_repository_that_nobody_has_read_waits_until_it_is(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    root = make_workspace(tmp_path, BAKERY)
    (root / ".git").mkdir()
    told: list[tuple[float, str | None]] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        told.append((progress, message))

    try:
        async with agent(root, environment) as client:
            result = await client.call_tool("explain_symbol", {"name": "bake"}, progress_callback=on_progress)
            explained = result.structured_content
            answer = await call(client, "ask", question="Who calls `bake`?")
    finally:
        stop(MemoryPaths(Path(environment["STC_DATA_DIR"]), root))
    assert explained is not None
    assert explained["symbols"][0]["path"] == "bakery/oven.py"
    assert "sell" in answer["answer"]
    assert told == sorted(set(told))
    assert told[0][1] == "reading this repository first"


@pytest.mark.anyio
async def test_a_list_goes_on_at_its_cursor(bakery: Path, environment: Mapping[str, str]) -> None:
    async with agent(bakery, environment) as client:
        seen: list[tuple[str, str]] = []
        cursor = ""
        while True:
            page = await call(client, "find", query="bake bread in the oven", limit=1, cursor=cursor)
            seen += [(each["path"], each["symbol"]) for each in page["places"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        vague = await call(client, "find", query="zzzqqq")
    assert len(seen) == len(set(seen)) > 1
    assert page["note"] == ""
    assert vague["note"].startswith("No word of this query occurs")


@pytest.mark.anyio
async def test_pages_are_listed_and_read(bakery: Path, environment: Mapping[str, str]) -> None:
    async with agent(bakery, environment) as client:
        listed = await client.list_resources()
        uris = {each.name: each.uri for each in listed.resources}
        assert "bakery/oven.py" in uris
        read = await client.read_resource(str(uris["bakery/oven.py"]))
        [page] = read.contents
        assert isinstance(page, TextResourceContents)
        text = page.text
        assert text.startswith("# bakery/oven.py")
        assert "### `bake` (line 8)" in text
        with pytest.raises(MCPError, match="not in the index"):
            await client.read_resource("stc://module/nowhere.py")
        with pytest.raises(MCPError, match="not a cursor"):
            await client.list_resources(cursor="!")


MALFORMED: list[tuple[str, dict[str, object], str]] = [
    ("ask", {}, "'question' is a required property. It takes `question`, `file`, `line` and `budget`."),
    ("ask", {"question": "What?", "path": "bakery/oven.py"}, "'path' was unexpected"),
    ("ask", {"question": ""}, "question"),
    ("ask", {"question": "What?", "budget": "endless"}, "budget"),
    ("ask", {"question": "x" * 30_000}, "question"),
    ("ask", {"question": "What is this?", "file": "/etc/passwd"}, "outside"),
    ("find", {"query": "bread", "limit": 0}, "limit"),
    ("find", {"query": "bread", "cursor": "-1"}, "cursor"),
    ("explain_symbol", {"name": "no_such_thing"}, "no_such_thing"),
    ("impact", {"name": "no_such_thing"}, "no_such_thing"),
    ("likely_questions", {"file": "../outside.py"}, "outside"),
    ("likely_questions", {"file": "nowhere.py"}, "nowhere.py"),
    ("likely_questions", {"file": "bakery/oven.py", "line": 9999}, "no line 9999"),
    ("no_such_tool", {}, "There is no tool `no_such_tool`; there are `ask`"),
]


@pytest.mark.anyio
async def test_a_malformed_call_is_refused_in_words(bakery: Path, environment: Mapping[str, str]) -> None:
    async with agent(bakery, environment) as client:
        for tool, arguments, said in MALFORMED:
            assert said in await refusal(client, tool, arguments), (tool, arguments)
        # The server is still there.
        assert (await call(client, "status"))["files"] == 4


@pytest.mark.anyio
async def test_an_unknown_tool_and_a_cursor_of_a_short_list_are_errors_of_the_protocol(
    bakery: Path, environment: Mapping[str, str]
) -> None:
    async with agent(bakery, environment) as client:
        with pytest.raises(MCPError, match="There is no tool"):
            await client.call_tool("no_such_tool", {})
        with pytest.raises(MCPError, match="one page"):
            await client.list_tools(cursor="2")


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
NO_MESSAGES: list[tuple[bytes, int | str | None, int]] = [
    (b"this is no JSON", None, -32700),
    (b"\xff\xfe", None, -32700),
    (b"[]", None, -32600),
    (b'{"jsonrpc": "2.0", "id": 7}', 7, -32600),
    (b'{"jsonrpc": "1.0", "id": "a", "method": "tools/list"}', "a", -32600),
    (b'{"jsonrpc": "2.0", "id": 8, "method": "no/such/method"}', 8, -32601),
    (b'{"jsonrpc": "2.0", "id": 9, "method": "tools/call"}', 9, -32602),
    (b'{"jsonrpc": "2.0", "id": 10, "method": "tools/call", "params": {"name": 5}}', 10, -32602),
    (
        b'{"jsonrpc": "2.0", "id": 11, "method": "tools/call", "params": {"name": "find", "arguments": []}}',
        11,
        -32602,
    ),
]


def test_a_line_that_is_no_message_is_answered_and_the_session_goes_on(
    bakery: Path, environment: Mapping[str, str]
) -> None:
    command = [sys.executable, "-m", "stc_lsp", "mcp", "--workspace", str(bakery)]
    with subprocess.Popen(
        command, env=dict(environment), cwd=bakery, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def answer_to(line: bytes) -> Any:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        begun = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
        assert "result" in answer_to(json.dumps(begun).encode())
        process.stdin.write(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}\n\n')
        for line, id_, code in NO_MESSAGES:
            told = answer_to(line)
            assert (told["id"], told["error"]["code"]) == (id_, code), (line, told)
        assert answer_to(b'{"jsonrpc": "2.0", "id": 12, "method": "ping"}') == {
            "jsonrpc": "2.0",
            "id": 12,
            "result": {},
        }
        process.stdin.close()
        assert process.wait(60) == 0


OPEN_QUESTION = "Why would a baker like how loaves are handled here, and what would surprise them?"


def with_model(environment: Mapping[str, str], endpoint: FaultEndpoint) -> Mapping[str, str]:
    """An environment that names a model for answers."""
    return {
        **environment,
        "STC_MODEL__AWAKE__BASE_URL": endpoint.base_url,
        "STC_MODEL__AWAKE__NAME": "test-model",
    }


@pytest.mark.anyio
async def test_progress_is_told_while_a_model_writes(bakery: Path, environment: Mapping[str, str]) -> None:
    written: list[float] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        written.append(progress)

    with FaultEndpoint([says("A baker likes that `bake` refuses to burn.", pause=0.05)]) as endpoint:
        async with agent(bakery, with_model(environment, endpoint)) as client:
            result = await client.call_tool("ask", {"question": OPEN_QUESTION}, progress_callback=on_progress)
    assert result.structured_content is not None
    assert "refuses to burn" in result.structured_content["answer"]
    assert written == sorted(set(written))
    assert len(written) > 2


@pytest.mark.anyio
async def test_a_cancelled_question_hangs_up_on_the_model(
    bakery: Path, environment: Mapping[str, str]
) -> None:
    with FaultEndpoint([pieces_then_hangs]) as endpoint:
        async with agent(bakery, with_model(environment, endpoint)) as client:
            async with anyio.create_task_group() as asking:
                asking.start_soon(client.call_tool, "ask", {"question": OPEN_QUESTION})
                assert await anyio.to_thread.run_sync(endpoint.was_asked)
                asking.cancel_scope.cancel()
            assert await anyio.to_thread.run_sync(endpoint.was_hung_up_on, 30.0)
            # The server is still there.
            assert (await call(client, "status"))["files"] == 4


@pytest.mark.anyio
async def test_http_is_for_whoever_has_the_token(bakery: Path, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "stc_lsp", "mcp", "--http", "0", "--json", "--workspace", str(bakery)]
    with subprocess.Popen(command, env=dict(environment), cwd=bakery, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            told = json.loads(os.read(process.stdout.fileno(), 4096).decode())
            with anyio.fail_after(60):
                async with httpx2.AsyncClient() as nobody:
                    assert (await nobody.post(told["url"], json={})).status_code == 401
                    wrong = {"Authorization": "Bearer wrong"}
                    assert (await nobody.post(told["url"], json={}, headers=wrong)).status_code == 401
                    other = {"Authorization": f"Bearer {told['token']}", "Host": "example.org"}
                    assert (await nobody.post(told["url"], json={}, headers=other)).status_code == 421
                headers = {"Authorization": f"Bearer {told['token']}"}
                async with (
                    httpx2.AsyncClient(headers=headers, timeout=30) as http,
                    Client(streamable_http_client(told["url"], http_client=http)) as client,
                ):
                    assert (await call(client, "status"))["files"] == 4
        finally:
            process.terminate()
            assert process.wait(30) is not None
