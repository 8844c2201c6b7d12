"""The folders and buffers of one client, and which folder a document belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from stc_lsp.errors import UsageError
from stc_lsp.server.session.text import Text, encoded
from stc_lsp.server.session.uris import UNTITLED, file_of, notebook_of, uri_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lsprotocol.types import (
        PositionEncodingKind,
        TextDocumentContentChangeEvent,
        TextDocumentItem,
        WorkspaceFolder,
    )

    from stc_lsp.config import Settings
    from stc_lsp.server.session.folder import Folder

_SUFFIXES = {
    "c": ".c",
    "cpp": ".cpp",
    "csharp": ".cs",
    "go": ".go",
    "java": ".java",
    "javascript": ".js",
    "javascriptreact": ".jsx",
    "kotlin": ".kt",
    "lua": ".lua",
    "markdown": ".md",
    "php": ".php",
    "python": ".py",
    "ruby": ".rb",
    "rust": ".rs",
    "scala": ".scala",
    "shellscript": ".sh",
    "swift": ".swift",
    "typescript": ".ts",
    "typescriptreact": ".tsx",
}
"""What a buffer without a file would be called, by the editors' names of languages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document: the folder it belongs to, and its path there."""

    folder: Folder
    path: str


@dataclass(frozen=True, slots=True)
class Buffer:
    """A document that the client has open."""

    uri: str
    language_id: str
    text: Text
    place: Place


