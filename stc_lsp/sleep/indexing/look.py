"""One look at a file of the index, before or after it changes: all of it that facts anywhere rest on.

Where things stand is no part of it: facts name no lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.parse.beside import methods_beside
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind, Reference, ReferenceKind
from stc_lsp.sleep.indexing.held import EVERYWHERE, Held, Span, span_of
from stc_lsp.sleep.inputs.names import Names, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stc_lsp.code.parse.splicing import Same
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import FileRecord, StoredChunk


class Outline(NamedTuple):
    """What folders and the repository tell of a file."""

    language: str
    skipped: str
    about: str
    imports: tuple[str, ...]
    environment: tuple[str, ...]
    """Each as often as it is read."""
    defines: frozenset[int]
    """The ids of what stands at its top: the program may start there."""

    @property
    def told_above(self) -> tuple[str, ...]:
        """What the folder that holds it tells of it, and all above count."""
        return self.language, self.skipped, self.about


class Shape(NamedTuple):
    """A chunk without its place."""

    kind: ChunkKind
    keyword: str
    signature: str
    documentation: str
    rest: tuple[object, ...]
    """What only its own facts tell."""

    @property
    def shown_to_callers(self) -> tuple[str, ...]:
        """What the facts of who calls it tell."""
        return self.kind, self.keyword, self.signature

    @property
    def shown_to_family(self) -> tuple[str, ...]:
        """What the facts of who inherits from it, or overrides it, tell."""
        return self.keyword, first_sentence(self.documentation)


Use = tuple[int, str, bool, bool]
"""The id of the user and its keyword, whether it is a base, whether it is nothing but an import."""


class OwnUse(NamedTuple):
    """What a chunk refers to at one place."""

    kind: ReferenceKind
    name: str
    expression: str
    target_id: int | None


_ENVIRONMENT = ReferenceKind.ENVIRONMENT
_Own = dict[int, list[OwnUse]]
_Uses = dict[int, dict[Use, int]]
_Used = tuple[int, Reference, int | None]
"""The id of the user, where it does so, and the id of what it uses."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is in one snapshot; `Look()` is no file."""

    outline: Outline | None = None
    digest: bytes = field(default=b"", compare=False)
    """Of its bytes: layout is all that may differ between two looks that are equal."""
    module: int = 0
    parents: dict[int, int | None] = field(default_factory=dict[int, "int | None"])
    """By id, in the order of the file."""
    shapes: dict[int, Shape] = field(default_factory=dict[int, Shape])
    own: _Own = field(default_factory=dict[int, "list[OwnUse]"])
    """What each chunk refers to, in order."""
    uses: _Uses = field(default_factory=dict[int, "dict[Use, int]"])
    """Who uses what, and how often, by the target's id."""
    bases: tuple[tuple[int, int], ...] = ()
    """Each class of the file with a base, in the order of the chunks."""
    outside_bases: dict[int, tuple[str, ...]] = field(default_factory=dict[int, "tuple[str, ...]"])
    methods: dict[int, dict[str, tuple[int, ...]]] = field(
        default_factory=dict[int, "dict[str, tuple[int, ...]]"]
    )
    """The methods of each class, by name."""
    beside: dict[int, tuple[int, ...]] = field(default_factory=dict[int, "tuple[int, ...]"])
    """The methods of a type that stand outside of it."""
    imports: tuple[tuple[object, ...], ...] = ()

    @property
    def imported(self) -> frozenset[str]:
        """The files that it imports."""
        return frozenset(self.outline.imports) if self.outline is not None else frozenset()


def look(names: Names, path: str, before: Look | None = None, held: Held | None = None) -> Look:
    """Look at a file.

    `held`: what is known of it in memory. `before`: how it looked until one definition was edited, which
    `held.same` tells of.
    """
    snapshot = names.snapshot
    record = snapshot.file(path)
    if record is None:
        return Look()
    chunks = snapshot.chunks(path) if held is None else held.chunks(snapshot, path)
    imports = snapshot.imports_of(path)
    if held is not None and held.same is not None and before is not None:
        own, uses = _looked_at_again(names, chunks, before, held, held.same)
    else:
        own, uses = _Own(), _Uses()
        used = _used(snapshot, chunks, held) if chunks else ()
        _add_references(names, chunks, used, own, uses)
    outline = _outline(record, chunks, (target for _, target in imports if target is not None), own)
    if not chunks:
        return Look(outline, record.digest)
    return Look(
        outline,
        record.digest,
        chunks[0].id,
        parents={each.id: each.parent_id for each in chunks},
        shapes={each.id: _shape(each.chunk) for each in chunks},
        own=own,
        uses=uses,
        bases=tuple(
            (chunk.id, each.target_id)
            for chunk in chunks
            for each in own.get(chunk.id, ())
            if each.kind is ReferenceKind.BASE and each.target_id is not None
        ),
        outside_bases={each.id: each.chunk.bases for each in chunks if each.chunk.kind is ChunkKind.CLASS},
        methods=_methods(chunks),
        beside={owner: tuple(each.id for each in found) for owner, found in beside(chunks).items()},
        imports=tuple((one.module, one.name, one.alias, one.level, target) for one, target in imports),
    )


