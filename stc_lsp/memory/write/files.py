"""Writing files: everything that stands in the index because of one file, put and removed as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stc_lsp.code.modules import folder_of
from stc_lsp.memory.packed_references import packed_references
from stc_lsp.memory.rows import (
    FILE_COLUMNS,
    file_record,
    from_text,
    import_value,
    mentions,
    to_text,
)
from stc_lsp.memory.write.chunks import ChunkWrites
from stc_lsp.memory.write.prepare import Moved, PreparedFile, prepare_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Set as AbstractSet

    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.values import FileRecord

_MOST_MENTIONED = 16
"""Texts of which it is kept what they mention."""


class FileWrites(ChunkWrites):
    """The part of `IndexWriter` that puts and removes files."""

    def __init__(self, connection: sqlite3.Connection, paths: MemoryPaths) -> None:
        super().__init__(connection, paths)
        self._mentioned: dict[tuple[int, str, bytes], AbstractSet[int]] = {}
        """What the texts put last mention, by file, language and digest."""

    def files(self) -> dict[str, FileRecord]:
        """Every file in the index, by path."""
        rows = self.connection.execute(f"SELECT {FILE_COLUMNS} FROM files")  # noqa: S608 - constant columns
        return {record.path: record for record in map(file_record, rows)}

    def times(self, below: str = "") -> dict[str, dict[str, tuple[int, int]]]:
        """Size in bytes and modification time in nanoseconds of every file in the index, or in a folder.

        By folder and name, as a disk is walked. What stands for a folder is no file, and is left out.
        """
        inner = f"{below}/"
        # A folder whose name is no text is stored as bytes, which stand after all text.
        rows = self.connection.execute(
            """SELECT directory, path, size, mtime_ns FROM files WHERE directory = ?1
            OR directory > ?2 AND directory < ?3 OR typeof(directory) = 'blob'"""
            if below
            else "SELECT directory, path, size, mtime_ns FROM files",
            (to_text(below), to_text(inner), to_text(f"{below}0")) if below else (),
        )
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for directory, path, size, mtime_ns in rows:
            if path.__class__ is bytes:
                directory, path = from_text(directory), from_text(path)
            files = found.get(directory)
            if files is None:
                if below and directory != below and not directory.startswith(inner):
                    continue
                files = found[directory] = {}
            files[path[len(directory) + 1 if directory else 0 :]] = size, mtime_ns
        for files in found.values():
            files.pop("", None)
        return found

    def put_file(self, record: FileRecord, facts: FileFacts | None, source: str | bytes) -> None:
        """Replace all that is known of `record.path`; without facts only the record is kept.

        A chunk with the same kind and qualified name as before keeps its id, and with it what points to it.
        The file's own references and imports are unresolved until `put_targets` and `put_import_targets`;
        what was wanted for a chunk whose fingerprint changed has no key until `put_wanted`.
        """
        self.put_prepared(prepare_file(record, facts, source))

    def put_prepared(self, prepared: PreparedFile) -> None:
        """The same, for a file that was prepared elsewhere."""
        record = prepared.record
        old = self.connection.execute(
            "SELECT id, language, digest FROM files WHERE path = ?", (to_text(record.path),)
        ).fetchone()
        # In another language it is no longer what it was: as if it had been taken away, and another added.
        with self.within_revision(is_removal=old is not None and old[1] != record.language):
            self.forget_cached()
            if old is not None:
                self._clear_file(old[0], prepared, known=self._mentioned.pop(old, None))
            file_id = self._put_record(prepared, old[0] if old is not None else None)
            if old is None:
                self._put_mentions(file_id, set(), prepared.mentions)
            ids = self.put_chunks(file_id, prepared)
            self._put_rows(file_id, ids, prepared)
        if prepared.parsed:
            # Whatever becomes of the revision: what a text mentions, it mentions.
            self._mentioned[file_id, prepared.record.language, record.digest] = prepared.mentions
            while len(self._mentioned) > _MOST_MENTIONED:
                del self._mentioned[next(iter(self._mentioned))]

    def touch_file(self, record: FileRecord) -> None:
        """Update size and times of a file whose contents are as indexed. No revision is counted for that."""
        with self.within_revision(counts=False):
            self.connection.execute(
                "UPDATE files SET size = ?, mtime_ns = ?, digest = ? WHERE path = ?",
                (record.size, record.mtime_ns, record.digest, to_text(record.path)),
            )

    def remove_file(self, path: str) -> None:
        """Forget a file; references and imports that pointed into it become unresolved."""
        file_id = self.file_id(path)
        if file_id is None:
            return
        with self.within_revision(is_removal=True):
            self.forget_cached()
            self._clear_file(file_id)
            rows = self.connection.execute("SELECT id FROM chunks WHERE file_id = ?", (file_id,))
            self.forget_chunks([each[0] for each in rows.fetchall()])
            self.connection.execute(
                "UPDATE imports SET target_file_id = NULL WHERE target_file_id = ?", (file_id,)
            )
            self.connection.execute("DELETE FROM files WHERE id = ?", (file_id,))

    def _put_record(self, prepared: PreparedFile, file_id: int | None) -> int:
        """Put the record of a file that has this id, or a new one."""
        record = prepared.record
        values = (
            to_text(record.path),
            to_text(folder_of(record.path)),
            record.language,
            record.size,
            record.mtime_ns,
            record.digest,
            record.line_count,
            record.has_errors,
            record.skipped,
            prepared.parsed,
            self.next_revision,
        )
        # In one statement for both (an upsert) FTS5 would write all it has gathered before each file.
        if file_id is not None:
            self.connection.execute(_CHANGE_RECORD, (*values, file_id))
            return file_id
        return cast("int", self.connection.execute(_PUT_RECORD, values).lastrowid)

    def _put_rows(self, file_id: int, ids: list[int], prepared: PreparedFile) -> None:
        connection = self.connection
        connection.executemany(
            "INSERT INTO modules VALUES (?, ?)", [(to_text(name), file_id) for name in prepared.modules]
        )
        if prepared.parsed:
            connection.execute(
                "INSERT INTO packed_facts VALUES (?, ?, ?)", (file_id, prepared.references, prepared.bindings)
            )
        if prepared.text is not None:
            connection.execute("INSERT INTO texts VALUES (?, ?, ?, NULL)", (file_id, *prepared.text))
        connection.executemany(
            "INSERT INTO reads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*row[:2], file_id, row[2], ids[int(row[3])], *row[4:]) for row in prepared.reads],
        )
        connection.executemany(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            [(file_id, *row) for row in prepared.imports],
        )

    def _clear_file(
        self,
        file_id: int,
        successor: PreparedFile | None = None,
        *,
        known: AbstractSet[int] | None = None,
    ) -> None:
        """Delete what stands in the index because of a file, except its record and its chunks.

        Of its `successor` what is true of both may stay. `known`: what the file mentions, if that is at hand.
        """
        connection = self.connection
        mentioned = self._mentions_of(file_id) if known is None else known
        self._put_mentions(file_id, mentioned, successor.mentions if successor else set())
        moved = successor.moved if successor is not None else None
        if moved is None:
            self.rewritten.add(file_id)
            connection.execute("DELETE FROM uses WHERE file_id = ?", (file_id,))
        else:
            self._move_uses(file_id, moved)
        for statement in _CLEAR_FILE:
            connection.execute(statement, (file_id,))

    def _move_uses(self, file_id: int, moved: Moved) -> None:
        """Delete the uses in an edited definition, and move those behind it."""
        execute, values = self.connection.execute, {"file_id": file_id, **moved._asdict()}
        execute(_CLEAR_USES, values)
        if moved.references:
            # In two steps, for a number may be that of another use until that is moved, too.
            execute(_MOVE_AND_COUNT_USES, values)
            execute(_COUNTED_USES, values)
        elif moved.bytes or moved.lines:
            execute(_MOVE_USES, values)

    def _put_mentions(self, file_id: int, old: AbstractSet[int], new: AbstractSet[int]) -> None:
        connection = self.connection
        gone, come = sorted(old - new), sorted(new - old)
        connection.executemany(
            "DELETE FROM mentions WHERE name = ? AND file_id = ?", [(name, file_id) for name in gone]
        )
        connection.executemany("INSERT INTO mentions VALUES (?, ?)", [(name, file_id) for name in come])

    def _mentions_of(self, file_id: int) -> set[int]:
        packed = self.connection.execute(
            "SELECT packed_references FROM packed_facts WHERE file_id = ?", (file_id,)
        ).fetchone()
        references = packed_references(packed[0] if packed else b"")
        imports = self.connection.execute(
            "SELECT module, name, alias, level, chunk, line FROM imports WHERE file_id = ?", (file_id,)
        )
        return mentions(references.names, references.expressions, map(import_value, imports))


_RECORD = (
    "path, directory, language, size, mtime_ns, digest, line_count, has_errors, skipped, parsed, revision"
)
_PLACES = ", ".join("?" * 11)
_PUT_RECORD = f"INSERT INTO files ({_RECORD}) VALUES ({_PLACES})"  # noqa: S608 - constant
_CHANGE_RECORD = f"UPDATE files SET ({_RECORD}) = ({_PLACES}) WHERE id = ?"  # noqa: S608 - constant
_CLEAR_USES = "DELETE FROM uses WHERE file_id = :file_id AND start_byte >= :start AND start_byte < :old_end"
_MOVE_USES = """
    UPDATE uses SET start_byte = start_byte + :bytes, end_byte = end_byte + :bytes, line = line + :lines
    WHERE file_id = :file_id AND start_byte >= :old_end"""
_MOVE_AND_COUNT_USES = _MOVE_USES.replace("SET ", "SET ordinal = -1 - ordinal - :references, ")
_COUNTED_USES = "UPDATE uses SET ordinal = -1 - ordinal WHERE file_id = :file_id AND ordinal < 0"
_CLEAR_FILE = (
    "DELETE FROM modules WHERE file_id = ?",
    "DELETE FROM packed_facts WHERE file_id = ?",
    "DELETE FROM texts WHERE file_id = ?",
    "DELETE FROM reads WHERE file_id = ?",
    "DELETE FROM imports WHERE file_id = ?",
)
