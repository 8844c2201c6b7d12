"""Which thoughts are wanted of a model: a key for each chunk whose parts are thought about, bottom-up."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.asking.same_question import is_same_question
from stc_lsp.code.modules import folder_of, folders_around
from stc_lsp.memory.values import STRUCTURAL, Asked, StoredChunk, ThoughtKind, Wanted
from stc_lsp.sleep.indexing.folders import LANGUAGE, folder_spoken_for
from stc_lsp.sleep.plan.springs import Foreseen, Spring, Springs, question_of, spring_of
from stc_lsp.sleep.thinking.requests import Requests, is_empty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.questions import Wish
    from stc_lsp.sleep.indexing.workspace import Workspace
    from stc_lsp.sleep.plan.worth import Worth
    from stc_lsp.sleep.thinkers.model import ModelThinker
    from stc_lsp.sleep.thinkers.request import ThinkRequest

Place = tuple[str, str, ThoughtKind]
"""Path, qualified name, and kind of a thought."""


class ModelPlan:
    """Keeps what is wanted of one model up with the index. Uses the writer: one thread at a time."""

    def __init__(
        self,
        workspace: Workspace,
        thinker: ModelThinker,
        *,
        with_questions: bool,
        least_return: float = 0.0,
        passed_over: Collection[Place] | None = None,
    ) -> None:
        """`least_return`: tokens that a thought must be expected to save for each it takes.

        `passed_over`: what costs more than that, as another plan of the same workspace has decided; None to
        decide it here.
        """
        self._workspace = workspace
        self._least_return = least_return
        self._decided = passed_over
        self._thinker = thinker
        self._kinds = tuple(ThoughtKind) if with_questions else (ThoughtKind.SUMMARY,)
        self.failed: set[str] = set()
        """Keys of which nothing came since the sleeper's start: not asked for again."""
        self._given_up: dict[int, str] = {}
        """Chunks without a summary, for what is above them to go on without; by the key that failed."""
        self._passed_over: dict[int, set[ThoughtKind]] = {}
        self._springs = Springs(workspace)
        self._is_planned = False
        self._without = _Without(self._given_up, self._passed_over)

    def plan_all(self) -> None:
        """Work out what is wanted for everything."""
        self._is_planned = True
        self.plan(self._workspace.records)
        writer = self._workspace.writer
        # Of another model, or another wording of its prompts: not wanted any more.
        for wanted in list(writer.wanted()):
            if wanted.recipe.made_by not in (STRUCTURAL, self._thinker.name):
                writer.drop_wanted([wanted.chunk_id], wanted.recipe.thinker)

    def plan(self, paths: Iterable[str]) -> None:
        """The same for some files, and for the folders that hold them."""
        workspace = self._workspace
        folders: set[str] = set()
        with workspace.writer.revision():
            requests = self._requests()
            for path in sorted(paths):
                chunks = workspace.writer.snapshot().chunks(path)
                if not chunks:
                    continue
                folders.update(folders_around(path.rstrip("/")))
                speaks = chunks[0].language == LANGUAGE or folder_spoken_for(path) is not None
                # A parent comes before its children in the file's order.
                for stored in reversed(chunks[1:] if speaks else chunks):
                    self._plan_chunk(requests, stored)
            for folder in sorted(folders, key=lambda each: -each.count("/") if each else 1):
                self._plan_folder(requests, folder)

    def give_up(self, wanted: Wanted) -> None:
        """Nothing that the model said of this held, or it cannot be asked for now."""
        self.failed.add(wanted.key)
        if wanted.recipe.kind is ThoughtKind.SUMMARY:
            self._given_up[wanted.chunk_id] = wanted.key

    def given_up(self) -> dict[tuple[str, str], str]:
        """Which chunks stay without a summary, and the key that failed: by path and qualified name."""
        snapshot = self._workspace.writer.snapshot()
        chunks = ((snapshot.chunk_by_id(chunk_id), key) for chunk_id, key in self._given_up.items())
        return {(each.path, each.chunk.qualname): key for each, key in chunks if each is not None}

    def passed_over(self) -> set[Place]:
        """What is not thought about, because it would cost more than it is expected to save."""
        snapshot = self._workspace.writer.snapshot()
        return {
            (stored.path, stored.chunk.qualname, kind)
            for chunk_id, kinds in self._passed_over.items()
            if (stored := snapshot.chunk_by_id(chunk_id)) is not None
            for kind in kinds
        }

    def reconsider(self) -> None:
        """Things may be worth more than they were: plan again what was passed over."""
        snapshot = self._workspace.writer.snapshot()
        self.plan(
            {
                stored.path
                for chunk_id, kinds in self._passed_over.items()
                if (stored := snapshot.chunk_by_id(chunk_id)) is not None
                and any(self._pays(stored, kind) for kind in kinds)
            }
        )

    def go_on_without(self, given_up: Mapping[tuple[str, str], str]) -> None:
        """Take over which chunks another plan of the same workspace has given up."""
        snapshot = self._workspace.writer.snapshot()
        for (path, qualname), key in given_up.items():
            chunk = snapshot.chunk(path, qualname)
            if chunk is not None:
                self._given_up[chunk.id] = key

    def after(self, chunk_id: int) -> None:
        """A chunk has been thought about, or given up: what it is a part of may now be wanted."""
        workspace = self._workspace
        snapshot = workspace.writer.snapshot()
        stored = snapshot.chunk_by_id(chunk_id)
        with workspace.writer.revision():
            requests = self._requests()
            while stored is not None:
                parent = snapshot.chunk_by_id(stored.parent_id)
                if parent is None:
                    parent = self._folder_around(stored)
                if parent is None or not self._plan_chunk(requests, parent):
                    return
                stored = parent

    def request(self, wanted: Wanted) -> ThinkRequest | None:
        """What to ask for; None if the source is not as it was, or the chunk is gone."""
        stored = self._workspace.writer.snapshot().chunk_by_id(wanted.chunk_id)
        if stored is None:
            return None
        request = self._requests().request(stored, wanted.recipe.kind, with_source=True)
        if request is None or not wanted.recipe.is_answer:
            return request
        question, spring = question_of(wanted.recipe), spring_of(wanted.recipe)
        foreseen = Foreseen(question, spring)
        if spring is Spring.CHANGES:
            # It may have been changed again since this was wanted.
            foreseen = next(
                (each for each in self._springs.of(stored, ()) if each.question == question), None
            )
        return None if foreseen is None else _to_answer(request, foreseen)

    def wish(self, wishes: Iterable[Wish]) -> list[int]:
        """Want the answers to what somebody asked and was not answered at once.

        Returns the wishes that are seen to: wanted from now on, or about nothing that is known.
        """
        seen_to: list[int] = []
        with self._workspace.writer.revision():
            requests = self._requests()
            for wish in wishes:
                stored = self._about(requests, wish)
                about = requests.request(stored, ThoughtKind.QUESTIONS) if stored is not None else None
                if stored is not None and about is not None and not self._is_asked(stored, wish.question):
                    self._workspace.writer.put_wanted([self._asked(stored, about, Foreseen(wish.question))])
                if stored is None or about is not None:
                    seen_to.append(wish.id)
        return seen_to

    def hear(self, asked: Sequence[Asked]) -> None:
        """Want answers about what is like the things that people asked about, the latest first."""
        writer = self._workspace.writer
        requests = self._requests()
        differing = self._springs.hear(asked, requests.is_thought_about)
        if not self._is_planned:
            return
        with writer.revision():
            for chunk_id in sorted(differing):
                stored = writer.snapshot().chunk_by_id(chunk_id)
                if stored is not None:
                    self._plan_chunk(requests, stored)

    def _is_asked(self, stored: StoredChunk, question: str) -> bool:
        """Whether an answer to that is wanted already, be it in other words."""
        known = self._workspace.writer.asked_about(stored.id, self._thinker.name)
        return any(is_same_question(question, other) for other in known)

    def _about(self, requests: Requests, wish: Wish) -> StoredChunk | None:
        """What a question is about: the first thing it was linked with, or what holds that."""
        snapshot = self._workspace.writer.snapshot()
        for label in wish.labels:
            stored = snapshot.chunk(label, "")
            if stored is None:
                named = [each for each in snapshot.named(label.rpartition(".")[2]) if each.label == label]
                stored = named[0] if named else None
            while stored is not None and not requests.is_thought_about(stored):
                stored = snapshot.chunk_by_id(stored.parent_id)
            if stored is not None:
                return stored
        return None if wish.labels else snapshot.chunk("", "")

    def _requests(self) -> Requests:
        return Requests(self._workspace.inputs(), self._thinker.name, self._without)

    def _plan_folder(self, requests: Requests, folder: str) -> None:
        tree = self._workspace.tree
        if not folder or tree.has(folder):
            stored = self._workspace.writer.snapshot().chunk(tree.speaker(folder), "")
            if stored is not None:
                self._plan_chunk(requests, stored)

    def _plan_chunk(self, requests: Requests, stored: StoredChunk) -> bool:
        """Want the thoughts about one chunk, unless a part is still to be made. Whether they are wanted."""
        if not requests.is_thought_about(stored):
            if is_empty(stored):  # it may have held something before
                self._workspace.writer.drop_wanted([stored.id], self._thinker.name)
            return False
        about = requests.request(stored, ThoughtKind.SUMMARY)
        if about is None:
            self._workspace.writer.postpone_wanted([stored.id], self._thinker.name)
            return False
        wanted = [self._wanted(stored, dataclasses.replace(about, kind=kind)) for kind in self._kinds]
        if self._given_up.get(stored.id) not in {each.key for each in wanted}:
            self._given_up.pop(stored.id, None)
        wanted.extend(self._answers(stored, about))
        self._workspace.writer.put_wanted(wanted)
        return True

    def _answers(self, stored: StoredChunk, about: ThinkRequest) -> Iterator[Wanted]:
        """To what was asked of a chunk, and to what is foreseen, where that pays."""
        writer, name = self._workspace.writer, self._thinker.name
        asked = writer.asked_about(stored.id, name)
        for question in asked:
            yield self._asked(stored, about, Foreseen(question))
        foreseen = self._springs.of(stored, asked) if ThoughtKind.QUESTIONS in self._kinds else []
        writer.drop_foreseen(stored.id, name, {each.question for each in foreseen})
        for each in foreseen:
            wanted = self._asked(stored, about, each)
            if wanted.value >= self._least_return or writer.is_current(wanted):
                yield wanted

    def _asked(self, stored: StoredChunk, about: ThinkRequest, foreseen: Foreseen) -> Wanted:
        request = _to_answer(dataclasses.replace(about, kind=ThoughtKind.QUESTIONS), foreseen)
        recipe = self._thinker.recipe(request.kind, request.scope, request.question, request.spring)
        planner = self._workspace.planner
        is_asked = foreseen.spring is Spring.ASKED
        worth = planner.asked(stored) if is_asked else planner.foreseen(stored, foreseen.question)
        return Wanted(stored.id, recipe, self._thinker.key(request), worth.value)

    def _wanted(self, stored: StoredChunk, request: ThinkRequest) -> Wanted:
        """The thought that a request is for; without a key if it is passed over."""
        value = self._worth(stored, request.kind).value
        recipe = self._thinker.recipe(request.kind, request.scope)
        wanted = Wanted(stored.id, recipe, self._thinker.key(request), value)
        # What is wanted already, or made, stays: its worth wavers, and a change of mind costs more than it.
        if self._pays(stored, request.kind) or self._workspace.writer.is_current(wanted):
            self._passed_over.get(stored.id, set()).discard(request.kind)
            return wanted
        self._passed_over.setdefault(stored.id, set()).add(request.kind)
        return dataclasses.replace(wanted, key="")

    def _pays(self, stored: StoredChunk, kind: ThoughtKind) -> bool:
        """Whether a thought is expected to save what it takes."""
        if self._decided is not None:
            return (stored.path, stored.chunk.qualname, kind) not in self._decided
        return self._worth(stored, kind).value >= self._least_return

    def _worth(self, stored: StoredChunk, kind: ThoughtKind) -> Worth:
        return self._workspace.planner.worth(stored, kind, self._thinker.questions)

    def _folder_around(self, stored: StoredChunk) -> StoredChunk | None:
        """The record of the folder that a file, or a folder, stands in; None for the repository."""
        if not stored.path:
            return None
        spoken_for = folder_spoken_for(stored.path)
        folder = folder_of(stored.path if spoken_for is None else spoken_for)
        return self._workspace.writer.snapshot().chunk(self._workspace.tree.speaker(folder), "")


def _to_answer(request: ThinkRequest, foreseen: Foreseen) -> ThinkRequest:
    """The request to answer one question."""
    return dataclasses.replace(
        request, question=foreseen.question, spring=str(foreseen.spring), change=foreseen.change
    )


@dataclass(frozen=True, slots=True)
class _Without:
    """Chunks without a summary of the model's: what they are parts of is thought about all the same."""

    given_up: Mapping[int, str]
    passed_over: Mapping[int, Collection[ThoughtKind]]

    def __contains__(self, chunk_id: object) -> bool:
        return chunk_id in self.given_up or (
            isinstance(chunk_id, int) and ThoughtKind.SUMMARY in self.passed_over.get(chunk_id, ())
        )
