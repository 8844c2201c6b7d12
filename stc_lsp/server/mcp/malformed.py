"""Lines that are no message get JSON-RPC's error for them: the library would pass over them in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import anyio
from mcp.shared.message import SessionMessage
from mcp_types import INVALID_REQUEST, PARSE_ERROR, ErrorData, JSONRPCError, RequestId
from pydantic import ValidationError

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectSendStream
    from mcp.shared._stream_protocols import ReadStream, WriteStream

    Heard = SessionMessage | Exception


async def answer_malformed(
    heard: ReadStream[Heard], answers: WriteStream[SessionMessage], messages: MemoryObjectSendStream[Heard]
) -> None:
    """Pass messages on until there are no more, and answer what is none."""
    async with messages:
        async for item in heard:
            if isinstance(item, SessionMessage):
                await messages.send(item)
            elif (refused := refusal(item)) is not None:
                try:
                    await answers.send(SessionMessage(refused))
                except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                    return


def refusal(failure: Exception) -> JSONRPCError | None:
    """What a line is told that could not be read as a message; None for an empty one."""
    if not isinstance(failure, ValidationError):
        return _error(INVALID_REQUEST, "This is not a message.")
    wrong = failure.errors(include_url=False)[0]
    if wrong["type"] == "json_invalid":
        is_empty = not str(wrong["input"]).strip()
        return None if is_empty else _error(PARSE_ERROR, f"{wrong['msg']}.")
    return _error(
        INVALID_REQUEST,
        "This is not a request, notification or response of JSON-RPC 2.0.",
        _id_in([each["input"] for each in failure.errors(include_url=False)]),
    )


def _id_in(inputs: list[Any]) -> RequestId | None:
    for each in inputs:
        given = cast("dict[str, object]", each).get("id") if isinstance(each, dict) else None
        if isinstance(given, (int, str)) and not isinstance(given, bool):
            return given
    return None


def _error(code: int, message: str, id_: RequestId | None = None) -> JSONRPCError:
    return JSONRPCError(jsonrpc="2.0", id=id_, error=ErrorData(code=code, message=message))
