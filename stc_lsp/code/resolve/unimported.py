"""Names that need no import: those of a program, a package or a namespace that spans several files.

What is declared in C's headers, in other files of a Java package, C# namespace or Swift module is used by its
bare name. An import says at most in which folder to look; so all files are asked that define the name, and
the nearest is meant, if one is nearer than the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import nearest, shared_folders
from stc_lsp.code.parse.declared import SPACED
from stc_lsp.code.resolve.conventions import is_partial, types_taken
from stc_lsp.code.resolve.meaning import Definition
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLEES, NOT_COUNTED, Chunk, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stc_lsp.code.resolve.view import RecordingProject

FAMILIES = {
    "c": ("c", "cpp"),
    "cpp": ("c", "cpp"),
    "java": ("java", "kotlin", "scala"),
    "kotlin": ("java", "kotlin", "scala"),
    "scala": ("java", "kotlin", "scala"),
    "csharp": ("csharp",),
    "swift": ("swift",),
    "php": ("php",),
    "ruby": ("ruby",),
    "rust": ("rust",),
    **dict.fromkeys(("javascript", "typescript", "tsx"), ("javascript", "typescript", "tsx")),
}
"""Languages that have such names, each with those whose files are asked."""

MANY_PLACES = frozenset({"ruby"})
"""Languages in which one class may be told in many files."""
_HEADERS = (".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp")


def family_key(language: str) -> str:
    """The name of a language's family; "" if it has none."""
    return FAMILIES[language][0] if language in FAMILIES else ""


def places(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """The files, but `path`, whose definition of a name is meant there; () unless it is clear."""
    if view.language in MANY_PLACES:
        return _main(view, path, name)
    may_be_meant = _VISIBLE.get(view.language)
    if may_be_meant is None:
        return ()
    declares = any(one.is_declaration for one in _defined(view, path, name))

    def meant(asked: Iterable[str]) -> list[tuple[str, Chunk]]:
        return [
            (place, chunk)
            for place in asked
            if place != path
            for chunk in _defined(view, place, name)
            if may_be_meant(path, place, chunk) or (declares and _is_shared(chunk))
        ]

    if view.language in SPACED:
        found = meant(sorted({place for space in view.spaces(path) for place in view.in_space(space, name)}))
    else:
        found = meant(view.anywhere(view.language, name))
    if view.language == "php" and not found:
        # Its functions are found in all of a program.
        everywhere = meant(view.anywhere(view.language, name))
        found = [each for each in everywhere if each[1].kind is ChunkKind.FUNCTION]
    if view.language == "csharp":
        return typed(path, found)
    return nearest(path, [place for place, _ in _definitions(found)])


def typed(path: str, found: Sequence[tuple[str, Chunk]], count: int = NOT_COUNTED) -> Sequence[str]:
    """Of the classes of C# that bear a name that which takes so many types: if not known, best none.

    What is told in parts is one.
    """
    fitting = [each for each in found if types_taken(each[1]) == max(count, 0)]
    if not fitting and count == NOT_COUNTED:
        fitting = list(found)
    places = [place for place, _ in fitting]
    if len(places) > 1 and all(is_partial(chunk, "csharp") for _, chunk in fitting):
        most = max(shared_folders(path, place) for place in places)
        near = (place for place in places if shared_folders(path, place) == most)
        return [min(near, key=lambda place: (len(place), place))]
    return nearest(path, places)


def in_package(view: RecordingProject, package: str, name: str) -> Sequence[str]:
    """The files of a package of the JVM, or a namespace of PHP ("" is the outermost), that define a name."""
    has_one = view.language in SPACED and (package or view.language == "php")
    return view.in_space(package, name) if has_one else ()


def outermost(view: RecordingProject, path: str, name: str) -> Definition | None:
    """What a name of no class may stand for: the begin of a namespace of PHP; in Java, a file of Kotlin."""
    if view.language == "php":
        return Definition("", name)
    files = view.modules(name.removesuffix("Kt")) if view.language == "java" else ()
    found = [one for one in files if one.endswith(".kt") and not list(_defined(view, one, name))]
    return next((Definition(one, "") for one in nearest(path, found)), None)


def _defined(view: RecordingProject, place: str, name: str) -> Iterable[Chunk]:
    entry = view.entry(place, name)
    return entry.chunks if entry is not None else ()


def _definitions(found: list[tuple[str, Chunk]]) -> list[tuple[str, Chunk]]:
    """Without the declarations of what is defined."""
    return [each for each in found if not each[1].is_declaration] or found


def _main(view: RecordingProject, path: str, name: str) -> Sequence[str]:
    """Of the other files that tell of a class the first."""
    for place in view.telling(name):
        if place != path and any(map(is_told, _defined(view, place, name))):
            return [place]
    return ()


def is_told(chunk: Chunk) -> bool:
    """Whether a definition may be meant by its bare name in all files, where many tell of one thing."""
    return chunk.kind is ChunkKind.CLASS


def main_first(places: Iterable[str], name: str) -> list[str]:
    """Files that tell of one thing: that of its name first, then those nearest the root."""

    def rank(place: str) -> tuple[bool, bool, int, str]:
        stem = place.rpartition("/")[2].partition(".")[0].replace("_", "")
        return is_test_path(place), stem != name.lower(), place.count("/"), place

    return sorted(places, key=rank)


def _of_program(_path: str, place: str, chunk: Chunk) -> bool:
    """C: whatever is not of its file alone. A header belongs to all files that include it."""
    if chunk.kind is ChunkKind.VARIABLE and chunk.keyword not in ("define", "enumerator"):
        return False
    if place.endswith(_HEADERS):
        return True
    return chunk.kind in CALLABLE and chunk.keyword != "define" and "static" not in chunk.signature.split()


def _is_shared(chunk: Chunk) -> bool:
    """C: a variable that other files may declare to use it."""
    return (
        chunk.kind is ChunkKind.VARIABLE
        and chunk.keyword == "variable"
        and "static" not in chunk.signature.split()
    )


def _of_package(_path: str, _place: str, chunk: Chunk) -> bool:
    return chunk.kind is not ChunkKind.VARIABLE


def _of_space(_path: str, _place: str, chunk: Chunk) -> bool:
    return chunk.kind in (ChunkKind.CLASS, ChunkKind.FUNCTION)


def _of_namespace(_path: str, _place: str, chunk: Chunk) -> bool:
    return chunk.kind is ChunkKind.CLASS


def _of_crate(path: str, place: str, chunk: Chunk) -> bool:
    """Rust: a macro, which is seen by its bare name in all modules behind it."""
    return chunk.keyword == "macro_rules" and shared_folders(path, place) > 0


def _of_module(_path: str, _place: str, chunk: Chunk) -> bool:
    return chunk.kind in CALLEES and "private" not in chunk.signature.split()


_VISIBLE: dict[str, Callable[[str, str, Chunk], bool]] = {
    "c": _of_program,
    "cpp": _of_program,
    "java": _of_package,
    "kotlin": _of_package,
    "scala": _of_package,
    "csharp": _of_namespace,
    "swift": _of_module,
    "php": _of_space,
    "rust": _of_crate,
}
"""Whether a definition in the second file can be meant by its bare name in the first."""
