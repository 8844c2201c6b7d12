"""The files of one folder as its editor sees them: open buffers before the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.documents import DiskDocuments

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.server.session.text import Text


class OpenDocuments:
    """Documents of one folder. Threads that answer read what the event loop changes: one look, one text."""

    def __init__(self, root: Path) -> None:
        self._disk = DiskDocuments(root)
        self._open: dict[str, Text] = {}

    def text(self, path: str) -> bytes | None:
        """The bytes of a file now; None if there is none. Raises FileRefusedError and UsageError."""
        buffer = self._open.get(path)
        return buffer.source if buffer is not None else self._disk.text(path)

    def digest(self, path: str) -> bytes | None:
        """The digest of its bytes now; None if there is none. Raises FileRefusedError and UsageError."""
        buffer = self._open.get(path)
        return buffer.digest if buffer is not None else self._disk.digest(path)

    def is_open(self, path: str) -> bool:
        """Whether somebody edits it."""
        return path in self._open

    def put(self, path: str, text: Text) -> None:
        """A buffer was opened or edited."""
        self._open[path] = text

    def drop(self, path: str) -> None:
        """A buffer was closed: the disk counts again."""
        self._open.pop(path, None)
