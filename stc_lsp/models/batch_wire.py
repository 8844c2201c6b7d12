"""The batch API of an OpenAI-compatible endpoint, word for word: files, and batches of them. Loads openai.

Raises whatever the client raises, and ValueError for a reply that is none. Nothing that comes is taken on
trust.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

import httpx2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    answered: int
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


def file_name(key: str) -> str:
    """Of what is sent for the batch with that key."""
    return f"{MARK}-{key}.jsonl"


def lines(bodies: Mapping[str, dict[str, Any]]) -> bytes:
    """The file to send: a body for each digest."""
    rows = (
        {"custom_id": digest, "method": "POST", "url": _PATH, "body": body} for digest, body in bodies.items()
    )
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode("ascii")


async def upload(client: AsyncOpenAI, name: str, content: bytes) -> str:
    """Send a file; its id at the endpoint."""
    response = await client.post(
        "/files",
        body={"purpose": "batch"},
        files=[("file", (name, content, "application/jsonl"))],
        options={"headers": {"Content-Type": "multipart/form-data"}},
        cast_to=httpx2.Response,
    )
    return _id(_object(response))


async def create(client: AsyncOpenAI, file: str, key: str) -> str:
    """Have the calls in a file answered; the batch's id at the endpoint."""
    body = {
        "input_file_id": file,
        "endpoint": _PATH,
        "completion_window": _WINDOW,
        "metadata": {MARK: key},
    }
    return _id(_object(await client.post("/batches", body=body, cast_to=httpx2.Response)))


async def retrieve(client: AsyncOpenAI, batch: str) -> BatchState:
    """How far a batch is."""
    return _state(_object(await client.get(f"/batches/{quote(batch, safe='')}", cast_to=httpx2.Response)))


async def find(client: AsyncOpenAI, key: str, file: str) -> BatchState | None:
    """The batch with our key, or made from that file, among the latest; None if there is none."""
    after = ""
    for _ in range(_MOST_PAGES):
        page = {"limit": _PAGE, **({"after": after} if after else {})}
        found = _object(await client.get(f"/batches?{urlencode(page)}", cast_to=httpx2.Response))
        states = [_state(each) for each in _objects(found.get("data"))]
        for state in states:
            if state.key == key or (file and state.input_file == file):
                return state
        if not states or found.get("has_more") is not True:
            break
        after = states[-1].id
    return None


async def find_file(client: AsyncOpenAI, name: str) -> str:
    """The id of the file of that name among the latest; "" if there is none."""
    response = await client.get("/files?purpose=batch", cast_to=httpx2.Response)
    named = (each for each in _objects(_object(response).get("data")) if each.get("filename") == name)
    return next((_id(each) for each in named), "")


async def cancel(client: AsyncOpenAI, batch: str) -> None:
    """Have no more of its calls answered. Those that are stay, and are paid for."""
    await client.post(f"/batches/{quote(batch, safe='')}/cancel", cast_to=httpx2.Response)


async def delete(client: AsyncOpenAI, file: str) -> None:
    """Delete a file at the endpoint."""
    await client.delete(f"/files/{quote(file, safe='')}", cast_to=httpx2.Response)


async def answers(client: AsyncOpenAI, file: str) -> dict[str, dict[str, object]]:
    """What a file of results holds: `status` and `body` for each digest. Lines that are none are left out."""
    path = f"/files/{quote(file, safe='')}/content"
    response = await client.get(path, cast_to=httpx2.Response)
    found: dict[str, dict[str, object]] = {}
    for row in _rows(response.content):
        digest, reply = row.get("custom_id"), row.get("response")
        status = cast("dict[str, object]", reply).get("status_code") if isinstance(reply, dict) else None
        if not isinstance(digest, str):
            continue
        if isinstance(status, int):
            body = cast("dict[str, object]", reply).get("body")
            found.setdefault(digest, {"status": status, "body": body})
        else:
            found.setdefault(digest, {"status": 0, "body": {"error": row.get("error")}})
    return found


def _rows(content: bytes) -> Iterator[dict[str, object]]:
    for line in content.splitlines():
        try:
            row: object = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield cast("dict[str, object]", row)


def _state(found: dict[str, object]) -> BatchState:
    counts, metadata, errors = (
        _mapping(found.get(name)) for name in ("request_counts", "metadata", "errors")
    )
    answered = _count(counts.get("completed"))
    said = (str(each["message"]) for each in _objects(errors.get("data")) if each.get("message"))
    return BatchState(
        id=_id(found),
        status=_text(found.get("status")),
        done=answered + _count(counts.get("failed")),
        answered=answered,
        input_file=_text(found.get("input_file_id")),
        output_file=_text(found.get("output_file_id")),
        error_file=_text(found.get("error_file_id")),
        failure=next(said, ""),
        key=_text(metadata.get(MARK)),
    )


def _object(response: httpx2.Response) -> dict[str, object]:
    parsed: object = json.loads(response.content)
    if not isinstance(parsed, dict):
        message = "the reply is no object"
        raise ValueError(message)
    return cast("dict[str, object]", parsed)


def _id(found: dict[str, object]) -> str:
    value = found.get("id")
    if not isinstance(value, str) or not value:
        message = "the reply has no id"
        raise ValueError(message)
    return value


def _objects(value: object) -> Iterable[dict[str, object]]:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, object]", row) for row in rows if isinstance(row, dict)]


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
