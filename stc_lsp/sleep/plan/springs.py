"""Where questions come from that a model is to answer before anybody asks them of this very thing.

Two springs beside the model's own: what was asked of its siblings, and what the last commit did to it. (What
static analysis answers has its own templates, and what somebody asked is a wish.)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from stc_lsp.code.asking.same_question import is_same_question
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.values import CALLEES
from stc_lsp.sleep.plan.siblings import generalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stc_lsp.memory.values import Asked, Recipe, StoredChunk
    from stc_lsp.sleep.indexing.workspace import Workspace

_RECENT_DAYS = 90
"""Before the last commit of all: what was done longer ago nobody calls recent."""


class Spring(StrEnum):
    """Where a question comes from."""

    ASKED = ""
    """Somebody asked it, and was not answered at once."""
    SIBLINGS = "siblings"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A question to be answered by a model."""

    question: str
    spring: Spring = Spring.ASKED
    change: str = ""
    """What the last commits did, where that is asked."""


def question_of(recipe: Recipe) -> str:
    """The one question that a recipe answers."""
    return json.loads(recipe.parameters)["question"]


def spring_of(recipe: Recipe) -> Spring:
    """Where the question came from that a recipe answers."""
    return Spring(json.loads(recipe.parameters).get("spring", "")) if recipe.parameters else Spring.ASKED


class Springs:
    """The questions of one workspace. Uses the writer: one thread at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._heard: Sequence[tuple[str, str]] | None = None
        self._of_siblings: dict[int, list[str]] = {}

    def hear(self, asked: Sequence[Asked], is_thought_about: Callable[[StoredChunk], bool]) -> set[int]:
        """Take in what was asked, the latest first. Returns the chunks that get other questions now."""
        heard = [(each.question, each.chunk_label) for each in asked]
        if heard == self._heard:
            return set()
        planner = self._workspace.planner
        before = self._of_siblings
        self._heard = heard
        self._of_siblings = generalised(
            asked,
            self._workspace.writer.snapshot(),
            is_thought_about,
            lambda each: planner.expected(each.id, each.path),
        )
        ids = before.keys() | self._of_siblings.keys()
        return {each for each in ids if before.get(each) != self._of_siblings.get(each)}

    def of(self, stored: StoredChunk, asked: Iterable[str]) -> list[Foreseen]:
        """What is to be answered about a chunk beside what people `asked` of it."""
        found = [Foreseen(each, Spring.SIBLINGS) for each in self._new(stored, asked)]
        change = self._change(stored)
        if change is not None:
            found.append(change)
        return found

    def _new(self, stored: StoredChunk, asked: Iterable[str]) -> list[str]:
        put = self._of_siblings.get(stored.id, [])
        if not put:
            return []
        snapshot = self._workspace.writer.snapshot()
        known = [*asked]
        for thought, item in snapshot.stored_questions(stored.id):
            # Its own answer is no reason not to want it any more.
            if thought.is_structural or spring_of(thought.recipe) is not Spring.SIBLINGS:
                known.append(item.question)
        return [each for each in put if not any(is_same_question(each, other) for other in known)]

    def _change(self, stored: StoredChunk) -> Foreseen | None:
        """What the last commit changed in how a definition works, if that is recent and no layout."""
        chunk, histories = stored.chunk, self._workspace.histories
        if chunk.kind not in CALLEES:
            return None
        history = histories.of_chunk(stored.path, chunk.qualname, chunk.fingerprint)
        edit = history.edit
        if edit is None or edit.is_new or history.is_edited or not edit.diff:
            return None
        if not _is_recent(history.changes[0].date, histories.newest()):
            return None
        said = changed_said(stored.label, history, stored.path)
        return Foreseen(said.question, Spring.CHANGES, said.answer) if said is not None else None


def _is_recent(day: str, newest: str) -> bool:
    return (date.fromisoformat(newest) - date.fromisoformat(day)).days <= _RECENT_DAYS
