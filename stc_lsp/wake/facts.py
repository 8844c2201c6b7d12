"""What is known of a chunk right now, for the structural thinker's words: from the index, or an open file.

The sleeper gathers more (history, what overrides what); this is what can be had while somebody waits.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.describe.facts import MOST_MENTIONS, Mention, ModuleFacts, Several
from stc_lsp.code.describe.member_words import is_attribute
from stc_lsp.code.describe.mentioned import said_by_itself
from stc_lsp.code.identifiers import readable
from stc_lsp.code.parse.beside import methods_beside
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLS, BindingKind, ChunkKind, ReferenceKind
from stc_lsp.wake.overloads import documented_overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.code.describe.facts import DefinitionFacts
    from stc_lsp.code.values import Chunk, FileFacts, Reference
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference


def from_index(snapshot: Snapshot, stored: StoredChunk) -> DefinitionFacts | ModuleFacts:
    """What the index says of a chunk."""
    if stored.chunk.kind is ChunkKind.MODULE:
        return _module_from_index(snapshot, stored)
    known = _Known(snapshot)
    inside = snapshot.references_in(stored.id)
    targets = {id(each.reference): known.mention(each.target_id) for each in inside}
    parent = snapshot.chunk_by_id(stored.parent_id)
    callers, tests = known.users(stored)
    speaker = documented_overload(snapshot, stored) or stored
    return _definition(
        stored.path,
        stored.language,
        stored.chunk,
        parent.chunk if parent is not None else None,
        _members(snapshot, stored),
        [each.reference for each in inside],
        targets,
    )._replace(
        documentation=speaker.chunk.documentation,
        callers=callers,
        tests=tests,
        subclasses=known.subclasses(stored),
    )


def _members(snapshot: Snapshot, stored: StoredChunk) -> list[Chunk]:
    """What stands in a chunk, and the methods that stand beside it."""
    within = [each.chunk for each in snapshot.children(stored.id)]
    if stored.chunk.kind is not ChunkKind.CLASS or any(each.kind in CALLABLE for each in within):
        return within
    chunks = [each.chunk for each in snapshot.chunks(stored.path)]
    found = methods_beside(chunks)
    owners = (at for at in found if chunks[at].qualname == stored.chunk.qualname)
    return [*within, *(chunks[each] for at in owners for each in found[at])]


def from_text(path: str, facts: FileFacts, index: int) -> DefinitionFacts | ModuleFacts:
    """What an open file alone says of its chunk of that index; nobody's uses of it are known."""
    chunk = facts.chunks[index]
    children = [each for each in facts.chunks[1:] if each.parent == index]
    if chunk.kind is ChunkKind.MODULE:
        return _module(path, facts.language, chunk, children)
    children.extend(facts.chunks[at] for at in methods_beside(facts.chunks).get(index, ()))
    inside = [
        each
        for each in facts.references
        if chunk.start_byte <= each.start_byte < chunk.end_byte and _is_within(facts, each.chunk, index)
    ]
    by_name = {
        each.name: Mention(each.qualname, path, each.qualname, keyword=each.keyword)
        for each in facts.chunks[1:]
        if each.kind in (ChunkKind.CLASS, ChunkKind.FUNCTION)
    }
    targets = {id(each): by_name.get(each.name) if each.expression == each.name else None for each in inside}
    sets = tuple(
        dict.fromkeys(
            each.name
            for each in facts.bindings
            if each.kind is BindingKind.ATTRIBUTE and chunk.start_byte <= each.start_byte < chunk.end_byte
        )
    )
    parent = facts.chunks[chunk.parent] if chunk.parent is not None else None
    told = _definition(path, facts.language, chunk, parent, children, inside, targets)
    return told._replace(sets=() if chunk.kind is ChunkKind.CLASS else sets[:MOST_MENTIONS])


def _definition(
    path: str,
    language: str,
    chunk: Chunk,
    parent: Chunk | None,
    children: Sequence[Chunk],
    inside: Sequence[Reference],
    targets: Mapping[int, Mention | None],
) -> DefinitionFacts:
    container = parent if parent is not None and parent.kind is not ChunkKind.MODULE else None
    is_class = chunk.kind is ChunkKind.CLASS
    calls = {
        mention.label: mention
        for each in inside
        if each.kind in CALLS and (mention := targets.get(id(each))) and mention.qualname != chunk.qualname
    }
    bases = {each.expression: targets.get(id(each)) for each in inside if each.kind is ReferenceKind.BASE}
    return said_by_itself(path, language, chunk, container, inside)._replace(
        bases=tuple(bases.get(base) or Mention(base) for base in chunk.bases),
        members=tuple(_mention(path, each) for each in children if each.kind in CALLABLE),
        attributes=tuple(each.name for each in children if is_attribute(each, chunk)),
        calls=() if is_class else tuple(calls.values())[:MOST_MENTIONS],
    )


