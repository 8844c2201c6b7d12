"""Rust's imports: `crate::`, `super::` and `self::` lead to files of one crate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, in_folder, join
from stc_lsp.code.parse.declared import ARROW, EXPORTS
from stc_lsp.code.resolve import generic
from stc_lsp.code.resolve.meaning import OBJECT, Definition, Value
from stc_lsp.code.resolve.packages import package_folder, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.meaning import Values
    from stc_lsp.code.resolve.names import Names
    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

CRATE = "crate"
"""With what a path begins that leads from the root of its crate."""
PATH_WORDS = frozenset({CRATE, "super"})
"""Words that begin a path within a crate."""
_ROOTS = ("lib.rs", "main.rs")
_SPEAKERS = ("lib.rs", "main.rs", "mod.rs")
"""Files that speak for the folder that they stand in."""


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    """The file that an import leads to: of the module's own modules, its crate or a library of the workspace.

    Others are found as in any language.
    """
    head, *names = imported.module.split("::")
    if head not in (CRATE, "super", "self"):
        speaker = library(view, path, head)
        if speaker:
            folder = folder_of(speaker)
        elif any(map(view.has_file, _files_of(in_folder(_module(path), head)))):
            folder, names = _module(path), [head, *names]
        else:
            return generic.module(view, path, imported)
    else:
        folder = _crate(view, path) if head == CRATE else _module(path)
    while head == "super":
        folder = folder_of(folder)
        head, names = (names[0], names[1:]) if names and names[0] == "super" else ("", names)
    if imported.name not in ("", "*"):
        names = [*names, imported.name]
    for count in range(len(names), -1, -1):
        place = "/".join(filter(None, (folder, *names[:count])))
        found = [one for one in _files_of(place) if view.has_file(one)]
        if found:
            return [one for one in found if one != path] if count == 0 else found
    return ()


def spoken_for(view: RecordingProject, path: str, word: str, is_inline: bool) -> str:
    """The file that a path in an expression begins with: of its crate, or the module around it."""
    if word == CRATE:
        return _root(view, path)
    if is_inline:
        return path
    return next(filter(view.has_file, _files_of(folder_of(_module(path)))), "")


def _root(view: RecordingProject, path: str) -> str:
    """The file that speaks for the crate that a file is of; "" if there is none."""
    speakers = _speakers_of(_crate(view, path))
    return path if path in speakers else next(filter(view.has_file, speakers), "")


def enum_of(star: Import) -> str:
    """The enum of which `use a::Mode::*` brings the variants; "" if it brings the names of a module."""
    last = star.module.rpartition("::")[2]
    return last if last[:1].isupper() else ""


def exported(names: Names, path: str, imported: Import, found: Sequence[str]) -> Sequence[str]:
    """The files of the module that an import names, where another module only makes it known: `use a::b;`."""
    around, _, last = imported.module.rpartition("::")
    if names.view.language != "rust" or not around or last[:1].isupper():
        return found
    if {_stem(one) for one in found[:1]} & {last, imported.name}:
        return found
    module = names.imported(path, replace(imported, module=around, name=last, alias=last))
    return (module.path,) if module is not None and module.is_module and module.path else found


def inline(names: Names, path: str, root: str) -> Values:
    """The module within a file that a name may mean: one of this file, or one that it imports."""
    if names.view.language != "rust" or not root.isidentifier():
        return ()
    entry = names.view.entry(path, root)
    if entry is None or not entry.imports:
        return (Value(OBJECT, path, root),)
    return tuple(
        Value(OBJECT, module.path, ".".join(filter(None, (within(module.path, one), one.name))))
        for one in entry.imports
        for module in names.modules_of(path, one)
        if module.path
    )


def held(view: RecordingProject, path: str, module: str, name: str) -> Definition | None:
    """What a module within a file holds: the file's table has it by its bare name."""
    entry = view.entry(path, name)
    qualname = f"{module}.{name}"
    chunk = next((one for one in entry.chunks if one.qualname == qualname), None) if entry else None
    return Definition(path, qualname, chunk, None, entry) if chunk is not None else None


def within(path: str, imported: Import) -> str:
    """The module within a file to which the path of an import leads, `b` of `crate::a::b` for `a.rs`."""
    parts = imported.module.split("::")
    return ".".join(parts[parts.index(_stem(path)) + 1 :]) if _stem(path) in parts else ""


def is_named(place: str, name: str) -> bool:
    """Whether a file is the module of that name."""
    return place.endswith(".rs") and _stem(place) == name


def _stem(path: str) -> str:
    return _module(path).rpartition("/")[2]


def _crate(view: RecordingProject, path: str) -> str:
    """The folder of a crate's own modules: `a/src` of `a/src/b/c.rs`, else that of its `main.rs`."""
    folders = folder_of(path).split("/")
    if "src" in folders:
        return "/".join(folders[: len(folders) - folders[::-1].index("src")])
    for count in range(len(folders), 0, -1):
        folder = "/".join(folders[:count])
        if any(view.has_file(f"{folder}/{name}") for name in _ROOTS):
            return folder
    return folder_of(path)


def library(view: RecordingProject, path: str, name: str) -> str:
    """The file that speaks for a library of the workspace, by the name that its users give it; "" if none."""
    folder = package_folder(view, path, "crate", name)
    if folder is None:
        return ""
    exports = texts(view, in_folder(folder, "Cargo.toml"), EXPORTS)
    told = next((each.partition(ARROW)[2] for each in exports), "src/lib.rs")
    place = join(folder, told)
    return place if place is not None and view.has_file(place) else ""


def _module(path: str) -> str:
    """Where the modules within a file stand."""
    name = path.rpartition("/")[2]
    return folder_of(path) if name in _SPEAKERS else path.removesuffix(".rs")


def _files_of(place: str) -> Sequence[str]:
    within = _speakers_of(place)
    return [f"{place}.rs", *within] if place else within


def _speakers_of(folder: str) -> Sequence[str]:
    return [in_folder(folder, name) for name in _SPEAKERS]
