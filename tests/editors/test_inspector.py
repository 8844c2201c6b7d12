"""`stc-lsp mcp` through the protocol's own inspector, as a command: a client that nobody here wrote."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.programs import program

if TYPE_CHECKING:
    from pathlib import Path

APP = "src/flask/app.py"
CALLS: dict[str, tuple[dict[str, str], str]] = {
    "ask": ({"question": "Who calls full_dispatch_request?"}, "wsgi_app"),
    "explain_symbol": ({"name": "Flask.wsgi_app"}, "WSGI"),
    "likely_questions": ({"file": APP}, APP),
    "find": ({"query": "where are the cookies of the session signed", "limit": "5"}, "src/flask/sessions.py"),
    "impact": ({"name": "Flask.full_dispatch_request"}, "wsgi_app"),
    "status": ({}, "revision"),
}


@pytest.fixture
def inspect(flask: Path, home: Path) -> Any:
    """Run the inspector against the server of flask; returns its exit status and what it printed."""
    server = home / "server.json"
    entry = {"command": "stc-lsp", "args": ["mcp", "--workspace", str(flask)], "env": dict(os.environ)}
    server.write_text(json.dumps({"mcpServers": {"stc-lsp": entry}}), "utf-8")

    inspector = (program("mcp-inspector"), "--cli")

    def run(method: str, *arguments: str) -> tuple[int, str]:
        ended = subprocess.run(
            [*inspector, "--config", server, "--server", "stc-lsp", "--method", method, *arguments],
            capture_output=True,
            check=False,
            timeout=120,
        )
        return ended.returncode, ended.stdout.decode() or ended.stderr.decode()

    return run


def test_the_inspector_lists_and_calls_every_tool(inspect: Any) -> None:
    status, listed = inspect("tools/list", "--strict")
    assert status == 0, listed
    assert {tool["name"] for tool in json.loads(listed)["tools"]} == set(CALLS)
    for tool, (arguments, said) in CALLS.items():
        pairs = [f"{name}={value}" for name, value in arguments.items()]
        given = ["--tool-arg", *pairs] if pairs else []
        status, told = inspect("tools/call", "--tool-name", tool, *given)
        assert status == 0, (tool, told)
        result = json.loads(told)
        assert not result.get("isError"), told
        assert said in json.dumps(result["structuredContent"]), (tool, told)


def test_the_inspector_reads_a_page(inspect: Any) -> None:
    status, listed = inspect("resources/list")
    assert status == 0, listed
    uris = [each["uri"] for each in json.loads(listed)["resources"]]
    assert f"stc://module/{APP}" in uris
    status, read = inspect("resources/read", "--uri", f"stc://module/{APP}")
    assert status == 0, read
    assert f"# {APP}" in json.loads(read)["contents"][0]["text"]


def test_the_inspector_is_told_what_is_wrong(inspect: Any) -> None:
    status, told = inspect("tools/call", "--tool-name", "find", "--tool-arg", "words=bread")
    assert status != 0 or json.loads(told)["isError"]
    assert "find" in told
