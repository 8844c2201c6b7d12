"""A file of the index as the sleeper holds it in memory, so that a save of it need not read it back."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from stc_lsp.code.values import FileFacts, Reference, ReferenceKind
from stc_lsp.memory.values import StoredChunk, StoredReference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stc_lsp.code.parse.splicing import Same
    from stc_lsp.code.resolve import Resolution
    from stc_lsp.memory.snapshot import Snapshot

Span = tuple[int, int]
EVERYWHERE: Span = (0, 1 << 62)
ALL_KINDS = frozenset(ReferenceKind)
_START = attrgetter("start_byte")


@dataclass(frozen=True, slots=True)
class Held:
    """What a file says, and what its names mean."""

    facts: FileFacts
    """All of it."""
    indexed: FileFacts | None
    """As the index has it, if that is known: with the bindings that others may need."""
    resolution: Resolution
    same: Same | None = None
    """What it has in common with its last text, if all of that still means what it did."""

    def chunks(self, snapshot: Snapshot, path: str) -> list[StoredChunk]:
        """As `Snapshot.chunks` gives them."""
        ids = snapshot.chunk_ids(path)
        language = self.facts.language
        found = [
            StoredChunk(id_, path, language, None if each.parent is None else ids[each.parent], each)
            for id_, each in zip(ids, self.facts.chunks, strict=True)
        ]
        module = found[0]
        found[0] = replace(module, chunk=replace(module.chunk, name=PurePosixPath(path).stem))
        return found

    def references(
        self,
        snapshot: Snapshot,
        chunks: Sequence[StoredChunk],
        span: Span = EVERYWHERE,
        kinds: Collection[ReferenceKind] = ALL_KINDS,
    ) -> list[StoredReference]:
        """Those of some kinds in a span, as `Snapshot.references_in` gives them. `chunks`: all there are."""
        return [
            _stored(chunks[each.chunk], each, target)
            for each, target in self.meant(snapshot, chunks, span)
            if each.kind in kinds
        ]

    def meant(
        self, snapshot: Snapshot, chunks: Sequence[StoredChunk], span: Span = EVERYWHERE
    ) -> Iterator[tuple[Reference, int | None]]:
        """The references in a span, in order, and what each means."""
        all_of_them = self.facts.references
        first, last = (bisect_left(all_of_them, place, key=_START) for place in span)
        target = snapshot.targets_between(chunks[0].path, *span).get
        return zip(all_of_them[first:last], map(target, range(first, last)), strict=True)

    def bases(self, snapshot: Snapshot, chunks: Sequence[StoredChunk]) -> list[StoredReference]:
        """The same, anywhere, where a class names its bases."""
        targets = snapshot.targets_of_kind(chunks[0].path, ReferenceKind.BASE)
        return [
            _stored(chunks[each.chunk], each, targets.get(number))
            for number, each in enumerate(self.facts.references)
            if each.kind is ReferenceKind.BASE
        ]


def span_of(chunks: Sequence[StoredChunk], some: Collection[int]) -> Span:
    """Where some chunks of a file, given by their ids, stand."""
    if len(some) >= len(chunks) - 1:
        return EVERYWHERE
    ids = frozenset(some)
    inside = [each.chunk for each in chunks if each.id in ids]
    if not inside:
        return 0, 0
    return min(each.start_byte for each in inside), max(each.end_byte for each in inside)


def _stored(chunk: StoredChunk, reference: Reference, target_id: int | None) -> StoredReference:
    return StoredReference(chunk.path, chunk.id, chunk.label, reference, target_id)
