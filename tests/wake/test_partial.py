"""An index whose building broke off: whoever reads it is told."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.snapshot import Memory
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from tests.sleep.sleepers import open_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.sleep.progress import Progress
    from tests.sleep.sleepers import Bench

SHOP = "# --- shop.py\n" + "".join(
    f"def price{n}(item):\n    return price{max(0, n - 1)}(item) + price{max(0, n - 2)}(item)\n"
    for n in range(300)
)


def fill_disk(bench: Bench) -> None:
    (pages,) = bench.writer.connection.execute("PRAGMA page_count").fetchone()
    bench.writer.connection.execute(f"PRAGMA max_page_count = {pages}")


def make_room(bench: Bench) -> None:
    bench.writer.connection.execute("PRAGMA max_page_count = 1000000")


def test_of_an_index_that_broke_off_on_a_full_disk_readers_are_told_until_it_is_finished(
    tmp_path: Path,
) -> None:
    with open_bench(make_workspace(tmp_path, SHOP), tmp_path / "data") as bench:

        def when_read(progress: Progress) -> None:
            if progress.phase == "reading":
                fill_disk(bench)

        with pytest.raises(MemoryFault, match="full"):
            bench.indexer.reconcile(when_read)
        with closing(Memory.open(bench.session.paths)) as memory:
            asker = Asker(memory, DiskDocuments(bench.root))
            question = "Who calls price7?"
            with memory.snapshot() as snapshot:
                assert snapshot.paths()
                assert snapshot.counts().is_partial
            assert asyncio.run(asker.ask(question)).reason.startswith(
                "Not all of the repository has been read"
            )
            make_room(bench)
            bench.indexer.reconcile()
            with memory.snapshot() as snapshot:
                assert not snapshot.counts().is_partial
            assert "exactly" in asyncio.run(asker.ask(question)).reason
