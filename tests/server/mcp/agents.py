"""A coding agent, as far as tests need one: the protocol's own client of a real server process."""

from __future__ import annotations

import json
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, TextContent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path


@asynccontextmanager
async def agent(root: Path, environment: Mapping[str, str]) -> AsyncGenerator[Client]:
    """A client of a server process over standard input and output."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "stc_lsp", "mcp", "--workspace", str(root)],
        env=dict(environment),
        cwd=root,
    )
    with anyio.fail_after(60):
        async with Client(server) as client:
            yield client


async def call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    """The structured result of a call that must succeed."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    # What an old client reads is the same.
    assert json.loads(text_of(result)) == result.structured_content
    return result.structured_content


async def refusal(client: Client, tool: str, arguments: dict[str, object]) -> str:
    """What a call that must fail is told, as a result or as an error of the protocol."""
    try:
        result = await client.call_tool(tool, arguments)
    except MCPError as error:
        return str(error)
    assert result.is_error
    text = text_of(result)
    assert "Traceback" not in text
    return text


def text_of(result: CallToolResult) -> str:
    """What an agent shows its model."""
    [block] = result.content
    assert isinstance(block, TextContent)
    return block.text