class Folders:
    """Everything that one client has open. Belongs to the event loop's thread."""

    def __init__(
        self, settings_of: Callable[[Path | None], Settings], encoding: PositionEncodingKind
    ) -> None:
        self._settings_of = settings_of
        self._encoding = encoding
        self._buffers: dict[str, Buffer] = {}
        self.workspaces: list[Folder] = []
        self._loose: dict[str, Folder] = {}
        """Surroundings of files outside of all workspaces, by their URI."""
        self._latest: Folder | None = None

    def add(self, folders: Iterable[WorkspaceFolder]) -> list[Folder]:
        """Open folders that are not open yet; those that are no folders on disk are passed over."""
        added: list[Folder] = []
        for each in folders:
            root = file_of(each.uri)
            if root is not None and root.is_dir() and all(known.uri != each.uri for known in self.workspaces):
                added.append(_open(each.uri, root, self._settings_of(root)))
        self.workspaces += added
        self._settle()
        return added

    def remove(self, uris: Iterable[str]) -> list[Folder]:
        """Forget folders; their buffers stay open. The caller closes what is returned."""
        gone = set(uris)
        removed = [each for each in self.workspaces if each.uri in gone]
        self.workspaces = [each for each in self.workspaces if each.uri not in gone]
        if self._latest in removed:
            self._latest = None
        self._settle()
        return removed

    def opened(self, document: TextDocumentItem) -> Buffer:
        """The client opened a document."""
        text = Text(encoded(document.text), self._encoding)
        place = self._find(document.uri, document.language_id)
        return self._keep(Buffer(document.uri, document.language_id, text, place))

    def changed(self, uri: str, changes: Sequence[TextDocumentContentChangeEvent]) -> Buffer | None:
        """The client edited a document; None if that is not open: then it is passed over."""
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        text = buffer.text
        for change in changes:
            where = getattr(change, "range", None)
            text = (
                Text(encoded(change.text), self._encoding)
                if where is None
                else text.edited(where, change.text)
            )
        return self._keep(replace(buffer, text=text))

    def closed(self, uri: str) -> None:
        """The client closed a document."""
        buffer = self._buffers.pop(uri, None)
        if buffer is not None:
            _drop(buffer)
            self._drop_unused()

    def text(self, uri: str) -> Text | None:
        """The text of a document as it is now; None if there is none. Raises FileRefusedError, UsageError."""
        buffer = self._buffers.get(uri)
        if buffer is not None:
            return buffer.text
        place = self._find(uri, "")
        source = place.folder.documents.text(place.path)
        return Text(source, self._encoding) if source is not None else None

    def place(self, uri: str) -> Place:
        """Where a document belongs, open or not. What is asked about last is where the person is."""
        buffer = self._buffers.get(uri)
        place = buffer.place if buffer is not None else self._find(uri, "")
        self._latest = place.folder
        return place

    def named(self, uri: str | None) -> Folder:
        """The workspace of that URI; for None the one where the person is. Raises UsageError."""
        if uri is not None:
            found = next((each for each in self.workspaces if _same(each.uri, uri)), None)
            if found is None:
                raise UsageError(f"{uri} is not a folder that is open here.")
            return found
        if self._latest is not None:
            return self._latest
        if self.workspaces:
            return self.workspaces[0]
        raise UsageError("No folder is open: open one, or a file.")

    def reread_settings(self) -> Iterator[tuple[Folder, Settings]]:
        """Read the settings of every folder again; gives each folder with what it had before."""
        for folder in (*self.workspaces, *self._loose.values()):
            before = folder.settings
            folder.settings = self._settings_of(folder.root if folder.is_workspace else None)
            yield folder, before

    def close(self) -> None:
        """Close every memory."""
        for folder in (*self.workspaces, *self._loose.values()):
            folder.close()

    def _keep(self, buffer: Buffer) -> Buffer:
        self._buffers[buffer.uri] = buffer
        folder, path = buffer.place.folder, buffer.place.path
        folder.documents.put(path, buffer.text)
        if file_of(buffer.uri) is None:
            folder.fileless[path] = buffer.uri
        return buffer

    def _find(self, uri: str, language_id: str) -> Place:
        file = file_of(uri)
        if file is None:
            return self._imagined(uri, language_id)
        return self._within(file) or Place(self._surroundings(uri_of(file.parent), file.parent), file.name)

    def _within(self, file: Path) -> Place | None:
        """The place of a file in the folders that are open."""
        found = [
            Place(folder, path)
            for folder in self.workspaces
            if (path := folder.path_of(file)) not in (None, ".")
        ]
        # The innermost folder has the shortest path.
        return min(found, key=lambda each: len(each.path), default=None)

    def _imagined(self, uri: str, language_id: str) -> Place:
        """A place for what is no file: where it would be saved, or a folder that holds nothing else."""
        suffix = _SUFFIXES.get(language_id, "")
        cell = notebook_of(uri)
        if cell is not None and (notebook := self._within(cell[0])) is not None:
            return replace(notebook, path=f"{notebook.path}#{cell[1]}{suffix}")
        name = PurePosixPath(uri.partition(":")[2].partition("?")[0].partition("#")[0]).name or "buffer"
        if suffix and not name.endswith(suffix):
            name += suffix
        if uri.startswith(UNTITLED) and self.workspaces:
            latest = self._latest if self._latest in self.workspaces else self.workspaces[0]
            return Place(latest or self.workspaces[0], name)
        nowhere = self._settings_of(None).data_dir / "unsaved"
        return Place(self._surroundings(uri, nowhere), name)

    def _surroundings(self, uri: str, root: Path) -> Folder:
        if uri not in self._loose:
            self._loose[uri] = _open(uri, root, self._settings_of(None), is_workspace=False)
        return self._loose[uri]

    def _settle(self) -> None:
        """Let every buffer belong where it belongs now."""
        for buffer in list(self._buffers.values()):
            place = self._find(buffer.uri, buffer.language_id)
            if place != buffer.place:
                _drop(buffer)
                self._keep(replace(buffer, place=place))
        self._drop_unused()

    def _drop_unused(self) -> None:
        used = {id(buffer.place.folder) for buffer in self._buffers.values()}
        for uri, folder in list(self._loose.items()):
            if id(folder) not in used:
                folder.close()
                del self._loose[uri]
                if self._latest is folder:
                    self._latest = None


def _open(uri: str, root: Path, settings: Settings, *, is_workspace: bool = True) -> Folder:
    # Imported here: it loads the memory, which `initialize` does not wait for.
    from stc_lsp.server.session.folder import Folder

    return Folder(uri, root, settings, is_workspace=is_workspace)


def _drop(buffer: Buffer) -> None:
    folder, path = buffer.place.folder, buffer.place.path
    folder.documents.drop(path)
    folder.fileless.pop(path, None)


def _same(left: str, right: str) -> bool:
    return left.rstrip("/") == right.rstrip("/")
