"""Reading the whole index at once, for who ranks everything in it: what there is, and what leads to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.rows import CHUNK_KINDS, THOUGHT_KINDS, from_text
from stc_lsp.memory.values import Recipe, Wanted

if TYPE_CHECKING:
    from stc_lsp.code.values import ChunkKind

_NODES = """
    SELECT c.id, f.path, f.language, c.kind, c.name, c.qualname, c.parent_id, c.end_byte - c.start_byte
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id WHERE c.kind <> 'variable'
    ORDER BY f.path, c.ordinal"""
_USES = "SELECT chunk_id, target_id, count(*) FROM uses GROUP BY target_id, chunk_id"
_WITHOUT_KEY = """
    SELECT chunk_id, kind, thinker, prompt_version, parameters, value FROM wanted WHERE key = ''"""
_NOTES = """
    SELECT substr(key, 6), value FROM meta
    WHERE substr(CAST(key AS BLOB), 1, ?) = CAST('note:' || ? AS BLOB)"""
"""The name of a note that is not UTF-8 is a BLOB, whatever it begins with."""
_IMPORTS = """
    SELECT f.path, t.path FROM imports AS i JOIN files AS f ON f.id = i.file_id
    JOIN files AS t ON t.id = i.target_file_id WHERE f.id <> t.id GROUP BY f.id, t.id"""


class Node(NamedTuple):
    """A chunk, as far as its place among the others goes."""

    id: int
    path: str
    language: str
    kind: ChunkKind
    name: str
    qualname: str
    parent_id: int | None
    size: int
    """In bytes."""


class GraphReads(Reading):
    """The part of `Snapshot` that reads everything. Takes a second for a million lines: not for a hover."""

    def nodes(self) -> list[Node]:
        """Every chunk but variables, a file's together and in its order, the file itself first."""
        return [
            Node(
                id_, from_text(path), language, CHUNK_KINDS[kind], from_text(name), from_text(qualname), *rest
            )
            for id_, path, language, kind, name, qualname, *rest in self._execute(_NODES)
        ]

    def uses_between(self) -> list[tuple[int, int, int]]:
        """The id of a chunk, of one that it uses, and in how many places."""
        return self._execute(_USES).fetchall()

    def imports_between(self) -> list[tuple[str, str]]:
        """The path of a file, and of one that it imports."""
        return [(from_text(path), from_text(target)) for path, target in self._execute(_IMPORTS)]

    def without_key(self) -> list[Wanted]:
        """What is not wanted now: passed over, or waiting for what it is made from. Their key is ""."""
        return [
            Wanted(chunk_id, Recipe(THOUGHT_KINDS[kind], thinker, version, parameters), "", value)
            for chunk_id, kind, thinker, version, parameters, value in self._execute(_WITHOUT_KEY)
        ]

    def notes(self, prefix: str) -> dict[str, str]:
        """The notes that the sleeper keeps with the index whose name begins so."""
        rows = self._execute(_NOTES, (len(prefix.encode()) + 5, prefix))
        return {from_text(name): value for name, value in rows}
