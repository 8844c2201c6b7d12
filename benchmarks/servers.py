"""Two servers to compare, ours and the least one possible, and one client for both. Not a benchmark itself.

python benchmarks/servers.py     be the least server: pygls, and a constant hover
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS = [sys.executable, "-m", "stc_lsp", "serve"]
EMPTY = [sys.executable, __file__]
SOURCE = Path(__file__).parents[1]


class Client:
    """The least client: sends a request, reads until its reply is there."""

    def __init__(self, command: list[str], environ: Mapping[str, str] | None = None) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(SOURCE)} | dict(environ or {}),
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to, self._from = self.process.stdin.fileno(), self.process.stdout.fileno()
        self._pending = b""
        self.heard: list[float] = []
        """When each piece of an answer came, by `time.perf_counter`."""
        self._id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.communicate(timeout=60)

    def initialize(self, root: Path) -> float:
        """Open a session; seconds from the start of the process to the answer."""
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "capabilities": {
                    "general": {"positionEncodings": ["utf-8"]},
                    "textDocument": {"hover": {"contentFormat": ["markdown"]}},
                },
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
            },
        )
        answered = time.perf_counter() - self.started
        self.notify("initialized", {})
        return answered

    def open(self, file: Path) -> None:
        """Open a file."""
        text = file.read_text("utf-8", "replace")
        document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def hover(self, file: Path, line: int, character: int) -> tuple[float, Any]:
        """Seconds that a hover took, and what it showed. The position is 0-based, in UTF-8."""
        params = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
        began = time.perf_counter()
        result = self.request("textDocument/hover", params)
        return time.perf_counter() - began, result

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: object) -> Any:
        """The result of a request."""
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params})
        while True:
            message = json.loads(self._receive())
            if message.get("method") == "$/progress" and "text" in message["params"]["value"]:
                self.heard.append(time.perf_counter())
            if message.get("id") == self._id and "method" not in message:
                return message["result"]

    def _send(self, fields: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **fields}).encode()
        data = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        while data:
            data = data[os.write(self._to, data) :]

    def _receive(self) -> bytes:
        while (end := self._pending.find(b"\r\n\r\n")) < 0:
            self._read()
        header, self._pending = self._pending[:end], self._pending[end + 4 :]
        length = next(
            int(line.partition(b":")[2])
            for line in header.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        while len(self._pending) < length:
            self._read()
        body, self._pending = self._pending[:length], self._pending[length:]
        return body

    def _read(self) -> None:
        data = os.read(self._from, 1 << 16)
        if not data:
            raise SystemExit("The server has hung up.")
        self._pending += data


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all values does not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def be_empty() -> None:
    """Serve a constant hover, and nothing else."""
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    server = LanguageServer("empty", "1")
    content = types.MarkupContent(types.MarkupKind.Markdown, "A constant.")

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(_: types.HoverParams) -> types.Hover:
        return types.Hover(content)

    server.start_io()


if __name__ == "__main__":
    be_empty()
