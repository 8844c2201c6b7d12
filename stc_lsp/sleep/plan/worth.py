"""What to think about first: how often it will be asked about, times what that saves, per token it takes."""

from __future__ import annotations

import dataclasses
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from stc_lsp.code.asking.chance import AskedSoFar, next_door
from stc_lsp.code.asking.question import read_question
from stc_lsp.code.modules import folder_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.ledger.account import SAVED_BY_AN_ANSWER, Account
from stc_lsp.memory.values import STRUCTURAL, StoredChunk, ThoughtKind, Wanted
from stc_lsp.sleep.indexing.folders import folder_spoken_for
from stc_lsp.sleep.plan.chance import shipped
from stc_lsp.sleep.plan.features import COLUMN
from stc_lsp.sleep.plan.springs import Spring, question_of, spring_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stc_lsp.memory.read.graph import Node
    from stc_lsp.sleep.plan.look import View

_NEW = 0.3
"""The chance of what nobody has looked at yet: it has just been written, so it will be."""
_USUAL_COUNTS_AS = 10
"""Questions."""
_QUESTIONS_SHARE = 0.6
"""A summary is read in every hover, questions only by who asks."""

_RULES = 330.0
"""Tokens of a prompt besides what it shows."""
_BYTES_A_TOKEN = 2.6
"""Of source with the numbers of its lines."""
_TOKENS_A_PART = 45.0
_SUMMARY_WRITTEN, _QUESTION_WRITTEN = 110.0, 90.0
_FREE = 1.0
"""What the structural thinker makes takes no tokens: its value is how often people will turn to it."""
_NOTICEABLE = 0.1
"""Part of a value by which it has to differ for a thought that is made to be valued anew."""
_KINDS = tuple(ChunkKind)

