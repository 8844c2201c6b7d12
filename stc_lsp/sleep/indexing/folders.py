"""The folders of the index: which files they hold, and the records that stand for them there.

A folder that holds source has thoughts of its own. They hang on its `__init__` module where it has one, else
on a synthetic record with the path "src/web/"; the repository's hang on one with the path "".
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.values import Chunk, ChunkKind, FileFacts
from stc_lsp.memory.values import REPOSITORY, FileRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE = "directory"
"""The language of synthetic records, by which everybody else tells them from files."""
_SPEAKERS = ("__init__.py", "__init__.pyi", "mod.rs")
"""Files that speak for their folder."""


class FolderTree:
    """Every folder that holds an indexed file, directly or below."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._files: dict[str, set[str]] = {}
        self._folders: dict[str, set[str]] = {}
        for path in paths:
            self.add(path)

    def add(self, path: str) -> None:
        """A file is there."""
        folder = folder_of(path)
        self._files.setdefault(folder, set()).add(path)
        while folder:
            parent = folder_of(folder)
            siblings = self._folders.setdefault(parent, set())
            if folder in siblings:
                return
            siblings.add(folder)
            folder = parent

    def remove(self, path: str) -> None:
        """A file is gone, and with it every folder that held nothing else."""
        folder = folder_of(path)
        files = self._files.get(folder)
        if files is None or path not in files:
            return
        files.discard(path)
        while not self._files.get(folder) and not self._folders.get(folder):
            self._files.pop(folder, None)
            self._folders.pop(folder, None)
            if not folder:
                return
            parent = folder_of(folder)
            self._folders.get(parent, set()).discard(folder)
            folder = parent

    def files_in(self, folder: str) -> list[str]:
        """The files directly in a folder, sorted."""
        return sorted(self._files.get(folder, ()))

    def folders_in(self, folder: str) -> list[str]:
        """The folders directly in a folder, sorted."""
        return sorted(self._folders.get(folder, ()))

    def files_below(self, folder: str) -> list[str]:
        """All files in a folder, however deep, sorted."""
        found: list[str] = []
        waiting = [folder]
        while waiting:
            each = waiting.pop()
            found.extend(self._files.get(each, ()))
            waiting.extend(self._folders.get(each, ()))
        return sorted(found)

    def folders_below(self, folder: str) -> list[str]:
        """All folders in a folder, however deep, sorted."""
        found: list[str] = []
        waiting = [folder]
        while waiting:
            inner = self._folders.get(waiting.pop(), ())
            found.extend(inner)
            waiting.extend(inner)
        return sorted(found)

    def all(self) -> set[str]:
        """Every folder but the root."""
        return {folder for inner in self._folders.values() for folder in inner}

    def has(self, folder: str) -> bool:
        """Whether there is such a folder."""
        return bool(self._files.get(folder) or self._folders.get(folder))

    def speaker(self, folder: str) -> str:
        """The path of the record that a folder's thoughts hang on."""
        if folder:
            for name in _SPEAKERS:
                if f"{folder}/{name}" in self._files.get(folder, ()):
                    return f"{folder}/{name}"
            return f"{folder}/"
        return REPOSITORY

    def synthetic(self) -> set[str]:
        """The paths of all synthetic records there should be."""
        if not self._files and not self._folders:
            return set()
        speakers = {self.speaker(folder) for folder in self.all()}
        return {path for path in speakers if path.endswith("/")} | {REPOSITORY}


def folder_spoken_for(path: str) -> str | None:
    """The folder that a file or synthetic record speaks for; None if it speaks for itself only."""
    if not path or path.endswith("/"):
        return path[:-1]
    folder, _, name = path.rpartition("/")
    return folder if folder and name in _SPEAKERS else None


def synthetic_record(path: str) -> tuple[FileRecord, FileFacts]:
    """The record and facts of a folder, or of the repository."""
    fingerprint = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16)
    keyword = "folder" if path else "repository"
    chunk = Chunk(
        kind=ChunkKind.MODULE,
        keyword=keyword,
        name="",
        qualname="",
        parent=None,
        start_byte=0,
        end_byte=0,
        start_line=1,
        end_line=1,
        name_start_byte=0,
        name_end_byte=0,
        name_line=1,
        signature="",
        documentation="",
        decorators=(),
        bases=(),
        returns="",
        parameters=(),
        own_fingerprint=fingerprint.hexdigest(),
        fingerprint=fingerprint.hexdigest(),
    )
    record = FileRecord(path, LANGUAGE, 0, 0, fingerprint.digest())
    return record, FileFacts(LANGUAGE, (chunk,), (), (), 0, has_errors=False)
