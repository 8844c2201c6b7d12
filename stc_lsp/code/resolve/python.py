"""Python's imports: which files a module name means, seen from the file that names it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stc_lsp.code.modules import (
    folder_of,
    folders_around,
    import_root,
    in_folder,
    module_parts,
    shared_folders,
)
from stc_lsp.code.resolve.conventions import is_fixture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.meaning import Definition
    from stc_lsp.code.resolve.names import Names
    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

SOURCE_FOLDERS = frozenset({"src", "lib", "python", "source", "sources", "py"})
"""Folders that projects put on the search path by convention."""

_SHIPPED_FIXTURES = "conftest.py"


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    """The module that an import names (`import a.b` without alias binds `a`)."""
    name = imported.module
    if not imported.level and not imported.name and imported.alias == name.partition(".")[0]:
        name = imported.alias
    if imported.level:
        folders = [part for part in folder_of(path).split("/") if part]
        kept = len(folders) - imported.level + 1
        if kept < 0:
            return ()
        dotted = ".".join([*folders[:kept], *(part for part in name.split(".") if part)])
        return _exact(view, dotted)
    return _absolute(view, path, name)


def submodule(view: RecordingProject, package: str, name: str) -> Sequence[str]:
    """A module in a package."""
    if package.endswith("."):
        return _absolute(view, view.path, f"{package}{name}")
    if not package.endswith(("/__init__.py", "/__init__.pyi")):
        return ()
    return _exact(view, ".".join([*module_parts(package), name]))


def _exact(view: RecordingProject, dotted: str) -> Sequence[str]:
    """The module at exactly this place, counted from the workspace's root."""
    found = [one for one in view.modules(dotted) if import_root(one, dotted) == ""]
    return sorted(found, key=_stubs_last) or (f"{dotted}.",)


def _absolute(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """The module as the search path would find it from `path`: roots that are packages do not count."""
    ranked: list[tuple[tuple[int, ...], str]] = []
    standard = name.partition(".")[0] in sys.stdlib_module_names
    for one in view.modules(name):
        root = import_root(one, name)
        around = not root or path.startswith(f"{root}/")
        if standard and (not around or not root):
            continue
        if root and view.has_file(f"{root}/__init__.py"):
            continue
        conventional = root.rpartition("/")[2] in SOURCE_FOLDERS
        rank = (
            0 if around else 1 if conventional else 2,
            -shared_folders(path, one),
            len(root),
            _stubs_last(one),
        )
        ranked.append((rank, one))
    ranked.sort()
    return tuple(one for _, one in ranked) or (f"{name}.",)


def _stubs_last(path: str) -> int:
    return int(path.endswith(".pyi"))


def fixture(names: Names, path: str, name: str) -> Definition | None:
    """The pytest fixture that a parameter asks for: in the file itself, else the nearest conftest.py."""
    shipped = (in_folder(folder, _SHIPPED_FIXTURES) for folder in folders_around(path))
    for place in dict.fromkeys((path, *shipped)):
        if place == path or names.view.has_file(place):
            found = names.in_module(place, name)
            if found is not None and found.chunk is not None and is_fixture(found.chunk):
                return found
    return None
