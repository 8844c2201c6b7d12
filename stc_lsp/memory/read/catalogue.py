"""Reading every definition, as far as it takes to tell what sort of thing each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.rows import CHUNK_KINDS, from_text, unpack_strings

if TYPE_CHECKING:
    from stc_lsp.code.values import ChunkKind

_ENTRIES = """
    SELECT c.id, f.path, f.language, c.kind, c.keyword, c.name, c.qualname, c.decorators, c.bases,
        c.returns
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE c.kind IN
        ('class', 'function', 'method', 'variable') ORDER BY f.path, c.ordinal"""


class Entry(NamedTuple):
    """A definition."""

    id: int
    path: str
    language: str
    kind: ChunkKind
    keyword: str
    name: str
    qualname: str
    decorators: tuple[str, ...]
    """As written, without their sign: `app.route("/")`."""
    bases: tuple[str, ...]
    returns: str
    """The declared type, as written."""


class CatalogueReads(Reading):
    """The part of `Snapshot` that lists what is defined. Takes as long as there is much: not for a hover."""

    def entries(self) -> list[Entry]:
        """Every class, function, method and variable, by path, a file's in its order."""
        return [
            Entry(
                id_,
                from_text(path),
                language,
                CHUNK_KINDS[kind],
                from_text(keyword),
                from_text(name),
                from_text(qualname),
                unpack_strings(decorators),
                unpack_strings(bases),
                from_text(returns),
            )
            for (
                id_,
                path,
                language,
                kind,
                keyword,
                name,
                qualname,
                decorators,
                bases,
                returns,
            ) in self._execute(_ENTRIES)
        ]
