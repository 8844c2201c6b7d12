"""What is read right after what somebody has open: what it imports, what that imports, and so on outwards.

A cursor in an open file points at what stands in others. Which files those are is told from paths alone, for
they are not read yet: a file too many costs nothing, for all are read in the end.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

from stc_lsp.code.languages import language_of
from stc_lsp.code.modules import folder_of, module_names
from stc_lsp.code.resolve import RecordingProject, Tables
from stc_lsp.code.resolve.rules import rules_of
from stc_lsp.code.values import FileFacts, Import

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    Says = tuple[str, Iterable[Import]]
    """The language of a file, and what it imports."""

_BETWEEN = re.compile(r"[./]")


class Nearby:
    """Which of the files of a first index have come near to what is open."""

    def __init__(
        self,
        paths: Collection[str],
        open_files: Callable[[], Collection[str]],
        imports_of: Callable[[str], Says],
        is_ahead: Callable[[str], bool],
    ) -> None:
        """`paths`: of all files, read or not; `imports_of`: of one that is read; `is_ahead`: still to be."""
        self._open_files = open_files
        self._imports_of = imports_of
        self._is_ahead = is_ahead
        self._project = _Paths(paths)
        self._reached: set[str] = set()
        self._opened: set[str] = set()
        """Those open files that have been followed, or will be as soon as they are read."""

    def opened(self) -> list[str]:
        """The files that come next because somebody has opened what was read already."""
        new = set(self._open_files()) - self._opened
        self._opened |= new
        return [near for path in sorted(new) if not self._is_ahead(path) for near in self._behind(path)]

    def after(self, path: str) -> list[str]:
        """A file has been read: the files that come next for that, the most needed first."""
        return self._behind(path) if path in self._reached or path in self._open_files() else []

    def _behind(self, path: str) -> list[str]:
        """Those to be read of the files that lead on from one, also by way of what is read already."""
        found: list[str] = []
        following = deque([path])
        while following:
            for near in self._near(following.popleft()):
                if near not in self._reached and self._project.has_file(near):
                    self._reached.add(near)
                    (found if self._is_ahead(near) else following).append(near)
        return found

    def _near(self, path: str) -> Iterator[str]:
        language, imports = self._imports_of(path)
        nothing = FileFacts(language, (), (), (), 0, has_errors=False)
        view = RecordingProject(path, nothing, Tables(self._project))
        for imported in imports:
            yield from _meant(view, path, imported)
        if path in self._open_files():
            # In many languages they are one program without a word.
            yield from self._project.beside(path)


def _meant(view: RecordingProject, path: str, imported: Import) -> Iterator[str]:
    """The files that an import may mean: a module, and what it takes from it if that is one, too."""
    rules = rules_of(view.language)
    for module in rules.module(view, path, imported):
        yield module
        if imported.name not in ("", "*"):
            yield from rules.submodule(view, module, imported.name)


class _Paths:
    """A project of which nothing is known but the paths of its files."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = frozenset(paths)

    def has_file(self, path: str) -> bool:
        return path in self._paths

    def beside(self, path: str) -> Sequence[str]:
        """The files of the same language in a file's folder."""
        return sorted(self.files_in(folder_of(path), language_of(path)))

    def files_in(self, directory: str, language: str) -> Sequence[str]:
        found = self._by_folder.get(directory, ())
        return [path for path in found if language_of(path) == language]

    def paths_of_module(self, name: str) -> Sequence[str]:
        found = self._by_name.get(_last(name), ())
        return [path for path in found if name in module_names(path, language_of(path))]

    def files_defining(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """Where it is usual that a file is called as what it defines."""
        found = self._by_name.get(name, ())
        return [path for path in found if language_of(path) in languages]

    def facts(self, path: str) -> FileFacts | None:  # noqa: ARG002 - nothing is read
        return None

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(folder_of(path), []).append(path)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """By the last part of what they are imported as."""
        found: dict[str, list[str]] = {}
        for path in self._paths:
            names = module_names(path, language_of(path))
            for last in {_last(name) for name in (*names[:1], *names[-1:])}:
                found.setdefault(last, []).append(path)
        return found


def _last(name: str) -> str:
    return _BETWEEN.split(name)[-1]
