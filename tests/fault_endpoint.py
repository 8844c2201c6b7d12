"""An OpenAI-compatible endpoint on loopback that misbehaves on request. A real HTTP server, for tests.

    with FaultEndpoint([status(500), says("hello")]) as endpoint:
        ... endpoint.base_url ... endpoint.requests ...

Each request takes the next behaviour of the script; the last one is repeated for ever.
"""

from __future__ import annotations

import io
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from typing_extensions import Buffer

USAGE = {"prompt_tokens": 40, "completion_tokens": 8, "total_tokens": 48}


@dataclass(frozen=True)
class Recorded:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: dict[str, Any]
    raw: str


class Exchange(BaseHTTPRequestHandler):
    """One request and the means to answer it in any way, right or wrong."""

    protocol_version = "HTTP/1.1"
    server: FaultServer  # pyright: ignore[reportIncompatibleVariableOverride] - as its base intends

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        self.body: dict[str, Any] = json.loads(raw)
        behave = self.server.next_behaviour(
            Recorded(self.path, {name.lower(): value for name, value in self.headers.items()}, self.body, raw)
        )
        self.close_connection = True
        try:
            behave(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Tests say enough by themselves."""

    def begin(self, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def send(self, data: str) -> None:
        self.wfile.write(data.encode())
        self.wfile.flush()

    def send_json(self, value: object, status: int = 200, **headers: str) -> None:
        self.begin(status, **headers)
        self.send(json.dumps(value))

    def send_event(self, value: object) -> None:
        self.send(f"data: {json.dumps(value)}\n\n")

    def send_piece(self, text: str, finish: str | None = None) -> None:
        self.send_event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]})

    def reset(self) -> None:
        """Close the connection so that the other side sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.wfile = _Nowhere()

    def wait(self, seconds: float) -> None:
        """Sleep, unless the test is over."""
        self.server.over.wait(seconds)

    def wait_for_hang_up(self) -> None:
        """Until the client closes the connection, or the test is over."""
        self.connection.settimeout(0.05)
        while not self.server.over.is_set():
            try:
                if not self.connection.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            return
        self.server.hung_up.set()


class _Nowhere(io.BufferedIOBase):
    """Where what is still written to a closed connection goes."""

    def write(self, buffer: Buffer, /) -> int:
        return memoryview(buffer).nbytes


Behaviour = Callable[[Exchange], None]


class FaultServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Sequence[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.script = list(script)
        self.requests: list[Recorded] = []
        self.over = threading.Event()
        self.hung_up = threading.Event()
        self.asked = threading.Event()
        self._lock = threading.Lock()

    def next_behaviour(self, request: Recorded) -> Behaviour:
        with self._lock:
            self.requests.append(request)
            self.asked.set()
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that a test broke off is no error."""


@dataclass
class FaultEndpoint:
    """The server, running from `with` to its end."""

    script: Sequence[Behaviour]
    _server: FaultServer = field(init=False)

    def __enter__(self) -> Self:
        self._server = FaultServer(self.script)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def requests(self) -> list[Recorded]:
        return self._server.requests

    def was_asked(self, within: float = 60.0) -> bool:
        """Whether a request came in; waits for the first."""
        return self._server.asked.wait(within)

    def was_hung_up_on(self, within: float = 5.0) -> bool:
        """Whether a client closed its connection before the answer was over."""
        return self._server.hung_up.wait(within)


def says(
    text: str, *, usage: object = USAGE, finish: str = "stop", pause: float = 0.0, logprobs: object = None
) -> Behaviour:
    """The behaviour of a healthy endpoint, whole or in pieces as asked for.

    `logprobs` comes with a whole answer, if it was asked for.
    """

    def behave(exchange: Exchange) -> None:
        if not exchange.body.get("stream"):
            message = {"role": "assistant", "content": text}
            choice: dict[str, object] = {"index": 0, "message": message, "finish_reason": finish}
            if exchange.body.get("logprobs"):
                choice["logprobs"] = logprobs
            exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})
            return
        exchange.begin(kind="text/event-stream")
        for word in text.split(" "):
            exchange.send_piece(f"{word} ")
            exchange.wait(pause)
        exchange.send_piece("", finish)
        if "stream_options" in exchange.body and usage is not None:
            exchange.send_event({"choices": [], "usage": usage})
        exchange.send("data: [DONE]\n\n")

    return behave


def status(code: int, message: str = "no", *, error_code: str = "", **headers: str) -> Behaviour:
    """Turn the request away."""
    error = {"message": message, "type": "error", "code": error_code or None}
    return lambda exchange: exchange.send_json({"error": error}, code, **headers)


def refuses(option: str, otherwise: Behaviour, *, code: int = 400, message: str | None = None) -> Behaviour:
    """Refuse requests in which `option` occurs, serve the others."""

    def behave(exchange: Exchange) -> None:
        if option in json.dumps(exchange.body):
            status(code, f"Unsupported parameter: {option}" if message is None else message)(exchange)
        else:
            otherwise(exchange)

    return behave


def sends(body: str, kind: str = "application/json") -> Behaviour:
    """Any body at all."""

    def behave(exchange: Exchange) -> None:
        exchange.begin(kind=kind)
        exchange.send(body)

    return behave


def truncates(exchange: Exchange) -> None:
    """Announce more bytes than are sent."""
    exchange.begin(Content_Length="5000")
    exchange.send('{"choices": [{"message": {"content": "hal')


def drops(exchange: Exchange) -> None:
    """Close the connection without a word."""
    exchange.reset()


def resets_midway(exchange: Exchange) -> None:
    """Send two pieces, then break the connection off."""
    exchange.begin(kind="text/event-stream")
    exchange.send_piece("one ")
    exchange.send_piece("two ")
    exchange.wait(0.05)
    exchange.reset()


def ends_midway(exchange: Exchange) -> None:
    """Send two pieces, then end the stream as if it were whole."""
    exchange.begin(kind="text/event-stream")
    exchange.send_piece("one ")
    exchange.send_piece("two ")


def fails_midway(exchange: Exchange) -> None:
    """Send a piece, then an error as an event."""
    exchange.begin(kind="text/event-stream")
    exchange.send_piece("one ")
    exchange.send_event({"error": {"message": "the model crashed", "code": 500}})


def hangs(exchange: Exchange) -> None:
    """Never answer."""
    exchange.wait_for_hang_up()


def trickles(exchange: Exchange) -> None:
    """Send the reply so slowly that it never ends."""
    streaming = exchange.body.get("stream")
    exchange.begin(kind="text/event-stream" if streaming else "application/json")
    until = time.monotonic() + 30
    while not exchange.server.over.is_set() and time.monotonic() < until:
        exchange.send(": still here\n\n" if streaming else " ")
        exchange.wait(0.05)


def babbles(exchange: Exchange) -> None:
    """Send text for ever, as fast as it goes."""
    exchange.begin(kind="text/event-stream")
    while not exchange.server.over.is_set():
        exchange.send_piece("and so on " * 10)


def babbles_nothing(exchange: Exchange) -> None:
    """Send bytes that are no text for ever, as fast as it goes."""
    exchange.begin(kind="text/event-stream" if exchange.body.get("stream") else "application/json")
    while not exchange.server.over.is_set():
        exchange.send(": " + "x" * 10_000 + "\n\n" if exchange.body.get("stream") else " " * 10_000)


def pieces_then_hangs(exchange: Exchange) -> None:
    """Send a piece and then no more, until the client hangs up."""
    exchange.begin(kind="text/event-stream")
    exchange.send_piece("one ")
    exchange.wait_for_hang_up()
