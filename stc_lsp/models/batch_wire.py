"""The batch API of an OpenAI-compatible endpoint, word for word: files, and batches of them. Loads openai.

Raises whatever the client raises, and ValueError for a reply that is none. Nothing that comes is taken on
trust.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

import httpx2

from stc_lsp.models.json_parts import integer, mapping, member, objects, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openai import AsyncOpenAI

MARK = "stc-lsp"
"""Under this word a batch carries our key in its metadata."""

_WINDOW = "24h"
"""The one completion window that the API has."""
_PATH = "/v1/chat/completions"
_PAGE = 100
_MOST_PAGES = 10

ENDED = ("completed", "expired", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class BatchState:
    """What the endpoint says of a batch."""

    id: str
    status: str
    """`validating`, `in_progress`, `finalizing`, `cancelling`, or one of ENDED."""
    done: int
    """Calls that are answered, or failed."""
    input_file: str
    output_file: str
    error_file: str
    failure: str
    """The endpoint's own words on why all of it failed; "" if it did not."""
    key: str
    """Ours, "" if it is not one of ours."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come, and all that came can be fetched."""
        is_written = bool(self.output_file or self.error_file) or not self.done
        return self.status in ENDED and (self.status != "completed" or is_written)


class BatchWire:
    """The batches of one endpoint, over one client."""

    def __init__(self, client: AsyncOpenAI) -> None:
        self._client = client

    @staticmethod
    def content(bodies: Mapping[str, dict[str, Any]]) -> bytes:
        """Of the file to send: a body for each digest."""
        rows = (
            {"custom_id": digest, "method": "POST", "url": _PATH, "body": body}
            for digest, body in bodies.items()
        )
        return "".join(f"{json.dumps(row)}\n" for row in rows).encode("ascii")

    async def upload(self, key: str, content: bytes) -> str:
        """Send the file of the batch with that key; the file's id at the endpoint."""
        response = await self._client.post(
            "/files",
            body={"purpose": "batch"},
            files=[("file", (_file_name(key), content, "application/jsonl"))],
            options={"headers": {"Content-Type": "multipart/form-data"}},
            cast_to=httpx2.Response,
        )
        return _id(_object(response))

    async def create(self, file: str, key: str) -> str:
        """Have the calls in a file answered; the batch's id at the endpoint."""
        body = {
            "input_file_id": file,
            "endpoint": _PATH,
            "completion_window": _WINDOW,
            "metadata": {MARK: key},
        }
        return _id(_object(await self._client.post("/batches", body=body, cast_to=httpx2.Response)))

    async def retrieve(self, batch: str) -> BatchState:
        """How far a batch is."""
        return _state(await self._get(f"/batches/{quote(batch, safe='')}"))

    async def find(self, key: str, file: str) -> BatchState | None:
        """The batch with our key, or made from that file, among the latest; None if there is none."""
        after = ""
        for _ in range(_MOST_PAGES):
            page = {"limit": _PAGE, **({"after": after} if after else {})}
            found = await self._get(f"/batches?{urlencode(page)}")
            states = [_state(each) for each in objects(found.get("data"))]
            for state in states:
                if state.key == key or (file and state.input_file == file):
                    return state
            if not states or found.get("has_more") is not True:
                break
            after = states[-1].id
        return None

    async def find_file(self, key: str) -> str:
        """The id of the file of the batch with that key, among the latest; "" if there is none."""
        files = objects((await self._get("/files?purpose=batch")).get("data"))
        return next((_id(each) for each in files if each.get("filename") == _file_name(key)), "")

    async def cancel(self, batch: str) -> None:
        """Have no more of its calls answered. Those that are stay, and are paid for."""
        await self._client.post(f"/batches/{quote(batch, safe='')}/cancel", cast_to=httpx2.Response)

    async def delete(self, file: str) -> None:
        """Delete a file at the endpoint."""
        await self._client.delete(f"/files/{quote(file, safe='')}", cast_to=httpx2.Response)

    async def answers(self, file: str) -> dict[str, dict[str, object]]:
        """What a file of results holds: `status` and `body` for each digest, as far as it has them."""
        path = f"/files/{quote(file, safe='')}/content"
        response = await self._client.get(path, cast_to=httpx2.Response)
        found: dict[str, dict[str, object]] = {}
        for row in _rows(response.content):
            digest, reply = row.get("custom_id"), mapping(row.get("response"))
            status = reply.get("status_code")
            if not isinstance(digest, str):
                continue
            if isinstance(status, int):
                found.setdefault(digest, {"status": status, "body": reply.get("body")})
            else:
                found.setdefault(digest, {"status": 0, "body": {"error": row.get("error")}})
        return found

    async def _get(self, path: str) -> dict[str, object]:
        return _object(await self._client.get(path, cast_to=httpx2.Response))


def _file_name(key: str) -> str:
    return f"{MARK}-{key}.jsonl"


def _rows(content: bytes) -> Iterator[dict[str, object]]:
    """The objects of a file of lines, each of which may be anything."""
    for line in content.splitlines():
        with suppress(ValueError):
            yield mapping(json.loads(line))


def _state(found: dict[str, object]) -> BatchState:
    counts = mapping(found.get("request_counts"))
    errors = objects(member(found.get("errors"), "data"))
    said = (str(each["message"]) for each in errors if each.get("message"))
    return BatchState(
        id=_id(found),
        status=text(found.get("status")),
        done=sum(integer(counts.get(name)) or 0 for name in ("completed", "failed")),
        input_file=text(found.get("input_file_id")),
        output_file=text(found.get("output_file_id")),
        error_file=text(found.get("error_file_id")),
        failure=next(said, ""),
        key=text(member(found.get("metadata"), MARK)),
    )


def _object(response: httpx2.Response) -> dict[str, object]:
    parsed: object = json.loads(response.content)
    if not isinstance(parsed, dict):
        message = "the reply is not a JSON object"
        raise ValueError(message)
    return mapping(cast("object", parsed))


def _id(found: dict[str, object]) -> str:
    value = text(found.get("id"))
    if not value:
        message = "the reply has no id"
        raise ValueError(message)
    return value
