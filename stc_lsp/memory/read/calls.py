"""Reading calls: what runs within a definition, and who has it run."""

from __future__ import annotations

from typing import NamedTuple

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.rows import from_text

# What a definition holds lies between its bytes: also what the functions within it call.
_CALLS_IN = """
    SELECT f.path, u.target_id, u.kind = 'name', u.start_byte, u.line, u.name
    FROM chunks AS c JOIN uses AS u
        ON u.file_id = c.file_id AND u.start_byte >= c.start_byte AND u.start_byte < c.end_byte
    JOIN files AS f ON f.id = c.file_id
    WHERE c.id = ? AND u.kind IN ('call', 'decorator', 'name') ORDER BY u.start_byte"""
_CALLS_OF = """
    SELECT f.path, u.chunk_id, u.kind = 'name', u.start_byte, u.line, u.name
    FROM uses AS u JOIN files AS f ON f.id = u.file_id
    WHERE u.target_id = ? AND u.kind IN ('call', 'decorator', 'name') LIMIT ?"""


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


class CallReads(Reading):
    """The part of `Snapshot` about the course of calls."""

    def calls_in(self, chunk_id: int) -> list[Call]:
        """What of the workspace a definition, and those within it, call or name; in their order."""
        return self._calls(_CALLS_IN, chunk_id)

    def calls_of(self, chunk_id: int, most: int) -> list[Call]:
        """Where something is called or named; of what is used everywhere the first `most` places."""
        return self._calls(_CALLS_OF, chunk_id, most)

    def _calls(self, sql: str, *parameters: int) -> list[Call]:
        return [
            Call(from_text(path), chunk_id, bool(named), start, line, from_text(name))
            for path, chunk_id, named, start, line, name in self._execute(sql, parameters)
        ]
