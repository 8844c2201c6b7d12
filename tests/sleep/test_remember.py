"""Git's history of many files: what worker processes find out equals what one process finds out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.git import remember
from stc_lsp.sleep.git.history import KnownHistories
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, indexed_bench

if TYPE_CHECKING:
    from pathlib import Path

FILES = 130
MODULE = """def price(item: str) -> int:
    return len(item)


class Cart{n}:
    def total(self) -> int:
        return price("tea{n}")
"""


def repository(root: Path, files: int) -> Repository:
    """Of some files a method was changed by a second commit; one was changed since, one is not committed."""
    made = Repository(root)
    for n in range(files):
        made.write(f"shop/m{n}.py", MODULE.format(n=n))
    made.commit("Open the shop")
    for n in range(0, files, 5):
        made.write(f"shop/m{n}.py", MODULE.format(n=n).replace("price(", "2 * price(", 2))
    made.commit("Double the prices", "Grace Hopper")
    made.write("shop/m1.py", MODULE.format(n=1).replace("len(item)", "len(item) + 1"))
    made.write("shop/new.py", MODULE.format(n="s"))
    return made


def learnt(bench: Bench) -> dict[str, object]:
    """What is known of git's history, and what is wanted by that."""
    found: dict[str, object] = dict(bench.snapshot.notes("history:of:"))
    for each in bench.writer.wanted():
        chunk = bench.snapshot.chunk_by_id(each.chunk_id)
        assert chunk is not None
        found[f"{each.recipe.kind} of {chunk.path} {chunk.chunk.qualname}"] = each.key
    return found


def test_what_processes_remember_is_what_one_remembers(tmp_path: Path) -> None:
    root = repository(tmp_path / "workspace", FILES).root
    known: list[dict[str, object]] = []
    for workers in ("1", "2"):
        with indexed_bench(root, tmp_path / f"data{workers}", **{"index.workers": workers}) as bench:
            before = learnt(bench)
            sleeper = bench.session.sleeper
            sleeper.pen = anyio.Lock()
            assert anyio.run(sleeper.remember_history)
            known.append(learnt(bench))
            assert known[-1].keys() > before.keys(), "there are notes now"
            assert any(known[-1][each] != key for each, key in before.items()), "there are other keys"
    assert known[0] == known[1]


def test_what_was_found_out_of_an_index_that_has_moved_on_is_wanted_as_the_index_is_now(
    tmp_path: Path,
) -> None:
    made = repository(tmp_path / "workspace", 3)
    paths = [f"shop/m{n}.py" for n in range(3)]
    with indexed_bench(made.root, tmp_path / "data") as bench:
        found = remember.remember_jobs(
            MemoryPaths(tmp_path / "data", made.root), made.root, dict.fromkeys(paths)
        )
        made.write("shop/m2.py", MODULE.format(n=2).replace("tea", "coffee"))
        bench.indexer.update(["shop/m2.py"])
        remember.take(bench.session.sleeper, found)
        moved_on = learnt(bench)
    with indexed_bench(made.root, tmp_path / "others") as bench:
        bench.think()
        assert moved_on == learnt(bench)


def test_what_was_found_out_before_another_commit_is_asked_again(tmp_path: Path) -> None:
    made = repository(tmp_path / "workspace", 2)
    with indexed_bench(made.root, tmp_path / "data") as bench:
        found = remember.remember_jobs(
            MemoryPaths(tmp_path / "data", made.root), made.root, {"shop/m0.py": None, "shop/m1.py": None}
        )
        made.git("checkout", "--", "shop/m1.py")
        made.write("shop/m0.py", MODULE.format(n=0))
        made.commit("Half the prices")
        bench.indexer.reconcile()
        bench.indexer.update_history()
        remember.take(bench.session.sleeper, found)
        histories = KnownHistories(bench.writer)
        assert histories.of_file("shop/m0.py").changes[0].subject == "Half the prices"
        assert bench.session.workspace.histories.unrefined(["shop/m0.py"]) == ["shop/m0.py"]


def test_history_that_could_not_be_written_down_is_read_again(tmp_path: Path) -> None:
    made = repository(tmp_path / "workspace", 3)
    with indexed_bench(made.root, tmp_path / "data") as bench:
        bench.indexer.update_history()
        for n in range(400):
            made.write(f"shop/m{n}.py", MODULE.format(n=n).replace("price(", "3 * price(", 2))
        made.commit("Triple the prices")
        pages = bench.writer.connection.execute("PRAGMA page_count").fetchone()[0]
        bench.writer.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(MemoryFault, match="full"):
            bench.indexer.update_history()
        bench.writer.connection.execute(f"PRAGMA max_page_count = {pages * 100}")
        assert "shop/m1.py" in bench.indexer.update_history().paths
        assert bench.writer.get_meta("history:read") == made.git("rev-parse", "HEAD").strip()
