"""Writing chunks and their search rows: a chunk that stays keeps its id, and only what differs is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.memory.write.prepare import Moved, PreparedFile

_ID, _KIND, _QUALNAME, _FINGERPRINT = 0, 5, 8, -1
"""Positions in a row of `chunks`."""
_PREPARED_KIND, _PREPARED_QUALNAME = 0, 3
"""Positions in a prepared row, which starts with the kind."""

_PUT_CHUNK = f"INSERT INTO chunks VALUES ({', '.join('?' * 24)})"  # noqa: S608 - constant
_MOVE_CHUNKS = """
    UPDATE chunks SET ordinal = ordinal + :chunks,
    parent = CASE WHEN parent >= :chunk THEN parent + :chunks ELSE parent END,
    start_byte = start_byte + :bytes, end_byte = end_byte + :bytes,
    start_line = start_line + :lines, end_line = end_line + :lines,
    name_start_byte = name_start_byte + :bytes, name_end_byte = name_end_byte + :bytes,
    name_line = name_line + :lines WHERE file_id = :file_id AND start_byte >= :old_end"""
INVALIDATE = """
    UPDATE wanted SET key = '', previous_key = CASE
        WHEN EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
        THEN key ELSE previous_key END
    WHERE chunk_id = ? AND key <> ''"""
"""What was wanted is not current any more; if it was made, it is known as the thought before."""
_PUT_SEARCH = (
    "INSERT INTO search (rowid, path, name, signature, documentation, body) VALUES (?, ?, ?, ?, ?, ?)"
)
_IS_POSTED = "SELECT 1 FROM posted WHERE texts = 'search'"
_NOTE_CHANGED = """
    INSERT OR IGNORE INTO changed_texts SELECT 'search', ?1 WHERE EXISTS (
        SELECT 1 FROM posted WHERE texts = 'search')"""
"""What was worked out of the texts of `search` (see `postings`) holds no longer for this one."""

_FORGET_CHUNK = (
    # References from other files to a chunk that is gone are unresolved again: they have no row in `uses`.
    "DELETE FROM uses WHERE target_id = ?",
    "DELETE FROM wanted WHERE chunk_id = ?",
    "DELETE FROM thought_search WHERE rowid IN (SELECT id FROM thought_texts WHERE chunk_id = ?)",
    "DELETE FROM thought_texts WHERE chunk_id = ?",
    "DELETE FROM question_search WHERE rowid IN (SELECT id FROM questions WHERE chunk_id = ?)",
    "DELETE FROM questions WHERE chunk_id = ?",
    "DELETE FROM vectors WHERE owner = 'chunk' AND owner_id = ?",
    _NOTE_CHANGED,
    "DELETE FROM search WHERE rowid = ?",
    "DELETE FROM chunks WHERE id = ?",
)


class ChunkWrites(Writing):
    """The part of `IndexWriter` that writes chunks."""

    def put_chunks(self, file_id: int, prepared: PreparedFile) -> list[int]:
        """Bring the chunks of a file to what was prepared; return their ids, in the order of the file."""
        if prepared.moved is not None:
            self._move_chunks(file_id, prepared.moved)
        old = self.connection.execute(
            "SELECT * FROM chunks WHERE file_id = ? ORDER BY ordinal DESC", (file_id,)
        ).fetchall()
        kept = {row[_ID]: row for row in old}
        by_identity: dict[tuple[Any, Any], list[int]] = {}
        for row in old:
            by_identity.setdefault((row[_KIND], row[_QUALNAME]), []).append(row[_ID])
        ids: list[int] = []
        for row in prepared.chunks:
            same = by_identity.get((row[_PREPARED_KIND], row[_PREPARED_QUALNAME]))
            ids.append(same.pop() if same else self.new_chunk_id())
        gone = [id_ for left in by_identity.values() for id_ in left]
        if gone or len(ids) != len(old):
            self.rewritten.add(file_id)
        self.forget_chunks(gone)
        rows = [
            (ids[ordinal], file_id, ordinal, parent, None if parent is None else ids[parent], *row)
            for ordinal, (parent, row) in enumerate(zip(prepared.parents, prepared.chunks, strict=True))
        ]
        changed = [row for row in rows if kept.get(row[_ID]) != row] if kept else rows
        # Not REPLACE: before what SQLite may have to take back alone, FTS5 writes all it has gathered.
        self.connection.executemany(
            "DELETE FROM chunks WHERE id = ?", [(row[_ID],) for row in changed if row[_ID] in kept]
        )
        self.connection.executemany(_PUT_CHUNK, changed)
        self._invalidate(
            row[_ID] for row in rows if row[_ID] in kept and kept[row[_ID]][_FINGERPRINT] != row[_FINGERPRINT]
        )
        self._put_search(ids, prepared.search, kept)
        return ids

    def _move_chunks(self, file_id: int, moved: Moved) -> None:
        """Move what stands behind an edited definition, all at once: it is as it shall be, then."""
        # Only to save time: what does not fit afterwards is written as any other chunk.
        if moved.chunks or moved.bytes or moved.lines:
            self.connection.execute(_MOVE_CHUNKS, {"file_id": file_id, **moved._asdict()})

    def forget_chunks(self, ids: Iterable[int]) -> None:
        """Delete chunks and all that is known of them, but for the thoughts themselves."""
        for id_ in ids:
            for statement in _FORGET_CHUNK:
                self.connection.execute(statement, (id_,))

    def _invalidate(self, ids: Iterable[int]) -> None:
        """A chunk that changed has no current thought until its new key is known, only an outdated one."""
        self.connection.executemany(INVALIDATE, [(id_,) for id_ in ids])

    def _put_search(
        self, ids: Sequence[int], texts: Sequence[tuple[str, ...] | None], kept: dict[int, Any]
    ) -> None:
        rows = [(id_, *text) for id_, text in zip(ids, texts, strict=True) if text is not None]
        if kept:
            rows = [row for row in rows if row[_ID] not in kept or self._replace_search(row)]
        if rows and self.connection.execute(_IS_POSTED).fetchone() is not None:
            self.connection.executemany(_NOTE_CHANGED, [(row[_ID],) for row in rows])
        self.connection.executemany(_PUT_SEARCH, rows)

    def _replace_search(self, row: tuple[Any, ...]) -> bool:
        """Delete the row's predecessor unless it is equal; say whether the row has to be written."""
        # Reading a row back is far cheaper than taking its words out of the index and putting them in again.
        old = self.connection.execute(
            "SELECT rowid, path, name, signature, documentation, body FROM search WHERE rowid = ?",
            (row[_ID],),
        ).fetchone()
        if old == row:
            return False
        self.connection.execute("DELETE FROM search WHERE rowid = ?", (row[_ID],))
        return True
