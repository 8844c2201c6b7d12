"""Collecting thoughts that nothing names any more: old ones, and the oldest when the store grows too large.

A thought is named while the index of a workspace wants it, or a branch did when it was last thought about.
What is named is never collected. Which branches there are, others decide.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.connections import read_only
from stc_lsp.memory.database import transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.rows import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KEY_BYTES = 16
_DELETES_AT_ONCE = 500
_UNNAMED = """
    SELECT t.key, max(t.made_at, coalesce(x.at, 0.0)) AS used_at,
        length(t.items) + coalesce(length(s.text), 0) + 200
    FROM thoughts AS t LEFT JOIN touched AS x ON x.key = t.key LEFT JOIN shown AS s ON s.key = t.key
    ORDER BY used_at"""
_SIZE = """
    SELECT (page_count - freelist_count) * page_size
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a workspace, as the store knows it."""

    root: str
    """The workspace's folder."""
    name: str
    """"" for a workspace without branches, or whose HEAD is on none."""
    at: float
    """When it was last thought about, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting came to."""

    thoughts: int = 0
    kept: int = 0
    """Thoughts that are left."""
    bytes: int = 0
    """Size of what is left."""


class Naming:
    """Which keys which branch names. Part of the store of thoughts."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def name(self, root: str, branch: str, keys: Iterable[str], at: float) -> None:
        """A branch names these keys now. What it named before and does not any more was last used now."""
        packed = bytes.fromhex("".join(sorted(set(keys))))
        identity = (to_text(root), to_text(branch))
        with said_plainly(self._path), transaction(self._connection):
            row = self._connection.execute(
                "SELECT keys FROM named WHERE workspace = ? AND branch = ?", identity
            ).fetchone()
            left = _split(row[0]).difference(_split(packed)) if row and row[0] != packed else ()
            self._connection.executemany(
                "INSERT INTO touched VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at",
                [(key.hex(), at) for key in left],
            )
            self._connection.execute(
                "INSERT OR REPLACE INTO named VALUES (?, ?, ?, ?)", (*identity, packed, at)
            )

    def branches(self) -> list[Branch]:
        """Every branch that names keys."""
        rows = self._connection.execute("SELECT workspace, branch, at FROM named ORDER BY workspace, branch")
        return [Branch(from_text(root), from_text(name), at) for root, name, at in rows]

    def forget(self, branch: Branch) -> None:
        """There is no such branch any more."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                "DELETE FROM named WHERE workspace = ? AND branch = ?",
                (to_text(branch.root), to_text(branch.name)),
            )

    def collect(self, indexes: Iterable[Path], unused_since: float, most_bytes: int) -> Collected:
        """Delete what nothing names and nobody used since, and more, the oldest first, to get below a size.

        `indexes`: the databases of all workspaces that share the store. `most_bytes` 0: any size. Raises
        MemoryFault, and deletes nothing, when one of them cannot be read: what it names is not known.
        """
        rows = self._connection.execute("SELECT keys FROM named")
        named = {key for (keys,) in rows for key in _unpacked(keys)}
        for index in indexes:
            named.update(_wanted_in(index))
        size = self._connection.execute(_SIZE).fetchone()[0]
        excess = max(0, size - most_bytes) if most_bytes else 0
        chosen: list[str] = []
        kept = 0
        for key, used_at, weight in self._connection.execute(_UNNAMED):
            if key in named or (used_at >= unused_since and excess <= 0):
                kept += 1
                continue
            chosen.append(key)
            excess -= weight
        for start in range(0, len(chosen), _DELETES_AT_ONCE):
            self._delete(chosen[start : start + _DELETES_AT_ONCE])
        return Collected(len(chosen), kept, self._connection.execute(_SIZE).fetchone()[0])

    def _delete(self, keys: list[str]) -> None:
        with said_plainly(self._path), transaction(self._connection):
            for table in ("thoughts", "shown", "touched"):
                self._connection.executemany(
                    f"DELETE FROM {table} WHERE key = ?",  # noqa: S608 - a constant
                    [(key,) for key in keys],
                )


def _unpacked(packed: bytes) -> set[str]:
    return {key.hex() for key in _split(packed)}


def _split(packed: bytes) -> set[bytes]:
    return {packed[at : at + _KEY_BYTES] for at in range(0, len(packed), _KEY_BYTES)}


def _wanted_in(index: Path) -> Iterator[str]:
    """The keys that an index names: wanted, or shown as outdated."""
    try:
        with closing(read_only(index)) as connection:
            for key, previous in connection.execute("SELECT key, previous_key FROM wanted"):
                yield key
                yield previous
    except sqlite3.Error as error:
        raise MemoryFault(f"{index} cannot be read ({error}): no old thoughts are deleted.") from error
