"""Git's log taken over part by part: whatever comes in between, it ends as if it were told from scratch."""

from __future__ import annotations

import os
import shutil
import threading
from typing import TYPE_CHECKING

import psutil
import pytest

from stc_lsp.errors import StcError
from stc_lsp.sleep.git.changes import Log, read_log
from stc_lsp.sleep.git.history import KnownHistories
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, indexed_bench, known, open_bench, wanted_keys

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.sleep.git.changes import LogRead
    from stc_lsp.sleep.git.run import Leash
    from stc_lsp.sleep.progress import Progress

FILES = 30
MODULE = (
    "def price(item):\n    return {n}\n\n\nclass Cart:\n    def total(self):\n        return price({n})\n"
)


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "workspace")
    for n in range(FILES):
        repository.write(f"shop{n % 3}/m{n}.py", MODULE.format(n=n))
    repository.write("shop0/__init__.py", '"""A shop."""\n')
    repository.commit("Open the shop")
    repository.write("shop1/m1.py", MODULE.format(n="1 + 1"))
    repository.commit("Mend a price")
    return repository


def rewrite(made: Repository) -> None:
    """Give every commit another author: no note of any file holds any more."""
    made.git("checkout", "-q", "--orphan", "other")
    made.commit("Open the shop again", "Grace Hopper")


def log_of(bench: Bench) -> LogRead:
    read = read_log(bench.root, bench.snapshot)
    assert read is not None
    return read


def learnt(bench: Bench) -> dict[str, object]:
    """What is known of all there is, and of its history."""
    return {
        **bench.snapshot.notes("history:"),
        **known(bench.snapshot, wanted_keys(bench.session)),
    }


def from_scratch(made: Repository, tmp_path: Path) -> dict[str, object]:
    with indexed_bench(made.root, tmp_path / "scratch") as bench:
        return learnt(bench)


def test_files_that_are_saved_while_a_rewritten_history_is_taken_are_told_of_as_all_others(
    made: Repository, tmp_path: Path
) -> None:
    with indexed_bench(made.root, tmp_path / "data") as bench:
        rewrite(made)
        parts = list(log_of(bench).parts())
        assert len(parts) > 2
        for number, part in enumerate(parts):
            bench.indexer.update_history(part, settles=False)
            if number == 0:
                made.write("shop2/m2.py", MODULE.format(n="2 * 2"))
                made.write("shop0/m0.py", MODULE.replace("price", "cost").format(n=0))
                bench.indexer.update(["shop2/m2.py", "shop0/m0.py"])
        bench.indexer.settle()
        assert learnt(bench) == from_scratch(made, tmp_path)


@pytest.mark.parametrize("taken", [1, 2])
def test_a_log_that_was_taken_in_part_is_gone_on_with_after_the_next_start(
    made: Repository, tmp_path: Path, taken: int
) -> None:
    with indexed_bench(made.root, tmp_path / "data") as bench:
        rewrite(made)
        whole = log_of(bench)
        for part in list(whole.parts())[:taken]:
            bench.indexer.update_history(part)
    with open_bench(made.root, tmp_path / "data") as bench:
        assert len(log_of(bench).changed) < len(whole.changed), "what was taken is not taken again"
        for part in log_of(bench).parts():
            bench.indexer.update_history(part)
        assert bench.session.workspace.histories.head == made.git("rev-parse", "HEAD").strip()
        assert learnt(bench) == from_scratch(made, tmp_path)


def test_what_is_open_is_told_anew_first_and_the_commit_is_known_only_with_the_last_part(
    made: Repository, tmp_path: Path
) -> None:
    with indexed_bench(made.root, tmp_path / "data") as bench:
        rewrite(made)
        heads: set[str] = set()
        for part in log_of(bench).parts({"shop2/m29.py"}):
            assert bench.session.workspace.histories.head not in heads, "two states never look alike"
            heads.add(bench.session.workspace.histories.head)
            bench.indexer.update_history(part)
            newest = KnownHistories(bench.writer).of_file("shop2/m29.py").changes[0]
            assert newest.author == "Grace Hopper"
        assert bench.session.workspace.histories.head == made.git("rev-parse", "HEAD").strip()
        assert made.git("rev-parse", "HEAD").strip() not in heads


def test_an_index_that_takes_the_history_of_another_tells_the_same(made: Repository, tmp_path: Path) -> None:
    with open_bench(made.root, tmp_path / "data") as bench, open_bench(made.root, tmp_path / "b") as other:
        bench.indexer.reconcile()
        other.indexer.reconcile()
        rewrite(made)
        bench.indexer.update_history()
        assert learnt(other) != learnt(bench)
        other.indexer.take_history(bench.session.workspace.histories)
        assert learnt(other) == learnt(bench)


def test_a_first_index_is_read_while_git_is_asked(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, waited = threading.Event(), list[bool]()

    def slowly(root: Path, known: str, leash: Leash | None = None) -> Log | None:
        waited.append(reads.wait(20))
        return log_past(root, known, leash)

    log_past = Log.past
    monkeypatch.setattr(Log, "past", slowly)

    def progress(told: Progress) -> None:
        if told.phase == "reading":
            reads.set()

    with open_bench(made.root, tmp_path / "data") as bench:
        bench.indexer.reconcile(progress)
        assert waited == [True], "it had been read of before git answered"
        assert not bench.indexer.update_history().planned, "nothing is left to be planned by git's log"
        assert KnownHistories(bench.writer).of_file("shop1/m1.py").changes[0].subject == "Mend a price"


def test_a_first_index_that_fails_while_git_is_asked_ends_git(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    started = tmp_path / "started"
    os.mkfifo(started)
    real = shutil.which("git")
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *--max-count=*) echo > {started}; exec sleep 50;; esac\nexec {real} "$@"\n'
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")

    def progress(_told: Progress) -> None:
        started.read_text()
        raise StcError("It is full.")

    with open_bench(made.root, tmp_path / "data") as bench, pytest.raises(StcError):
        bench.indexer.reconcile(progress)
    assert not [each for each in psutil.Process().children(recursive=True) if "50" in each.cmdline()]
