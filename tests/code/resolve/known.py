"""A project held in memory as a dictionary: for tests, and for benchmarks that have parsed all files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.parse.declared import importable_names
from stc_lsp.code.resolve.project import Target
from stc_lsp.code.resolve.scopes import exported_bindings
from stc_lsp.code.resolve.table import stands_alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.code.values import FileFacts


class KnownFiles:
    """Satisfies `NamedProject`. `complete` holds facts as parsed; others see what memory would keep."""

    def __init__(self, complete: Mapping[str, FileFacts]) -> None:
        self.complete = complete
        self._kept: dict[str, FileFacts] = {}
        self._modules: dict[str, list[str]] = {}
        self._folders: dict[tuple[str, str], list[str]] = {}
        self._named: dict[str, list[Target]] = {}
        self._defining: dict[str, dict[str, str]] = {}
        for path, facts in complete.items():
            for name in importable_names(path, facts):
                self._modules.setdefault(name, []).append(path)
            self._folders.setdefault((folder_of(path), facts.language), []).append(path)
            for chunk in facts.chunks[1:]:
                self._named.setdefault(chunk.name, []).append(Target(path, chunk.qualname))
                if stands_alone(chunk, facts.language):
                    self._defining.setdefault(chunk.name, {})[path] = facts.language

    def paths_of_module(self, name: str) -> Sequence[str]:
        """Files that have `name` among their module names."""
        return self._modules.get(name, ())

    def has_file(self, path: str) -> bool:
        """Whether the file is known."""
        return path in self.complete

    def files_in(self, directory: str, language: str) -> Sequence[str]:
        """Files of a language directly in a directory."""
        return self._folders.get((directory, language), ())

    def files_defining(self, name: str, languages: Sequence[str]) -> Sequence[str]:
        """Files with a definition of that name that stands in no other."""
        return [path for path, language in self._defining.get(name, {}).items() if language in languages]

    def facts(self, path: str) -> FileFacts | None:
        """What memory would keep of a file."""
        if path not in self._kept:
            facts = self.complete.get(path)
            if facts is None:
                return None
            self._kept[path] = replace(facts, references=(), bindings=exported_bindings(facts))
        return self._kept[path]

    def members_named(self, name: str) -> Sequence[Target]:
        """Every chunk of that name."""
        return self._named.get(name, ())
