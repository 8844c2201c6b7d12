"""TCP and WebSocket: the same answers, to any number of clients, and not to web pages."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from stc_lsp.server.wire.framing import Framing, framed
from tests.running import environment
from tests.server.editors import command

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def listening(data_dir: Path, *arguments: str) -> Generator[int]:
    """A server that listens; its port."""
    process = subprocess.Popen(
        command("--no-sleeper", *arguments), stderr=subprocess.PIPE, text=True, env=environment(data_dir)
    )
    with process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            found = re.search(r"listening at 127\.0\.0\.1:(\d+)", told)
            assert found, told
            yield int(found[1])
        finally:
            process.kill()


class TcpClient:
    """A client over TCP."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._framing = Framing()

    def request(self, method: str, params: object, id_: int) -> Any:
        self.send(id=id_, method=method, params=params)
        while data := self.socket.recv(1 << 16):
            for body in self._framing.feed(data):
                message = json.loads(body)
                if message.get("id") == id_:
                    return message["result"]
        raise AssertionError("the server has hung up")

    def send(self, **fields: object) -> None:
        self.socket.sendall(framed(json.dumps({"jsonrpc": "2.0", **fields}).encode()))


def opening(root: Path) -> dict[str, object]:
    folders = [{"uri": root.as_uri(), "name": root.name}]
    return {"capabilities": {}, "processId": None, "workspaceFolders": folders}


def hover(root: Path) -> dict[str, object]:
    uri = (root / "shop/till.py").as_uri()
    return {"textDocument": {"uri": uri}, "position": {"line": 8, "character": 5}}


def test_several_clients_are_served_over_tcp(known_shop: Path, data_dir: Path) -> None:
    with listening(data_dir, "--tcp", "0") as port:
        clients = [TcpClient(port), TcpClient(port)]
        for client in clients:
            assert client.request("initialize", opening(known_shop), 1)["serverInfo"]["name"] == "stc-lsp"
            client.send(method="initialized", params={})
        clients[0].request("shutdown", None, 2)
        clients[0].send(method="exit")
        assert clients[0].socket.recv(1) == b"", "it hangs up on whoever leaves, and on nobody else"
        card = clients[1].request("textDocument/hover", hover(known_shop), 3)
        for client in clients:
            client.socket.close()
    assert "What a basket costs" in card["contents"]["value"]


def test_a_browser_is_hung_up_on(data_dir: Path) -> None:
    with listening(data_dir, "--tcp", "0") as port:
        browser = socket.create_connection(("127.0.0.1", port), timeout=60)
        with browser, contextlib.suppress(ConnectionResetError):
            browser.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
            assert browser.recv(1) == b""


def test_clients_are_served_over_websocket(known_shop: Path, data_dir: Path) -> None:
    with listening(data_dir, "--ws", "127.0.0.1:0") as port:
        with connect(f"ws://127.0.0.1:{port}") as client:

            def request(method: str, params: object, id_: int) -> Any:
                client.send(json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}))
                while (message := json.loads(client.recv(timeout=60))).get("id") != id_:
                    pass
                return message["result"]

            request("initialize", opening(known_shop), 1)
            client.send(json.dumps({"jsonrpc": "2.0", "method": "initialized", "params": {}}))
            card = request("textDocument/hover", hover(known_shop), 2)
        with pytest.raises(InvalidStatus):
            connect(f"ws://127.0.0.1:{port}", origin=Origin("https://example.org"))
    assert "What a basket costs" in card["contents"]["value"]
