"""Hover over a real connection: at definitions and uses, in any encoding, of what is edited and not saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from stc_lsp.memory.hovers import HoverLog
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.server.wrapped import COLUMNS
from tests.server.editors import editor
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

UTF8, UTF16, UTF32 = (
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
)
NOT_ASCII = 'def f():\n    """Émile 😀."""\n\n\nx = "é😀", f()\n'


async def test_a_definition_has_a_card(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        hover = await client.hover(uri, 8, 5)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind is types.MarkupKind.Markdown
    assert "def total(basket: list[str]) -> int" in hover.contents.value
    assert "What a basket costs" in hover.contents.value
    assert hover.range == types.Range(types.Position(8, 4), types.Position(8, 9))


async def test_a_use_has_the_card_of_its_definition(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        card = await client.card(uri, 15, 17)
    assert "The price of one item" in card
    assert f"{(known_shop / 'shop/prices.py').as_uri()}#L4" in card, "a link that the editor can open"


async def test_hovers_are_counted_unless_that_is_off(known_shop: Path, data_dir: Path) -> None:
    paths = MemoryPaths(data_dir, known_shop)
    for log_hovers, expected in ((True, [("shop/till.py", "total", 1)]), (False, [])):
        with closing(HoverLog.open(paths)) as log:
            before = {(each.path, each.symbol): each.times for each in log.list()}
        settings = {"privacy": {"log_hovers": log_hovers}}
        async with editor(data_dir, known_shop, settings=settings) as client:
            uri = client.open(known_shop / "shop/till.py")
            for _ in range(3):
                await client.hover(uri, 8, 5)
        with closing(HoverLog.open(paths)) as log:
            new = [
                (each.path, each.symbol, each.times - before.get((each.path, each.symbol), 0))
                for each in log.list()
            ]
        assert [each for each in new if each[2]] == expected, "in a short while a symbol counts once"


async def test_a_place_without_a_name_has_none(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        assert await client.hover(uri, 2, 0) is None
        assert await client.hover(uri, 9999, 0) is None, "behind the last line"


@pytest.mark.parametrize(
    ("offered", "chosen", "column"),
    [
        ((), UTF16, 11),
        ((UTF16,), UTF16, 11),
        ((UTF16, UTF8), UTF8, 14),
        ((UTF16, UTF32), UTF32, 10),
    ],
)
async def test_positions_are_counted_as_was_agreed(
    tmp_path: Path, data_dir: Path, offered: tuple[types.PositionEncodingKind, ...], chosen: str, column: int
) -> None:
    root = make_workspace(tmp_path, f"# --- a.py\n{NOT_ASCII}")
    can = types.ClientCapabilities()
    async with editor(data_dir, root, encodings=offered, capabilities=can) as client:
        uri = client.open(root / "a.py")
        hover = await client.hover(uri, 4, column)
        before = await client.hover(uri, 4, column - 2)
    assert chosen in (*offered, UTF16)
    assert hover is not None
    assert hover.range == types.Range(types.Position(4, column), types.Position(4, column + 1))
    assert before is None


async def test_what_is_edited_counts_before_it_is_saved(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop, encodings=[UTF16]) as client:
        uri = client.open(known_shop / "shop/till.py")
        edit = types.TextDocumentContentChangePartial(
            types.Range(types.Position(8, 0), types.Position(8, 3)), "# é\n\nasync def"
        )
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, uri), [edit])
        )
        edited = await client.card(uri, 10, 11)
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        saved = await client.card(uri, 8, 5)
    assert "async def total" in edited
    assert "async def total" not in saved
    assert "def total" in saved


async def test_a_definition_in_another_buffer_is_shown_as_it_is_there(
    known_shop: Path, data_dir: Path
) -> None:
    prices = (known_shop / "shop/prices.py").read_text("utf-8")
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        client.open(known_shop / "shop/prices.py", prices.replace("100 *", "(100 + 1) *"))
        card = await client.card(uri, 15, 17)
    assert "edited" in card.lower(), "what was learned is not of this text"


async def test_without_a_folder_the_open_file_answers(tmp_path: Path, data_dir: Path) -> None:
    root = make_workspace(
        tmp_path, "# --- a.py\ndef f(x: int) -> int:\n    '''Double it.'''\n    return 2 * x\n"
    )
    async with editor(data_dir) as client:
        card = await client.card(client.open(root / "a.py"), 0, 4)
    assert "def f(x: int) -> int" in card
    assert "Double it." in card
    assert "it is in no folder that is open" in card
    assert "not known yet" not in card


async def test_a_buffer_without_a_file_answers(data_dir: Path) -> None:
    text = "def f(x: int) -> int:\n    '''Double it.'''\n    return 2 * x\n"
    document = types.TextDocumentItem("untitled:Untitled-1", "python", 1, text)
    async with editor(data_dir) as client:
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        card = await client.card("untitled:Untitled-1", 0, 4)
    assert "Double it." in card


@pytest.mark.parametrize("made", ["untitled:Untitled-1", "vscode-notebook-cell:{}/notes/sale.ipynb#W0s"])
async def test_a_cell_of_a_notebook_and_a_buffer_never_saved_know_the_folder(
    known_shop: Path, data_dir: Path, made: str
) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = made.format(known_shop)
        text = "from shop.prices import price_of\n\ndef twice(x):\n    return 2 * price_of(x)\n\ntwice(3)\n"
        document = types.TextDocumentItem(uri, "python", 1, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        imported, own = await client.card(uri, 3, 16), await client.card(uri, 5, 2)
        answer = await client.run(
            "stc.ask", {"question": "Who calls price_of?", "textDocument": {"uri": uri}}
        )
    assert "The price of one item" in imported
    assert f"{(known_shop / 'shop/prices.py').as_uri()}#L4" in imported
    assert "def twice(x)" in own
    assert "shop/till.py" in answer["answer"]


async def test_each_folder_has_a_memory_of_its_own(tmp_path: Path, known_shop: Path, data_dir: Path) -> None:
    other = write_files(
        tmp_path / "other", "# --- shop/till.py\ndef total() -> None:\n    '''Not that one.'''\n"
    )
    async with editor(data_dir, known_shop) as client:
        folder = types.WorkspaceFolder(other.as_uri(), "other")
        client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent([folder], []))
        )
        known = await client.card(client.open(known_shop / "shop/till.py"), 8, 5)
        unknown = await client.card(client.open(other / "shop/till.py"), 0, 5)
        status = await client.run("stc.status", {"workspace": other.as_uri()})
        client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent([], [folder]))
        )
        again = await client.card(other.joinpath("shop/till.py").as_uri(), 0, 5)
    assert "What a basket costs" in known
    assert "Not that one." in unknown
    assert status["files"] == 0, "nothing is known of it"
    assert "Not that one." in again, "still open, in no folder"


@pytest.mark.parametrize("others", [[], [types.MarkupKind.Markdown]])
async def test_a_client_that_reads_no_markdown_or_prefers_plain_text_gets_that(
    known_shop: Path, data_dir: Path, others: list[types.MarkupKind]
) -> None:
    formats = types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText, *others])
    can = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(hover=formats))
    async with editor(data_dir, known_shop, capabilities=can) as client:
        hover = await client.hover(client.open(known_shop / "shop/till.py"), 8, 5)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind is types.MarkupKind.PlainText


async def test_an_editor_that_lays_out_no_markdown_gets_short_lines_with_places_instead_of_links(
    known_shop: Path, data_dir: Path
) -> None:
    till = known_shop / "shop/till.py"
    async with editor(data_dir, known_shop, name="Neovim") as client:
        card = await client.card(client.open(till), 15, 17)
        longer = till.read_text("utf-8").replace("What a basket costs", "What a basket costs " * 9)
        summary = await client.card(client.open(till, longer), 8, 5)
    assert "`shop/prices.py:4`" in card
    assert "file://" not in card
    assert "What a basket costs What" in summary
    assert max(map(len, summary.splitlines())) <= COLUMNS


async def test_a_corrupt_memory_leaves_the_file_itself(known_shop: Path, data_dir: Path) -> None:
    index = next(data_dir.glob("workspaces/*/index.db"))
    index.write_bytes(b"not a database, but long enough to be looked at" * 100)
    async with editor(data_dir, known_shop) as client:
        card = await client.card(client.open(known_shop / "shop/till.py"), 8, 5)
        status = await client.run("stc.status")
    assert "What a basket costs" in card
    assert any("corrupt" in notice for notice in status["notices"])


async def test_a_memory_of_a_newer_release_says_at_every_name_what_to_do(
    known_shop: Path, data_dir: Path
) -> None:
    with closing(sqlite3.connect(MemoryPaths(data_dir, known_shop).index_db)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        cards = [await client.card(uri, 8, 5) for _ in range(2)]
        nothing = await client.hover(uri, 7, 0)
    assert all("written by a newer stc-lsp: update stc-lsp" in card for card in cards)
    assert nothing is None
    assert len(client.messages) == 1


async def test_a_repository_without_a_work_tree_is_said_to_have_no_files(
    tmp_path: Path, data_dir: Path
) -> None:
    for name in ("objects", "refs"):
        (tmp_path / "shop.git" / name).mkdir(parents=True)
    (tmp_path / "shop.git" / "HEAD").write_text("ref: refs/heads/main", "utf-8")
    async with editor(data_dir, tmp_path / "shop.git", arguments=()) as client:
        await client.until(lambda: len(client.messages) > 0)
    assert "without the files of a repository" in client.messages[0].message


async def test_a_memory_of_an_older_release_leaves_the_file_itself_and_says_why(
    known_shop: Path, data_dir: Path
) -> None:
    with closing(sqlite3.connect(next(data_dir.glob("workspaces/*/index.db")))) as index:
        index.execute("PRAGMA user_version = 1")
    async with editor(data_dir, known_shop) as client:
        card = await client.card(client.open(known_shop / "shop/till.py"), 8, 5)
        status = await client.run("stc.status")
    assert "What a basket costs" in card
    assert any("older stc-lsp" in notice for notice in status["notices"])
