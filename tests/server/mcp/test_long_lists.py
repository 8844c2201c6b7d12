"""Lists that are longer than an answer should be: all of them come, page by page, each entry once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from stc_lsp.config import load
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.daemon.attach import stop
from stc_lsp.sleep.run import sleep_until_done
from tests.server.mcp.agents import agent, call
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from mcp.client.client import Client

DIRECT, INDIRECT = 150, 100
USERS = {f"baker_{number}": 1 for number in range(DIRECT)} | {
    f"shop_{number}": 2 for number in range(INDIRECT)
}

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def guild(tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str]) -> Iterator[Path]:
    """A repository in which many bakers knead, and many shops have a baker."""
    bakers = "".join(f"def baker_{number}():\n    return knead()\n\n\n" for number in range(DIRECT))
    shops = "".join(f"def shop_{number}():\n    return baker_{number}()\n\n\n" for number in range(INDIRECT))
    text = f'# --- guild.py\ndef knead():\n    """Knead the dough."""\n    return 1\n\n\n{bakers}{shops}'
    root = make_workspace(tmp_path_factory.mktemp("guild"), text)
    (root / ".git").mkdir()
    settings = load(root, overrides={"data_dir": environment["STC_DATA_DIR"]})
    sleep_until_done(root, settings)
    yield root
    stop(MemoryPaths(settings.data_dir, root))


async def pages(client: Client, tool: str, **arguments: object) -> AsyncIterator[dict[str, Any]]:
    """Every page of a list."""
    cursor = ""
    while True:
        page = await call(client, tool, cursor=cursor, **arguments)
        yield page
        cursor = page["next_cursor"]
        if not cursor:
            return


async def test_all_that_a_change_may_break_comes_nearest_first(
    guild: Path, environment: Mapping[str, str]
) -> None:
    async with agent(guild, environment) as client:
        read = [page async for page in pages(client, "impact", name="knead")]
        beyond = await call(client, "impact", name="knead", cursor="999")
    users = [user for page in read for user in page["users"]]
    assert len(read) > 1
    assert {page["total"] for page in read} == {len(USERS)}
    assert {user["symbol"]: user["distance"] for user in users} == USERS
    assert len(users) == len(USERS), "each once"
    assert [user["distance"] for user in users] == sorted(user["distance"] for user in users)
    assert (beyond["users"], beyond["next_cursor"]) == ([], "")


async def test_what_is_found_goes_on_and_ends(guild: Path, environment: Mapping[str, str]) -> None:
    async with agent(guild, environment) as client:
        read = [page async for page in pages(client, "find", query="knead the dough", limit=50)]
    found = Counter(
        (place["symbol"], place["path"], place["start_line"]) for page in read for place in page["places"]
    )
    assert all(len(page["places"]) == 50 for page in read[:-1])
    assert len(read) > 1
    assert max(found.values()) == 1, "each once"
