"""Which uses of a name are nothing but its import: read once for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from stc_lsp.memory.read.references import ReferenceReads
    from stc_lsp.memory.values import StoredReference


class ImportedNames:
    """The names that files import, of one snapshot."""

    def __init__(self, snapshot: ReferenceReads) -> None:
        self._snapshot = snapshot
        self._imported: dict[str, frozenset[tuple[int, str]]] = {}

    def is_import(self, use: StoredReference) -> bool:
        """Whether a use of a name is nothing but its import."""
        is_name = use.reference.kind is ReferenceKind.NAME
        return is_name and self.is_import_at(use.path, use.reference.line, use.reference.name)

    def is_import_at(self, path: str, line: int, name: str) -> bool:
        """Whether a name that stands alone in a line of a file is imported there."""
        if path not in self._imported:
            imports = self._snapshot.imports_of(path)
            self._imported[path] = frozenset(
                (one.line, name) for one, _ in imports for name in (one.name, one.alias, one.module)
            )
        return (line, name) in self._imported[path]
