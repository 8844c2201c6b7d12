"""Likely questions: what people are likely to ask of a file or of what stands at a line, with the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.chance import NOTE, AskedSoFar, chance, leaned, leanings, next_door, unpacked
from stc_lsp.code.asking.intents import EXACT, Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.code.asking.same_question import is_same_question
from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.values import Chunk, ChunkKind, FileFacts
from stc_lsp.wake.cite import Citer, lines_showing
from stc_lsp.wake.facts import from_text
from stc_lsp.wake.hover.freshness import Present, parsed
from stc_lsp.wake.values import LikelyQuestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, Thought, ThoughtItem
    from stc_lsp.wake.documents import Documents

MOST = 12
_ASKED_OF_PARTS = (Intent.PURPOSE, Intent.CALLERS)
"""What is listed of each definition when a whole file is looked at."""
_ASKED_HERE = frozenset(Intent) - {Intent.WHERE}
"""Who looks at a line does not ask where it is."""
_NEED_OTHERS = (Intent.CALLERS, Intent.TESTS, Intent.IMPORTERS, Intent.SUBCLASSES, Intent.CHANGED)
"""What one file alone cannot know."""
_LOOKED_AT = (0.6, 0.25, 0.1, 0.05)
"""The share of the questions at a line that are about the innermost thing there, what holds that, ..."""
_MOST_CITATIONS = 8
_UNTOLD = (ChunkKind.VARIABLE,)


def likely_questions(
    snapshot: Snapshot, documents: Documents, path: str, line: int = 0, most: int = MOST
) -> list[LikelyQuestion]:
    """Questions about what stands at a line of a file as it is now, and about what that stands in.

    With line 0, about the file and its definitions. `path` may be a folder, or "" for the repository. The
    likeliest come first. Of a file that is not in the index, what it says by itself.
    """
    present = Present(snapshot, documents)
    module = module_of(snapshot, path)
    if module is None:
        return _distinct(_from_text(path, line, present), most)
    return _from_memory(module, line, present, most)


def module_of(snapshot: Snapshot, path: str) -> StoredChunk | None:
    """The chunk of a file, of a folder, or of the repository."""
    path = path.rstrip("/")
    speaking = (path, f"{path}/", f"{path}/__init__.py", f"{path}/__init__.pyi", f"{path}/mod.rs")
    return next((found for each in speaking if (found := snapshot.chunk(each, "")) is not None), None)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stored question that may be listed."""

    stored: StoredChunk
    thought: Thought
    item: ThoughtItem
    intent: str
    """What it asks; of a model's question, as its wording tells."""
    chance: float
    leaning: float
    """How predictable it is beside the others about the same thing."""


def _from_memory(module: StoredChunk, line: int, present: Present, most: int) -> list[LikelyQuestion]:
    snapshot = present.snapshot
    asked = unpacked(snapshot.get_meta(NOTE) or "")
    found: list[_Candidate] = []
    if line:
        for stored, weight in zip(_around(module, line, present), _LOOKED_AT, strict=False):
            found.extend(_stored(stored, snapshot, asked, weight, _ASKED_HERE))
    else:
        found.extend(_stored(module, snapshot, asked, snapshot.expected(module.id)))
        for part in _parts(module, snapshot):
            found.extend(_stored(part, snapshot, asked, snapshot.expected(part.id), _ASKED_OF_PARTS))
    # Last, so that who is believed does not depend on it.
    told = [replace(each, chance=leaned(each.chance, each.leaning)) for each in _merged(found)]
    told.sort(key=lambda each: -each.chance)
    return [_cited(each, present) for each in told[:most]]


def _parts(module: StoredChunk, snapshot: Snapshot) -> list[StoredChunk]:
    """The definitions at the top of a file of which something is listed: those that are used most."""
    parts = [each for each in snapshot.children(module.id) if each.chunk.kind not in _UNTOLD]
    parts.sort(key=lambda each: (each.chunk.name.startswith("_"), -snapshot.count_uses(each.id)))
    return parts[:MOST]


def _around(module: StoredChunk, line: int, present: Present) -> Iterator[StoredChunk]:
    """The chunks of the index that a line stands in now, the innermost first."""
    snapshot = present.snapshot
    if present.is_as_indexed(module.path):
        stored = snapshot.enclosing(module.path, line) or module
        while stored is not None:
            yield stored
            stored = snapshot.chunk_by_id(stored.parent_id)
        return
    source = present.text(module.path)
    if source is None:
        return
    facts = parsed(module.path, source, snapshot)
    for index in _enclosing(facts, line):
        stored = snapshot.chunk(module.path, facts.chunks[index].qualname)
        if stored is not None:
            yield stored


