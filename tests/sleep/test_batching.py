"""Thinking in batches: the same thoughts as one call at a time, paid for once, whoever is killed when."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import closing
from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.sleep.progress import ignore_progress
from stc_lsp.sleep.run import sleep_report, sleep_until_done
from stc_lsp.sleep.session import open_session
from tests.batch_endpoint import BatchApi
from tests.booked import calls_in
from tests.fault_endpoint import FaultEndpoint
from tests.sleep.sleepers import settings_for
from tests.steady_model import SteadyModel
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.sleep.run import SleepReport

TEXT = '''
# --- shop/prices.py
"""Prices."""


def price(item: str) -> int:
    """Tell what an item costs."""
    return len(item)


class Basket:
    """What is bought."""

    def total(self, items: list[str]) -> int:
        """Add up."""
        return sum(price(item) for item in items)
# --- shop/letters.py
"""Letters."""


def letter(name: str) -> str:
    """Write to somebody."""
    return "Dear " + name
'''


@pytest.fixture
def api() -> Iterator[BatchApi]:
    with BatchApi(SteadyModel().reply) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path, TEXT)


@pytest.fixture
def settings(tmp_path: Path, api: BatchApi) -> Settings:
    return settings_for(
        tmp_path / "data",
        **{
            "model.base_url": api.base_url,
            "model.name": "steady",
            "model.input_price": "1.0",
            "sleep.batch": "100",
            "sleep.questions_per_chunk": "1",
            "sleep.least_return": "0",
        },
    )


def finished(
    root: Path,
    settings: Settings,
    api: BatchApi,
    sleep: Callable[[Path, Settings], SleepReport] = sleep_until_done,
) -> list[str]:
    """Sleep again and again until all is thought; why each time ended."""
    ends: list[str] = []
    while True:
        ends.append(sleep(root, settings).stopped_by)
        assert len(ends) < 20, ends
        if api.out:
            api.finish()
        elif ends[-1] == "done":
            return ends


def thoughts(root: Path, settings: Settings) -> dict[tuple[str, str, str], object]:
    """What the model said, by path, qualified name and kind."""
    with closing(Memory.open(MemoryPaths(settings.data_dir, root))) as memory, memory.snapshot() as snapshot:
        return {
            (chunk.path, chunk.chunk.qualname, str(kind)): thought.items
            for path in snapshot.paths()
            for chunk in snapshot.chunks(path)
            for kind in ThoughtKind
            if (thought := snapshot.thought(chunk.id, kind, "steady")) is not None
        }


def test_in_batches_the_same_is_thought_as_one_call_at_a_time(
    tmp_path: Path, root: Path, settings: Settings, api: BatchApi
) -> None:
    ends = finished(root, settings, api)
    assert "a batch of " in ends[0]
    assert " was sent at " in ends[0]
    assert len(api.batches) == len(ends) - 1 < sum(api.paid.values()) / 2
    assert set(api.paid.values()) == {1}
    assert api.files == {}
    with FaultEndpoint([SteadyModel().behave]) as server:
        beside = settings_for(
            tmp_path / "beside",
            **{
                "model.base_url": server.base_url,
                "model.name": "steady",
                "sleep.questions_per_chunk": "1",
                "sleep.least_return": "0",
            },
        )
        assert sleep_until_done(root, beside).stopped_by == "done"
    assert len(thoughts(root, settings)) > 10
    assert thoughts(root, settings) == thoughts(root, beside)


def test_calls_in_a_batch_cost_their_share(root: Path, settings: Settings, api: BatchApi) -> None:
    finished(root, settings, api)
    ledger = Ledger.open(MemoryPaths(settings.data_dir, root))
    calls = calls_in(ledger)
    spent = ledger.spent("asleep")["month"]
    ledger.close()
    assert len(calls) == sum(api.paid.values())
    assert {call.price for call in calls} == {call.input_tokens * 0.5 / 1e6 for call in calls}
    assert spent.tokens == sum(call.input_tokens + call.output_tokens for call in calls)


def test_nothing_is_sent_while_the_sleeper_is_to_keep_still(
    root: Path, settings: Settings, api: BatchApi
) -> None:
    async def sleep() -> SleepReport:
        async with open_session(root, settings) as session:
            session.sleeper.why_not_call = lambda: "paused"
            return await sleep_report(session, ignore_progress)

    assert anyio.run(sleep).stopped_by == "paused"
    assert api.requests == []
    with closing(Ledger.open(MemoryPaths(settings.data_dir, root))) as ledger:
        assert ledger.spent("asleep")["month"].requests == 0


def test_a_file_saved_while_a_batch_is_out_is_thought_about_as_it_is_then(
    root: Path, settings: Settings, api: BatchApi
) -> None:
    sleep_until_done(root, settings)
    write_files(root, TEXT.replace('"Dear "', '"Dearest "'))
    finished(root, settings, api)
    assert sum("Dearest" in prompt for prompt in api.paid) >= 2
    assert set(api.paid.values()) == {1}
    assert ("shop/letters.py", "letter", "summary") in thoughts(root, settings)


def _sleep(root: Path, settings: Settings) -> None:
    sleep_until_done(root, settings)


@pytest.mark.parametrize(
    "killed_at",
    [
        ("POST", "/v1/batches"),
        ("GET", "/v1/files/.*/content"),
    ],
)
def test_a_sleeper_that_is_killed_before_it_hears_of_what_it_asked_for_pays_for_nothing_twice(
    root: Path, settings: Settings, api: BatchApi, killed_at: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stc_lsp.models.batch_post.UNSURE_SECONDS", 0.0)
    if killed_at[0] != "POST":
        sleep_until_done(root, settings)
        api.finish()
    victim = multiprocessing.get_context("spawn").Process(target=_sleep, args=(root, settings))
    api.faults[killed_at] = lambda: os.kill(victim.pid or 0, signal.SIGKILL)
    victim.start()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL
    if api.out:
        api.finish()
    finished(root, settings, api)
    assert set(api.paid.values()) == {1}
    ledger = Ledger.open(MemoryPaths(settings.data_dir, root))
    calls, spent = calls_in(ledger), ledger.spent("asleep")["month"]
    ledger.close()
    assert len(calls) == sum(api.paid.values())
    assert spent.tokens == sum(call.input_tokens + call.output_tokens for call in calls)
