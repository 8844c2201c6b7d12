"""Packages of the workspace that are imported by their own names, and paths that are mapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.modules import (
    SCRIPT_SUFFIXES,
    folder_of,
    folders_around,
    in_folder,
    join,
    nearest,
    script_stem,
)
from stc_lsp.code.parse.declared import ARROW, BASE, EXPORTS, EXTENDS, IMPORTS, PATHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.resolve.view import RecordingProject

_CONFIGURATIONS = ("tsconfig.json", "jsconfig.json")
_MANIFEST = "package.json"
_DEEPEST = 6
_BUILT = re.compile(r"^(?:(?:dist|build|lib|out|es|esm|cjs|types|umd)(?:/|$))+")
"""Folders that hold what is made of the sources, which stand in `src` or right in the package."""
_DECLARATION = ".d.ts"
_DECLARES = re.compile(r"\.d(?=\.[mc]?ts$)")


def scripts(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """The files that a name without a leading dot means in a script: mapped, or of a package here."""
    return _mapped(view, path, name) or (_own if name.startswith("#") else _package)(view, path, name)


def package_folder(view: RecordingProject, path: str, kind: str, name: str) -> str | None:
    """The folder of the package of that name, as seen from a file; None unless it is clear which."""
    found = nearest(path, view.modules(f"{kind}:{name}"))
    return folder_of(found[0]) if found else None


def texts(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """What a package's file says under one of the names of `declared`."""
    entry = view.entry(path, name)
    return [one.annotation for one in entry.bindings] if entry is not None else ()


def _mapped(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """By `paths` and `baseUrl` of the nearest configuration around that leads to a file."""
    for folder in folders_around(path):
        for configuration in _CONFIGURATIONS:
            place = in_folder(folder, configuration)
            if view.has_file(place):
                found = _configured(view, place, name, _DEEPEST)
                if found:
                    return found
    return ()


def _configured(
    view: RecordingProject, place: str, name: str, depth: int, base: str | None = None
) -> Sequence[str]:
    told = texts(view, place, BASE)
    base = join(folder_of(place), told[0]) if told and base is None else base
    root = folder_of(place) if base is None else base
    for target in _targets(texts(view, place, PATHS), name):
        found = files_at(view, join(root, target))
        if found:
            return found
    if told and base is not None and (found := files_at(view, join(base, name))):
        return found
    for other in texts(view, place, EXTENDS) if depth else ():
        extended = _extended(view, place, other)
        found = _configured(view, extended, name, depth - 1, base) if extended else ()
        if found:
            return found
    return ()


def _extended(view: RecordingProject, place: str, other: str) -> str | None:
    """The configuration that another one extends: beside it, or in a package of the workspace."""
    if other.startswith("."):
        full = join(folder_of(place), other)
    else:
        package, rest = _split(other)
        folder = package_folder(view, place, "npm", package)
        full = join(folder, rest or _CONFIGURATIONS[0]) if folder is not None else None
    if full is None:
        return None
    tried = (full, f"{full}.json", f"{full}/{_CONFIGURATIONS[0]}")
    return next((one for one in tried if one.endswith(".json") and view.has_file(one)), None)


def _own(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """By `imports` of the package around."""
    for folder in folders_around(path):
        place = in_folder(folder, _MANIFEST)
        if view.has_file(place):
            made = _targets(texts(view, place, IMPORTS), name)
            return next(filter(None, (_sources(view, folder, target) for target in made)), ())
    return ()


def _package(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """By the `exports` of a package of the workspace, else by where its files stand."""
    package, rest = _split(name)
    folder = package_folder(view, path, "npm", package)
    return () if folder is None else _offered(view, folder, rest)


def at_place(view: RecordingProject, full: str | None) -> Sequence[str]:
    """The files that a path means: those at it, or what a package offers whose folder it is."""
    found = files_at(view, full)
    if found or full is None or not view.has_file(in_folder(full, _MANIFEST)):
        return found
    return _offered(view, full, "")


def _offered(view: RecordingProject, folder: str, rest: str) -> Sequence[str]:
    """By the `exports` of the package in a folder, else by where its files stand."""
    for target in _targets(texts(view, in_folder(folder, _MANIFEST), EXPORTS), f"./{rest}" if rest else "."):
        found = _sources(view, folder, target)
        if found:
            return found
    return _sources(view, folder, rest or "index")


def _split(name: str) -> tuple[str, str]:
    """The name of a package, and what of it: `@a/b/c/d` is `@a/b` and `c/d`."""
    parts = name.split("/")
    count = 2 if name.startswith("@") else 1
    return "/".join(parts[:count]), "/".join(parts[count:])


def _targets(pairs: Sequence[str], name: str) -> Iterator[str]:
    """What a name is mapped to: exactly, else by the patterns with the longest beginning."""
    patterns: list[tuple[int, str]] = []
    for pair in pairs:
        pattern, _, target = pair.partition(ARROW)
        start, star, end = pattern.partition("*")
        if not star and pattern == name:
            yield target
        elif star and name.startswith(start) and name.endswith(end) and len(name) >= len(start + end):
            patterns.append((-len(start), target.replace("*", name[len(start) : len(name) - len(end)])))
    for _, target in sorted(patterns, key=lambda one: one[0]):
        yield target


def _sources(view: RecordingProject, folder: str, target: str) -> Sequence[str]:
    """The source of a file that a package offers, which may be made of it only when it is published."""
    stem = script_stem(_DECLARES.sub("", target.removeprefix("./")))
    bare = _BUILT.sub("", stem).strip("/") or "index"
    for tried in dict.fromkeys((stem, f"src/{bare}", f"src/{stem}", bare)):
        found = files_at(view, join(folder, tried))
        if found:
            return found
    return ()


def files_at(view: RecordingProject, full: str | None) -> Sequence[str]:
    """The files that a path means with or without an extension, a file before a folder's index."""
    if full is None:
        return ()
    exact = [one for one in view.modules(script_stem(full)) if one == full]
    return exact or ranked(view, full or ".") or ranked(view, script_stem(full) or ".")


def ranked(view: RecordingProject, name: str) -> Sequence[str]:
    """The files of a module's name: a file before a folder's index, then by extension.

    What JavaScript requires is what runs, not what declares it.
    """

    def rank(path: str) -> tuple[bool, bool, int, str]:
        declares = path.endswith(_DECLARATION) and view.language == "javascript"
        return script_stem(path).endswith("/index"), declares, _suffix_rank(path), path

    return sorted(view.modules(name), key=rank)


def _suffix_rank(path: str) -> int:
    for rank, suffix in enumerate(SCRIPT_SUFFIXES):
        if path.endswith(suffix) and not (suffix == ".ts" and path.endswith(_DECLARATION)):
            return rank
    return len(SCRIPT_SUFFIXES)
