"""The store of thoughts: one per user, content-keyed, append-only. Only the sleeper writes to it."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import json
import time
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.collect import Naming
from stc_lsp.memory.database import open_database, transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.rows import THOUGHT_COLUMNS, thought
from stc_lsp.memory.salvage import salvage_thoughts
from stc_lsp.memory.schema import THOUGHTS
from stc_lsp.memory.values import Shown, Thought

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from stc_lsp.memory.paths import MemoryPaths

_PUT = "INSERT OR IGNORE INTO thoughts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

_NOTHING: Mapping[str, Shown] = MappingProxyType({})


class ThoughtStore:
    """Thoughts under their keys. Several workspaces' sleepers may have it open at once."""

    def __init__(self, connection: sqlite3.Connection, paths: MemoryPaths, now: Callable[[], float]) -> None:
        self._connection = connection
        self._path = paths.thoughts_db
        self._now = now
        self.naming = Naming(self._connection, self._path)
        self.notices: list[str] = []
        """What a person should be told about opening: a corrupt store was set aside, how much was saved."""

    @classmethod
    def open(
        cls,
        paths: MemoryPaths,
        now: Callable[[], float] = time.time,
        *,
        check: bool = False,
        checks_later: bool = False,
    ) -> ThoughtStore:
        """Create, migrate or repair the store; of a corrupt one every thought that can be read is kept."""
        opened = open_database(paths.thoughts_db, THOUGHTS, check=check, checks_later=checks_later, now=now)
        store = cls(opened.connection, paths, now)
        store.notices.extend(opened.notices)
        if opened.set_aside is not None:
            saved = salvage_thoughts(opened.set_aside, store._connection)
            store.notices.append(
                f"{saved} thoughts could be read from {opened.set_aside.name} and were kept."
            )
        return store

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def get(self, key: str) -> Thought | None:
        """The thought of that key."""
        row = self._connection.execute(
            f"SELECT {THOUGHT_COLUMNS} FROM thoughts AS t WHERE t.key = ?", (key,)
        ).fetchone()
        return thought(row) if row else None

    def put(self, rows: Iterable[tuple[Any, ...]], shown: Mapping[str, Shown] = _NOTHING) -> None:
        """Keep thoughts as rows (`made.thought_row`), and by key what their thinkers were shown.

        A key that is there already keeps what it has.
        """
        at = self._now()
        with said_plainly(self._path), transaction(self._connection):
            self._connection.executemany(_PUT, [(*row, at) for row in rows])
            self._connection.executemany(
                "INSERT OR IGNORE INTO shown VALUES (?, ?, ?)",
                [
                    (key, zlib.compress(each.text.encode("utf-8", "surrogatepass")), each.revisions)
                    for key, each in shown.items()
                ],
            )

    def shown(self, key: str) -> Shown | None:
        """What the thinker of a thought was shown; None if that was not kept."""
        row = self._connection.execute("SELECT text, revisions FROM shown WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        return Shown(zlib.decompress(row[0]).decode("utf-8", "surrogatepass"), row[1])

    def has(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` that have a thought."""
        rows = self._connection.execute(
            "SELECT t.key FROM json_each(?) AS k JOIN thoughts AS t ON t.key = k.value",
            (json.dumps(list(keys)),),
        )
        return {row[0] for row in rows}
