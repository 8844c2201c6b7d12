"""The life of a session: its order, what is malformed, how it ends, and what never gets on the line."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.running import environment
from tests.server.editors import bare_client, command

if TYPE_CHECKING:
    from pathlib import Path


def test_a_session_ends_well_after_shutdown_and_exit(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop)
        assert client.request("shutdown", id_=2)["result"] is None
        client.send(method="exit")
        assert client.process.wait(timeout=30) == 0


def test_to_exit_without_shutdown_is_a_failure(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop)
        client.send(method="exit")
        assert client.process.wait(timeout=30) == 1


def test_an_editor_that_hangs_up_leaves_no_server_behind(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop)
        client.stdin.close()
        assert client.process.wait(timeout=30) == 1


def test_an_editor_that_dies_leaves_no_server_behind(shop: Path, data_dir: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with parent, bare_client(data_dir) as client:
        client.initialize(shop, processId=parent.pid)
        assert client.request("stc/status", id_=2)["result"]
        parent.kill()
        assert client.process.wait(timeout=30) == 1


def test_a_process_id_of_another_world_is_not_waited_for(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop, processId=2**22 + 1)
        assert client.request("stc/status", id_=2)["result"]["files"] == 0


def test_nothing_is_answered_before_the_first_and_after_the_last_request(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        assert client.request("stc/status", id_=1)["error"]["code"] == -32002
        client.initialize(shop)
        assert client.request("initialize", {"capabilities": {}}, id_=3)["error"]["code"] == -32600
        client.request("shutdown", id_=4)
        assert client.request("stc/status", id_=5)["error"]["code"] == -32600


def test_every_malformed_request_gets_an_error_and_the_session_goes_on(shop: Path, data_dir: Path) -> None:
    hover = {"textDocument": {"uri": 5}, "position": {"line": "one", "character": 0}}
    with bare_client(data_dir) as client:
        client.initialize(shop)
        client.send_bytes(b"{not json")
        assert client.reply(None)["error"]["code"] == -32700
        client.send_bytes(b"[" * 100_000)
        assert client.reply(None)["error"]["code"] == -32700
        client.send_bytes(b"[]")
        refused = client.reply(None)
        assert (refused["id"], refused["error"]["code"]) == (None, -32600)
        client.send(id=6)
        assert client.reply(6)["error"]["code"] == -32600
        refused = client.request("textDocument/hover", hover, id_=7)["error"]
        assert (refused["code"], "position.line" in refused["message"]) == (-32602, True)
        assert client.request("textDocument/hover", None, id_=8)["error"]["code"] == -32602
        assert client.request("stc/dance", {}, id_=9)["error"]["code"] == -32601
        client.send(method="textDocument/didChange", params={"textDocument": {}})
        client.send(method="$/unheardOf", params={})
        client.send(id=99, result="to a question that nobody asked")
        assert client.request("stc/status", id_=10)["result"]["files"] == 0


def test_a_web_page_cannot_make_a_browser_speak_to_it(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop)
        client.stdin.write(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
        client.stdin.flush()
        assert client.process.wait(timeout=30) == 1


@pytest.mark.parametrize(
    "uri", ["file:///etc/passwd", "file:///no/such.py", "git:/a.py?x", "http://[x", "", "file:", "file://%00"]
)
def test_a_strange_document_is_no_trouble(shop: Path, data_dir: Path, uri: str) -> None:
    where = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    with bare_client(data_dir) as client:
        client.initialize(shop)
        assert client.request("textDocument/hover", where, id_=2)["result"] is None
        assert client.request("stc/status", id_=3)["result"]


def test_a_wrong_setting_is_told_and_the_session_goes_on(shop: Path, data_dir: Path) -> None:
    with bare_client(data_dir) as client:
        client.initialize(shop, initializationOptions={"stc": {"model": {"nmae": "x"}}})
        shown = client.receive()
        while shown.get("method") != "window/showMessage":
            shown = client.receive()
        assert "model.nmae" in shown["params"]["message"]
        assert "model.name" in shown["params"]["message"]
        assert client.request("stc/status", id_=2)["result"]


def test_changed_settings_are_used_from_then_on(shop: Path, data_dir: Path) -> None:
    model = {"baseUrl": "http://127.0.0.1:9/v1", "name": "small"}
    with bare_client(data_dir) as client:
        client.initialize(shop)
        client.send(method="workspace/didChangeConfiguration", params={"settings": {"stc": {"model": model}}})
        changed = client.request("stc/status", id_=2)["result"]["model"]
        client.send(method="workspace/didChangeConfiguration", params={"settings": {"ruff": {"model": 1}}})
        assert client.request("stc/status", id_=3)["result"]["model"] == changed
    assert changed == {"asleep": "small", "awake": "small"}


def test_nothing_but_the_protocol_is_on_its_line(shop: Path, data_dir: Path) -> None:
    """Whatever a module prints when it is imported, or a person's own start-up file."""
    noisy = data_dir / "noisy"
    noisy.mkdir(parents=True)
    noise = "import atexit, os, sys\natexit.register(print, 'noise')\n"
    (noisy / "sitecustomize.py").write_text(noise + "print('noise', file=sys.stderr)\n", "utf-8")
    path = os.pathsep.join((str(noisy), environment(data_dir)["PYTHONPATH"]))
    with bare_client(data_dir, PYTHONPATH=path) as client:
        client.initialize(shop)
        client.request("shutdown", id_=2)
        client.send(method="exit")
        assert client.process.wait(timeout=30) == 0
        assert client.stdout.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tcp", "here"),
        ("--tcp", "127.0.0.1:99999"),
        ("--ws", "::1:80"),
        ("--tcp", "198.51.100.1:0"),
        ("--tcp", "0", "--ws", "0"),
        ("--log-file", "/no/such/folder/log", "--stdio"),
        ("--dance",),
    ],
)
def test_a_wrong_command_line_is_wrong_usage(data_dir: Path, arguments: tuple[str, ...]) -> None:
    ended = subprocess.run(
        command(*arguments),
        env=environment(data_dir),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
