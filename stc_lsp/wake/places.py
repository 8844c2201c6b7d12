"""What stands under a cursor: a definition, or a use and what it means.

A buffer that is as indexed is looked up in the index; any other is parsed and resolved now.
"""

from __future__ import annotations

import weakref
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.resolve import resolve_at
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.guesses import may_be_anything, may_meet
from stc_lsp.wake.imported import module_named_at
from stc_lsp.wake.read_text import read_text

if TYPE_CHECKING:
    from stc_lsp.code.values import Binding, FileFacts
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.documents import Documents
    from stc_lsp.wake.freshness import Present

_FILES_REMEMBERED = 64
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


class _Spans:
    """Where the names and the resolved uses of one file of the index stand, in the order of their bytes."""

    def __init__(self, snapshot: Snapshot, path: str) -> None:
        self.revision = snapshot.revision
        self._names = snapshot.spans_of_names(path)
        self._uses = snapshot.spans_of_uses(path)
        self._name_starts = [span[0] for span in self._names]
        self._use_starts = [span[0] for span in self._uses]

    def name_at(self, byte: int) -> tuple[int, int, int] | None:
        """The definition whose name the byte is in, or right behind: start, end, the chunk's id."""
        index = bisect_right(self._name_starts, byte) - 1
        return self._names[index] if index >= 0 and byte <= self._names[index][1] else None

    def use_at(self, byte: int) -> tuple[int, int, int, str] | None:
        """The use whose name the byte is in, or right behind: start, end, the target's id, the name."""
        index = bisect_right(self._use_starts, byte) - 1
        return self._uses[index] if index >= 0 and byte <= self._uses[index][1] else None


_spans: weakref.WeakKeyDictionary[Documents, dict[str, _Spans]] = weakref.WeakKeyDictionary()
"""By the workspace's documents, for two clones may hold equal files whose chunks have other ids."""


def under_cursor(present: Present, path: str, byte: int) -> Under | None:
    """What the name at a byte of a file may mean, the likeliest first; None if no name is there."""
    found = _in_index(present, path, byte) if present.is_as_indexed(path) else None
    if found is not None:
        return found
    source = present.text(path)
    return _in_text(present, path, source, byte) if source is not None else None


def _in_index(present: Present, path: str, byte: int) -> Under | None:
    spans = _spans_of(present, path)
    named = spans.name_at(byte)
    if named is not None:
        start, end, chunk_id = named
        name = ""
    else:
        used = spans.use_at(byte)
        if used is None:
            return None
        start, end, chunk_id, name = used
    stored = present.snapshot.chunk_by_id(chunk_id)
    if stored is None:
        return None
    stored = _speaker(present.snapshot, stored)
    only = Candidate(stored.path, stored.chunk.qualname, certain=True, stored=stored)
    return Under(start, end, name or stored.chunk.name, (only,))


def _speaker(snapshot: Snapshot, stored: StoredChunk) -> StoredChunk:
    """The file that speaks for what is meant: of a Go package, the one whose comment documents it."""
    is_package = stored.chunk.kind is ChunkKind.MODULE and stored.language == "go"
    if not is_package or stored.chunk.documentation:
        return stored
    files = snapshot.files_in(folder_of(stored.path), "go")
    modules = (snapshot.chunk(path, "") for path in files)
    return next((each for each in modules if each is not None and each.chunk.documentation), stored)


def _spans_of(present: Present, path: str) -> _Spans:
    files = _spans.setdefault(present.documents, {})
    spans = files.pop(path, None)
    if spans is None or spans.revision != present.snapshot.revision:
        spans = _Spans(present.snapshot, path)
    # The file asked for last stands last: the first is the one to forget.
    files[path] = spans
    while len(files) > _FILES_REMEMBERED:
        del files[next(iter(files))]
    return spans


def _in_text(present: Present, path: str, source: bytes, byte: int) -> Under | None:
    snapshot = present.snapshot
    text = read_text(snapshot, present.documents, path, source)
    facts = text.facts
    module = module_named_at(facts, source, byte)
    if module is not None:
        target = text.resolver.imported(module.imported)
        if target is None:
            return None
        stored = snapshot.chunk(target.path, target.qualname)
        if stored is not None:
            stored = _speaker(snapshot, stored)
        only = Candidate(
            target.path if stored is None else stored.path, target.qualname, certain=True, stored=stored
        )
        return Under(module.start_byte, module.end_byte, module.imported.module, (only,))
    span = text.name_at(byte)
    if span is None:
        return None
    found = resolve_at(path, facts, byte, text.project, text.resolver)
    name = source[span[0] : span[1]].decode("utf-8", "replace")
    if not found or (not found[0].certain and may_be_anything(facts, byte, name)):
        return None
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
    possible = tuple(each for each in candidates if each.certain or _may_be_meant(facts, each))
    return Under(*span, name, possible) if possible else None


def _may_be_meant(facts: FileFacts, guessed: Candidate) -> bool:
    return guessed.stored is not None and may_meet(facts.language, guessed.stored.language)
