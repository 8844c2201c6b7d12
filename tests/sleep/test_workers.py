"""Worker processes: results come in turn, a death is noticed, and what many found equals what one finds."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil
import pytest

from stc_lsp.sleep.indexing import build
from stc_lsp.sleep.indexing.parse import FEW_FILES, Job, pack_facts, parse_job, unpack_facts
from stc_lsp.sleep.indexing.want import LatestReader
from stc_lsp.sleep.indexing.workers import Workers, taken
from stc_lsp.sleep.progress import ignore_progress
from tests.sleep.sleepers import indexed_bench, known, open_bench, wanted_keys
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from stc_lsp.sleep.progress import OnProgress, Progress

MODULE = """# --- pkg/m{n}.py
from pkg.m{before} import Thing as Before


class Thing(Before):
    def run(self, x):
        self.kept = Before()
        return self.kept.run(x) or os.environ["HOME"]
"""


def half(number: int) -> float:
    return number / 2


def die_at(number: int, fatal: int) -> int:
    if number == fatal:
        os._exit(1)
    return number


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(Workers(2).in_turn(half, [(n,) for n in range(20)])) == [n / 2 for n in range(20)]


def test_tasks_are_taken_a_few_ahead_of_what_is_done() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[tuple[int]]:
        for number in range(100):
            taken.append(number)
            yield (number,)

    workers = Workers(1)
    results = workers.in_turn(abs, tasks())
    assert next(results) == 0
    assert len(taken) < 20
    workers.close()


def test_a_process_that_dies_is_noticed_after_what_was_done_before() -> None:
    workers = Workers(1)
    done: list[int] = []
    with pytest.raises(BrokenProcessPool):
        done.extend(workers.in_turn(die_at, [(n, 7) for n in range(9)]))
    assert done == list(range(len(done)))
    assert len(done) <= 7
    workers.close()
    assert list(workers.in_turn(die_at, [(3, 7)])) == [3]


def test_processes_are_kept_from_step_to_step_and_end_with_the_block() -> None:
    workers = Workers(1)
    with workers.kept():
        first = list(workers.in_turn(os.getpid, [()]))
        assert list(workers.in_turn(os.getpid, [()])) == first
    assert list(workers.in_turn(os.getpid, [()])) != first


def test_facts_come_out_of_packing_as_they_went_in(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, MODULE.format(n=1, before=2))
    facts = parse_job(root, Job("pkg/m1.py", None), 1 << 20).facts
    assert facts is not None
    assert facts.references
    assert facts.imports
    assert facts.bindings
    assert unpack_facts(pack_facts(facts)) == facts


def test_what_many_processes_find_equals_what_one_finds(tmp_path: Path) -> None:
    texts = [MODULE.format(n=n, before=n + 1) for n in range(FEW_FILES + 20)]
    root = make_workspace(tmp_path, "".join(texts))
    found = [learned(root, tmp_path / str(count), count) for count in (1, 2)]
    assert found[0] == found[1]
    assert found[1]["pkg/m3.py"]["imports"]
    assert found[1]["pkg/m3.py"]["users"] != [[], [], []]


@pytest.mark.parametrize("phase", ["resolving", "planning"])
def test_processes_that_die_on_the_way_are_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    # More steps than are handed out ahead: some are always left when the processes die.
    monkeypatch.setattr(build, "_FILES_A_STEP", 3)
    texts = [MODULE.format(n=n, before=n + 1) for n in range(FEW_FILES + 12)]
    root = make_workspace(tmp_path, "".join(texts))
    killed: list[psutil.Process] = []

    def kill_once(progress: Progress) -> None:
        if progress.phase == phase and not killed:
            killed.extend(workers_of_this_process())
            for each in killed:
                # Whose neighbour died may have been ended by the pool in between.
                with suppress(psutil.NoSuchProcess):
                    each.kill()

    found = learned(root, tmp_path / "killed", 2, kill_once)
    assert killed
    assert found == learned(root, tmp_path / "alone", 1)


def workers_of_this_process() -> list[psutil.Process]:
    return [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]


def learned(
    root: Path, data: Path, workers: int, on_progress: OnProgress = ignore_progress
) -> dict[str, dict[str, object]]:
    with open_bench(root, data, **{"index.workers": str(workers)}) as bench:
        bench.indexer.reconcile(on_progress)
        return known(bench.snapshot, wanted_keys(bench.session))


def megabytes(number: int) -> bytes:
    return bytes(number << 20)


@pytest.mark.timeout(60)
def test_who_takes_no_more_results_waits_for_no_half_sent_one() -> None:
    workers = Workers(2)
    for _ in range(6):
        results = workers.in_turn(megabytes, [(8 + n,) for n in range(12)])
        assert len(next(results)) == 8 << 20
        results.close()


def test_after_so_many_tasks_all_are_waited_for_before_others_are_begun() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[tuple[int]]:
        for number in range(23):
            taken.append(number)
            yield (number,)

    for number, _ in enumerate(Workers(2).in_turn(half, tasks(), at_once=5)):
        assert len(taken) <= number // 5 * 5 + 5
    assert len(taken) == 23


def test_who_looks_at_the_index_again_and_again_holds_no_revision_in_between(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, MODULE.format(n=1, before=2))
    with indexed_bench(root, tmp_path / "data") as bench:
        latest = LatestReader(bench.writer.paths, root)
        with latest.looking() as first:
            before = first.inputs().of_file("pkg/m1.py")
        is_busy, pages, folded = bench.writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert (is_busy, pages, folded) == (0, 0, 0)
        with latest.looking() as again:
            assert again is first
            assert again.inputs().of_file("pkg/m1.py") == before
        write_files(root, MODULE.format(n=1, before=3))
        bench.indexer.update(["pkg/m1.py"])
        with latest.looking() as later:
            assert later is not first
            assert later.inputs().of_file("pkg/m1.py") != before


def blocked_signals() -> set[int]:
    return {int(each) for each in signal.pthread_sigmask(signal.SIG_BLOCK, ())}


def test_results_that_a_thread_still_waits_for_are_no_obstacle_to_an_interrupt() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def results() -> Generator[int]:
        begun.set()
        go_on.wait(60)
        yield 1

    def interrupted(results: Generator[int]) -> None:
        with taken(results):
            thread.start()
            begun.wait(60)
            raise KeyboardInterrupt

    some = results()
    thread = threading.Thread(target=next, args=(some,))
    with pytest.raises(KeyboardInterrupt):
        interrupted(some)
    go_on.set()
    thread.join()


def test_ctrl_c_is_for_the_parent_from_a_workers_first_moment_on() -> None:
    (blocked,) = Workers(1).in_turn(blocked_signals, [()])
    assert signal.SIGINT in blocked
    assert signal.SIGINT not in blocked_signals()
