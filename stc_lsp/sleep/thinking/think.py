"""The sleeper at work: makes what is missing, keeps each finished thought at once, stops when told."""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import anyio.to_thread

from stc_lsp.errors import MemoryFault, StcError
from stc_lsp.memory.values import STRUCTURAL, Shown, Thought, Wanted
from stc_lsp.memory.write.made import MadeThought, thought_row
from stc_lsp.sleep.collect import Collector
from stc_lsp.sleep.garbage import not_collecting
from stc_lsp.sleep.git.remember import remember
from stc_lsp.sleep.plan.wanted import ModelPlan, Place
from stc_lsp.sleep.progress import Event, IndexUpdate, OnProgress, SinceStart, ignore_progress, no_reason
from stc_lsp.sleep.thinkers import structural
from stc_lsp.sleep.thinkers.revision import Earlier
from stc_lsp.sleep.thinking.batching import run_round
from stc_lsp.sleep.thinking.many import think_many
from stc_lsp.sleep.thinking.near_misses import settle
from stc_lsp.sleep.thinking.rounds import DONE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from stc_lsp.code.describe.facts import Facts
    from stc_lsp.config.schema import ThoughtsSettings
    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.thoughts import ThoughtStore
    from stc_lsp.models.values import Message
    from stc_lsp.sleep.indexing.index import Indexer
    from stc_lsp.sleep.indexing.workspace import Workspace
    from stc_lsp.sleep.plan.look import Lookout
    from stc_lsp.sleep.thinkers.model import ModelThinker
    from stc_lsp.sleep.thinkers.request import ThinkRequest

T = TypeVar("T")

_STRUCTURAL_AT_ONCE = 60
"""Thoughts in one revision: a saved file waits for no longer than these take."""
_MISSING_AT_ONCE = 2_000
_VALUES_AT_ONCE = 500
"""Valued in one revision: a saved file waits for no longer than these take."""
_LATEST_QUESTIONS = 200
"""Of those that people asked, so many are put to what is like their subjects."""
_LOOK_AGAIN_SECONDS = 60.0
_LOOKING_SHARE = 50.0
"""Looking around takes no more than one fiftieth of the time."""
_NOTHING: Mapping[str, Shown] = MappingProxyType({})


