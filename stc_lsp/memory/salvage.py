"""Saving what can be read from a corrupt store of thoughts: each one cost time, and maybe money."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from stc_lsp.memory.connections import read_only
from stc_lsp.memory.database import transaction
from stc_lsp.memory.rows import thought

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = """key, kind, thinker, prompt_version, parameters, items, input_tokens, cached_tokens,
    output_tokens, made_at"""
_READ = f"SELECT rowid, {_COLUMNS} FROM thoughts WHERE rowid > ? ORDER BY rowid LIMIT 1"  # noqa: S608
_PUT = f"INSERT OR IGNORE INTO thoughts ({_COLUMNS}) VALUES ({', '.join('?' * 10)})"  # noqa: S608 - constant

_FURTHEST_GAP = 1 << 20
"""Row ids skipped, doubling, before the rest of a damaged table is given up."""


def salvage_thoughts(damaged: Path, into: sqlite3.Connection) -> int:
    """Copy every thought that can still be read whole; return how many."""
    saved = 0
    try:
        source = read_only(damaged)
    except sqlite3.Error:
        return 0
    try:
        with transaction(into):
            after, gap = 0, 1
            while gap <= _FURTHEST_GAP:
                try:
                    row = source.execute(_READ, (after,)).fetchone()
                except sqlite3.Error:
                    after, gap = after + gap, gap * 2
                    continue
                if row is None:
                    break
                after, gap = row[0], 1
                if _is_whole(row[1:]):
                    into.execute(_PUT, row[1:])
                    saved += 1
    finally:
        source.close()
    return saved


def _is_whole(row: tuple[object, ...]) -> bool:
    try:
        thought(row[:-1])
    except (ValueError, TypeError, KeyError):
        return False
    return True
