"""JavaScript's and TypeScript's imports: relative paths, extensions, index files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_SUFFIXES, folder_of, join, script_stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

_MAPPED = ("@/", "~/")
"""What no package's name begins with: bundlers and compilers are told to look in the project for it."""


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    """The file of `./x` or `@/x`; packages (`react`) are outside of the workspace."""
    name = imported.module
    if name.startswith(_MAPPED):
        return _mapped(view, path, name.partition("/")[2])
    if not name.startswith("."):
        return ()
    full = join(folder_of(path), name)
    if full is None:
        return ()
    exact = [one for one in view.modules(script_stem(full)) if one == full]
    return exact or _ranked(view.modules(full or ".")) or _ranked(view.modules(script_stem(full) or "."))


def _mapped(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """By the usual mapping: below `src`, or right in a folder, of the nearest folder around that has it."""
    folder = folder_of(path)
    while True:
        for root in (f"{folder}/src", folder):
            full = "/".join(filter(None, (root.strip("/"), name)))
            found = _ranked(view.modules(full)) or _ranked(view.modules(script_stem(full)))
            if found:
                return found
        if not folder:
            return ()
        folder = folder_of(folder)


def submodule(view: RecordingProject, package: str, name: str) -> Sequence[str]:  # noqa: ARG001 - a rule's form
    """Modules are never members of modules here."""
    return ()


def own_name(imported: Import) -> str:
    """The imports query gives default imports the name `default`; without a name it is the namespace."""
    return imported.name


def _ranked(paths: Sequence[str]) -> Sequence[str]:
    """A file before a folder's index, then by extension."""
    return sorted(paths, key=lambda one: (script_stem(one).endswith("/index"), _suffix_rank(one), one))


def _suffix_rank(path: str) -> int:
    for rank, suffix in enumerate(SCRIPT_SUFFIXES):
        if path.endswith(suffix) and not (suffix == ".ts" and path.endswith(".d.ts")):
            return rank
    return len(SCRIPT_SUFFIXES)
