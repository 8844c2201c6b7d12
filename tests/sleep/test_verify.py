"""The index against one built from scratch: what differs is found, told and mended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import anyio
import anyio.from_thread
import pytest

from stc_lsp.memory.values import Wanted
from stc_lsp.sleep.indexing.verify import VerifyReport, verify
from stc_lsp.sleep.thinkers.model import ModelThinker
from tests.sleep.sleepers import Bench, open_bench
from tests.steady_model import SteadyEndpoint, SteadyModel
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.sleep.progress import Progress

TEXT = '''
# --- shop/prices.py
def price(item: str) -> int:
    """Tell what an item costs."""
    return len(item)
# --- shop/cart.py
from shop.prices import price


def total() -> int:
    """Tell what all costs."""
    return price("tea")
'''


def verified(bench: Bench) -> VerifyReport:
    return anyio.run(verify, bench.session)


def think(bench: Bench) -> None:
    """Index and think with a model, to the end."""
    sleeper = bench.session.sleeper
    sleeper.use(ModelThinker(SteadyEndpoint(SteadyModel()), questions=2))

    async def run() -> None:
        await sleeper.write(bench.indexer.reconcile)
        assert await sleeper.think_structurally()
        assert await sleeper.think_with_model() == "done"

    anyio.run(run)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as opened:
        think(opened)
        yield opened


def test_an_index_that_followed_its_files_holds(bench: Bench) -> None:
    report = verified(bench)
    assert report.holds
    assert (report.files, report.updated) == (2, 0)
    assert report.keys == sum(1 for _ in bench.writer.wanted()) > 12
    assert not (bench.session.paths.workspace_dir / "verify").exists()


def test_what_is_passed_over_for_its_worth_is_no_difference(tmp_path: Path) -> None:
    with open_bench(
        make_workspace(tmp_path, TEXT), tmp_path / "data", **{"sleep.least_return": "5.0"}
    ) as opened:
        think(opened)
        with opened.session.memory.snapshot() as snapshot:
            assert snapshot.without_key()
        assert list(opened.writer.wanted("steady"))
        assert verified(opened).holds


def test_a_file_that_changed_since_is_read_first(bench: Bench) -> None:
    bench.write(TEXT.replace("len(item)", "len(item) * 2"))
    report = verified(bench)
    assert (report.holds, report.updated) == (True, 1)


def test_a_change_that_left_size_and_time_as_they_were_is_found_and_mended(bench: Bench) -> None:
    path = bench.root / "shop/prices.py"
    stat = path.stat()
    # Old enough for its time to be trusted.
    os.utime(path, ns=(stat.st_atime_ns - 10**11, stat.st_mtime_ns - 10**11))
    bench.indexer.update(["shop/prices.py"])
    kept = path.stat()
    path.write_text(path.read_text().replace("len(item)", "max(item)"))
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    found = verified(bench)
    assert ("shop/prices.py", "", "file") in {(each.path, each.symbol, each.what) for each in found.differing}
    assert ("shop/prices.py", "price", "steady summary") in {
        (each.path, each.symbol, each.what) for each in found.differing
    }
    assert verified(bench).holds


def test_a_file_that_is_saved_meanwhile_is_indexed_at_once_and_is_no_difference(bench: Bench) -> None:
    sleeper, saved = bench.session.sleeper, list[bool]()

    def save() -> bool:
        bench.write(TEXT.replace("def total", "def sum_of_all"))
        bench.indexer.update(["shop/cart.py"])
        return bench.snapshot.chunk("shop/cart.py", "sum_of_all") is not None

    def progress(told: Progress) -> None:
        # Only the index that is built to compare with has all to be planned.
        if told.phase == "planning" and not saved:
            saved.append(anyio.from_thread.run(sleeper.write, save))

    assert anyio.run(verify, bench.session, progress).holds
    assert saved == [True]
    assert bench.snapshot.chunk("shop/cart.py", "sum_of_all") is not None


def test_a_file_that_changes_meanwhile_and_is_not_indexed_yet_is_no_difference(bench: Bench) -> None:
    def progress(told: Progress) -> None:
        # Only the index that is built to compare with has all to be planned.
        if told.phase == "planning":
            bench.write(TEXT.replace("def total", "def sum_of_all"))

    assert anyio.run(verify, bench.session, progress).holds
    assert bench.snapshot.chunk("shop/cart.py", "sum_of_all") is not None


@pytest.mark.parametrize("thinker", ["structural", "steady"])
def test_a_key_that_is_not_what_it_should_be_is_found_and_mended(bench: Bench, thinker: str) -> None:
    wrong = next(each for each in bench.writer.wanted(thinker))
    bench.writer.put_wanted([Wanted(wrong.chunk_id, wrong.recipe, "0" * 32)])
    found = verified(bench).differing
    assert [(each.had, each.should) for each in found] == [("0" * 32, wrong.key)]
    assert verified(bench).holds
    assert wrong in [
        Wanted(each.chunk_id, each.recipe, each.key, wrong.value) for each in bench.writer.wanted(thinker)
    ]
