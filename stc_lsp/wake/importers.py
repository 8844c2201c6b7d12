"""Who imports a file: also those that take from it only what it hands on from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.languages import language_of
from stc_lsp.code.resolve import RecordingProject, Tables
from stc_lsp.code.resolve.rules import rules_of
from stc_lsp.code.values import FileFacts

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_FRONTS = frozenset({"__init__", "index"})
"""Files, without their endings, that offer what they import from others."""


def is_front(path: str) -> bool:
    """Whether a file offers what it imports from others."""
    return path.rpartition("/")[2].partition(".")[0] in _FRONTS


def importers_of(snapshot: Snapshot, path: str) -> dict[str, int]:
    """The other files that import a file, each with the line of its first such import."""
    found = {importer: line for importer, line in snapshot.importers(path) if importer != path}
    if not is_front(path):
        return found
    # The index has where an import leads in the end, not what it names.
    through = snapshot.once(("through", path), lambda: _through(snapshot, path))
    return dict(sorted((through | found).items()))


def _through(snapshot: Snapshot, path: str) -> dict[str, int]:
    behind = {target for _, target in snapshot.imports_of(path)} - {None, path}
    candidates = {importer for each in behind if each for importer, _ in snapshot.importers(each)} - {path}
    tables = Tables(snapshot)
    found: dict[str, int] = {}
    for importer in candidates:
        language = language_of(importer)
        nothing = FileFacts(language, (), (), (), 0, has_errors=False)
        view = RecordingProject(importer, nothing, tables)
        for one, target in snapshot.imports_of(importer):
            if target not in behind or importer in found:
                continue
            if next(iter(rules_of(language).module(view, importer, one)), "") == path:
                found[importer] = one.line
    return found
