"""Module names: under which names a file can be imported. Paths and tables only, nothing is read.

A name is a key of the index's module table, and of `Project.paths_of_module`. Its form depends on the
language:

    Python, and languages   dotted, every suffix of the path: `src/flask/app.py` is "src.flask.app",
    without own rules       "flask.app" and "app"; `a/__init__.py` is "a". Which one is meant depends on where
                            the import stands: see `resolve/python.py`.
    JavaScript, TypeScript  the path without extension: `web/a.ts` is "web/a"; `web/index.ts` is also "web"
    Go                      the directory: `x/y/z.go` is "x/y"; "." for the root
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

JVM_LANGUAGES = frozenset({"java", "kotlin", "scala"})
SCRIPT_LANGUAGES = frozenset({"javascript", "typescript", "tsx"})
NAMELESS = "default"
"""What a script exports without a name: `export default () => 1`."""
SCRIPT_SUFFIXES = (".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
"""In the order in which an import without extension looks for them."""
_INDEXES = {"python": "__init__", "rust": "mod", "lua": "init"}
"""The file that speaks for its folder."""


def module_names(path: str, language: str) -> tuple[str, ...]:
    """The names under which `path` can be imported, the longest first; () if it cannot."""
    if not language:
        return ()
    if language == "go":
        return (folder_of(path) or ".",)
    if language in SCRIPT_LANGUAGES:
        stem = script_stem(path)
        folder, _, name = stem.rpartition("/")
        return (stem, folder or ".") if name == "index" else (stem,)
    parts = module_parts(path, language)
    return tuple(".".join(parts[start:]) for start in range(len(parts)))


def module_parts(path: str, language: str = "python") -> Sequence[str]:
    """The path as components of a dotted name, from the workspace's root: `a/b/__init__.py` is ["a", "b"]."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0] if name.endswith(".pyi") else name.rpartition(".")[0] or name
    return folders if stem == _INDEXES.get(language) else [*folders, stem]


def import_root(path: str, name: str) -> str:
    """The folder that must be on the search path for `path` to be imported as `name`; "" is the workspace."""
    parts = module_parts(path)
    return "/".join(parts[: len(parts) - name.count(".") - 1])


def jvm_package(path: str) -> str:
    """The package that folders tell: `com.acme` of `src/test/java/com/acme/A.java`; "" is the outermost."""
    folders = folder_of(path).split("/")
    roots = [index for index, folder in enumerate(folders) if folder in JVM_LANGUAGES]
    return ".".join(folders[roots[0] + 1 :] if roots else folders)


def script_stem(path: str) -> str:
    """A JavaScript or TypeScript path without its extension."""
    for suffix in (".d.ts", *SCRIPT_SUFFIXES):
        if path.endswith(suffix):
            return path[: -len(suffix)]
    return path


def script_name(path: str) -> str:
    """As what a script is usually imported: `prices` of `web/prices.ts` and of `prices/index.ts`."""
    folder, _, name = script_stem(path).rpartition("/")
    return folder.rpartition("/")[2] or name if name == "index" else name


def folder_of(path: str) -> str:
    """The folder a path lies in; "" for the root."""
    return path.rpartition("/")[0]


def folders_around(path: str) -> Iterator[str]:
    """The folders that a file stands in, the nearest first; the last is "", the root."""
    folder = folder_of(path)
    while folder:
        yield folder
        folder = folder_of(folder)
    yield ""


def in_folder(folder: str, name: str) -> str:
    """The path of what bears a name in a folder; "" is the root."""
    return f"{folder}/{name}" if folder else name


def join(folder: str, relative: str) -> str | None:
    """`relative` as seen from `folder`, normalised; "" is the root; None if it leaves the workspace."""
    parts = [part for part in folder.split("/") if part]
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def shared_folders(one: str, other: str) -> int:
    """How many leading folders two paths have in common: how near they are to each other."""
    count = 0
    for mine, theirs in zip(one.split("/")[:-1], other.split("/")[:-1], strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def nearest(path: str, found: Iterable[str]) -> Sequence[str]:
    """The file with the most folders in common with `path`; () if two have as many."""
    ranked = sorted(set(found), key=lambda place: -shared_folders(path, place))
    if len(ranked) > 1 and shared_folders(path, ranked[0]) == shared_folders(path, ranked[1]):
        return ()
    return ranked[:1]
