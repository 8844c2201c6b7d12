"""Likely questions: what people are likely to ask of a file or of what stands at a line, with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe import describe
from stc_lsp.code.intents import Intent
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.cite import Citer, lines_of
from stc_lsp.wake.facts import from_text
from stc_lsp.wake.freshness import Present, parsed
from stc_lsp.wake.values import LikelyQuestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stc_lsp.code.values import Chunk, FileFacts
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.documents import Documents

MOST = 12
_STRUCTURAL = "structural"
_ASKED_OF_PARTS = (Intent.PURPOSE, Intent.CALLERS)
"""What is listed of each definition when a whole file is looked at."""
_ASKED_HERE = frozenset(Intent) - {Intent.WHERE}
"""Who looks at a line does not ask where it is."""
_NEED_OTHERS = (Intent.CALLERS, Intent.TESTS, Intent.IMPORTERS, Intent.SUBCLASSES, Intent.CHANGED)
"""What one file alone cannot know."""
_MOST_CITATIONS = 8
_UNTOLD = (ChunkKind.VARIABLE,)


def likely_questions(
    snapshot: Snapshot, documents: Documents, path: str, line: int = 0, most: int = MOST
) -> list[LikelyQuestion]:
    """Questions about what stands at a line of a file as it is now, then about what that stands in.

    With line 0, about the file, then about its definitions. `path` may be a folder, or "" for the repository.
    Of a file that is not in the index, what it says by itself.
    """
    present = Present(snapshot, documents)
    module = module_of(snapshot, path)
    found = _from_text(path, line, present) if module is None else _from_memory(module, line, present)
    return _distinct(found, most)


def module_of(snapshot: Snapshot, path: str) -> StoredChunk | None:
    """The chunk of a file, of a folder, or of the repository."""
    path = path.rstrip("/")
    speaking = (path, f"{path}/", f"{path}/__init__.py", f"{path}/__init__.pyi", f"{path}/mod.rs")
    return next((found for each in speaking if (found := snapshot.chunk(each, "")) is not None), None)


def _from_memory(module: StoredChunk, line: int, present: Present) -> Iterator[LikelyQuestion]:
    snapshot = present.snapshot
    if line:
        for stored in _around(module, line, present):
            yield from _stored(stored, present, _ASKED_HERE)
        return
    yield from _stored(module, present)
    parts = [each for each in snapshot.children(module.id) if each.chunk.kind not in _UNTOLD]
    # What is used most is asked about most.
    parts.sort(key=lambda each: (each.chunk.name.startswith("_"), -snapshot.count_uses(each.id)))
    for intent in _ASKED_OF_PARTS:
        for part in parts[:MOST]:
            yield from _stored(part, present, (intent,))


def _around(module: StoredChunk, line: int, present: Present) -> Iterator[StoredChunk]:
    """The chunks of the index that a line stands in now, the innermost first."""
    snapshot = present.snapshot
    if present.is_as_indexed(module.path):
        stored = snapshot.enclosing(module.path, line) or module
        while stored is not None:
            yield stored
            stored = snapshot.chunk_by_id(stored.parent_id) if stored.parent_id is not None else None
        return
    source = present.text(module.path)
    if source is None:
        return
    facts = parsed(module.path, source)
    for index in _enclosing(facts, line):
        stored = snapshot.chunk(module.path, facts.chunks[index].qualname)
        if stored is not None:
            yield stored


def _stored(
    stored: StoredChunk, present: Present, intents: Collection[str] = frozenset(Intent)
) -> Iterator[LikelyQuestion]:
    """What was thought about a chunk, a model's questions first."""
    for thought, item in present.snapshot.stored_questions(stored.id):
        if item.intent and item.intent not in intents:
            continue
        citer = Citer(present)
        citations = citer.of_item(stored, item)[:_MOST_CITATIONS]
        yield LikelyQuestion(
            item.question,
            item.text,
            item.intent,
            stored.label or "this repository",
            tuple(citations),
            citer.fresh,
            thought.recipe.thinker,
        )


def _from_text(path: str, line: int, present: Present) -> Iterator[LikelyQuestion]:
    """What a file that is not in the index says by itself."""
    source = present.text(path)
    if source is None:
        return
    facts = parsed(path, source)
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
            citation = lines_of(path, chunk)
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
    """Each question once, and of one thing each intent once: a model's before the structural."""
    found: dict[tuple[str, str], LikelyQuestion] = {}
    for each in questions:
        if len(found) == most:
            break
        found.setdefault((each.label, each.intent or each.question), each)
    return list(found.values())
