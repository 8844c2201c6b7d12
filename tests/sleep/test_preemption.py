"""A person comes first: while somebody is here, no new call to a model is started."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.sleep.daemon.answers import SocketAnswers
from stc_lsp.sleep.daemon.doze import doze
from stc_lsp.sleep.daemon.idle import Idle
from stc_lsp.sleep.daemon.life import Life
from stc_lsp.sleep.daemon.status import IDLE, THINKING, first_status
from stc_lsp.sleep.indexing.follow import Follower
from stc_lsp.sleep.session import hold_workspace, open_session
from tests.fault_endpoint import FaultEndpoint
from tests.sleep.sleepers import settings_for
from tests.sleep.test_idle import Clock, Computer
from tests.sleep.test_think import Model
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fault_endpoint import Exchange

AT_ONCE = 4
SHOP = "# --- shop.py\n" + "\n\n".join(
    f'def part_{number}(item):\n    """Do the {number}th part."""\n    return item + {number}\n'
    for number in range(12)
)


class SlowModel(Model):
    """A model that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def __call__(self, exchange: Exchange) -> None:
        self.let_go.wait(60)
        super().__call__(exchange)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; a minute at most."""
    with anyio.fail_after(60):
        while not is_so():
            await anyio.sleep(0.01)


@pytest.mark.parametrize("tells_the_truth", [True, False], ids=["as asked", "asked again for what is wrong"])
def test_no_new_call_is_started_for_as_long_as_somebody_is_here(
    tmp_path: Path, *, tells_the_truth: bool
) -> None:
    root = make_workspace(tmp_path, SHOP)
    model = SlowModel()
    model.says_nothing_true_of = "" if tells_the_truth else "part"
    with FaultEndpoint([model]) as endpoint:
        settings = settings_for(
            tmp_path / "data",
            **{
                "model.base_url": endpoint.base_url,
                "model.name": "tiny",
                "model.concurrency": str(AT_ONCE),
                "sleep.questions_per_chunk": "0",
            },
        )

        async def live() -> None:
            clock = Clock()
            async with open_session(root, settings) as session:
                with hold_workspace(session.paths):
                    life = Life(session, settings, first_status(root, settings, for_editors=False))
                    life.idle = Idle(settings.sleep, Computer(), now=clock)
                    await life.sleeper.write(session.indexer.reconcile)
                    life.tell(state=IDLE)
                    socket = SocketAnswers(life, Follower(life), life.stop)
                    async with anyio.create_task_group() as group:
                        group.start_soon(doze, life)
                        await until(lambda: len(endpoint.requests) == AT_ONCE)
                        await life.recount(at_once=True)
                        assert life.status.state == THINKING, "counting is not the end of thinking"
                        socket.answer({"do": "asked"})
                        model.let_go.set()
                        await until(lambda: life.status.state == IDLE)
                        assert life.status.reason == "somebody is working"
                        for _ in range(20):
                            clock.seconds += 1
                            socket.answer({"do": "asked"})
                            await life.recount()
                        assert len(endpoint.requests) == AT_ONCE
                        model.says_nothing_true_of = ""
                        clock.seconds += 4
                        life.wake.set()
                        await until(lambda: life.status.pending == 0)
                        group.cancel_scope.cancel()

        anyio.run(live)
    asked = [each for each in model.asked if each.startswith("part")]
    assert len(set(asked)) == 12
    assert len(asked) == (12 if tells_the_truth else 12 + AT_ONCE), "what was paid for is not thrown away"


def test_where_nothing_can_be_written_thinking_is_tried_less_and_less_often_and_why_is_told(
    tmp_path: Path,
) -> None:
    root = make_workspace(tmp_path, SHOP)
    settings = settings_for(tmp_path / "data")

    async def live() -> None:
        async with open_session(root, settings) as session:
            with hold_workspace(session.paths):
                life = Life(session, settings, first_status(root, settings, for_editors=False))
                life.idle = Idle(settings.sleep, Computer(), now=Clock())
                life.idle.is_paused = True
                await life.sleeper.write(session.indexer.reconcile)
                life.tell(state=IDLE)
                socket = SocketAnswers(life, Follower(life), life.stop)
                socket.answer({"do": "resume"})
                connection = session.writer.connection
                pages = connection.execute("PRAGMA page_count").fetchone()[0]
                connection.execute(f"PRAGMA max_page_count = {pages}")
                rests: list[float] = []
                async with anyio.create_task_group() as group:
                    group.start_soon(doze, life)
                    while len(rests) < 2:
                        seen = life.rest_until
                        await until(lambda seen=seen: life.rest_until > seen)
                        rests.append(life.rest_until - time.monotonic())
                        await life.recount(at_once=True)
                        assert "full" in life.status.reason
                        socket.answer({"do": "resume"})
                    assert rests[1] > rests[0]
                    group.cancel_scope.cancel()

    anyio.run(live)
