"""One request and its reply, whole or in pieces. An endpoint may send anything: nothing is taken on trust."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import httpx2
from openai import AsyncOpenAI, AsyncStream, OpenAIError

from stc_lsp.errors import ModelOutputError
from stc_lsp.models.client import ReplyTooLongError
from stc_lsp.models.json_parts import elements, mapping, member, text

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from stc_lsp.models.reply import Reply

_MOST_CHARACTERS_PER_TOKEN = 32
"""On average over an answer; about 4 in practice."""


async def ask(client: AsyncOpenAI, body: dict[str, Any], reply: Reply) -> None:
    """Send a request and read its whole reply. Raises whatever the client raises, and ModelOutputError."""
    # As bytes, not as the client's own types: those are built from whatever came, unchecked.
    response = await client.post("/chat/completions", body=body, cast_to=httpx2.Response)
    take_whole(json.loads(response.content), body, reply)


def take_whole(parsed: object, body: dict[str, Any], reply: Reply) -> None:
    """Read a whole reply to that body. Raises ModelOutputError."""
    if not isinstance(parsed, dict):
        message = f"{body['model']} sent a reply that is not a JSON object."
        raise ModelOutputError(message)
    answer = mapping(cast("object", parsed))
    reply.read_usage(answer.get("usage"))
    choice = _first_choice(answer)
    reply.finish = str(member(choice, "finish_reason") or "")
    reply.logprobs = member(choice, "logprobs")
    said = member(member(choice, "message"), "content")
    if isinstance(said, str):
        reply.parts.append(said)
    _refuse_nothing(reply, body)


async def ask_in_pieces(
    client: AsyncOpenAI, body: dict[str, Any], reply: Reply, deadline: float
) -> AsyncGenerator[str, None]:
    """Send a request and yield the text as it comes. `deadline` is in the event loop's time."""
    async with asyncio.timeout_at(deadline):
        stream = await client.post(
            "/chat/completions", body=body, cast_to=object, stream=True, stream_cls=AsyncStream[object]
        )
    left = _MOST_CHARACTERS_PER_TOKEN * (body.get("max_tokens") or body["max_completion_tokens"])
    asked_for_usage = "stream_options" in body
    is_an_answer = False
    try:
        while True:
            # Only the wait for the endpoint counts: what the reader does with a piece takes its own time.
            async with asyncio.timeout_at(deadline):
                chunk = await anext(stream, None)
            if chunk is None:
                break
            piece = _take(chunk, reply)
            is_an_answer = is_an_answer or _first_choice(chunk) is not None
            left -= len(piece)
            if left < 0:
                message = f"{body['model']} kept writing past the length asked for and was cut off."
                raise ModelOutputError(message)
            if piece:
                reply.parts.append(piece)
                yield piece
            if reply.finish and (reply.completion_tokens is not None or not asked_for_usage):
                # Nothing more can come that matters, and some endpoints keep the line open.
                break
    finally:
        await _end(stream)
    if not reply.finish:
        message = f"The answer of {body['model']} broke off."
        if not is_an_answer:
            # A page of a proxy, or of the endpoint itself at another address.
            message = (
                f"{body['model']} did not answer as an OpenAI-compatible endpoint does"
                ": check model.base_url, which usually ends in /v1."
            )
        raise ModelOutputError(message)
    _refuse_nothing(reply, body)


async def _end(stream: AsyncStream[object]) -> None:
    """Hang up, and let the client's own iterators come to their ends.

    Left halfway they would be ended by the garbage collector, in whatever thread it runs just then.
    """
    await stream.close()
    # Of a line that is hung up on they read what is at hand, if it is anything, and fail.
    with suppress(OpenAIError, ReplyTooLongError, ValueError):
        async for _ in stream:
            pass


def _take(chunk: object, reply: Reply) -> str:
    """The text in one event of a stream; figures and the reason to stop go into the reply."""
    reply.read_usage(member(chunk, "usage"))
    choice = _first_choice(chunk)
    reply.finish = str(member(choice, "finish_reason") or reply.finish)
    return text(member(member(choice, "delta"), "content"))


def _refuse_nothing(reply: Reply, body: dict[str, Any]) -> None:
    if reply.text.strip():
        return
    reason = {
        "length": "used up its whole output before it answered: raise model.max_output_tokens",
        "content_filter": "declined to answer",
    }.get(reply.finish, "answered nothing")
    message = f"{body['model']} {reason}."
    raise ModelOutputError(message)


def _first_choice(answer: object) -> object:
    return next(iter(elements(member(answer, "choices"))), None)
