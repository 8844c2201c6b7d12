"""Writing vectors."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from stc_lsp.memory.rows import from_text
from stc_lsp.memory.vectors import pack_vector
from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from stc_lsp.memory.vectors import VectorRow

_WITHOUT = """
    FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    LEFT JOIN vectors AS v ON v.owner = 'chunk' AND v.model = ?1 AND v.owner_id = c.id
    WHERE c.kind <> 'variable' AND f.language <> 'directory' AND v.digest IS NOT c.own_fingerprint"""
_MISSING = f"SELECT f.path, c.id, c.own_fingerprint {_WITHOUT} AND c.id > ?3 ORDER BY c.id LIMIT ?2"
_COUNT = f"SELECT count(*) {_WITHOUT}"


class VectorWrites(Writing):
    """The part of `IndexWriter` about vectors. Owners are `chunk` or `question`; vectors go with them."""

    def put_vectors(self, owner: str, model: str, rows: Iterable[VectorRow], *, exact: bool = False) -> None:
        """Store vectors in the place of those their owners had; all of a model must be alike."""
        packed = [
            (owner, model, row.owner_id, row.digest, *pack_vector(row.vector, exact=exact)) for row in rows
        ]
        with self._changing_vectors():
            self.connection.executemany(
                """INSERT INTO vectors (owner, model, owner_id, digest, scale, data) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner, model, owner_id) DO UPDATE SET digest = excluded.digest,
                scale = excluded.scale, data = excluded.data""",
                packed,
            )

    def chunks_without_vector(self, model: str, limit: int, after: int = 0) -> dict[str, dict[int, str]]:
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

    def drop_vectors(self, owner: str, model: str, owner_ids: Iterable[int] | None = None) -> None:
        """Delete vectors of some owners, or all of that model."""
        with self._changing_vectors():
            if owner_ids is None:
                self.connection.execute("DELETE FROM vectors WHERE owner = ? AND model = ?", (owner, model))
            else:
                self.connection.executemany(
                    "DELETE FROM vectors WHERE owner = ? AND model = ? AND owner_id = ?",
                    [(owner, model, owner_id) for owner_id in owner_ids],
                )

    def vector_digests(self, owner: str, model: str) -> dict[int, str]:
        """Which text each owner's vector was made from: what differs has to be embedded again."""
        rows = self.connection.execute(
            "SELECT owner_id, digest FROM vectors WHERE owner = ? AND model = ?", (owner, model)
        )
        return dict(rows.fetchall())

    @contextlib.contextmanager
    def _changing_vectors(self) -> Generator[None]:
        with self.within_revision(is_thought=True):
            before = self.connection.total_changes
            yield
            if self.connection.total_changes != before:
                self._changed.add("vectors_revision")
