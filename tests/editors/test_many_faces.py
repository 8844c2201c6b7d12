"""A Neovim, another editor and an agent at once: one memory, one sleeper, and what one causes all see."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from anyio.from_thread import start_blocking_portal
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from tests.editors.neovim.driver import neovim, set_up
from tests.server.editors import PATIENCE_SECONDS, editor

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from anyio.from_thread import BlockingPortal

    from tests.server.editors import Editor

OLD, NEW = "The price of one item", "What a customer pays for one item"
USE = (15, 17)
"""Where shop/till.py uses `price_of`; 0-based."""
_LOOK_SECONDS = 0.05


async def explained(agent: Client, name: str) -> Any:
    """What the agent is told of the one symbol of that name."""
    result = await agent.call_tool("explain_symbol", {"name": name})
    assert not result.is_error, result.content
    assert result.structured_content is not None
    (symbol,) = result.structured_content["symbols"]
    return symbol


def sleepers(root: Path) -> int:
    """How many processes sleep for a workspace."""
    lines: list[list[str]] = [each.info["cmdline"] or [] for each in psutil.process_iter(["cmdline"])]
    return sum("daemon" in line and str(root) in line for line in lines)


def has_a_sleeper(status: Any) -> bool:
    """Whether an editor was told of one."""
    return status.sleeper is not None


class Faces:
    """An editor and an agent, driven from outside of their loop, as Neovim needs this thread for itself."""

    def __init__(self, portal: BlockingPortal, other: Editor, agent: Client) -> None:
        self._portal = portal
        self._other = other
        self._agent = agent

    def card(self, uri: str, line: int, character: int) -> str:
        return self._portal.call(self._other.card, uri, line, character)

    def explained(self) -> Any:
        return self._portal.call(explained, self._agent, "price_of")

    def run(self, command: str) -> None:
        self._portal.call(self._other.run, command)

    def open(self, file: Path) -> str:
        return self._portal.call(self._other.open, file)

    def sleeper_of_the_other(self) -> int:
        status = self._portal.call(self._other.status_when, has_a_sleeper)
        return status.sleeper.pid

    def sleeper_of_the_agent(self) -> Any:
        told: Any = self._portal.call(self._agent.call_tool, "status", {}).structured_content  # pyright: ignore[reportUnknownArgumentType]
        return told["sleeper"] if told else None


@contextlib.contextmanager
def faces(shop: Path, data_dir: Path) -> Generator[Faces]:
    """An editor and an agent on a repository."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "stc_lsp", "mcp", "--workspace", str(shop)],
        env=dict(os.environ),
        cwd=shop,
    )
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(editor(data_dir, shop, arguments=())) as other,
        portal.wrap_async_context_manager(Client(server)) as agent,
    ):
        yield Faces(portal, other, agent)


def until(what: str, holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(_LOOK_SECONDS)


def test_they_share_a_memory_and_a_sleeper_and_see_each_others_new_thoughts(
    home: Path, shop: Path, data_dir: Path
) -> None:
    set_up("nvim-latest", home)
    with faces(shop, data_dir) as both, neovim("nvim-latest", shop) as vim:
        uri = both.open(shop / "shop/till.py")
        vim.open(Path("shop/prices.py"))
        pid = both.sleeper_of_the_other()
        assert vim.status("status.sleeper and status.sleeper ~= vim.NIL")["sleeper"]["pid"] == pid
        until("the agent to find the sleeper", both.sleeper_of_the_agent)
        assert both.sleeper_of_the_agent()["pid"] == pid
        assert sleepers(shop) == 1
        assert OLD in both.card(uri, *USE)
        assert OLD in both.explained()["markdown"]

        vim.command(f"%s/{OLD}/{NEW}/")
        vim.command("write")
        until("the agent to be told anew", lambda: NEW in both.explained()["markdown"])
        until("the agent to be told that it is fresh", lambda: both.explained()["fresh"])
        until("the other editor to show it", lambda: NEW in both.card(uri, *USE))
        assert "Edited since" not in both.card(uri, *USE)

        both.run("stc.pause")
        vim.status("status.sleeper ~= vim.NIL and status.sleeper.state == 'paused'")
        until("the agent to hear of it", lambda: both.sleeper_of_the_agent()["state"] == "paused")
        vim.command("StcResume")
        until("the sleeper to go on", lambda: both.sleeper_of_the_agent()["state"] != "paused")
        assert sleepers(shop) == 1