def _module(path: str, language: str, chunk: Chunk, children: Sequence[Chunk]) -> ModuleFacts:
    def mentions(kind: ChunkKind) -> tuple[Mention, ...]:
        return tuple(_mention(path, each) for each in children if each.kind is kind)

    return ModuleFacts(
        path=path,
        name=path.rpartition("/")[2].partition(".")[0],
        language=language,
        documentation=chunk.documentation,
        in_test_code=is_test_path(path),
        line_count=chunk.end_line,
        classes=mentions(ChunkKind.CLASS),
        functions=mentions(ChunkKind.FUNCTION),
        sections=mentions(ChunkKind.SECTION),
        variables=tuple(
            each.name for each in children if each.kind is ChunkKind.VARIABLE and each.name[:2] != "__"
        )[:MOST_MENTIONS],
    )


def _module_from_index(snapshot: Snapshot, stored: StoredChunk) -> ModuleFacts:
    children = [each.chunk for each in snapshot.children(stored.id)]
    importers = [path for path, _ in snapshot.importers(stored.path)]
    tests = [path for path in importers if is_test_path(path)]
    code = [path for path in importers if not is_test_path(path)]
    found = snapshot.imports_of(stored.path)
    imported = dict.fromkeys(target for _, target in found if target is not None and target != stored.path)
    outside = dict.fromkeys(one.module or one.name for one, target in found if target is None)
    return _module(stored.path, stored.language, stored.chunk, children)._replace(
        imports=tuple(Mention(path, path) for path in list(imported)[:MOST_MENTIONS]),
        imports_outside=tuple(list(outside)[:MOST_MENTIONS]),
        importers=_several_files(code),
        imported_by_tests=_several_files(tests),
    )


class _Known:
    """Chunks by id, as texts mention them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._mentions: dict[int, Mention | None] = {}

    def mention(self, chunk_id: int | None) -> Mention | None:
        """A chunk as a text mentions it; variables are not called."""
        if chunk_id is None:
            return None
        if chunk_id not in self._mentions:
            found = self._snapshot.chunk_by_id(chunk_id)
            told = found is not None and found.chunk.kind is not ChunkKind.VARIABLE
            self._mentions[chunk_id] = _mention(found.path, found.chunk) if found and told else None
        return self._mentions[chunk_id]

    def users(self, stored: StoredChunk) -> tuple[Several, Several]:
        """Who uses a chunk outside of test code, and in it."""
        own = stored.chunk
        users = [
            use
            for use in self._snapshot.uses(stored.id)
            if use.reference.kind is not ReferenceKind.NAME
            and not (use.path == stored.path and own.start_byte <= use.reference.start_byte < own.end_byte)
        ]
        in_tests = is_test_path(stored.path)
        tests = [] if in_tests else [use for use in users if is_test_path(use.path)]
        others = [use for use in users if in_tests or not is_test_path(use.path)]
        return _several(others), _several(tests)

    def subclasses(self, stored: StoredChunk) -> Several:
        """Who inherits from a class."""
        return (
            _several(self._snapshot.subclasses(stored.id))
            if stored.chunk.kind is ChunkKind.CLASS
            else Several()
        )


def _mention(path: str, chunk: Chunk) -> Mention:
    about = first_sentence(chunk.documentation)
    return Mention(readable(chunk.qualname) or path, path, chunk.qualname, about=about, keyword=chunk.keyword)


def _several(uses: Iterable[StoredReference]) -> Several:
    counted = Counter((use.path, use.chunk_label) for use in uses)
    ordered = sorted(counted, key=lambda each: (is_test_path(each[0]), -counted[each], each))
    return Several(
        tuple(
            Mention(label, path, "" if label == path else label, counted[path, label])
            for path, label in ordered[:MOST_MENTIONS]
        ),
        len(counted),
        counted.total(),
        len({path for path, _ in counted}),
        bool(counted) and all(is_test_path(path) for path, _ in counted),
    )


def _several_files(paths: Sequence[str]) -> Several:
    shown = tuple(Mention(path, path) for path in sorted(paths)[:MOST_MENTIONS])
    return Several(shown, len(paths), len(paths), len(paths))


def _is_within(facts: FileFacts, chunk: int | None, outer: int) -> bool:
    while chunk is not None:
        if chunk == outer:
            return True
        chunk = facts.chunks[chunk].parent
    return False
