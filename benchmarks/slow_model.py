"""A model that takes its time, for measuring what waits for it and what must not. Not a benchmark itself.

It speaks as much of the OpenAI protocol as our client asks of it, on a port of its own, in a thread.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

WORDS = "The model says so, after a while."
SUMMARY = json.dumps({"summary": WORDS, "watch_for": ""})
USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


class SlowModel:
    """The server, running from `with` to its end."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        """From a request to the first word of its answer."""
        self.let_go = threading.Event()
        """While this is not set, nothing is answered."""
        self.let_go.set()
        self.asked_at: list[float] = []
        """When each request came, by `time.perf_counter`."""
        self.first_words_at: list[float] = []
        """When the first word of each streamed answer was sent."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()

    def environ(self, **more: str) -> dict[str, str]:
        """The settings by which it is asked."""
        address = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        return {"STC_MODEL__BASE_URL": address, "STC_MODEL__NAME": "slow", **more}


def _handler(model: SlowModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            model.asked_at.append(time.perf_counter())
            time.sleep(model.seconds)
            model.let_go.wait()
            if body.get("stream"):
                self._stream()
            else:
                self._answer()

        def _answer(self) -> None:
            choice = {
                "index": 0,
                "message": {"role": "assistant", "content": SUMMARY},
                "finish_reason": "stop",
            }
            sent = json.dumps({**_HEAD, "object": "chat.completion", "choices": [choice], "usage": USAGE})
            self._begin("application/json", len(sent))
            self.wfile.write(sent.encode())

        def _stream(self) -> None:
            self._begin("text/event-stream", None)
            model.first_words_at.append(time.perf_counter())
            for word in WORDS.split():
                self._event({"index": 0, "delta": {"content": f"{word} "}, "finish_reason": None})
            self._event({"index": 0, "delta": {}, "finish_reason": "stop"}, usage=USAGE)
            self.wfile.write(b"data: [DONE]\n\n")
            self.close_connection = True

        def _begin(self, kind: str, length: int | None) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            if length is not None:
                self.send_header("content-length", str(length))
            else:
                self.send_header("connection", "close")
            self.end_headers()

        def _event(self, choice: dict[str, Any], **more: object) -> None:
            sent = json.dumps({**_HEAD, "object": "chat.completion.chunk", "choices": [choice], **more})
            self.wfile.write(f"data: {sent}\n\n".encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Not to the terminal."""

    return Handler


_HEAD: dict[str, object] = {"id": "x", "created": 0, "model": "slow"}