Value = tuple[float, int, ThoughtKind, str]
"""A value, and the chunk, kind and thinker of what has it."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a thought is expected to be worth."""

    expected: float
    """How often somebody will turn to what it is about before long."""
    saved: float
    """Sleep-time tokens that it saves each time."""
    tokens: float
    """What it takes to make."""

    @property
    def value(self) -> float:
        """Tokens that are saved for each one spent. It pays above 1: N > S / (t x (B - b))."""
        return self.expected * self.saved / self.tokens


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a chunk."""

    path: str
    kind: str
    chance: float
    looks: float
    """How often people turned to it, each counting less the longer it is ago."""
    size: int
    """Bytes of its own source, less its parts."""
    parts: int


class _AllKnown:
    """What is known of every chunk, in columns: there may be a million of them.

    It holds no small object of its own: one that lives on keeps the memory around it from being given back.
    """

    def __init__(
        self, nodes: Sequence[Node] = (), chances: Sequence[float] = (), looks: Sequence[float] = ()
    ) -> None:
        sizes, parts = _sizes(nodes)
        order = sorted(range(len(nodes)), key=lambda n: nodes[n].id)
        files = {path: number for number, path in enumerate(dict.fromkeys(node.path for node in nodes))}
        self._ids = array("q", (nodes[n].id for n in order))
        self._paths = "".join(files)
        self._ends = array("q", accumulate(map(len, files)))
        """Where each path ends in that text."""
        self._files = array("l", (files[nodes[n].path] for n in order))
        self._kinds = array("b", (_KINDS.index(nodes[n].kind) for n in order))
        self._chances = array("d", (chances[n] for n in order))
        self._looks = array("d", (looks[n] for n in order))
        self._sizes = array("q", map(sizes.__getitem__, self._ids))
        self._parts = array("q", map(parts.__getitem__, self._ids))

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, chunk_id: int) -> _Known | None:
        """What is known of one; None if it has not been looked at."""
        n = bisect_left(self._ids, chunk_id)
        if n == len(self._ids) or self._ids[n] != chunk_id:
            return None
        file = self._files[n]
        return _Known(
            self._paths[self._ends[file - 1] if file else 0 : self._ends[file]],
            str(_KINDS[self._kinds[n]]),
            self._chances[n],
            self._looks[n],
            self._sizes[n],
            self._parts[n],
        )


class Planner:
    """Values thoughts by what was last observed of the workspace."""

    def __init__(self) -> None:
        self._known = _AllKnown()
        self._weights = shipped()
        self._saved = SAVED_BY_AN_ANSWER
        self._made: Sequence[tuple[int, ThoughtKind, float]] = ()
        self._asked = AskedSoFar()
        self._open_files: frozenset[str] = frozenset()
        self.open_files: frozenset[str] = frozenset()
        """Files that somebody has open or has just saved: seen at once, however long ago it was looked."""

    @property
    def has_looked(self) -> bool:
        """Whether anything was observed yet."""
        return bool(self._known)

    def learn(self, view: View) -> None:
        """Take over what was found by looking around. Any thread may call it while others value thoughts."""
        observed, weights = view.observed, view.weights
        chances = weights.chances(observed.rows)
        looks = np.expm1(observed.rows[:, COLUMN["looked at"]])
        known = _AllKnown(observed.nodes, chances.tolist(), looks.tolist())
        self._known, self._weights, self._open_files = known, weights, view.open_files
        self._saved = _saved(view.account)
        self._made, self._asked = view.expectations, view.asked

    def worth(self, stored: StoredChunk, kind: ThoughtKind, questions: int) -> Worth:
        """Of a thought that a model would make. `questions`: how many it is asked for."""
        size = stored.chunk.end_byte - stored.chunk.start_byte
        return self._worth(stored.id, stored.path, size, kind, questions)

    def _worth(self, chunk_id: int, path: str, size: int, kind: ThoughtKind, questions: int) -> Worth:
        known = self._known.get(chunk_id)
        size = known.size if known else size
        tokens = _RULES + size / _BYTES_A_TOKEN + (known.parts if known else 0) * _TOKENS_A_PART
        if kind is ThoughtKind.SUMMARY:
            tokens, share = tokens + _SUMMARY_WRITTEN, 1.0
        else:
            tokens, share = tokens + questions * _QUESTION_WRITTEN, _QUESTIONS_SHARE
        return Worth(self.expected(chunk_id, path), self._saved * share, tokens)

    def asked(self, stored: StoredChunk) -> Worth:
        """Of the answer to what somebody asked about it: it will be asked again."""
        expected = 1.0 + self.expected(stored.id, stored.path)
        return dataclasses.replace(self.worth(stored, ThoughtKind.QUESTIONS, 1), expected=expected)

    def foreseen(self, stored: StoredChunk, question: str) -> Worth:
        """Of the answer to one question about it that nobody has asked of it yet."""
        size = stored.chunk.end_byte - stored.chunk.start_byte
        return self._foreseen(stored.id, stored.path, str(stored.chunk.kind), size, question)

    def _foreseen(self, chunk_id: int, path: str, kind: str, size: int, question: str) -> Worth:
        worth = self._worth(chunk_id, path, size, ThoughtKind.QUESTIONS, 1)
        share = self._asked.share(str(read_question(question).intent or ""), next_door(path, kind))
        return dataclasses.replace(worth, expected=worth.expected * share, saved=self._saved)

    def values(self, missing: Iterable[Wanted], questions: int) -> Iterator[Value]:
        """The value of each; not of what has not been looked at yet."""
        for each in missing:
            if self._known.get(each.chunk_id) is not None:
                value = self.worth_of(each, questions).value
                yield value, each.chunk_id, each.recipe.kind, each.recipe.thinker

    def values_of_made(self) -> Iterator[Value]:
        """Of what is made without a model, where people will turn to it more or less often than before.

        Each time it has learned, once: who has been told what differs need not be told again.
        """
        # There may be a million of them, and a sleeper stays for hours.
        made, self._made = self._made, ()
        for chunk_id, kind, before in made:
            known = self._known.get(chunk_id)
            now = self.expected(chunk_id, known.path) if known else before
            if abs(now - before) > _NOTICEABLE * max(now, before):
                yield now, chunk_id, kind, STRUCTURAL

    def worth_of(self, wanted: Wanted, questions: int) -> Worth:
        """Of a thought about something that has been looked at; raises KeyError for anything else."""
        known = self._known.get(wanted.chunk_id)
        if known is None:
            raise KeyError(wanted.chunk_id)
        recipe, path = wanted.recipe, known.path
        if recipe.is_structural:
            return Worth(self.expected(wanted.chunk_id, path), _FREE, _FREE)
        if not recipe.is_answer:
            return self._worth(wanted.chunk_id, path, 0, recipe.kind, questions)
        if spring_of(recipe) is not Spring.ASKED:
            return self._foreseen(wanted.chunk_id, path, known.kind, 0, question_of(recipe))
        worth = self._worth(wanted.chunk_id, path, 0, recipe.kind, 1)
        return dataclasses.replace(worth, expected=1.0 + worth.expected)

    def expected(self, chunk_id: int, path: str) -> float:
        """How often people are expected to turn to it: the value of what is thought without a model."""
        known = self._known.get(chunk_id)
        chance = known.chance if known else _NEW
        was_open, is_open = path in self._open_files and known is not None, path in self.open_files
        if was_open != is_open:
            pull = self._weights.values[COLUMN["open"]]
            chance = _shifted(chance, pull if is_open else -pull)
        return chance + (known.looks if known else 0.0)


def _saved(account: Account) -> float:
    """Sleep-time tokens that an answer saves: a few questions say little against what is usual."""
    share = account.queries / (account.queries + _USUAL_COUNTS_AS)
    return share * account.saved_by_an_answer + (1.0 - share) * SAVED_BY_AN_ANSWER


def _shifted(chance: float, pull: float) -> float:
    odds = chance / max(1e-9, 1.0 - chance) * float(np.exp(pull))
    return odds / (1.0 + odds)


def _sizes(nodes: Sequence[Node]) -> tuple[dict[int, int], dict[int, int]]:
    """The bytes of each chunk less its parts, and how many parts it has."""
    sizes = {node.id: node.size for node in nodes}
    parts = dict.fromkeys(sizes, 0)
    speakers: dict[str, int] = {}
    for node in nodes:
        folder = folder_spoken_for(node.path) if node.kind is ChunkKind.MODULE else None
        if folder is not None:
            speakers[folder] = node.id
    for node in nodes:
        holder = node.parent_id
        if holder is not None and holder in sizes:
            sizes[holder] = max(0, sizes[holder] - node.size)
        elif node.kind is ChunkKind.MODULE:
            spoken_for = folder_spoken_for(node.path)
            holder = speakers.get(folder_of(node.path if spoken_for is None else spoken_for))
        if holder is not None and holder in parts and holder != node.id:
            parts[holder] += 1
    return sizes, parts
