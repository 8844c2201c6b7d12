"""Imports of languages without rules of their own: the only file whose path ends in the module's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, join, module_parts, nearest
from stc_lsp.code.resolve import unimported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

_SEPARATORS = re.compile(r"::|\\|/|\.")
_INCLUDING = frozenset({"c", "cpp"})
_OWN_FOLDER = "lua"
"""A language whose modules stand in a folder of its name, where what loads them looks."""
_RELATIVE = frozenset({"", "crate", "self", "super", "."})


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    r"""The file for `a::b`, `a.b`, `a/b.h` or `a\b`; () unless exactly one can be meant."""
    name = imported.module
    if view.language in _INCLUDING:
        return _included(view, path, name)
    if view.language == "php":
        in_space = unimported.in_package(view, name, imported.name)
        # `use Exception` names what is in no namespace, whatever files are called.
        if in_space or not name:
            return nearest(path, in_space)
    stem, dot, suffix = name.rpartition(".")
    if dot and "/" in name and suffix.isalnum():
        name = stem
    parts = [part for part in _SEPARATORS.split(name) if part not in _RELATIVE]
    named = [*parts, imported.name] if imported.name not in ("", "*") else parts
    rooted = [[view.language, *parts]] if view.language == _OWN_FOLDER else []
    for tried in (*rooted, named, parts, _of_outermost(parts)):
        found = [one for one in view.modules(".".join(tried)) if one != path] if tried else []
        if len(found) == 1:
            return found
    return unimported.in_package(view, name, imported.name) if imported.name not in ("", "*") else ()


def class_of(name: str) -> str:
    """The class that an import of Java names, within its file: `Outer.Inner` of `a.b.Outer.Inner`."""
    parts = name.split(".")
    first = next((index for index, part in enumerate(parts) if part[:1].isupper()), len(parts))
    return ".".join(parts[first:])


def class_imported(star: Import) -> str:
    """The class of which an import of Java brings all that it holds, within its file."""
    return class_of(star.module)


def _of_outermost(parts: Sequence[str]) -> Sequence[str]:
    """`a.b.Outer` of `a.b.Outer.Inner`: the class that bears the name of its file."""
    inner = class_of(".".join(parts)).count(".")
    return parts[: len(parts) - inner] if inner else ()


def _included(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """The file that `#include` names: as seen from where it stands, else the only one of that path."""
    beside = join(folder_of(path), name)
    if beside is not None and view.has_file(beside):
        return (beside,)
    parts = name.rpartition(".")[0].split("/")
    named = [
        one
        for one in view.modules(".".join(part for part in parts if part not in _RELATIVE and part != ".."))
        if f"/{one}".endswith(f"/{name.lstrip('./')}") and one != path
    ]
    return named if len(named) == 1 else ()


def in_namespace(view: RecordingProject, package: str, name: str) -> Sequence[str]:
    """PHP: the file of a class of a namespace, else what may be a namespace within it."""
    space = package.strip(".").replace(".", "\\")
    for full in (space, *(f"{own}\\{space}" for own in view.spaces(view.path) if own)):
        if in_space := unimported.in_package(view, full, name):
            return nearest(view.path, in_space)
    found = view.modules(f"{package}{name}")
    return found if len(found) == 1 else (f"{package}{name}.",)


def submodule(view: RecordingProject, package: str, name: str) -> Sequence[str]:
    """A module beside its package's own file."""
    dotted = ".".join([*module_parts(package, view.language), name])
    found = view.modules(dotted)
    return found if len(found) == 1 else ()
