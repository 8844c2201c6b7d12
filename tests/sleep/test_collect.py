"""Thoughts go when no branch names them any more: never before, and never later than the user wants."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stc_lsp.config.schema import ThoughtsSettings
from stc_lsp.errors import MemoryFault
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.sleep.collect import Collector
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, open_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 86_400.0
LIMITS = ThoughtsSettings(keep_days=30, max_megabytes=0)
ONE = 'def price(item):\n    """Tell what an item costs."""\n    return len(item)\n'
OTHER = ONE.replace("len(item)", "len(item) * 2")


class Clock:
    """Days that pass when told to."""

    def __init__(self) -> None:
        self.days = 10_000.0

    def __call__(self) -> float:
        return self.days * DAY


class Keeping:
    """A repository whose thoughts are kept and collected."""

    def __init__(self, repository: Repository, bench: Bench, clock: Clock) -> None:
        self.repository = repository
        self.bench = bench
        self.clock = clock
        self.store = ThoughtStore.open(bench.session.paths, clock)
        self.collector = Collector(bench.session.paths, bench.writer, self.store, clock)
        # Of all that a session opens this alone tells the time.
        bench.session.sleeper._store = self.store  # pyright: ignore[reportPrivateUsage]

    def think(self) -> set[str]:
        """Index and think, say what is named; return the keys."""
        self.bench.indexer.reconcile()
        self.bench.indexer.update_history()
        self.bench.think()
        self.collector.tidy(self.bench.session.sleeper.counts.made, LIMITS)
        return {each.key for each in self.bench.writer.wanted()}

    def collect(self, limits: ThoughtsSettings = LIMITS) -> None:
        self.collector.collect(limits)

    def has(self, keys: set[str]) -> set[str]:
        return self.store.has(keys)


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Keeping]:
    repository = Repository(tmp_path / "repo")
    repository.write("shop.py", ONE)
    repository.commit("Begin")
    with open_bench(repository.root, tmp_path / "data") as bench:
        kept = Keeping(repository, bench, Clock())
        yield kept
        kept.store.close()


def test_what_was_edited_away_goes_when_it_is_old_enough(keeping: Keeping) -> None:
    before = keeping.think()
    keeping.repository.write("shop.py", OTHER)
    after = keeping.think()
    gone = before - after
    assert gone
    keeping.clock.days += 29
    keeping.collect()
    assert keeping.has(gone) == gone
    keeping.clock.days += 2
    keeping.collect()
    # What was shown before the last change is still named, as outdated.
    assert keeping.has(after) == after
    keeping.repository.write("shop.py", ONE.replace("len", "max"))
    keeping.think()
    keeping.clock.days += 31
    keeping.collect()
    assert keeping.has(gone) == set()


def test_a_branch_keeps_its_thoughts_for_as_long_as_it_exists(keeping: Keeping) -> None:
    main = keeping.think()
    keeping.repository.git("checkout", "-q", "-b", "topic")
    for text in (OTHER, ONE.replace("len", "max")):
        keeping.repository.write("shop.py", text)
        keeping.repository.commit("Change it")
        keeping.think()
    keeping.clock.days += 1_000
    keeping.collect()
    assert keeping.has(main) == main
    keeping.repository.git("branch", "-q", "-D", "main")
    keeping.clock.days += 31
    keeping.collect()
    assert keeping.has(main) < main


def test_a_store_that_is_too_large_loses_what_nothing_names_however_young(keeping: Keeping) -> None:
    before = keeping.think()
    for text in (OTHER, ONE.replace("len", "max")):
        keeping.repository.write("shop.py", text)
        after = keeping.think()
    padding = [(f"{n:032x}", "x" * 10_000) for n in range(200)]
    with closing(sqlite3.connect(keeping.bench.session.paths.thoughts_db)) as connection, connection:
        connection.executemany(
            "INSERT INTO thoughts VALUES (?, 'summary', 'x', '', '', ?, 0, 0, 0, 1e12)", padding
        )
    keeping.collect()
    assert len(keeping.has({key for key, _ in padding})) == 200
    keeping.collect(ThoughtsSettings(keep_days=30, max_megabytes=1))
    left = keeping.has({key for key, _ in padding})
    assert 0 < len(left) < 100
    assert keeping.has(after) == after
    assert keeping.has(before - after) < before - after


def test_nothing_is_collected_while_it_is_not_known_what_is_named(keeping: Keeping, tmp_path: Path) -> None:
    keys = keeping.think()
    broken = tmp_path / "data/workspaces/other/index.db"
    broken.parent.mkdir()
    broken.write_bytes(b"no database at all" * 100)
    keeping.repository.write("shop.py", OTHER)
    keeping.think()
    keeping.clock.days += 1_000
    with pytest.raises(MemoryFault):
        keeping.collect()
    assert keeping.has(keys) == keys


def test_collecting_is_done_once_a_day_by_itself(keeping: Keeping) -> None:
    keeping.think()
    tidy = keeping.collector.tidy
    assert tidy(0, LIMITS) is None
    keeping.clock.days += 1
    assert tidy(0, LIMITS) is not None
    assert tidy(0, LIMITS) is None
