"""A project as one file's resolution sees it: every look-up in another file leaves its key behind."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from stc_lsp.code.languages import DOCUMENT_LANGUAGES, language_of
from stc_lsp.code.parse.declared import space_key, spaces_of
from stc_lsp.code.resolve.scopes import Scopes
from stc_lsp.code.resolve.table import SPACES, Entry, Table
from stc_lsp.code.resolve.unimported import FAMILIES, family_key, is_told, main_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from stc_lsp.code.resolve.project import Project
    from stc_lsp.code.values import Chunk, FileFacts

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")
_MOST_NAMES = 20_000
"""Of which it is remembered what defines them."""
MOST_PLACES = 300
"""Files that are asked what they add to one class."""


class Tables:
    """The tables of a project's files, each built once. Share one while the project does not change."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._tables: dict[str, Table | None] = {}
        self._defining: dict[tuple[str, Sequence[str]], Sequence[str]] = {}
        self._adding: dict[tuple[str, Sequence[str], str], Sequence[str]] = {}
        self._telling: dict[tuple[str, Sequence[str]], Sequence[str]] = {}
        self._modules: dict[str, Sequence[str]] = {}
        self._spaces: dict[str, Set[str]] = {}

    def of(self, path: str) -> Table | None:
        """The table of another file; None if the project does not have it."""
        if path not in self._tables:
            facts = self.project.facts(path)
            self._tables[path] = None if facts is None else Table(path, facts)
        return self._tables[path]

    def defining(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """The files in some languages that define a name at their top, sorted.

        A module of Ruby may be told in a thousand files, and asked for by each of them.
        """
        found = self._defining.get((name, languages))
        if found is None:
            found = sorted(self.project.files_defining(name, languages))
            _remember(self._defining, (name, languages), found)
        return found

    def adding(self, name: str, languages: Sequence[str], qualname: str) -> Sequence[str]:
        """Of the first of these files those in which a qualified name stands for something."""
        key = name, languages, qualname
        found = self._adding.get(key)
        if found is None:
            tables = ((path, self.of(path)) for path in self.defining(name, languages)[:MOST_PLACES])
            found = [path for path, table in tables if table is not None and qualname in table.entries]
            _remember(self._adding, key, found)
        return found

    def telling(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """Of these files those that tell of a class of that name, the main one first."""
        found = self._telling.get((name, languages))
        if found is None:
            tables = ((path, self.of(path)) for path in self.defining(name, languages))
            entries = ((path, table.entries.get(name)) for path, table in tables if table is not None)
            told = [path for path, entry in entries if entry is not None and any(map(is_told, entry.chunks))]
            found = main_first(told, name)
            _remember(self._telling, (name, languages), found)
        return found

    def modules(self, name: str) -> Sequence[str]:
        """The files that can be imported under a name, sorted; no documents, whatever they are called."""
        found = self._modules.get(name)
        if found is None:
            paths = self.project.paths_of_module(name)
            found = sorted(one for one in paths if language_of(one) not in DOCUMENT_LANGUAGES)
            _remember(self._modules, name, found)
        return found

    def in_space(self, key: str, name: str, languages: Sequence[str]) -> Sequence[str]:
        """The files of a package or namespace that define a name at their top, sorted.

        A thousand packages may have a class of one name, so nothing is looked for in the files.
        """
        known = self._spaces.get(key)
        if known is None:
            known = frozenset(self.project.paths_of_module(key))
            _remember(self._spaces, key, known)
        return [path for path in self.defining(name, languages) if path in known]

    def __len__(self) -> int:
        return len(self._tables)

    def forget(self, paths: Iterable[str]) -> None:
        """These files are not as they were."""
        self._defining.clear()
        self._adding.clear()
        self._telling.clear()
        self._modules.clear()
        self._spaces.clear()
        for path in paths:
            self._tables.pop(path, None)


def _remember(known: dict[_Key, _Found], key: _Key, found: _Found) -> None:
    if len(known) >= _MOST_NAMES:
        known.clear()
    known[key] = found


class RecordingProject:
    """Look-ups for the resolution of one file, and the keys of all of them in `dependencies`.

    Keys are text (see `dependencies.py`). Look-ups in the file itself need none: it is resolved anew whenever
    it changes. Failed look-ups are recorded like the others, since a new file may make them succeed.
    """

    def __init__(self, path: str, facts: FileFacts, tables: Tables, scopes: Scopes | None = None) -> None:
        """`scopes`: those of these facts, if somebody has them."""
        self.path = path
        self.language = facts.language
        self.dependencies: set[str] = set()
        self._facts = facts
        self._scopes = scopes
        self._tables = tables

    @cached_property
    def scopes(self) -> Scopes:
        """Those of the file itself."""
        return self._scopes or Scopes(self._facts)

    @cached_property
    def own(self) -> Table:
        """What the file itself offers."""
        return Table(self.path, replace(self._facts, references=(), bindings=self.scopes.exported))

    def table(self, path: str) -> Table | None:
        """The whole table of a file. Record what is looked up in it with `entry`."""
        return self.own if path == self.path else self._tables.of(path)

    def chunk(self, path: str, qualname: str) -> Chunk | None:
        """The definition of exactly this qualified name. Record what is looked up so with `entry`."""
        table = self.table(path)
        return table.chunks.get(qualname) if table is not None else None

    def entry(self, path: str, qualname: str) -> Entry | None:
        """What a qualified name stands for in a file."""
        if path == self.path:
            return self.own.entries.get(qualname)
        self.dependencies.add(f"{path}#{qualname}")
        table = self._tables.of(path)
        return table.entries.get(qualname) if table is not None else None

    def spaces(self, path: str) -> Sequence[str]:
        """The packages or namespaces of a file; "" is the outermost."""
        entry = self.entry(path, SPACES)
        told = [one.annotation for one in entry.bindings] if entry is not None else ()
        return spaces_of(path, self.language, told)

    def in_space(self, space: str, name: str) -> Sequence[str]:
        """The files of a package or namespace that define a name at their top."""
        self.dependencies.add(f"global:{family_key(self.language)}#{name}")
        return self._tables.in_space(space_key(self.language, space), name, FAMILIES[self.language])

    def modules(self, name: str) -> Sequence[str]:
        """Files that can be imported under a name, sorted; no documents, whatever they are called."""
        self.dependencies.add(f"module:{name}")
        return self._tables.modules(name)

    def has_file(self, path: str) -> bool:
        """Whether a file exists."""
        self.dependencies.add(f"file:{path}")
        return self._tables.project.has_file(path)

    def anywhere(self, language: str, name: str) -> Sequence[str]:
        """The files in a language, or one that shares its names, that define a name at their top."""
        self.dependencies.add(f"global:{family_key(language)}#{name}")
        return self._tables.defining(name, FAMILIES[language])

    def telling(self, name: str) -> Sequence[str]:
        """The files that tell of a class of that name, the main one first."""
        self.dependencies.add(f"global:{family_key(self.language)}#{name}")
        return self._tables.telling(name, FAMILIES[self.language])

    def adding(self, name: str, qualname: str) -> Sequence[str]:
        """The files that define a name, and in which a qualified name stands for something."""
        family = family_key(self.language)
        self.dependencies.update((f"global:{family}#{name}", f"global:{family}#{qualname}"))
        return self._tables.adding(name, FAMILIES[self.language], qualname)

    def package(self, directory: str, name: str) -> list[tuple[str, Entry]]:
        """What a name stands for in each of a Go package's files."""
        self.dependencies.add(f"package:{directory}#{name}")
        found: list[tuple[str, Entry]] = []
        for path in sorted(self._tables.project.files_in(directory, "go")):
            table = self.table(path)
            entry = table.entries.get(name) if table is not None else None
            if entry is not None:
                found.append((path, entry))
        return found
