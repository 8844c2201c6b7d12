"""The sleeper as a server keeps it: started, followed, started again; what it learns shows at once."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.server.editors import editor

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

SILENT = re.compile("The sleeper .*answer")
"""How it begins that there is no sleeper, and why."""


def is_done(status: Any) -> bool:
    """Everything is read, and thought about without a model."""
    thoughts = status.thoughts
    return status.files > 0 and thoughts.wanted > 0 and thoughts.made == thoughts.wanted


async def test_a_folder_is_learned_as_soon_as_it_is_open(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop, arguments=()) as client:
        uri = client.open(shop / "shop/till.py")
        first = await client.card(uri, 8, 5)
        status = await client.status_when(is_done)
        known = await client.card(uri, 8, 5)
        asked = await client.run("stc.status")
    assert "not known yet" in first, "answered at once, from the file alone"
    assert "not known yet" not in known
    assert status.workspace == str(shop)
    assert (asked["files"], asked["languages"]) == (3, {"python": 3})


async def test_an_edit_on_disk_shows_without_a_restart(shop: Path, data_dir: Path) -> None:
    prices = shop / "shop/prices.py"
    async with editor(data_dir, shop, arguments=()) as client:
        uri = client.open(shop / "shop/till.py")
        before = await client.status_when(is_done)
        changed = prices.read_text("utf-8").replace("The price of one item", "What one item costs")
        prices.write_text(changed, "utf-8")
        await client.status_when(lambda status: is_done(status) and status.revision > before.revision)
        card = await client.card(uri, 15, 17)
    assert "What one item costs" in card


async def test_a_dead_sleeper_is_missed_by_nobody_and_started_again(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop, arguments=()) as client:
        uri = client.open(shop / "shop/till.py")
        first = (await client.status_when(is_done)).sleeper.pid
        os.kill(first, signal.SIGKILL)
        card = await client.card(uri, 8, 5)
        await client.status_when(lambda status: status.sleeper is None)
        again = await client.status_when(lambda status: status.sleeper and status.sleeper.pid != first)
    assert "What a basket costs" in card
    assert again.files == 3


async def test_why_a_sleeper_ends_at_its_start_is_told_at_once(shop: Path, data_dir: Path) -> None:
    data_dir.mkdir()
    with sqlite3.connect(data_dir / "thoughts.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    async with editor(data_dir, shop, arguments=()) as client:
        told = await client.status_when(lambda status: any(map(SILENT.match, status.notices)))
    (why,) = filter(SILENT.match, told.notices)
    assert why.startswith("The sleeper ended before it answered; it said: "), told.notices
    assert "newer stc-lsp" in why


async def test_it_pauses_and_goes_on_at_a_persons_word(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop, arguments=()) as client:
        await client.status_when(is_done)
        paused = await client.run("stc.pause")
        await client.status_when(lambda status: status.sleeper and status.sleeper.state == "paused")
        resumed = await client.run("stc.resume")
    assert paused["sleeper"]["state"] == "paused"
    assert resumed["sleeper"]["state"] != "paused"


async def test_without_a_sleeper_there_is_nobody_to_pause(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop) as client:
        with pytest.raises(JsonRpcException, match="No sleeper"):
            await client.run("stc.pause")


async def test_the_sleeper_hears_of_the_editors_settings(shop: Path, data_dir: Path) -> None:
    (shop / "generated").mkdir()
    (shop / "generated/big.py").write_text("def generated(): ...\n", "utf-8")
    settings = {"stc": {"index": {"exclude": ["generated/"]}}}
    async with editor(data_dir, shop, arguments=(), settings=settings) as client:
        status = await client.status_when(is_done)
    assert status.files == 3


async def test_a_sleeper_that_was_set_to_another_model_is_started_again(shop: Path, data_dir: Path) -> None:
    settings = {"stc": {"model": {"base_url": "http://127.0.0.1:9/v1", "name": "wise-1"}}}
    async with editor(data_dir, shop, arguments=()) as first:
        before = (await first.status_when(is_done)).sleeper
        async with editor(data_dir, shop, arguments=(), settings=settings) as second:
            after = await second.status_when(lambda status: status.sleeper and status.sleeper.model)
            told = await first.status_when(lambda status: status.sleeper and status.sleeper.model)
    assert (before.model, after.sleeper.model) == ("", "wise-1")
    assert told.sleeper.pid == after.sleeper.pid, "the first editor does not take it back"


async def test_reading_many_files_shows_progress(shop: Path, data_dir: Path) -> None:
    for number in range(60):
        (shop / f"shop/part_{number}.py").write_text(f"def part_{number}():\n    return {number}\n", "utf-8")
    window = types.WindowClientCapabilities(work_done_progress=True)
    can = types.ClientCapabilities(window=window)
    async with editor(data_dir, shop, arguments=(), capabilities=can) as client:
        await client.until(
            lambda: any(
                any(report["kind"] == "end" for report in reports) for reports in client.reports.values()
            )
        )
        (reports,) = client.reports.values()
    assert reports[0]["kind"] == "begin"
    assert reports[0]["title"] == "Reading workspace"
    assert [report["kind"] for report in reports].count("end") == 1


async def test_a_home_is_not_read(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.py").write_text("def f():\n    '''Do it.'''\n", "utf-8")
    monkeypatch.setenv("HOME", str(home))
    async with editor(data_dir, home, arguments=()) as client:
        card = await client.card(client.open(home / "a.py"), 0, 4)
        status = await client.run("stc.status")
    assert "Do it." in card
    assert status["sleeper"] is None


async def test_a_wrong_setting_in_a_file_is_told_once_with_that_file_and_what_is_mended_is_used(
    shop: Path, data_dir: Path
) -> None:
    file = shop / "stc-lsp.toml"
    file.write_text('[sleep]\nidle_seconds = "soon"\n', "utf-8")
    can = types.ClientCapabilities(experimental={"stc": {"offersToOpen": True}})
    async with editor(data_dir, shop, arguments=(), capabilities=can) as client:
        await client.until(lambda: bool(client.opened))
        told = await client.status_when(lambda status: bool(status.notices))
        file.write_text("[sleep]\nidle_seconds = 3\n", "utf-8")
        document = types.TextDocumentIdentifier(file.as_uri())
        client.text_document_did_save(types.DidSaveTextDocumentParams(document))
        mended = await client.status_when(lambda status: status.sleeper is not None)
    [offer] = client.offers
    assert "sleep.idle_seconds = 'soon' is not allowed" in offer.message
    assert told.notices == [offer.message]
    assert told.sleeper is None
    assert client.opened == [file.as_uri()]
    assert mended.notices == []


async def test_a_sleeper_that_hangs_is_said_to_hang_until_it_goes_on(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop, arguments=()) as client:
        pid = (await client.status_when(is_done)).sleeper.pid
        client.statuses.clear()
        os.kill(pid, signal.SIGSTOP)
        told = await client.status_when(lambda status: status.sleeper is None)
        client.statuses.clear()
        os.kill(pid, signal.SIGCONT)
        again = await client.status_when(lambda status: status.sleeper)
    assert f"(process {pid}) does not respond: `stc-lsp stop` ends it" in told.notices[-1]
    assert again.sleeper.pid == pid
