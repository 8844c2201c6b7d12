"""Whether what was learned still describes what is there: by digest for files, by fingerprint for chunks.

A stored thought is served as current only for source that is, token for token, what it was made from. Moved
or reformatted code keeps its thought; edited code has its thought flagged, and only the edited chunk does.
"""

from __future__ import annotations

import threading
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.languages import HEAD_BYTES, language_of
from stc_lsp.code.parse.seen import SeenTexts
from stc_lsp.errors import FileRefusedError, UsageError
from stc_lsp.memory.values import StoredChunk, is_synthetic

if TYPE_CHECKING:
    from stc_lsp.code.values import Chunk, FileFacts
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.documents import Documents

_TEXTS_REMEMBERED = 32


class Freshness(StrEnum):
    """How a chunk of the index relates to the text as it is now."""

    CURRENT = "current"
    MOVED = "moved"
    """Its tokens are the same, its lines are not."""
    EDITED = "edited"
    GONE = "gone"
    """No chunk of that name is there any more, or no file."""


def parsed(path: str, source: bytes, snapshot: Snapshot) -> FileFacts:
    """What a text says, parsed now. The last few are remembered: one buffer is asked about many times."""
    return _text(path, source).facts(snapshot)


class _Text:
    """A text that is parsed once, whichever thread asks first: the others wait for it."""

    def __init__(self, path: str, source: bytes) -> None:
        self._path = path
        self._source = source
        self._facts: FileFacts | None = None
        self._lock = threading.Lock()

    def facts(self, snapshot: Snapshot) -> FileFacts:
        with self._lock:
            if self._facts is None:
                language = language_of(self._path, self._source[:HEAD_BYTES])
                stored = snapshot.parsed_text
                self._facts = _seen.parse(self._path, language, self._source, stored).facts
            return self._facts


_text = lru_cache(maxsize=_TEXTS_REMEMBERED)(_Text)
_seen = SeenTexts()


class Present:
    """What files say now, beside what a snapshot says of them. Looks at each file once; for one answer."""

    def __init__(self, snapshot: Snapshot, documents: Documents) -> None:
        self.snapshot = snapshot
        self.documents = documents
        self._texts: dict[str, bytes | None] = {}
        self._same: dict[str, bool] = {}
        self._chunks: dict[str, dict[str, Chunk]] = {}

    def text(self, path: str) -> bytes | None:
        """The text of a file now; None if it cannot be read."""
        if path not in self._texts:
            try:
                self._texts[path] = self.documents.text(path) if path and not path.endswith("/") else None
            except (FileRefusedError, UsageError):
                self._texts[path] = None
        return self._texts[path]

    def is_as_indexed(self, path: str) -> bool:
        """Whether the file's bytes are those that were indexed."""
        if path not in self._same:
            indexed = self.snapshot.once(("digest", path), lambda: self._indexed_digest(path))
            self._same[path] = bool(indexed) and indexed == self._digest(path)
        return self._same[path]

    def text_as_indexed(self, path: str) -> bytes | None:
        """The text of a file in which all stands where the index has it; None if it is not as indexed."""
        return self.text(path) if self.is_as_indexed(path) else None

    def _indexed_digest(self, path: str) -> bytes:
        record = self.snapshot.file(path)
        return record.digest if record is not None else b""

    def _digest(self, path: str) -> bytes | None:
        try:
            return self.documents.digest(path)
        except (FileRefusedError, UsageError):
            return None

    def of(self, stored: StoredChunk) -> tuple[Freshness, Chunk | None]:
        """How a chunk of the index relates to what is there now, and that, if it is there."""
        if is_synthetic(stored.path) or self.is_as_indexed(stored.path):
            return Freshness.CURRENT, stored.chunk
        now = self.chunks(stored.path).get(stored.chunk.qualname)
        if now is None or now.kind is not stored.chunk.kind:
            return Freshness.GONE, None
        if now.fingerprint == stored.chunk.fingerprint:
            return Freshness.MOVED, now
        return Freshness.EDITED, now

    def chunks(self, path: str) -> dict[str, Chunk]:
        """The chunks of a file as it is now, by qualified name; parsed for it."""
        if path not in self._chunks:
            source = self.text(path)
            facts = parsed(path, source, self.snapshot) if source is not None else None
            self._chunks[path] = {chunk.qualname: chunk for chunk in facts.chunks} if facts else {}
        return self._chunks[path]
