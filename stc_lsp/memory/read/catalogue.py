"""Reading every definition, as far as it takes to tell what sort of thing each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.rows import CHUNK_KINDS, from_text, pack_strings, to_text, unpack_strings

if TYPE_CHECKING:
    from stc_lsp.code.values import ChunkKind

_ENTRIES = """
    SELECT c.id, f.path, f.language, c.kind, c.keyword, c.name, c.qualname, c.decorators, c.bases,
        c.returns
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE c.kind IN
        ('class', 'function', 'method', 'variable') ORDER BY f.path, c.ordinal"""

_HEADERS = """
    SELECT c.id, f.path, f.language, c.kind, c.name, c.qualname, c.signature, c.parameters, c.start_line,
        c.end_line, c.parent_id
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE c.kind IN
        ('module', 'class', 'function', 'method') AND instr(c.parameters, ?) AND instr(c.returns, ?)
    ORDER BY f.path, c.ordinal"""
_UNDOCUMENTED = """
    SELECT id FROM chunks WHERE kind IN ('class', 'function', 'method') AND length(documentation) = 0"""
_UNUSED = """
    SELECT c.id FROM chunks AS c WHERE c.kind IN ('function', 'method') AND NOT EXISTS (
        SELECT 1 FROM uses AS u WHERE u.target_id = c.id AND NOT (
            u.file_id = c.file_id AND u.start_byte >= c.start_byte AND u.start_byte < c.end_byte))"""


class Header(NamedTuple):
    """A definition by what stands above its body, and how long it is."""

    id: int
    path: str
    language: str
    kind: ChunkKind
    name: str
    qualname: str
    signature: str
    parameters: tuple[str, ...]
    start_line: int
    end_line: int
    parent_id: int | None

    @property
    def lines(self) -> int:
        """How many it has, with comments and documentation."""
        return self.end_line - self.start_line + 1


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

    def headers(self, parameter: str = "", returned: str = "") -> list[Header]:
        """Every file, class, function and method with its signature and lines, by path, in order.

        With `parameter` those alone that may have one of that name: it stands among what they take. With
        `returned` those in the declared type of whose result that text stands.
        """
        # Without brackets and quotation marks, as it stands among others; nothing stands in each of them.
        written = pack_strings([parameter])[2:-2]
        return [
            Header(
                id_, from_text(path), language, CHUNK_KINDS[kind], from_text(name), from_text(qualname),
                from_text(signature), unpack_strings(parameters), first, last, parent,
            )
            for (
                id_, path, language, kind, name, qualname, signature, parameters, first, last, parent,
            ) in self._execute(_HEADERS, (written, to_text(returned)))
        ]  # fmt: skip

    def undocumented(self) -> set[int]:
        """The ids of classes, functions and methods that nothing documents."""
        return self._ids(_UNDOCUMENTED)

    def unused(self) -> set[int]:
        """The ids of functions and methods that no resolved use outside of themselves names."""
        return self._ids(_UNUSED)
