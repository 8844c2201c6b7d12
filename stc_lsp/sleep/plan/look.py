"""Looking around before thinking: reads what can be observed, and what people have turned to since."""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stc_lsp.code.asking import chance as asking_chance
from stc_lsp.code.asking.chance import AskedSoFar, next_door
from stc_lsp.code.asking.question import read_question
from stc_lsp.memory.hovers import HoverLog, Looked
from stc_lsp.memory.ledger.account import Account, workspace_account
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.values import label_of
from stc_lsp.sleep.git.churn import Churns, read_churns
from stc_lsp.sleep.git.log import head_commit
from stc_lsp.sleep.plan.chance import Weights, learned, unpacked
from stc_lsp.sleep.plan.features import Attention, Observed, observe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from stc_lsp.memory.index import IndexWriter
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.read.graph import Node
    from stc_lsp.memory.snapshot import Memory, Snapshot
    from stc_lsp.memory.values import Asked, ThoughtKind

WEIGHTS_NOTE = "plan:weights"
SEEN_NOTE = "plan:seen"
"""The day up to which what people turned to has been learned from."""
_HALF_LIFE_DAYS = 14.0
_LEAST_TO_LEARN_FROM = 12
"""Things that people turned to: fewer say nothing."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """What was found by looking around."""

    observed: Observed
    weights: Weights
    account: Account
    seen_day: int
    """Everything before this day has been learned from."""
    open_files: frozenset[str]
    expectations: Sequence[tuple[int, ThoughtKind, float]] = ()
    """How the structural thoughts that are made were valued before: chunk, kind, value."""
    asked: AskedSoFar = field(default_factory=AskedSoFar)

    def keeper(self, writer: IndexWriter) -> Callable[[], None]:
        """What keeps what was learned, for the next start, and for who lists likely questions.

        Of all that was observed it holds nothing: that is much.
        """
        notes = (
            (WEIGHTS_NOTE, self.weights.packed()),
            (SEEN_NOTE, str(self.seen_day)),
            (asking_chance.NOTE, self.asked.packed()),
        )

        def keep() -> None:
            for note, value in notes:
                if writer.get_meta(note) != value:
                    writer.set_meta(note, value)

        return keep


@dataclass(slots=True)
class Lookout:
    """Looks around one workspace, with connections of its own: nobody waits for it."""

    root: Path
    paths: MemoryPaths
    memory: Memory
    now: Callable[[], float] = time.time
    hears: bool = True
    """Whether it may learn from the questions that people asked."""
    _head: str = ""
    _churns: Churns = field(default_factory=Churns)

    def look(self, open_files: frozenset[str] = frozenset()) -> View:
        """Observe everything, and learn from what people turned to. Raises MemoryFault."""
        self._read_history()
        turned, questions, account = self._read_logs()
        with self.memory.snapshot() as snapshot:
            notes = snapshot.notes("plan:")
            weights = unpacked(notes.get(WEIGHTS_NOTE, ""))
            seen_day = int(notes.get(SEEN_NOTE, "0"))
            today = int(self.now() // DAY)
            new = [each for each in turned if seen_day <= each.day < today]
            if len({(each.path, each.symbol) for each in new}) >= _LEAST_TO_LEARN_FROM:
                weights = self._learned(snapshot, weights, turned, new)
                seen_day = today
            attention = Attention(open_files, _weighed(turned, today))
            observed = observe(snapshot, self._churns, attention)
            expectations = snapshot.expectations()
        asked = _asked(questions, observed.nodes, today)
        return View(observed, weights, account, seen_day, open_files, expectations, asked)

    def _learned(
        self, snapshot: Snapshot, weights: Weights, turned: Iterable[Looked], new: Iterable[Looked]
    ) -> Weights:
        """The weights after what was turned to lately is held against what could be observed before that."""
        fresh = set(new)
        first = min(each.day for each in fresh)
        before = _weighed((each for each in turned if each not in fresh), first)
        observed = observe(snapshot, self._churns, Attention(looked_at=before))
        found = Attention(looked_at=_weighed(fresh, first))
        asked = [found.of(node) > 0 for node in observed.nodes]
        if not any(asked):
            return weights
        after = learned(weights, observed.rows, asked)
        log.info("learned what to think about from %d things", sum(asked))
        return after

    def _read_history(self) -> None:
        head = head_commit(self.root)
        if head != self._head:
            self._head, self._churns = head, read_churns(self.root) if head else Churns()

    def _read_logs(self) -> tuple[list[Looked], Sequence[Asked], Account]:
        with ExitStack() as stack:
            hovers = stack.enter_context(closing(HoverLog.open(self.paths, self.now)))
            questions = stack.enter_context(closing(QuestionLog.open(self.paths, self.now)))
            ledger = stack.enter_context(closing(Ledger.open(self.paths, self.now)))
            turned, asked = hovers.list(), questions.list() if self.hears else ()
            turned += [
                Looked("", each.chunk_label, int(each.asked_at // DAY), times=1)
                for each in asked
                if each.chunk_label
            ]
            return turned, asked, workspace_account(ledger, questions, self.paths.workspace_id)


def _asked(questions: Iterable[Asked], nodes: Iterable[Node], today: int) -> AskedSoFar:
    """What was asked of what, counted where it was asked, and for the whole workspace."""
    places: dict[str, set[str]] = {}
    for node in nodes:
        places.setdefault(label_of(node.path, node.qualname), set()).add(next_door(node.path, str(node.kind)))
    counted: dict[str, dict[str, float]] = {}
    for each in questions:
        intent = read_question(each.question).intent
        around = places.get(each.chunk_label, set())
        if intent is None or not around:
            continue
        weight = _faded(today - int(each.asked_at // DAY))
        for place, part in (("", weight), *((place, weight / len(around)) for place in around)):
            of_place = counted.setdefault(place, {})
            of_place[intent] = of_place.get(intent, 0.0) + part
    return AskedSoFar(counted)


def _faded(days: int) -> float:
    return 0.5 ** (max(0, days) / _HALF_LIFE_DAYS)


def _weighed(turned: Iterable[Looked], today: int) -> dict[tuple[str, str], float]:
    """How often each thing was turned to, each time counting half as much two weeks later."""
    found: dict[tuple[str, str], float] = {}
    for each in turned:
        place = (each.path, each.symbol)
        found[place] = found.get(place, 0.0) + each.times * _faded(today - each.day)
    return found