def _stored(
    stored: StoredChunk,
    snapshot: Snapshot,
    asked: AskedSoFar,
    expected: float,
    intents: Collection[str] = frozenset(Intent),
) -> Iterator[_Candidate]:
    """What was thought about a chunk, each question with the chance that it is asked.

    `intents`: what of static analysis is listed. A model writes few questions, and all are.
    """
    place = next_door(stored.path, str(stored.chunk.kind))
    questions = snapshot.stored_questions(stored.id)
    leaning = leanings([item.predictability for _, item in questions])
    for (thought, item), lean in zip(questions, leaning, strict=True):
        if thought.is_structural and item.intent not in intents:
            continue
        intent = item.intent or str(read_question(item.question).intent or "")
        likely = chance(expected, asked.share(intent, place))
        yield _Candidate(stored, thought, item, intent, likely, lean)


def _merged(found: Iterable[_Candidate]) -> list[_Candidate]:
    """Each question once: of several about one thing that mean the same, the likeliest, then a model's."""
    kept: dict[int, list[_Candidate]] = {}
    told: list[_Candidate] = []
    for each in sorted(found, key=lambda each: (-each.chance, each.thought.is_structural)):
        same = kept.setdefault(each.stored.id, [])
        if not any(_is_same(each, other) for other in same):
            same.append(each)
            told.append(each)
    return told


def _is_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether nobody would ask both: the same in other words, or what static analysis has one answer to."""
    is_one_answer = one.item.intent == other.item.intent and one.item.intent in EXACT
    return is_one_answer or is_same_question(one.item.question, other.item.question)


def _cited(each: _Candidate, present: Present) -> LikelyQuestion:
    citer = Citer(present)
    citations = citer.of_item(each.stored, each.item)[:_MOST_CITATIONS]
    return LikelyQuestion(
        each.item.question,
        each.item.text,
        each.intent,
        each.stored.label or "this repository",
        tuple(citations),
        citer.fresh,
        each.thought.recipe.thinker,
        each.chance,
        each.thought.key,
        each.item.predictability,
    )


def _from_text(path: str, line: int, present: Present) -> Iterator[LikelyQuestion]:
    """What a file that is not in the index says by itself."""
    source = present.text(path)
    if source is None:
        return
    facts = parsed(path, source, present.snapshot)
    if line:
        for index in _enclosing(facts, line):
            yield from _said(path, facts, index, _ASKED_HERE)
        return
    yield from _said(path, facts, 0)
    for intent in _ASKED_OF_PARTS:
        for index, chunk in enumerate(facts.chunks):
            if chunk.parent == 0 and chunk.kind not in _UNTOLD:
                yield from _said(path, facts, index, (intent,))


def _said(
    path: str, facts: FileFacts, index: int, intents: Collection[str] = frozenset(Intent)
) -> Iterator[LikelyQuestion]:
    chunk = facts.chunks[index]
    for said in describe(from_text(path, facts, index)).questions:
        if said.intent in intents and said.intent not in _NEED_OTHERS:
            citation = lines_showing(path, chunk)
            yield LikelyQuestion(
                said.question, said.answer, str(said.intent), chunk.qualname or path, (citation,)
            )


def _enclosing(facts: FileFacts, line: int) -> list[int]:
    """The chunks that a line stands in, the innermost first."""
    around = [
        index
        for index, chunk in enumerate(facts.chunks)
        if chunk.kind is not ChunkKind.VARIABLE and (index == 0 or _holds(chunk, line))
    ]

    def size(index: int) -> tuple[int, int]:
        chunk = facts.chunks[index]
        return chunk.end_byte - chunk.start_byte, -index

    return sorted(around, key=size)


def _holds(chunk: Chunk, line: int) -> bool:
    return chunk.start_line <= line <= chunk.end_line


def _distinct(questions: Iterable[LikelyQuestion], most: int) -> list[LikelyQuestion]:
    """Of one thing each intent once."""
    found: dict[tuple[str, str], LikelyQuestion] = {}
    for each in questions:
        if len(found) == most:
            break
        found.setdefault((each.label, each.intent), each)
    return list(found.values())
