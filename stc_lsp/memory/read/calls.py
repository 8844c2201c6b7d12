"""Reading calls: what runs within a definition, and who has it run."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import ReferenceKind
from stc_lsp.memory.packed_references import PackedReferences
from stc_lsp.memory.read.reading import Reading, listed
from stc_lsp.memory.rows import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# What is only named may be called by somebody else.
_CALLED = "u.kind IN ('call', 'decorator', 'name')"
# What a definition holds lies between its bytes: also what the functions within it call.
_WITHIN = """chunks AS c JOIN uses AS u
        ON u.file_id = c.file_id AND u.start_byte >= c.start_byte AND u.start_byte < c.end_byte"""
_PLACE = "u.kind = 'name', u.start_byte, u.line, u.name"
_CALLS_IN = f"""
    SELECT f.path, u.target_id, {_PLACE} FROM {_WITHIN} JOIN files AS f ON f.id = c.file_id
    WHERE c.id = ? AND {_CALLED} ORDER BY u.start_byte"""
_CALLS_OF = f"""
    SELECT f.path, u.chunk_id, {_PLACE} FROM uses AS u JOIN files AS f ON f.id = u.file_id
    WHERE u.target_id = ? AND {_CALLED} LIMIT ?"""
_CALLS_BETWEEN = f"""
    SELECT DISTINCT c.id, u.target_id FROM {_WITHIN}
    WHERE c.id IN (SELECT value FROM json_each(?)) AND u.target_id IN (SELECT value FROM json_each(?))
        AND {_CALLED}"""

_PACKED = """
    SELECT f.id, p.packed_references FROM files AS f JOIN packed_facts AS p ON p.file_id = f.id
    WHERE f.path = ?"""
_RESOLVED = "SELECT ordinal FROM uses WHERE file_id = ?"
_IDS = "SELECT ordinal, id FROM chunks WHERE file_id = ?"
_NAMED = "SELECT id, parent_id FROM chunks WHERE name = ?"


class Call(NamedTuple):
    """One call; or one naming of something, which somebody else may call."""

    path: str
    """Of the file that it stands in."""
    chunk_id: int
    """What is called; of a call that was looked up by that, the innermost definition that it stands in."""
    is_named: bool
    """Only named, not called."""
    start_byte: int
    line: int
    name: str


class OpenCall(NamedTuple):
    """A call of which it is not known what it calls."""

    chunk_id: int
    """The innermost definition that it stands in."""
    start_byte: int
    name: str
    expression: str
    """As written: `self.adapter.send`."""


class CallReads(Reading):
    """The part of `Snapshot` about the course of calls."""

    def calls_in(self, chunk_id: int) -> list[Call]:
        """What of the workspace a definition, and those within it, call or name; in their order."""
        return self._calls(_CALLS_IN, chunk_id)

    def calls_of(self, chunk_id: int, most: int) -> list[Call]:
        """Where something is called or named; of what is used everywhere the first `most` places."""
        return self._calls(_CALLS_OF, chunk_id, most)

    def calls_between(
        self, caller_ids: Collection[int], called_ids: Collection[int]
    ) -> list[tuple[int, int]]:
        """Which of some definitions call or name which of others: (caller's id, id of what is called)."""
        return self._execute(_CALLS_BETWEEN, (listed(caller_ids), listed(called_ids))).fetchall()

    def open_calls(self, path: str) -> list[OpenCall]:
        """The calls in a file of which it is not known what they call; in their order."""
        row = self._execute(_PACKED, (to_text(path),)).fetchone()
        if row is None:
            return []
        file_id, packed = row
        references = PackedReferences(packed)
        resolved = self._ids(_RESOLVED, file_id)
        numbers = [each for each in references.numbers((ReferenceKind.CALL,)) if each not in resolved]
        ids: dict[int, int] = dict(self._execute(_IDS, (file_id,)).fetchall())
        found = references.some(numbers) if numbers else []
        calls = [OpenCall(ids[each.chunk], each.start_byte, each.name, each.expression) for each in found]
        return sorted(calls, key=lambda each: each.start_byte)

    def paths_calling(self, chunk_id: int, most: int) -> Iterator[str]:
        """The files where something is called or named, read one by one as they are asked for."""
        return (from_text(row[0]) for row in self._execute(_CALLS_OF, (chunk_id, most)))

    def owners_of(self, name: str) -> list[tuple[int, int | None]]:
        """All that is so called, each with what it stands in, by their ids."""
        return self._execute(_NAMED, (to_text(name),)).fetchall()

    def _calls(self, sql: str, *parameters: int) -> list[Call]:
        return [
            Call(from_text(path), chunk_id, bool(named), start, line, from_text(name))
            for path, chunk_id, named, start, line, name in self._execute(sql, parameters)
        ]
