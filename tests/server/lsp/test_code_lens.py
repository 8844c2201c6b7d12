"""Code lenses over a real connection: off by default, asked for again when they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.server.editors import editor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.editors import Editor

pytestmark = pytest.mark.anyio

ON = {"stc": {"editor": {"codeLens": True}}}


async def lenses(client: Editor, uri: str) -> dict[int, str]:
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    found = await client.text_document_code_lens_async(params) or []
    return {each.range.start.line: each.command.title for each in found if each.command is not None}


async def test_each_definition_is_told_of_above_it(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop, settings=ON) as client:
        found = await lenses(client, client.open(known_shop / "shop/till.py"))
    assert found[8] == "What a basket costs, in cents."
    assert found[4] == "There is nothing to pay."


async def test_what_nothing_is_known_of_has_none(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop, settings=ON) as client:
        uri = client.open(known_shop / "shop/new.py", "class Bag:\n    def weigh(self): ...\n")
        card = await client.card(uri, 1, 9)
        found = await lenses(client, uri)
    assert "def weigh(self)" in card
    assert 1 not in found


async def test_they_are_off_until_they_are_set_and_then_asked_for_again(
    known_shop: Path, data_dir: Path
) -> None:
    can = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True)
        )
    )
    async with editor(data_dir, known_shop, capabilities=can) as client:
        uri = client.open(known_shop / "shop/till.py")
        before = await lenses(client, uri)
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(ON))
        await client.until(lambda: client.lens_refreshes == 1)
        after = await lenses(client, uri)
    assert before == {}
    assert 8 in after


async def test_what_cannot_be_read_has_none(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop, settings=ON) as client:
        assert await lenses(client, (known_shop / "missing.py").as_uri()) == {}
        assert await lenses(client, (known_shop.parent / "outside.py").as_uri()) == {}
