"""Writing vectors."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from stc_lsp.memory.rows import from_text
from stc_lsp.memory.vectors import VectorRow, pack_vector
from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

_WITHOUT = """
    FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    LEFT JOIN vectors AS v ON v.owner = 'chunk' AND v.model = ?1 AND v.owner_id = c.id
    WHERE c.kind <> 'variable' AND f.language <> 'directory' AND v.digest IS NOT c.own_fingerprint"""
_MISSING = f"SELECT f.path, c.id, c.own_fingerprint {_WITHOUT} AND c.id > ?3 ORDER BY c.id LIMIT ?2"
_COUNT = f"SELECT count(*) {_WITHOUT}"


class VectorWrites(Writing):
    """The part of `IndexWriter` about vectors, which go with their chunks."""

    def put_vectors(self, model: str, rows: Iterable[VectorRow]) -> None:
        """Store vectors in the place of those their chunks had; all of a model must be alike."""
        packed = [(model, row.chunk_id, row.digest, *pack_vector(row.vector)) for row in rows]
        with self._changing_vectors():
            self.connection.executemany(
                """INSERT OR REPLACE INTO vectors (owner, model, owner_id, digest, scale, data)
                VALUES ('chunk', ?, ?, ?, ?, ?)""",
                packed,
            )

    def chunks_without_vector(self, model: str, limit: int, after: int) -> dict[str, dict[int, str]]:
        """Chunks that have no current vector of a model: path -> id -> the digest to store it under.

        The first ones by id, `after` one. Folders and variables have none: their text stands elsewhere.
        """
        found: dict[str, dict[int, str]] = {}
        for path, chunk_id, digest in self.connection.execute(_MISSING, (model, limit, after)):
            found.setdefault(from_text(path), {})[chunk_id] = digest
        return found

    def count_without_vector(self, model: str) -> int:
        """How many chunks have no current vector of a model."""
        return int(self.connection.execute(_COUNT, (model,)).fetchone()[0])

    def drop_unused_vectors(self, model: str) -> None:
        """Delete vectors of chunks that are gone, and those that another model made."""
        with self._changing_vectors():
            self.connection.execute(
                """DELETE FROM vectors WHERE owner = 'chunk'
                AND (model <> ? OR owner_id NOT IN (SELECT id FROM chunks))""",
                (model,),
            )

    @contextlib.contextmanager
    def _changing_vectors(self) -> Generator[None]:
        with self.within_revision(is_thought=True):
            before = self.connection.total_changes
            yield
            if self.connection.total_changes != before:
                self._changed.add("vectors_revision")
