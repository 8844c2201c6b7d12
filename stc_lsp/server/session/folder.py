"""One folder that a client has open: its settings, its memory, and its files as the editor sees them."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.paths import MemoryPaths, is_too_wide, without_files
from stc_lsp.memory.snapshot import Memory
from stc_lsp.server.session.documents import OpenDocuments
from stc_lsp.server.session.uris import child_uri, line_uri

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.server.session.sleeper import KeptSleeper


class Folder:
    """A workspace; or the surroundings of a file that is in none, of which nothing is remembered."""

    def __init__(self, uri: str, root: Path, settings: Settings, *, is_workspace: bool = True) -> None:
        self.uri = uri
        """As the client writes it."""
        self.root = root
        self.settings = settings
        self.is_workspace = is_workspace
        self.paths = MemoryPaths(settings.data_dir, root)
        self.memory = Memory.open(self.paths)
        self.documents = OpenDocuments(root)
        self.fileless: dict[str, str] = {}
        """The URIs of open buffers that are no files, by the paths that they are given here."""

    def path_of(self, file: Path) -> str | None:
        """A file's path in this folder, with forward slashes; None if it is not in it."""
        for path, root in ((file, self.root), (_resolved(file), self._resolved_root)):
            if path is not None and path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return None

    def uri_of(self, path: str) -> str:
        """The URI of a file of this folder."""
        return self.fileless.get(path) or child_uri(self.uri, path)

    def link(self, path: str, line: int) -> str:
        """A link that opens a file at a line: what cards point with."""
        return self.fileless.get(path) or line_uri(self.uri_of(path), line)

    def refusal(self) -> str:
        """Why it is not read: nobody means to have all of it read, or it holds no files; "" if it is."""
        if is_too_wide(self._resolved_root):
            return f"{self.root} is a home or a whole disk, not a repository: it is not read."
        return without_files(self._resolved_root)

    async def status(self, sleeper: KeptSleeper | None) -> dict[str, Any]:
        """What is known of it, and what its sleeper last said of itself. Counts, so not on the event loop."""
        # Imported here, as all that only some requests need.
        from stc_lsp.server.status import status_with

        said, trouble = (sleeper.status, sleeper.trouble) if sleeper is not None else (None, "")
        return await asyncio.to_thread(status_with, self.root, self.settings, self.memory, said, trouble)

    def close(self) -> None:
        """Close the memory."""
        self.memory.close()

    @cached_property
    def _resolved_root(self) -> Path:
        return _resolved(self.root) or self.root


def _resolved(file: Path) -> Path | None:
    try:
        # The last part stays: a link in the workspace is named by its own name.
        return file.parent.resolve() / file.name if file.name else file.resolve()
    except (OSError, RuntimeError):
        return None
