"""An OpenAI-compatible batch API on loopback: files, batches, results, and every way they go wrong.

    with BatchApi(steady.reply) as api:
        ... api.base_url ...
        api.finish()                                  # the batch that is out is answered
        api.finish(fails={0: 500}, status="expired")  # its first call is not, and its time is over

A real HTTP server that keeps accounts: `api.paid` counts how often each prompt was answered.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BEFORE, AFTER = "before", "after"
"""When a connection is dropped: before the request is acted on, or after, so that nobody hears of it."""

_ROUTES = (
    ("POST", r"/v1/files", "_upload"),
    ("GET", r"/v1/files", "_files"),
    ("GET", r"/v1/files/([^/]+)/content", "_content"),
    ("DELETE", r"/v1/files/([^/]+)", "_delete"),
    ("POST", r"/v1/batches", "_create"),
    ("GET", r"/v1/batches", "_list"),
    ("GET", r"/v1/batches/([^/]+)", "_retrieve"),
    ("POST", r"/v1/batches/([^/]+)/cancel", "_cancel"),
)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride] - as its base intends

    def _handle(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        path = self.path.partition("?")[0]
        api = self.server.api
        self.close_connection = True
        with api.lock:
            api.requests.append((self.command, path))
            addressed = [key for key in api.faults if key[0] == self.command and re.fullmatch(key[1], path)]
            fault = api.faults.pop(addressed[0]) if addressed else None
            if fault == BEFORE:
                self.connection.close()
                return
            status, reply = fault if isinstance(fault, tuple) else self._routed(path, raw)
            if callable(fault):
                fault()
        if fault == AFTER:
            self.connection.close()
            return
        data = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = _handle  # noqa: N815 - the library's names

    def _routed(self, path: str, raw: bytes) -> tuple[int, object]:
        for method, pattern, name in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found and method == self.command:
                kind = self.headers.get("content-type", "")
                return getattr(self.server.api, name)(
                    *found.groups(), *((raw, kind) if method == "POST" else ())
                )
        return 404, {"error": {"message": "no such address"}}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Tests say enough by themselves."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    api: BatchApi

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that a test broke off is no error."""


@dataclass
class BatchApi:
    """The server, running from `with` to its end. `reply` answers the messages of one call."""

    reply: Callable[[Any], str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Name and content by id."""
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Newest last."""
    paid: Counter[str] = field(default_factory=Counter)
    """How often each prompt was answered."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What goes wrong with the next request so addressed: BEFORE, AFTER, a status and a body, or what is done
    once it was acted on."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    _ids: int = 0

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def out(self) -> list[dict[str, Any]]:
        """The batches that have not ended."""
        return [each for each in self.batches.values() if each["status"] in ("in_progress", "cancelling")]

    def calls(self, batch: dict[str, Any]) -> list[dict[str, Any]]:
        """What was sent in it."""
        return [json.loads(line) for line in self.files[batch["input_file_id"]][1].splitlines()]

    def finish(
        self,
        status: str = "completed",
        *,
        fails: Mapping[int, int] | None = None,
        says: Mapping[int, str] | None = None,
        silent: frozenset[int] = frozenset(),
    ) -> None:
        """Answer what is out.

        `fails`: a status in place of the answer to a call, by its number; 0: its time was over. `says`: what
        is answered there, or why it failed. `silent`: calls of which nothing comes back.
        """
        with self.lock:
            [batch] = self.out
            good, bad = [], []
            for number, call in enumerate(self.calls(batch) if status != "failed" else []):
                failed = (fails or {}).get(number)
                if number in silent:
                    continue
                if failed is None:
                    text = (says or {}).get(number) or self.reply(call["body"]["messages"])
                    self.paid[call["body"]["messages"][1]["content"]] += 1
                    good.append(_row(call, 200, _completion(text)))
                elif failed:
                    message = (says or {}).get(number) or f"status {failed}"
                    bad.append(_row(call, failed, {"error": {"message": message}}))
                else:
                    error = {"code": "batch_expired", "message": "This request could not be executed."}
                    bad.append({"custom_id": call["custom_id"], "response": None, "error": error})
            batch["status"] = status
            batch["request_counts"] = {"total": 0, "completed": len(good), "failed": len(bad)}
            for name, rows in (("output_file_id", good), ("error_file_id", bad)):
                if rows:
                    batch[name] = self._keep(name, "".join(f"{json.dumps(row)}\n" for row in rows).encode())
            if status == "failed":
                batch["errors"] = {"data": [{"message": "Enqueued token limit reached."}]}

    # The API.

    def _upload(self, raw: bytes, kind: str) -> tuple[int, object]:
        parts = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + raw)
        fields = {part.get_param("name", header="content-disposition"): part for part in parts.iter_parts()}
        assert fields["purpose"].get_content().strip() == "batch"
        name = fields["file"].get_filename()
        content = fields["file"].get_payload(decode=True)
        assert name is not None
        assert isinstance(content, bytes)
        return 200, {"id": self._keep(name, content), "filename": name}

    def _files(self) -> tuple[int, object]:
        return 200, {"data": [{"id": id_, "filename": name} for id_, (name, _) in self.files.items()]}

    def _content(self, file: str) -> tuple[int, object]:
        found = self.files.get(file)
        return (200, found[1]) if found else (404, {"error": {"message": "no such file"}})

    def _delete(self, file: str) -> tuple[int, object]:
        return 200, {"id": file, "deleted": self.files.pop(file, None) is not None}

    def _create(self, raw: bytes, _kind: str) -> tuple[int, object]:
        asked = json.loads(raw)
        assert asked["completion_window"] == "24h"
        if asked["input_file_id"] not in self.files:
            return 400, {"error": {"message": "no such file"}}
        batch: dict[str, Any] = {
            "id": self._id("batch"),
            "status": "in_progress",
            "input_file_id": asked["input_file_id"],
            "metadata": asked["metadata"],
            "output_file_id": None,
            "error_file_id": None,
            "errors": None,
        }
        self.batches[batch["id"]] = batch
        return 200, batch

    def _list(self) -> tuple[int, object]:
        return 200, {"data": list(self.batches.values())[::-1], "has_more": False}

    def _retrieve(self, batch: str) -> tuple[int, object]:
        found = self.batches.get(batch)
        return (200, found) if found else (404, {"error": {"message": "no such batch"}})

    def _cancel(self, batch: str, _raw: bytes, _kind: str) -> tuple[int, object]:
        self.batches[batch]["status"] = "cancelling"
        return 200, self.batches[batch]

    def _keep(self, name: str, content: bytes) -> str:
        id_ = self._id("file")
        self.files[id_] = (name, content)
        return id_

    def _id(self, kind: str) -> str:
        self._ids += 1
        return f"{kind}-{self._ids}"


def _row(call: dict[str, Any], status: int, body: object) -> dict[str, Any]:
    return {"custom_id": call["custom_id"], "response": {"status_code": status, "body": body}, "error": None}


def _completion(text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"choices": [choice], "usage": {"prompt_tokens": 40, "completion_tokens": 8}}
