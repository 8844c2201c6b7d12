"""What stands under a cursor: a definition, or a use and what it means.

A buffer that is as indexed is looked up in the index; any other is parsed and resolved now.
"""

from __future__ import annotations

import weakref
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.resolve import Target, resolve_at
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.freshness import digest_of, parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.values import Binding, Chunk, FileFacts
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.documents import Documents

_FILES_REMEMBERED = 12
_DEFINED = (ChunkKind.FUNCTION, ChunkKind.METHOD, ChunkKind.CLASS, ChunkKind.VARIABLE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that the name under a cursor may mean."""

    path: str
    qualname: str
    certain: bool
    stored: StoredChunk | None
    """In the index; None while it is not known there."""
    binding: Binding | None = None
    """The local name, parameter or attribute, if it is no chunk: `stored` is the chunk whose name it is."""


@dataclass(frozen=True, slots=True)
class Under:
    """What a cursor points at."""

    start_byte: int
    end_byte: int
    name: str
    candidates: tuple[Candidate, ...]


class _Known:
    """One file of the index as hovering needs it: names and resolved uses in the order of their bytes."""

    def __init__(self, snapshot: Snapshot, path: str) -> None:
        self.revision = snapshot.revision
        chunks = snapshot.chunks(path)
        self.definitions = sorted(
            (each for each in chunks[1:] if each.chunk.name_end_byte > each.chunk.name_start_byte),
            key=lambda each: each.chunk.name_start_byte,
        )
        uses = snapshot.references_in(chunks[0].id) if chunks else []
        self.uses = sorted(
            (each for each in uses if each.target_id is not None), key=lambda each: each.reference.start_byte
        )
        self._definition_starts = [each.chunk.name_start_byte for each in self.definitions]
        self._use_starts = [each.reference.start_byte for each in self.uses]

    def definition_at(self, byte: int) -> StoredChunk | None:
        """The chunk whose name the byte is in, or right behind."""
        index = bisect_right(self._definition_starts, byte) - 1
        found = self.definitions[index] if index >= 0 else None
        return found if found is not None and byte <= found.chunk.name_end_byte else None

    def use_at(self, byte: int) -> StoredReference | None:
        """The resolved use whose name the byte is in, or right behind."""
        index = bisect_right(self._use_starts, byte) - 1
        found = self.uses[index] if index >= 0 else None
        return found if found is not None and byte <= found.reference.end_byte else None


_known: weakref.WeakKeyDictionary[Documents, dict[str, _Known]] = weakref.WeakKeyDictionary()
"""By the workspace's documents, for two clones may hold equal files whose chunks have other ids."""


def under_cursor(
    snapshot: Snapshot, documents: Documents, path: str, source: bytes, byte: int
) -> Under | None:
    """What the name at a byte of a text may mean, the likeliest first; None if no name is there."""
    record = snapshot.file(path)
    if record is not None and not record.skipped and record.digest == digest_of(source):
        found = _in_index(snapshot, documents, path, byte)
        if found is not None:
            return found
    return _in_text(snapshot, path, source, byte)


def _in_index(snapshot: Snapshot, documents: Documents, path: str, byte: int) -> Under | None:
    known = _file(snapshot, documents, path)
    defined = known.definition_at(byte)
    if defined is not None:
        chunk = defined.chunk
        only = Candidate(path, chunk.qualname, certain=True, stored=defined)
        return Under(chunk.name_start_byte, chunk.name_end_byte, chunk.name, (only,))
    use = known.use_at(byte)
    target = snapshot.chunk_by_id(use.target_id) if use is not None and use.target_id is not None else None
    if use is None or target is None:
        return None
    only = Candidate(target.path, target.chunk.qualname, certain=True, stored=target)
    return Under(use.reference.start_byte, use.reference.end_byte, use.reference.name, (only,))


def _file(snapshot: Snapshot, documents: Documents, path: str) -> _Known:
    files = _known.setdefault(documents, {})
    known = files.pop(path, None)
    if known is None or known.revision != snapshot.revision:
        known = _Known(snapshot, path)
    # The file asked for last stands last: the first is the one to forget.
    files[path] = known
    while len(files) > _FILES_REMEMBERED:
        del files[next(iter(files))]
    return known


def _in_text(snapshot: Snapshot, path: str, source: bytes, byte: int) -> Under | None:
    facts = parsed(path, source)
    span = _span_at(facts, byte)
    if span is None:
        return None
    found = resolve_at(path, facts, byte, _AsProject(snapshot))
    candidates = tuple(
        Candidate(
            each.target.path,
            each.target.qualname,
            each.certain,
            snapshot.chunk(each.target.path, each.target.qualname),
            each.binding,
        )
        for each in found
    )
    name = source[span[0] : span[1]].decode("utf-8", "replace")
    return Under(*span, name, candidates) if candidates else None


def _span_at(facts: FileFacts, byte: int) -> tuple[int, int] | None:
    """The name that the byte is in, or right behind."""
    spans: list[tuple[int, int]] = [
        *((each.name_start_byte, each.name_end_byte) for each in facts.chunks[1:]),
        *((each.start_byte, each.end_byte) for each in facts.references),
        *(
            (each.start_byte, each.start_byte + len(each.name.encode()))
            for each in facts.bindings
            if each.name
        ),
    ]
    touching = [span for span in spans if span[0] <= byte <= span[1] and span[0] < span[1]]
    return min(touching, key=lambda span: (byte == span[1], span[1] - span[0]), default=None)


class _AsProject:
    """A snapshot as resolution sees it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def paths_of_module(self, name: str) -> Sequence[str]:
        return self._snapshot.paths_of_module(name)

    def has_file(self, path: str) -> bool:
        return self._snapshot.has_file(path)

    def files_in(self, directory: str, language: str) -> Sequence[str]:
        return self._snapshot.files_in(directory, language)

    def facts(self, path: str) -> FileFacts | None:
        return self._snapshot.facts(path, references=False)

    def members_named(self, name: str) -> Sequence[Target]:
        return [
            Target(each.path, each.chunk.qualname)
            for each in self._snapshot.named(name)
            if each.chunk.kind in _DEFINED
        ]


def chunk_in(facts: FileFacts, qualname: str) -> Chunk | None:
    """The chunk of that name in a parsed text."""
    return next((chunk for chunk in facts.chunks if chunk.qualname == qualname), None)