def _outline(record: FileRecord, chunks: list[StoredChunk], imported: Iterable[str], own: _Own) -> Outline:
    read = [each.name for inside in own.values() for each in inside if each.kind is _ENVIRONMENT]
    return Outline(
        record.language,
        record.skipped,
        about(chunks),
        tuple(sorted(set(imported))),
        tuple(sorted(read)),
        frozenset(each.id for each in chunks[1:] if each.parent_id == chunks[0].id),
    )


def _used(snapshot: Snapshot, chunks: Sequence[StoredChunk], held: Held | None) -> Iterable[_Used]:
    if held is not None:
        return _of_held(snapshot, chunks, held)
    return ((each.chunk_id, each.reference, each.target_id) for each in snapshot.references_in(chunks[0].id))


def _of_held(
    snapshot: Snapshot, chunks: Sequence[StoredChunk], held: Held, span: Span = EVERYWHERE
) -> Iterator[_Used]:
    ids = [each.id for each in chunks]
    return ((ids[one.chunk], one, target) for one, target in held.meant(snapshot, chunks, span))


def _looked_at_again(
    names: Names, chunks: Sequence[StoredChunk], before: Look, held: Held, same: Same
) -> tuple[_Own, _Uses]:
    """What the chunks of a file refer to, and what they use: taken from before, but for one definition."""
    inner = [each.id for each in chunks[same.chunks_before : len(chunks) - same.chunks_behind]]
    changed = {*list(before.parents)[same.chunks_before : len(before.parents) - same.chunks_behind], *inner}
    own = {each: inside for each, inside in before.own.items() if each not in changed}
    uses = dict(before.uses)
    for target in {use.target_id for each in changed for use in before.own.get(each, ())}:
        if target is not None:
            others = {use: count for use, count in uses.pop(target).items() if use[0] not in changed}
            uses.update({target: others} if others else {})
    used = list(_of_held(names.snapshot, chunks, held, span_of(chunks, inner)))
    for target in {target for _, _, target in used}:
        if target in uses:
            uses[target] = dict(uses[target])
    _add_references(names, chunks, used, own, uses)
    return own, uses


def _add_references(
    names: Names, chunks: Sequence[StoredChunk], used: Iterable[_Used], own: _Own, uses: _Uses
) -> None:
    keywords = {each.id: each.chunk.keyword for each in chunks}
    for chunk_id, reference, target in used:
        told = OwnUse(reference.kind, reference.name, reference.expression, target)
        own.setdefault(chunk_id, []).append(told)
        if target is not None:
            is_base = reference.kind is ReferenceKind.BASE
            is_import = names.is_import(chunks[0].path, reference)
            use = chunk_id, keywords[chunk_id], is_base, is_import
            counted = uses.setdefault(target, {})
            counted[use] = counted.get(use, 0) + 1


def _shape(chunk: Chunk) -> Shape:
    rest = (chunk.decorators, chunk.bases, chunk.returns, chunk.parameters, chunk.fingerprint)
    return Shape(chunk.kind, chunk.keyword, chunk.signature, chunk.documentation, rest)


def beside(chunks: Sequence[StoredChunk]) -> dict[int, list[StoredChunk]]:
    """The methods that stand outside of their type, by its id. `chunks`: all of a file."""
    found = methods_beside([each.chunk for each in chunks])
    return {chunks[owner].id: [chunks[at] for at in each] for owner, each in found.items()}


def _methods(chunks: Sequence[StoredChunk]) -> dict[int, dict[str, tuple[int, ...]]]:
    found: dict[int, dict[str, tuple[int, ...]]] = {
        each.id: {} for each in chunks if each.chunk.kind is ChunkKind.CLASS
    }
    for each in chunks:
        is_method = each.chunk.kind in CALLABLE
        if is_method and each.parent_id in found:
            named = found[each.parent_id]
            named[each.chunk.name] = (*named.get(each.chunk.name, ()), each.id)
    return found
