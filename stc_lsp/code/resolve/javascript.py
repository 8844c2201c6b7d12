"""JavaScript's and TypeScript's imports: relative paths, extensions, index files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_LANGUAGES, folder_of, folders_around, join, script_stem
from stc_lsp.code.resolve import packages
from stc_lsp.code.resolve.meaning import INSTANCE, Value, Values
from stc_lsp.code.resolve.packages import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

_MAPPED = ("@/", "~/")
"""What no package's name begins with: bundlers and compilers are told to look in the project for it."""


_GLOBAL = frozenset({"window", "globalThis"})
_OF_GLOBAL = "Window"
"""The interface to which TypeScript's projects add what they give to the global object."""


def global_object(view: RecordingProject, name: str) -> Values:
    """What the project adds to the global object of that name."""
    if name not in _GLOBAL or view.language not in SCRIPT_LANGUAGES:
        return ()
    return tuple(Value(INSTANCE, path, _OF_GLOBAL) for path in view.anywhere(view.language, _OF_GLOBAL))


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    """The file of `./x`, `@/x`, or of a package of the workspace; others (`react`) are outside of it."""
    name = imported.module
    if not name.startswith("."):
        found = packages.scripts(view, path, name)
        return found or (_mapped(view, path, name.partition("/")[2]) if name.startswith(_MAPPED) else ())
    return packages.at_place(view, join(folder_of(path), name))


def _mapped(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """By the usual mapping: below `src`, or right in a folder, of the nearest folder around that has it."""
    for folder in folders_around(path):
        for root in (f"{folder}/src", folder):
            full = "/".join(filter(None, (root.strip("/"), name)))
            found = ranked(view, full) or ranked(view, script_stem(full))
            if found:
                return found
    return ()


def submodule(view: RecordingProject, package: str, name: str) -> Sequence[str]:  # noqa: ARG001 - a rule's form
    """Modules are never members of modules here."""
    return ()


def own_name(imported: Import) -> str:
    """The imports query gives default imports the name `default`; without a name it is the namespace."""
    return imported.name
