"""Requests before the library sees them: lists come page by page, and wrong calls are refused in words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolResult,
    ListResourcesResult,
    Resource,
    TextContent,
    Tool,
)

from stc_lsp.code.english import codes
from stc_lsp.errors import StcError
from stc_lsp.server.mcp import pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
    from mcp.server.mcpserver import MCPServer

    from stc_lsp.server.mcp.workspace import AgentWorkspace

_SHORT_LISTS = ("tools/list", "prompts/list", "resources/templates/list")
"""These have one page, and so no cursor."""
_BY_LIBRARY = re.compile(r"^Error executing tool \w+: ")
_NOTHING_ELSE = {"additionalProperties": False}
"""A name that a tool does not know is a mistake, not a wish to be passed over."""


class Middleware:
    """Looks at every request before the library does."""

    def __init__(self, workspace: AgentWorkspace, server: MCPServer[Any]) -> None:
        self._workspace = workspace
        self._server = server

    async def __call__(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """Answer, refuse, or go on."""
        given = ctx.params or {}
        if ctx.method in _SHORT_LISTS and given.get("cursor") is not None:
            raise MCPError(code=INVALID_PARAMS, message="This list has one page, and no cursor.")
        match ctx.method:
            case "resources/list":
                return self._pages(given.get("cursor"))
            case "tools/list":
                return _strict(await call_next(ctx))
            case "tools/call":
                refusal = self._refusal(given, await self._server.list_tools())
                return refusal or _short_text(await call_next(ctx))
            case _:
                return await call_next(ctx)

    def _pages(self, cursor: object) -> ListResourcesResult:
        """A repository has more files than one message should hold."""
        try:
            with self._workspace.snapshot() as snapshot:
                paths, following = pages.listed(snapshot, str(cursor or ""))
        except StcError as error:
            raise MCPError(code=INVALID_PARAMS, message=str(error)) from error
        return ListResourcesResult(
            resources=[
                Resource(uri=pages.uri_of(path), name=path, mime_type="text/markdown") for path in paths
            ],
            next_cursor=following or None,
        )

    def _refusal(self, given: Mapping[str, Any], tools: Sequence[Tool]) -> CallToolResult | None:
        """What is wrong with a call, if something is. Raises MCPError for a tool that is none."""
        name: object = given.get("name")
        arguments: object = given.get("arguments", {})
        if not isinstance(name, str) or not isinstance(arguments, dict):
            return None
        tool = next((each for each in tools if each.name == name), None)
        if tool is None:
            names = codes([each.name for each in tools], len(tools))
            raise MCPError(
                code=INVALID_PARAMS, message=f"There is no tool `{name[:100]}`; there are {names}."
            )
        wrong = _wrong({**tool.input_schema, **_NOTHING_ELSE}, cast("object", arguments))
        if not wrong:
            return None
        takes = codes(list(tool.input_schema["properties"]), len(tool.input_schema["properties"]))
        text = f"{name}: {wrong}. It takes {takes}."
        return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)


def _strict(told: HandlerResult) -> HandlerResult:
    """The tools as the library lists them, each with a schema that allows nothing but what it takes."""
    told = cast("dict[str, Any]", told)
    tools = [{**tool, "inputSchema": {**tool["inputSchema"], **_NOTHING_ELSE}} for tool in told["tools"]]
    return {**told, "tools": tools}


def _short_text(told: HandlerResult) -> HandlerResult:
    """A result as the library gives it, in fewer tokens: agents show a model the text, not the values.

    The text of the values has neither indentation nor escapes; a refusal begins with our own sentence.
    """
    told = cast("dict[str, Any]", told)
    if told.get("isError"):
        content = [{**each, "text": _BY_LIBRARY.sub("", each["text"])} for each in told["content"]]
        return {**told, "content": content}
    values = json.dumps(told["structuredContent"], ensure_ascii=False, separators=(",", ":"))
    return {**told, "content": [{"type": "text", "text": values}]}


def _wrong(schema: Mapping[str, Any], arguments: object) -> str:
    """What is wrong with arguments, as in "limit: 0 is less than the minimum of 1"; "" if nothing is."""
    validator: Any = Draft202012Validator(schema)
    for wrong in validator.iter_errors(arguments):
        return "".join(f"{part}: " for part in wrong.absolute_path) + _short(wrong.message)
    return ""


def _short(message: str) -> str:
    """What is wrong, without all of a value that is too long."""
    return message if len(message) < 300 else f"…{message[-200:]}"
