"""How well folders are understood, over a real connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pygls.exceptions import JsonRpcException

from tests.server.editors import editor

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


async def test_a_tree_is_told_level_by_level(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        top = await client.run("stc.understanding")
        below = await client.run("stc.understanding", {"path": "shop", "workspace": known_shop.as_uri()})
    assert top["workspace"] == str(known_shop)
    assert [(each["path"], each["is_folder"]) for each in top["parts"]] == [("shop", True)]
    assert [each["path"] for each in below["parts"]] == ["shop/__init__.py", "shop/prices.py", "shop/till.py"]
    prices = below["parts"][1]
    assert prices["uri"] == (known_shop / "shop/prices.py").as_uri()
    assert prices["summary"] == "Prices."
    assert prices["thoughts"]["made"] == prices["thoughts"]["wanted"] > 0


async def test_a_buffer_that_is_not_saved_counts_as_edited(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        client.open(known_shop / "shop/prices.py", '"""Other prices."""\n')
        top = await client.run("stc.understanding", {})
    assert top["edited"] == top["parts"][0]["edited"] == 1


async def test_another_folder_than_those_that_are_open_is_refused(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        with pytest.raises(JsonRpcException, match="nowhere"):
            await client.run("stc.understanding", {"workspace": "file:///nowhere"})


async def test_the_status_tells_what_is_left_of_the_budget_of_a_model(
    known_shop: Path, data_dir: Path
) -> None:
    settings = {
        "model": {"baseUrl": "http://127.0.0.1:9/v1", "name": "m"},
        "budget": {"awake": {"tokensPerHour": 500}},
    }
    async with (
        editor(data_dir, known_shop) as without,
        editor(data_dir, known_shop, settings=settings) as client,
    ):
        nothing = await without.run("stc.status")
        status = await client.run("stc.status")
    assert nothing["budget"] == []
    left = {(each["phase"], each["cap"]): (each["spent"], each["allowed"]) for each in status["budget"]}
    assert left["awake", "tokens_per_hour"] == (0, 500)
    assert left["asleep", "tokens_per_day"][0] == 0
