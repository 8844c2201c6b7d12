"""One round of thinking with a model: call after call, until nothing is missing or something stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from stc_lsp.errors import (
    AwaitedError,
    BudgetExhaustedError,
    EndpointError,
    ModelError,
    ModelOutputError,
    PreemptedError,
)
from stc_lsp.memory.values import Shown, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.sleep.plan.wanted import ModelPlan
    from stc_lsp.sleep.thinkers.model import ModelThinker
    from stc_lsp.sleep.thinking.think import Sleeper

_LOOK_SECONDS = 1.0
"""While calls are under way, reasons to stop are looked at this often."""
_MOST_FAILURES = 5
"""So many failures of the model in a row end the round: trying again does not mend what is wrong."""
DONE = "done"


class Round:
    """One round, for one sleeper."""

    def __init__(
        self,
        sleeper: Sleeper,
        plan: ModelPlan,
        thinker: ModelThinker,
        is_full: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_full`: whether no more calls can be taken on, where they are collected for a batch."""
        self._is_full = is_full
        self._awaited: set[str] = set()
        self._sleeper = sleeper
        self._plan = plan
        self._thinker = thinker
        self._in_flight: set[str] = set()
        self._settled = anyio.Event()
        self._failures = 0
        self._stopped_by = ""

    async def run(self, why_stop: Callable[[], str], concurrency: int) -> str:
        """Think with so many calls at once. A call that has started is waited for."""
        async with anyio.create_task_group() as group:
            while True:
                self._settled = anyio.Event()
                self._stopped_by = self._stopped_by or why_stop()
                is_over = self._stopped_by or self._is_full()
                todo = [] if is_over else await self._missing(concurrency)
                for wanted in todo[: concurrency - len(self._in_flight)]:
                    self._in_flight.add(wanted.key)
                    group.start_soon(self._think, wanted)
                if not self._in_flight:
                    break
                with anyio.move_on_after(_LOOK_SECONDS):
                    await self._settled.wait()
        return self._stopped_by or DONE

    async def _missing(self, concurrency: int) -> list[Wanted]:
        others = self._in_flight | self._plan.failed | self._awaited
        limit = concurrency + len(others)
        found = await self._sleeper.write(
            lambda: self._sleeper.workspace.writer.missing(limit, self._thinker.name)
        )
        return [wanted for wanted in found if wanted.key not in others]

    async def _think(self, wanted: Wanted) -> None:
        try:
            await self._think_about(wanted)
        finally:
            self._in_flight.discard(wanted.key)
            self._settled.set()

    async def _think_about(self, wanted: Wanted) -> None:
        sleeper = self._sleeper
        request = await sleeper.write(lambda: self._plan.request(wanted))
        if request is None:
            # It changed on disk, and will come again once it is indexed.
            await self._give_up(wanted)
            return
        try:
            earlier = await sleeper.write(lambda: sleeper.earlier(wanted))
            thinking = await self._thinker.think(request, earlier, wanted.value)
        except AwaitedError:
            self._awaited.add(wanted.key)
            return
        except (BudgetExhaustedError, PreemptedError) as error:
            self._stopped_by = str(error)
            return
        except ModelOutputError as error:
            sleeper.counts.failed += 1
            await self._fail(wanted, error)
            return
        except ModelError as error:
            self._stopped_by = str(error) if isinstance(error, EndpointError) else self._stopped_by
            await self._fail(None, error)
            return
        sleeper.counts.dropped += thinking.dropped
        thought = thinking.thought
        if thought is None:
            sleeper.counts.failed += 1
            await self._give_up(wanted)
            return
        self._failures = 0
        async with sleeper.pen:
            await anyio.to_thread.run_sync(
                sleeper.keep_thought, wanted.chunk_id, thought, thinking.shown or Shown("")
            )
            await anyio.to_thread.run_sync(self._plan.after, wanted.chunk_id)

    async def _fail(self, wanted: Wanted | None, error: ModelError) -> None:
        self._sleeper.has_failed(error)
        self._failures += 1
        if self._failures >= _MOST_FAILURES or (wanted is None and not self._stopped_by):
            self._stopped_by = str(error)
        if wanted is not None:
            await self._give_up(wanted)

    async def _give_up(self, wanted: Wanted) -> None:
        self._plan.give_up(wanted)
        await self._sleeper.write(lambda: self._plan.after(wanted.chunk_id))
