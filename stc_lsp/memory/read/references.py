"""Reading references and imports: who uses what."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLS, Import, ReferenceKind
from stc_lsp.memory.packed_references import PackedReferences, packed_references
from stc_lsp.memory.read.reading import Caches, Reading, listed
from stc_lsp.memory.rows import (
    CHUNK_COLUMNS,
    from_text,
    import_value,
    name_hash,
    stored_chunk,
    stored_reference,
    to_text,
)
from stc_lsp.memory.values import StoredReference, UsedAt, UsePlace, UsingChunk, label_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

_USES = """
    SELECT f.path, u.chunk_id, c.qualname, c.ordinal, u.kind, u.name, u.expression, u.start_byte, u.end_byte,
        u.line, u.target_id
    FROM uses AS u JOIN files AS f ON f.id = u.file_id JOIN chunks AS c ON c.id = u.chunk_id
    WHERE u.target_id = ?1"""
_ALL_USES = f"{_USES} ORDER BY f.path, u.ordinal"
_PLACES = """
    SELECT u.target_id, f.path, u.chunk_id, u.kind, u.name, u.start_byte, u.line
    FROM json_each(?) AS i JOIN uses AS u ON u.target_id = i.value JOIN files AS f ON f.id = u.file_id"""
_USING_PATHS = (
    "SELECT DISTINCT f.path FROM uses AS u JOIN files AS f ON f.id = u.file_id WHERE u.target_id = ?"
)
_USES_OF_KINDS = f"{_USES} AND u.kind IN (SELECT value FROM json_each(?2)) ORDER BY f.path, u.ordinal"
# Of what is used everywhere only the first uses are looked at: a hover must not wait for thousands of rows.
_USERS = """
    SELECT f.path, c.qualname, u.chunk_id, count(*), min(u.line)
    FROM (SELECT * FROM uses WHERE target_id = ?1 LIMIT ?2) AS u
    JOIN files AS f ON f.id = u.file_id JOIN chunks AS c ON c.id = u.chunk_id
    JOIN chunks AS own ON own.id = ?1
    WHERE NOT (u.file_id = own.file_id AND u.start_byte >= own.start_byte AND u.start_byte < own.end_byte)
    AND NOT (u.kind = 'name' AND EXISTS (SELECT 1 FROM imports AS i WHERE i.file_id = u.file_id
        AND i.line = u.line AND u.name IN (i.name, i.alias, i.module)))
    GROUP BY u.chunk_id ORDER BY f.path, c.ordinal"""
_HEIRS = """
    WITH RECURSIVE heirs (id) AS (SELECT value FROM json_each(?) UNION
        SELECT u.chunk_id FROM heirs AS h JOIN uses AS u ON u.target_id = h.id AND u.kind = 'base')
    SELECT id FROM heirs"""
_ANCESTORS = """
    WITH RECURSIVE ancestors (id) AS (SELECT value FROM json_each(?) UNION
        SELECT u.target_id FROM ancestors AS a JOIN chunks AS c ON c.id = a.id
        JOIN uses AS u ON u.file_id = c.file_id AND u.chunk_id = c.id AND u.kind = 'base')
    SELECT id FROM ancestors"""
_MEMBERS = "SELECT c.id FROM json_each(?1) AS i JOIN chunks AS c ON c.parent_id = i.value"
_SO_CALLED = f"{_MEMBERS} WHERE c.name IN (SELECT value FROM json_each(?2))"
_OF_MANY_SO_CALLED = """
    SELECT c.id FROM json_each(?2) AS n CROSS JOIN chunks AS c ON c.name = n.value
    WHERE c.parent_id IN (SELECT value FROM json_each(?1))"""
_MANY = 30
"""Classes: of more it is faster to look at all that is so called."""
_HOLDERS = """
    WITH RECURSIVE holders (id) AS (SELECT value FROM json_each(?) UNION
        SELECT c.parent_id FROM holders AS h JOIN chunks AS c ON c.id = h.id WHERE c.parent_id IS NOT NULL)
    SELECT id FROM holders"""
_READS = """
    SELECT f.path, r.chunk_id, c.qualname, c.ordinal, r.kind, r.name, r.expression, r.start_byte, r.end_byte,
        r.line, NULL
    FROM reads AS r JOIN files AS f ON f.id = r.file_id JOIN chunks AS c ON c.id = r.chunk_id
    WHERE r.kind = ?1 AND (?2 IS NULL OR r.name = ?2) ORDER BY r.name, f.path, r.ordinal"""
_PLACE = """
    SELECT c.file_id, c.ordinal, f.path FROM chunks AS c JOIN files AS f ON f.id = c.file_id WHERE c.id = ?"""
_TREE = "SELECT ordinal, parent, id, qualname FROM chunks WHERE file_id = ? ORDER BY ordinal"
_REFERENCES = "SELECT packed_references FROM packed_facts WHERE file_id = ?"
_TARGETS = "SELECT ordinal, target_id FROM uses WHERE file_id = ? AND ordinal BETWEEN ? AND ?"
_RESOLVED = """
    SELECT ordinal FROM uses WHERE file_id = ?1 AND ordinal IN (SELECT value FROM json_each(?2))"""
_TARGETS_BETWEEN = """
    SELECT u.ordinal, u.target_id FROM files AS f JOIN uses AS u ON u.file_id = f.id
    WHERE f.path = ? AND u.start_byte >= ? AND u.start_byte < ?"""
_TARGETS_OF_KIND = """
    SELECT u.ordinal, u.target_id FROM files AS f JOIN uses AS u ON u.file_id = f.id
    WHERE f.path = ? AND u.kind = ?"""
_USED_AT = f"""
    SELECT {CHUNK_COLUMNS}, u.start_byte, u.end_byte, u.name
    FROM (SELECT v.* FROM files AS g JOIN uses AS v ON v.file_id = g.id
        WHERE g.path = ?1 AND v.start_byte <= ?2 ORDER BY v.start_byte DESC LIMIT 1) AS u
    JOIN chunks AS c ON c.id = u.target_id JOIN files AS f ON f.id = c.file_id
    WHERE u.end_byte >= ?2"""
MOST_FILES = 300
"""Looked into for uses of one name."""
_MENTIONING = """
    SELECT f.id, f.path FROM mentions AS m JOIN files AS f ON f.id = m.file_id
    WHERE m.name = ?1 AND (?2 = '' OR f.language = ?2) ORDER BY f.path LIMIT ?3"""
_MENTIONED = """
    SELECT count(*) FROM mentions AS m JOIN files AS f ON f.id = m.file_id
    WHERE m.name = ?1 AND (?2 = '' OR f.language = ?2)"""
_IMPORTS = """
    SELECT i.module, i.name, i.alias, i.level, i.chunk, i.line, t.path
    FROM files AS f JOIN imports AS i ON i.file_id = f.id LEFT JOIN files AS t ON t.id = i.target_file_id
    WHERE f.path = ? ORDER BY i.ordinal"""
_IMPORTERS = """
    SELECT f.path, min(i.line) FROM files AS t JOIN imports AS i ON i.target_file_id = t.id
    JOIN files AS f ON f.id = i.file_id WHERE t.path = ? GROUP BY f.id ORDER BY f.path"""


class ReferenceReads(Reading):
    """The part of `Snapshot` about references and imports."""

    def __init__(self, connection: sqlite3.Connection, caches: Caches | None = None) -> None:
        super().__init__(connection, caches)
        self._unresolved: dict[tuple[int, int, str], list[StoredReference]] = {}
        """For as long as this snapshot is held: by the revision of the facts, file and name."""

    def uses(self, chunk_id: int, kinds: Collection[ReferenceKind] | None = None) -> list[StoredReference]:
        """References, of some kinds or of all, that resolve to a chunk; by path and place."""
        if kinds is None:
            rows = self._execute(_ALL_USES, (chunk_id,))
        else:
            rows = self._execute(_USES_OF_KINDS, (chunk_id, listed(map(str, kinds))))
        return [stored_reference(row) for row in rows]

    def use_places(self, chunk_ids: Collection[int]) -> dict[int, list[UsePlace]]:
        """Where each of these chunks is used, in any order; chunks that nothing uses are left out."""
        found: dict[int, list[UsePlace]] = {}
        for target_id, path, chunk_id, kind, name, start, line in self._execute(
            _PLACES, (listed(chunk_ids),)
        ):
            place = UsePlace(target_id, from_text(path), chunk_id, kind, from_text(name), start, line)
            found.setdefault(target_id, []).append(place)
        return found

    def using_paths(self, chunk_id: int) -> list[str]:
        """The files that use a chunk, in any order."""
        return [from_text(row[0]) for row in self._execute(_USING_PATHS, (chunk_id,))]

    def users(self, chunk_id: int, most: int = 500) -> list[UsingChunk]:
        """Chunks that use a chunk, by path and place; its own body and bare imports do not count.

        Of what has more than `most` uses only the first ones are looked at.
        """
        rows = self._execute(_USERS, (chunk_id, most))
        return [
            UsingChunk(from_text(path), id_, label_of(from_text(path), from_text(qualname)), places, line)
            for path, qualname, id_, places, line in rows
        ]

    def used_at(self, path: str, byte: int) -> UsedAt | None:
        """The resolved use whose name a byte of a file is in, or right behind, and what it means."""
        row = self._execute(_USED_AT, (to_text(path), byte)).fetchone()
        if row is None:
            return None
        *chunk, start, end, name = row
        return UsedAt(start, end, from_text(name), stored_chunk(chunk))

    def count_uses(self, chunk_id: int) -> int:
        """How many references resolve to a chunk, imports included."""
        row = self._execute("SELECT count(*) FROM uses WHERE target_id = ?", (chunk_id,)).fetchone()
        return int(row[0])

    def most_used(self, limit: int) -> list[int]:
        """The ids of the chunks with most uses, the most first. Looks at all uses: not for a hover."""
        rows = self._execute(
            "SELECT target_id FROM uses GROUP BY target_id ORDER BY count(*) DESC, target_id LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def callers(self, chunk_id: int) -> list[StoredReference]:
        """Places where a chunk is called, or used as a decorator."""
        return self.uses(chunk_id, CALLS)

    def subclasses(self, chunk_id: int) -> list[StoredReference]:
        """Places where a class is named as a base; `chunk_id` there is the subclass."""
        return self.uses(chunk_id, (ReferenceKind.BASE,))

    def heirs(self, class_ids: Collection[int]) -> set[int]:
        """Classes, and all that inherit from them, directly or not."""
        return self._ids(_HEIRS, listed(class_ids))

    def ancestors(self, class_ids: Collection[int]) -> set[int]:
        """Classes, and all that they inherit from, directly or not."""
        return self._ids(_ANCESTORS, listed(class_ids))

    def members(self, class_ids: Collection[int], names: Collection[str] | None = None) -> set[int]:
        """What stands right in classes, all of it or what is so called."""
        if names is None:
            return self._ids(_MEMBERS, listed(class_ids))
        sql = _OF_MANY_SO_CALLED if len(class_ids) > _MANY else _SO_CALLED
        return self._ids(sql, listed(class_ids), listed(names))

    def with_holders(self, chunk_ids: Collection[int]) -> set[int]:
        """Chunks, and all that they stand in."""
        return self._ids(_HOLDERS, listed(chunk_ids))

    def references_in(
        self, chunk_id: int, kinds: Collection[ReferenceKind] | None = None, nested: bool = True
    ) -> list[StoredReference]:
        """References that stand in a chunk, resolved or not; with `nested`, in the chunks within it too."""
        place = self._execute(_PLACE, (chunk_id,)).fetchone()
        if place is None:
            return []
        file_id, ordinal, path = place[0], place[1], from_text(place[2])
        inside: dict[int, tuple[int, str]] = {}
        for number, parent, id_, qualname in self._execute(_TREE, (file_id,)):
            if number == ordinal or (nested and parent in inside):
                inside[number] = (id_, label_of(path, from_text(qualname)))
        packed = self._execute(_REFERENCES, (file_id,)).fetchone()
        references = packed_references(packed[0])
        numbers = references.numbers(kinds, inside)
        if not numbers:
            return []
        rows = self._execute(_TARGETS, (file_id, numbers[0], numbers[-1]))
        targets: dict[int, int] = dict(rows.fetchall())
        return [
            StoredReference(path, *inside[each.chunk], each, targets.get(number))
            for number, each in zip(numbers, references.some(numbers), strict=True)
        ]

    def targets_between(self, path: str, start: int, end: int) -> dict[int, int]:
        """What the references that begin within some bytes of a file mean, by their numbers in the file."""
        return dict(self._execute(_TARGETS_BETWEEN, (to_text(path), start, end)).fetchall())

    def targets_of_kind(self, path: str, kind: ReferenceKind) -> dict[int, int]:
        """The same for the references of one kind."""
        return dict(self._execute(_TARGETS_OF_KIND, (to_text(path), str(kind))).fetchall())

    def unresolved(
        self,
        name: str,
        language: str = "",
        kinds: Collection[ReferenceKind] = tuple(ReferenceKind),
    ) -> Iterator[StoredReference]:
        """Uses of a name that resolve to nothing here: of something outside, or beyond static analysis.

        By path and place, in files of one language or of all; no more than MOST_FILES are looked into, each
        when it is asked for.
        """
        for file_id, path in self._execute(_MENTIONING, (name_hash(name), language, MOST_FILES)).fetchall():
            key = self.facts_revision, file_id, name
            found = self._unresolved.get(key)
            if found is None:
                # The same name is asked for once for each of its definitions.
                found = self._unresolved[key] = self._unresolved_in(file_id, from_text(path), name)
            yield from (each for each in found if each.reference.kind in kinds)

    def mentioning(self, name: str, language: str = "") -> int:
        """How many files, of one language or of all, mention a name: `unresolved` may look into fewer."""
        return self._execute(_MENTIONED, (name_hash(name), language)).fetchone()[0]

    def _unresolved_in(self, file_id: int, path: str, name: str) -> list[StoredReference]:
        packed = PackedReferences(self._execute(_REFERENCES, (file_id,)).fetchone()[0])
        so_called = [number for number, each in enumerate(packed.names) if each == name]
        if not so_called:
            return []
        open_ones = sorted(set(so_called) - self._ids(_RESOLVED, file_id, listed(so_called)))
        if not open_ones:
            return []
        chunks = {ordinal: (id_, qualname) for ordinal, _, id_, qualname in self._execute(_TREE, (file_id,))}
        found: list[StoredReference] = []
        for reference in packed.some(open_ones):
            id_, qualname = chunks[reference.chunk]
            found.append(StoredReference(path, id_, label_of(path, from_text(qualname)), reference, None))
        return found

    def environment_reads(self, name: str | None = None) -> list[StoredReference]:
        """Places that read an environment variable; without a name, any."""
        return self._reads(ReferenceKind.ENVIRONMENT, name)

    def option_reads(self, name: str | None = None) -> list[StoredReference]:
        """Places that read a setting or option by its literal name; without a name, any."""
        return self._reads(ReferenceKind.OPTION, name)

    def imports_of(self, path: str) -> list[tuple[Import, str | None]]:
        """The imports of a file in order, each with the path it resolves to (None: unknown or outside)."""
        rows = self._execute(_IMPORTS, (to_text(path),))
        return [(import_value(row[:6]), None if row[6] is None else from_text(row[6])) for row in rows]

    def importers(self, path: str) -> list[tuple[str, int]]:
        """Files that import a file, each with the line of its first such import."""
        return [(from_text(row[0]), row[1]) for row in self._execute(_IMPORTERS, (to_text(path),))]

    def _reads(self, kind: ReferenceKind, name: str | None) -> list[StoredReference]:
        rows = self._execute(_READS, (str(kind), None if name is None else to_text(name)))
        return [stored_reference(row) for row in rows]


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
