"""Reading chunks: by id, by place, by name."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.read.reading import Reading, listed
from stc_lsp.memory.rows import CHUNK_COLUMNS, CHUNK_KINDS, from_text, to_text
from stc_lsp.memory.values import NamedChunk, StoredChunk

if TYPE_CHECKING:
    from collections.abc import Collection

_FROM = f"SELECT {CHUNK_COLUMNS} FROM chunks AS c JOIN files AS f ON f.id = c.file_id"
_OF_PATH = f"SELECT {CHUNK_COLUMNS} FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE f.path = ?"
_BY_ID = f"{_FROM} WHERE c.id = ?"
_NAMED = "SELECT c.id, f.path, c.parent_id, c.kind, c.keyword, c.name, c.qualname, c.documentation"
_NAMED_CHUNKS = f"""{_NAMED}
    FROM json_each(?) AS i JOIN chunks AS c ON c.id = i.value JOIN files AS f ON f.id = c.file_id"""
_NAMED_METHODS = f"""{_NAMED}
    FROM json_each(?) AS i JOIN chunks AS c ON c.parent_id = i.value JOIN files AS f ON f.id = c.file_id
    WHERE c.kind IN ('method', 'function') ORDER BY c.ordinal"""
_BY_QUALNAME = f"{_OF_PATH} AND c.qualname = ? ORDER BY c.ordinal LIMIT 1"
_OF_FILE = f"{_OF_PATH} ORDER BY c.ordinal"
_IDS_OF_FILE = """
    SELECT c.id FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE f.path = ? ORDER BY c.ordinal"""
_NAMED_AT = f"""{_FROM} WHERE c.id = (
        SELECT d.id FROM files AS g JOIN chunks AS d ON d.file_id = g.id
        WHERE g.path = ?1 AND d.name_start_byte <= ?2 AND d.name_end_byte > d.name_start_byte
        ORDER BY d.name_start_byte DESC LIMIT 1)
    AND c.name_end_byte >= ?2"""
_CHILDREN = f"{_FROM} WHERE c.parent_id = ? ORDER BY c.ordinal"
_ENCLOSING = f"""{_OF_PATH} AND c.kind <> 'variable' AND c.start_line <= ?2 AND c.end_line >= ?2
    ORDER BY c.end_byte - c.start_byte, c.ordinal DESC LIMIT 1"""
_RANK = """CASE c.kind WHEN 'class' THEN 0 WHEN 'function' THEN 0 WHEN 'method' THEN 1 WHEN 'module' THEN 2
    WHEN 'variable' THEN 3 ELSE 4 END"""
_CALLED = f"{_FROM} WHERE c.name = ?1 ORDER BY {_RANK}, f.path, c.ordinal LIMIT ?2"
_ANY_SIGNED = "SELECT 1 FROM chunks WHERE name >= '$' AND name < '%' LIMIT 1"
_DEFINED_AMONG = "SELECT DISTINCT name FROM chunks WHERE name IN (SELECT value FROM json_each(?))"
_DOTTED = f"""{_FROM} WHERE c.name = ?1 AND (c.qualname = ?2 OR substr(c.qualname, -length(?3)) = ?3)
    ORDER BY c.qualname <> ?2, {_RANK}, f.path, c.ordinal LIMIT ?4"""
_IN_MODULE = f"""
    SELECT {CHUNK_COLUMNS} FROM modules AS m JOIN files AS f ON f.id = m.file_id
    JOIN chunks AS c ON c.file_id = f.id
    WHERE m.name = ? AND c.qualname = ? ORDER BY f.path, c.ordinal LIMIT ?"""


class ChunkReads(Reading):
    """The part of `Snapshot` about chunks."""

    def chunk_by_id(self, chunk_id: int | None) -> StoredChunk | None:
        """The chunk with that id, if there is any; ids are never used twice."""
        return self._one_chunk(_BY_ID, (chunk_id,)) if chunk_id is not None else None

    def named_chunks(self, chunk_ids: Collection[int]) -> list[NamedChunk]:
        """Those of these chunks that there are, in any order."""
        return self._named_chunks(_NAMED_CHUNKS, chunk_ids)

    def named_methods(self, class_ids: Collection[int]) -> list[NamedChunk]:
        """The functions directly within these chunks, those of each in order."""
        return self._named_chunks(_NAMED_METHODS, class_ids)

    def _named_chunks(self, sql: str, ids: Collection[int]) -> list[NamedChunk]:
        return [
            NamedChunk(id_, from_text(path), parent_id, CHUNK_KINDS[kind], *map(from_text, texts))
            for id_, path, parent_id, kind, *texts in self._execute(sql, (listed(ids),))
        ]

    def chunk(self, path: str, qualname: str) -> StoredChunk | None:
        """The chunk of that name in a file; "" is the module."""
        return self._one_chunk(_BY_QUALNAME, (to_text(path), to_text(qualname)))

    def chunks(self, path: str) -> list[StoredChunk]:
        """All chunks of a file, the module first, in the order of the parser."""
        return self._chunks(_OF_FILE, (to_text(path),))

    def chunk_ids(self, path: str) -> list[int]:
        """The ids of all chunks of a file, in that order."""
        return [row[0] for row in self._execute(_IDS_OF_FILE, (to_text(path),))]

    def defined_at(self, path: str, byte: int) -> StoredChunk | None:
        """The definition of a file whose name a byte is in, or right behind."""
        return self._one_chunk(_NAMED_AT, (to_text(path), byte))

    def children(self, chunk_id: int) -> list[StoredChunk]:
        """The chunks directly within a chunk, in order."""
        return self._chunks(_CHILDREN, (chunk_id,))

    def enclosing(self, path: str, line: int) -> StoredChunk | None:
        """The innermost chunk that a line stands in. Variables do not count."""
        return self._one_chunk(_ENCLOSING, (to_text(path), line))

    def named(self, name: str, limit: int = 50) -> list[StoredChunk]:
        """Chunks called `name`: its last component, the end of a qualified name, or a module's name and more.

        `route`, `Flask.route`, `flask.app.Flask.route` and `flask.app` all find something in flask. Classes
        and functions come first, then methods, modules, variables, sections. What only a variable of PHP or a
        script bears, `$stack`, is found without its sign.
        """
        owner, dot, last = name.rpartition(".")
        if not last:
            return []
        if not dot:
            found = self._chunks(_CALLED, (to_text(name), limit))
        else:
            found = self._chunks(_DOTTED, (to_text(last), to_text(name), to_text(f".{name}"), limit))
            found = found or self._in_modules(name, limit)
        if found or last[0] == "$" or not self.once(("signed",), self._has_signed):
            return found
        return self.named(f"{owner}{dot}${last}", limit)

    def _has_signed(self) -> bool:
        """Whether any name begins with a dollar sign."""
        return self._execute(_ANY_SIGNED).fetchone() is not None

    def names(self, shortest: int, longest: int) -> list[str]:
        """The last components of all names with so many characters, each once: to find what was misspelt."""
        rows = self._execute(
            "SELECT DISTINCT name FROM chunks WHERE length(name) BETWEEN ? AND ?", (shortest, longest)
        )
        return [from_text(row[0]) for row in rows]

    def defined_among(self, names: Collection[str]) -> frozenset[str]:
        """Which of some names are the last component of a definition's."""
        rows = self._execute(_DEFINED_AMONG, (listed(map(to_text, names)),))
        return frozenset(from_text(row[0]) for row in rows)

    def _in_modules(self, name: str, limit: int) -> list[StoredChunk]:
        """`name` as a module's dotted name, the longest that fits, followed by a qualified name in it."""
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            module, qualname = ".".join(parts[:length]), ".".join(parts[length:])
            found = self._chunks(_IN_MODULE, (to_text(module), to_text(qualname), limit))
            if found:
                return found
        return []
