"""Go's imports: a package is a folder, named by its module's path and where it stands in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, folders_around, in_folder
from stc_lsp.code.resolve.packages import package_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.view import RecordingProject
    from stc_lsp.code.values import Import

STANDARD = frozenset(
    [
        "archive",
        "bufio",
        "builtin",
        "bytes",
        "cmp",
        "compress",
        "container",
        "context",
        "crypto",
        "database",
        "debug",
        "embed",
        "encoding",
        "errors",
        "expvar",
        "flag",
        "fmt",
        "go",
        "hash",
        "html",
        "image",
        "index",
        "internal",
        "io",
        "iter",
        "log",
        "maps",
        "math",
        "mime",
        "net",
        "os",
        "path",
        "plugin",
        "reflect",
        "regexp",
        "runtime",
        "slices",
        "sort",
        "strconv",
        "strings",
        "structs",
        "sync",
        "syscall",
        "testing",
        "text",
        "time",
        "unicode",
        "unique",
        "unsafe",
        "vendor",
        "weak",
    ]
)
"""First components of the standard library's import paths; a module's own path begins otherwise."""


def module(view: RecordingProject, path: str, imported: Import) -> Sequence[str]:
    """The files of the imported package: of a module here; without any `go.mod`, of the folder it ends in."""
    parts = imported.module.split("/")
    if not parts[0] or parts[0] in STANDARD:
        return ()
    for end in range(len(parts), 0, -1):
        folder = package_folder(view, path, "go", "/".join(parts[:end]))
        if folder is not None:
            within = "/".join(filter(None, (folder, *parts[end:])))
            return [one for one in view.modules(within or ".") if not one.endswith("_test.go")]
    if any(view.has_file(in_folder(folder, "go.mod")) for folder in folders_around(path)):
        return ()  # of another module, which is not here
    for start in range(1, len(parts)):
        found = [one for one in view.modules("/".join(parts[start:])) if not one.endswith("_test.go")]
        if found:
            return found
    if "." in parts[0] and len(parts) <= 3:  # the module's root package
        return [one for one in view.modules(".") if folder_of(one) == "" and not one.endswith("_test.go")]
    return ()


def submodule(view: RecordingProject, package: str, name: str) -> Sequence[str]:  # noqa: ARG001 - a rule's form
    """Packages are never members of packages."""
    return ()