class Sleeper:
    """Thinks about one workspace. The pen is held by whoever uses the index writer."""

    def __init__(
        self,
        indexer: Indexer,
        store: ThoughtStore,
        lookout: Lookout,
        *,
        concurrency: int,
        questions: int,
        least_return: float,
    ) -> None:
        self.indexer = indexer
        self.workspace = indexer.workspace
        self.pen = anyio.Lock()
        self.counts = SinceStart()
        self.last_success: Event | None = None
        self.last_failure: Event | None = None
        self._store = store
        self._concurrency = concurrency
        self._questions = questions
        self._least_return = least_return
        self._lookout = lookout
        self._look_after = 0.0
        self._thinker: ModelThinker | None = None
        self._plan: ModelPlan | None = None
        self._is_planned = False
        self._collector: Collector | None = None
        self.why_not_at_all: Callable[[], str] = no_reason
        """Why nothing is thought now, be it ever so cheap; "" if it may be."""
        self.why_not_call: Callable[[], str] = no_reason
        """Asked right before each call to a model: why it must not be made now, "" if it may."""
        self.questions_asked: QuestionLog | None = None
        """Where servers write down what their answers lacked."""
        self.hears = True
        """Whether the questions that people asked may be put to what is like their subjects."""
        indexer.think = self._think_at_once

    def use(self, thinker: ModelThinker) -> None:
        """Think with this model, too, from now on."""
        self._thinker, self._is_planned = thinker, False
        self._plan = self._new_plan(self.workspace, thinker)

    def _new_plan(
        self, workspace: Workspace, thinker: ModelThinker, passed_over: Collection[Place] | None = None
    ) -> ModelPlan:
        return ModelPlan(
            workspace,
            thinker,
            with_questions=self._questions > 0,
            least_return=self._least_return,
            passed_over=passed_over,
        )

    # What matters.

    async def look_around(self) -> None:
        """See what has come to matter, and value by that what is missing; not again and again, though."""
        lookout, planner = self._lookout, self.workspace.planner
        started = time.monotonic()
        if started < self._look_after:
            return
        try:
            keep = await anyio.to_thread.run_sync(self._learned, lookout)
            await self.write(keep)
            after: int | None = 0
            while after is not None:
                # Of a large repository that is most of a minute in all: whoever saves comes in between.
                after = await self.write(lambda after=after: self._value_some(after))
            made = await anyio.to_thread.run_sync(lambda: list(planner.values_of_made()))
            for start in range(0, len(made), _VALUES_AT_ONCE):
                step = made[start : start + _VALUES_AT_ONCE]
                await self.write(lambda step=step: self.workspace.writer.put_values(step))
            if (plan := self._plan) is not None and self._is_planned:
                await self.write(plan.reconsider)
        except MemoryFault as error:
            self.has_failed(error)
        now = time.monotonic()
        self._look_after = now + max(_LOOK_AGAIN_SECONDS, _LOOKING_SHARE * (now - started))

    def _learned(self, lookout: Lookout) -> Callable[[], None]:
        """Take over what can be observed now. Returns what writes down what was learned."""
        planner = self.workspace.planner
        # A million new objects, and not one to collect: all threads would stand still for seconds.
        with not_collecting():
            view = lookout.look(planner.open_files)
            planner.learn(view)
        return view.keeper(self.workspace.writer)

    def _value_some(self, after: int) -> int | None:
        """Value what is missing of the next chunks; returns the last one's id, None for the last of all.

        Uses the writer.
        """
        writer = self.workspace.writer
        missing = writer.missing_after(after, _VALUES_AT_ONCE)
        writer.put_values(self.workspace.planner.values(missing, self._questions))
        return missing[-1].chunk_id if missing else None

    async def tidy(self, limits: ThoughtsSettings) -> None:
        """Note what this branch names of the store, and now and then collect what no branch does."""
        writer = self.workspace.writer
        collector = self._collector = self._collector or Collector(writer.paths, writer, self._store)
        try:
            await self.write(lambda: collector.tidy(self.counts.made, limits))
        except MemoryFault as error:
            self.has_failed(error)

    async def write(self, work: Callable[[], T]) -> T:
        """Do something with the index writer, in a thread, when nobody else does."""
        async with self.pen:
            return await anyio.to_thread.run_sync(work)

    async def indexed(self, update: IndexUpdate) -> None:
        """The index changed: what is wanted of the model may be something else now."""
        plan = self._plan
        if plan is not None and self._is_planned and update.paths:
            await self.write(lambda: plan.plan(update.paths))

    # Without a model.

    async def think_structurally(self, why_stop: Callable[[], str] = no_reason) -> bool:
        """Make all structural thoughts that are missing. `why_stop` says it, "" while there is no reason.

        Returns whether all are made.
        """
        if self.indexer.has_unthought:
            await self.look_around()
        before: set[str] = set()
        while self.indexer.has_unthought:
            await think_many(self, why_stop)
            missing = await self.write(lambda: self.workspace.writer.missing(_MISSING_AT_ONCE, STRUCTURAL))
            if not missing:
                await self._find_what_others_made()
                await self.write(self._has_thought_all)
                return True
            if before == {wanted.key for wanted in missing}:
                # Wanted by an earlier release, of a kind that is not made any more.
                ids = {wanted.chunk_id for wanted in missing}
                await self.write(lambda ids=ids: self.workspace.writer.drop_wanted(ids, STRUCTURAL))
            before = {wanted.key for wanted in missing}
            chunks = await self.write(lambda missing=missing: self._by_file(missing))
            for start in range(0, len(chunks), _STRUCTURAL_AT_ONCE):
                if why_stop():
                    return False
                step = chunks[start : start + _STRUCTURAL_AT_ONCE]
                await self.write(lambda step=step: self._make_structural(step))
        return True

    def _has_thought_all(self) -> None:
        self.workspace.forget_inputs()
        self.workspace.facts_cache.clear()
        self.indexer.has_unthought = False

    def _think_at_once(self, about: Mapping[int, Facts]) -> bool:
        """Make and show the structural thoughts about what an update has just changed, unless paused.

        Uses the writer. Returns whether they are made.
        """
        if self.why_not_at_all():
            return False
        self.show(structural.made(about))
        return True

    def _by_file(self, missing: list[Wanted]) -> list[int]:
        """The chunks, those of one file together: what they are made from is read for a file at once."""
        names = self.workspace.inputs().names
        chunks = dict.fromkeys(wanted.chunk_id for wanted in missing)
        known = [(named.path, each) for each in chunks if (named := names.of(each)) is not None]
        return [each for _, each in sorted(known)]

    def _make_structural(self, chunk_ids: list[int]) -> None:
        """Make and keep the structural thoughts about some chunks."""
        inputs = self.workspace.inputs()
        by_path: dict[str, set[int]] = {}
        for chunk_id in chunk_ids:
            named = inputs.names.of(chunk_id)
            if named is not None:
                by_path.setdefault(named.path, set()).add(chunk_id)
        made: list[MadeThought] = []
        wanted: list[Wanted] = []
        for path, only in by_path.items():
            about = inputs.of_file(path, only)
            for chunk_id, facts in about.items():
                value = self.workspace.planner.expected(chunk_id, path)
                wanted.extend(structural.wanted(chunk_id, facts, value))
            made.extend(structural.made(about))
        # What was planned from a file that has changed since is not what was just made.
        self.show(made, wanted)

    def show(self, made: Sequence[MadeThought], wanted: Iterable[Wanted] = ()) -> None:
        """Keep structural thoughts, and show them in one revision. Uses the writer."""
        new = {each.key: each.row for each in made}
        for key in self._store.has(new):
            del new[key]
        self._keep(new.values())
        with self.workspace.writer.revision():
            self.workspace.writer.put_wanted(wanted)
            self.workspace.writer.index_made(made)
        self.counts.made += len(new)
        self._succeeded(f"{len(made)} structural thoughts")

    # Git's history.

    async def remember_history(
        self, why_stop: Callable[[], str] = no_reason, progress: OnProgress = ignore_progress
    ) -> bool:
        """Find out for each chunk who changed it last. Returns whether all is known."""
        return await remember(self, why_stop, progress)

    # With a model.

    async def think_with_model(self, why_stop: Callable[[], str] = no_reason) -> str:
        """Have the model think about all that is missing. Returns why it stopped: "done", or a sentence."""
        plan, thinker = self._plan, self._thinker
        if plan is None or thinker is None:
            return DONE
        await self.look_around()
        while True:
            await self.write(lambda: self._hear(plan))
            if not self._is_planned:
                await self.write(plan.plan_all)
                self._is_planned = True
            await self._see_to_wishes(plan)
            stopped_by = await run_round(self, plan, thinker, why_stop, self._concurrency)
            if stopped_by != DONE:
                return stopped_by
            # What is asked about the whole could not be wanted before its parts were made.
            if not await self._see_to_wishes(plan) and not await self._find_what_others_made():
                return await settle(thinker.endpoint, self.questions_asked, why_stop) or DONE

    def request(self, wanted: Wanted) -> ThinkRequest | None:
        """What the model is asked for one of its thoughts; None if it cannot be now. Uses the writer."""
        return self._plan.request(wanted) if self._plan is not None else None

    def messages(self, wanted: Wanted) -> list[Message]:
        """The prompt that the model would get for one of its thoughts; none if none now. Uses the writer."""
        request = self.request(wanted)
        if request is None or self._thinker is None:
            return []
        return self._thinker.sent(request, self.earlier(wanted))

    def plan_again(self) -> None:
        """Work out anew everything that is wanted of the model. Uses the writer."""
        if self._plan is not None:
            if not self.workspace.planner.has_looked:
                self._learned(self._lookout)()
            self._hear(self._plan)
            self._plan.plan_all()
            self._is_planned = True

    def plan_beside(self, workspace: Workspace) -> None:
        """Work out what is wanted of the model in another index of the same workspace."""
        if self._plan is not None and self._thinker is not None:
            beside = self._new_plan(workspace, self._thinker, self._plan.passed_over())
            beside.go_on_without(self._plan.given_up())
            beside.plan_all()

    async def _see_to_wishes(self, plan: ModelPlan) -> bool:
        """Want what answers lacked. Whether that is more than before."""
        log = self.questions_asked
        if log is None:
            return False
        try:
            wishes = log.wishes()
            seen_to = await self.write(lambda: plan.wish(wishes)) if wishes else []
            log.grant(seen_to)
        except MemoryFault as error:
            # They are seen to the next time.
            self.has_failed(error)
            return False
        return bool(seen_to)

    def _hear(self, plan: ModelPlan) -> None:
        """What was asked of one thing may be asked of its like. Uses the writer."""
        if self.questions_asked is None or not self.hears:
            return
        try:
            plan.hear(self.questions_asked.list(_LATEST_QUESTIONS))
        except MemoryFault as error:
            self.has_failed(error)

    async def _find_what_others_made(self) -> bool:
        """Show thoughts that came into the store from another clone's sleeper. Whether there were any.

        What stands above them was not wanted while they were missing, so that is planned again.
        """
        found = await self.write(self.workspace.writer.index_unindexed)
        self._is_planned = self._is_planned and not found
        return found > 0

    def _keep(self, rows: Collection[tuple[Any, ...]], shown: Mapping[str, Shown] = _NOTHING) -> None:
        if not rows:
            return
        try:
            self._store.put(rows, shown)
        except MemoryFault:
            # The store is shared: another workspace's sleeper may be busy with it.
            time.sleep(0.2)
            self._store.put(rows, shown)

    def earlier(self, wanted: Wanted) -> Earlier | None:
        """The thought that this one would follow, if it is known from what that was made. Uses the writer."""
        kind, thinker = wanted.recipe.kind, wanted.recipe.thinker
        before = self.workspace.writer.snapshot().thought_before(wanted.chunk_id, kind, thinker)
        shown = self._store.shown(before.key) if before is not None else None
        return Earlier(before, shown) if before is not None and shown is not None else None

    def keep_thought(self, chunk_id: int, thought: Thought, shown: Shown) -> None:
        """Store a thought that a model made, and show it.

        It is paid for: it is kept whatever became of what it is about.
        """
        self._keep([thought_row(thought)], {thought.key: shown})
        self.workspace.writer.index_thought(chunk_id, thought)
        self.counts.made += 1
        self._succeeded(f"a {thought.recipe.kind} by {thought.recipe.thinker}")

    def has_failed(self, error: StcError) -> None:
        """Note a failure, for whoever asks."""
        self.last_failure = Event(time.time(), str(error))

    def _succeeded(self, what: str) -> None:
        self.last_success = Event(time.time(), what)
