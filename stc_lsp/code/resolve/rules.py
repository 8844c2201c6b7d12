"""What differs between languages when names are looked up: a table of functions, one row per language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.resolve import generic, golang, javascript, python, rust

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import


class Rules(NamedTuple):
    """One language's rules."""

    module: Callable[[RecordingProject, str, Import], Sequence[str]]
    """The files that an import in the file `path` may mean, the best first; () if none. A name that ends in
    "." is a package without a file of its own (`a.b.`)."""
    submodule: Callable[[RecordingProject, str, str], Sequence[str]]
    """The files of module `name` within a package: that of a path, or that of a dotted name with a "."."""
    own_name: Callable[[Import], str]
    """What an import without a name binds: the module itself (""), or one exported name ("default")."""


def _module_itself(imported: Import) -> str:
    return imported.name


RULES = {
    "python": Rules(python.module, python.submodule, _module_itself),
    "javascript": Rules(javascript.module, javascript.submodule, javascript.own_name),
    "typescript": Rules(javascript.module, javascript.submodule, javascript.own_name),
    "tsx": Rules(javascript.module, javascript.submodule, javascript.own_name),
    "go": Rules(golang.module, golang.submodule, _module_itself),
    "php": Rules(generic.module, generic.in_namespace, _module_itself),
    "rust": Rules(rust.module, generic.submodule, _module_itself),
}
GENERIC = Rules(generic.module, generic.submodule, _module_itself)


def rules_of(language: str) -> Rules:
    """The rules for a language; the generic ones if it has none of its own."""
    return RULES.get(language, GENERIC)
