"""Reading every definition, as far as it takes to tell what sort of thing each is."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.read.reading import Reading, listed
from stc_lsp.memory.rows import CHUNK_KINDS, from_text, pack_strings, to_text, unpack_strings

if TYPE_CHECKING:
    from collections.abc import Collection

# A path that is no text cannot be listed; there are hardly any.
_IN_FILES = """
    (? IS NULL OR typeof(f.path) = 'blob' OR f.path IN (SELECT value FROM json_each(?)))"""
_ENTRIES = f"""
    SELECT c.id, f.path, f.language, c.kind, c.keyword, c.name, c.qualname, c.decorators, c.bases,
        c.returns
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id
    WHERE {_IN_FILES} AND c.kind IN (SELECT value FROM json_each(?))
        AND instr(c.name, ?) AND instr(c.bases, ?) AND instr(c.decorators, ?)
        AND (NOT ? OR c.decorators <> '' OR c.bases <> '')
        AND (c.kind = 'class' OR instr(lower(c.name || ' ' || c.decorators || ' ' || c.returns || f.path), ?))
    ORDER BY f.path, c.ordinal"""

_HEADER = """
    SELECT c.id, f.path, f.language, c.kind, c.name, c.qualname, c.signature, c.parameters, c.start_line,
        c.end_line, c.parent_id
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id"""
_HEADERS = f"""{_HEADER}
    WHERE {_IN_FILES} AND c.kind IN (SELECT value FROM json_each(?))
        AND instr(c.parameters, ?) AND instr(c.returns, ?)
    ORDER BY f.path, c.ordinal"""
_HEADERS_OF = f"""{_HEADER}
    WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY f.path, c.ordinal"""
_LONGEST = f"""{_HEADER}
    WHERE c.kind IN (SELECT value FROM json_each(?))
    ORDER BY c.end_line - c.start_line DESC, f.path, c.ordinal LIMIT ?"""
_COUNTS = """
    SELECT f.path, count(*) FROM files AS f JOIN chunks AS c ON c.file_id = f.id
    WHERE c.kind IN (SELECT value FROM json_each(?)) GROUP BY f.id"""
_UNDOCUMENTED = """
    SELECT id FROM chunks WHERE kind IN ('class', 'function', 'method') AND length(documentation) = 0"""
_UNUSED = """
    SELECT c.id FROM chunks AS c WHERE c.kind IN ('function', 'method') AND NOT EXISTS (
        SELECT 1 FROM uses AS u WHERE u.target_id = c.id AND NOT (
            u.file_id = c.file_id AND u.start_byte >= c.start_byte AND u.start_byte < c.end_byte))"""
DEFINITIONS = (ChunkKind.CLASS, ChunkKind.FUNCTION, ChunkKind.METHOD, ChunkKind.VARIABLE)
_WITH_HEADERS = (ChunkKind.MODULE, ChunkKind.CLASS, ChunkKind.FUNCTION, ChunkKind.METHOD)


class Header(NamedTuple):
    """A definition by what stands above its body, and how long it is."""

    id: int
    path: str
    language: str
    kind: ChunkKind
    name: str
    qualname: str
    signature: str
    packed_parameters: str
    """As they are stored: of most headers nobody asks."""
    start_line: int
    end_line: int
    parent_id: int | None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what it takes, as written."""
        return unpack_strings(self.packed_parameters)

    @property
    def lines(self) -> int:
        """How many it has, with comments and documentation."""
        return self.end_line - self.start_line + 1


class CatalogueEntry(NamedTuple):
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

    def entries(
        self,
        kinds: Collection[ChunkKind] = DEFINITIONS,
        *,
        named: str = "",
        base: str = "",
        decorator: str = "",
        is_marked: bool = False,
        about: str = "",
        paths: Collection[str] | None = None,
    ) -> list[CatalogueEntry]:
        """Every class, function, method and variable, by path, a file's in its order.

        Those alone in whose name, bases or decorators some text stands; with `is_marked`, that have any bases
        or decorators at all. `about`: what stands, in small letters, in the name, decorators, result or path
        of whatever is no class. `paths`: of these files alone.
        """
        texts = (to_text(named), _as_packed(base), _as_packed(decorator))
        files = _of_files(paths)
        wanted = (files, files, listed(kinds), *texts, is_marked, to_text(about))
        return [
            CatalogueEntry(
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
            ) in self._execute(_ENTRIES, wanted)
        ]

    def headers(
        self,
        parameter: str = "",
        returned: str = "",
        *,
        kinds: Collection[ChunkKind] = _WITH_HEADERS,
        paths: Collection[str] | None = None,
    ) -> list[Header]:
        """Every file, class, function and method with its signature and lines, by path, in order.

        With `parameter` those alone that may have one of that name: it stands among what they take. With
        `returned` those in the declared type of whose result that text stands. `paths`: of these files alone.
        """
        files = _of_files(paths)
        values = (files, files, listed(kinds), _as_packed(parameter), to_text(returned))
        return self._headers(_HEADERS, values)

    def headers_of(self, ids: Collection[int]) -> list[Header]:
        """Those of these definitions, by path, in order."""
        return self._headers(_HEADERS_OF, (listed(ids),))

    def longest(self, kinds: Collection[ChunkKind], most: int) -> list[Header]:
        """Those of some kinds with the most lines, no more than so many."""
        return self._headers(_LONGEST, (listed(kinds), most))

    def counts_by_file(self, kinds: Collection[ChunkKind]) -> dict[str, int]:
        """How many of some kinds there are in each file."""
        return {from_text(path): number for path, number in self._execute(_COUNTS, (listed(kinds),))}

    def _headers(self, query: str, values: tuple[object, ...]) -> list[Header]:
        return [
            Header(
                id_, from_text(path), language, CHUNK_KINDS[kind], from_text(name), from_text(qualname),
                from_text(signature), parameters, first, last, parent,
            )
            for (
                id_, path, language, kind, name, qualname, signature, parameters, first, last, parent,
            ) in self._execute(query, values)
        ]  # fmt: skip

    def undocumented(self) -> set[int]:
        """The ids of classes, functions and methods that nothing documents."""
        return self._ids(_UNDOCUMENTED)

    def unused(self) -> set[int]:
        """The ids of functions and methods that no resolved use outside of themselves names."""
        return self._ids(_UNUSED)


def _of_files(paths: Collection[str] | None) -> str | None:
    return listed(paths) if paths is not None else None


def _as_packed(text: str) -> str:
    """As it stands among others that are packed: without brackets and quotation marks."""
    return pack_strings([text])[2:-2]
