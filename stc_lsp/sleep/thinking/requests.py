"""What a model is asked to think about: a request for each chunk, put together from the index and the source.

The parts come before the whole: nothing is asked about a class before its methods are thought about.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import opening
from stc_lsp.code.modules import folder_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import STRUCTURAL, StoredChunk, ThoughtKind
from stc_lsp.sleep.disk.read import read_file
from stc_lsp.sleep.indexing.folders import LANGUAGE, folder_spoken_for
from stc_lsp.sleep.inputs.repository import readme_text
from stc_lsp.sleep.thinkers.request import Part, ThinkRequest, ThoughtScope

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from stc_lsp.sleep.inputs.facts import Inputs

_SCOPES = {
    ChunkKind.FUNCTION: ThoughtScope.FUNCTION,
    ChunkKind.METHOD: ThoughtScope.FUNCTION,
    ChunkKind.CLASS: ThoughtScope.CLASS,
    ChunkKind.SECTION: ThoughtScope.SECTION,
    ChunkKind.MODULE: ThoughtScope.MODULE,
}
_MADE_OF_PARTS = (ChunkKind.CLASS, ChunkKind.MODULE, ChunkKind.SECTION)
_MOST_CALLEES = 20
_MOST_DOCUMENTATION = 1_500


class Requests:
    """Requests from one snapshot, for one model."""

    def __init__(self, inputs: Inputs, model: str, given_up: Container[int]) -> None:
        self._inputs = inputs
        self._snapshot = inputs.snapshot
        self._model = model
        self._given_up = given_up
        """Chunks about which the model said nothing that holds: what stands above goes on without them."""

    def is_thought_about(self, stored: StoredChunk) -> bool:
        """Whether a model is asked about a chunk: not about tests, variables, and parts of functions."""
        if stored.language == LANGUAGE:
            return not is_test_path(f"{stored.path}x")
        if is_test_path(stored.path) or stored.chunk.kind not in _SCOPES:
            return False
        record = self._snapshot.file(stored.path)
        if record is None or record.skipped or not record.language:
            return False
        if stored.chunk.kind is ChunkKind.MODULE:
            return not is_empty(stored)
        parent = self._snapshot.chunk_by_id(stored.parent_id)
        if parent is None or parent.chunk.kind not in _MADE_OF_PARTS:
            return False
        return self._inputs.parts.is_part(stored) or stored.chunk.kind is ChunkKind.SECTION

    def request(
        self, stored: StoredChunk, kind: ThoughtKind, *, with_source: bool = False
    ) -> ThinkRequest | None:
        """The request for a thought; None while a part of it still has to be thought about.

        `with_source` reads the file, and gives None too when that is not as the index has it any more.
        """
        folder = folder_spoken_for(stored.path) if stored.chunk.kind is ChunkKind.MODULE else None
        if stored.path == "" or folder is not None:
            return self._of_folder(stored, kind, folder or None)
        chunk = stored.chunk
        parts: tuple[Part, ...] = ()
        own = chunk.fingerprint
        if chunk.kind in _MADE_OF_PARTS:
            children = self._snapshot.children(stored.id)
            found = self._parts(stored, [child for child in children if self.is_thought_about(child)])
            if found is None:
                return None
            parts = found
            # What is no part stands in the source that is shown, and so in the key.
            rest = (child.chunk.fingerprint for child in children if not self._is_told(stored, child, parts))
            own = _digest((chunk.own_fingerprint, *rest))
        source = self._source(stored) if with_source else b""
        if with_source and not source:
            return None
        return ThinkRequest(
            kind,
            _SCOPES[chunk.kind],
            stored.language,
            qualname=chunk.qualname,
            own_fingerprint=own,
            source=source,
            header=self._header(stored),
            callees=self._callees(stored) if chunk.kind in CALLABLE else (),
            parts=parts,
            known_names=self._known_names(stored) if with_source else frozenset(),
        )

    def _of_folder(self, stored: StoredChunk, kind: ThoughtKind, folder: str | None) -> ThinkRequest | None:
        tree = self._inputs.tree
        speakers = [tree.speaker(each) for each in tree.folders_in(folder or "")]
        files = [path for path in tree.files_in(folder or "") if path != stored.path]
        modules = [
            chunk for path in (*speakers, *files) if (chunk := self._snapshot.chunk(path, "")) is not None
        ]
        told = [each for each in modules if self._is_module_told(each)]
        parts = self._parts(None, told)
        if parts is None:
            return None
        text = stored.chunk.documentation if folder is not None else readme_text(self._inputs)
        return ThinkRequest(
            kind,
            ThoughtScope.REPOSITORY if folder is None else ThoughtScope.PACKAGE,
            "" if stored.language == LANGUAGE else stored.language,
            parts=parts,
            documentation=opening(text, _MOST_DOCUMENTATION),
            known_names=self._known_names(stored),
        )

    def _is_module_told(self, module: StoredChunk) -> bool:
        """Whether a folder's summary is made from this one's, too."""
        return self.is_thought_about(module) or is_test_path(f"{module.path}x")

    def _parts(self, stored: StoredChunk | None, children: Iterable[StoredChunk]) -> tuple[Part, ...] | None:
        """The children by their summaries; None while a model still has to make one."""
        found: list[Part] = []
        for child in children:
            summary = self._summary(child)
            if summary is None:
                return None
            if summary:
                found.append(_part(stored, child, summary))
        return tuple(found)

    def _summary(self, child: StoredChunk) -> str | None:
        snapshot = self._snapshot
        made = snapshot.thought(child.id, ThoughtKind.SUMMARY, self._model)
        if made is None and self.is_thought_about(child) and child.id not in self._given_up:
            return None
        made = made or snapshot.thought(child.id, ThoughtKind.SUMMARY, STRUCTURAL)
        return made.items[0].text if made else ""

    def _is_told(self, stored: StoredChunk, child: StoredChunk, parts: Iterable[Part]) -> bool:
        """Whether a chunk is told what is thought of a part, in place of its source."""
        if child.chunk.kind is ChunkKind.SECTION:
            first = _part(stored, child, "").first_line
            return any(part.first_line == first and part.is_folded for part in parts)
        return self._inputs.parts.is_part(child)

    def _header(self, stored: StoredChunk) -> str:
        parent = self._snapshot.chunk_by_id(stored.parent_id)
        return parent.chunk.signature if parent is not None else ""

    def _callees(self, stored: StoredChunk) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for each in self._inputs.parts.calls(stored):
            target = self._snapshot.chunk_by_id(each.target_id)
            if target is not None and target.chunk.signature and target.id != stored.id:
                found[target.chunk.signature] = None
        return tuple(found)[:_MOST_CALLEES]

    def _source(self, stored: StoredChunk) -> bytes:
        record = self._snapshot.file(stored.path)
        if record is None:
            return b""
        read = read_file(self._inputs.root, stored.path, max(record.size, 1))
        if read.reason or read.digest != record.digest:
            return b""
        return read.source[stored.chunk.start_byte : stored.chunk.end_byte]

    def _known_names(self, stored: StoredChunk) -> frozenset[str]:
        """Names of what stands in the same file or folder: they exist, though they may not be shown."""
        names = {part for path in (stored.path, folder_of(stored.path)) for part in path.split("/")}
        names.update(chunk.chunk.name for chunk in self._snapshot.chunks(stored.path))
        names.update(one.alias or one.name for one, _ in self._snapshot.imports_of(stored.path))
        return frozenset(names)


def is_empty(stored: StoredChunk) -> bool:
    """Whether a file holds nothing, and speaks for no folder: there is nothing to think about."""
    chunk = stored.chunk
    is_file = chunk.kind is ChunkKind.MODULE and folder_spoken_for(stored.path) is None
    return is_file and stored.path != "" and chunk.end_byte == chunk.start_byte


def _part(parent: StoredChunk | None, child: StoredChunk, summary: str) -> Part:
    if parent is None:
        name = child.path.rstrip("/").rpartition("/")[2]
        folder = folder_spoken_for(child.path)
        return Part(f"{folder.rpartition('/')[2]}/" if folder else name, summary)
    first = parent.chunk.start_line - 1
    return Part(child.chunk.name, summary, child.chunk.start_line - first, child.chunk.end_line - first)


def _digest(texts: Sequence[str]) -> str:
    return hashlib.blake2b("".join(texts).encode("ascii"), digest_size=16).hexdigest()
