"""Calls that an endpoint answers together, later: which batches are out, what for, and what came back.

A call is known by the digest of what was asked, so that the same question finds the same answer after any
restart, and is never asked twice while its answer may still come. Stands in the ledger's database.
"""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING, Any

from stc_lsp.calls import Batch, BatchCall, Found, Reservation
from stc_lsp.memory.database import open_database, transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.ledger.ledger import is_running
from stc_lsp.memory.rows import from_text, to_text
from stc_lsp.memory.schema import LEDGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from stc_lsp.memory.paths import MemoryPaths

KEPT_DAYS = 7.0
"""Answers stay so long after their batch has ended: whoever waits for them comes sooner, or never."""

_BATCHES = """
    SELECT b.key, b.base_url, b.model, b.file, b.batch, b.begun_at, b.ended_at, b.failure,
        (SELECT count(*) FROM batch_calls AS c WHERE c.batch = b.key)
    FROM batches AS b WHERE b.workspace = ?"""
_CALLS = """
    SELECT digest, purpose, worst, tries, reservation, phase, tokens, money, reserved_at
    FROM batch_calls WHERE batch = ? ORDER BY digest"""
_ANSWERED = "UPDATE batch_calls SET answer = ? WHERE batch = ? AND digest = ? AND answer IS NULL"
_DROP_OLD = """
    DELETE FROM batch_calls WHERE batch IN (SELECT key FROM batches WHERE ended_at < ?1)
        OR (batch = '' AND reserved_at < ?1)"""
_RELEASE = "DELETE FROM reservations WHERE id IN (SELECT reservation FROM batch_calls WHERE batch = ?)"
_OF_NO_BATCH = """
    SELECT id, pid FROM reservations
    WHERE until IS NOT NULL AND id NOT IN (SELECT reservation FROM batch_calls)"""


_UNKNOWN = Found()


class BatchBook:
    """The batches of one workspace. Any process may have it open; a single thread at a time uses it."""

    def __init__(self, database: Database, paths: MemoryPaths, now: Callable[[], float]) -> None:
        self._connection: sqlite3.Connection = database.conn
        self._path = paths.ledger_db
        self._workspace = paths.workspace_id
        self._now = now

    @classmethod
    def open(cls, paths: MemoryPaths, now: Callable[[], float] = time.time) -> BatchBook:
        """Create, migrate or repair the database. `now` gives seconds since the epoch."""
        return cls(open_database(paths.ledger_db, LEDGER, now=now).database, paths, now)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def now(self) -> float:
        """The time by which batches begin and end, in seconds since the epoch."""
        return self._now()

    def find(self, digest: str) -> Found:
        """What is known of a call."""
        with said_plainly(self._path):
            row = self._connection.execute(
                "SELECT answer, batch, tries FROM batch_calls WHERE workspace = ? AND digest = ?",
                (self._workspace, digest),
            ).fetchone()
        if row is None:
            return _UNKNOWN
        answer, batch, tries = row
        text = None if answer is None else zlib.decompress(answer).decode("utf-8", "surrogatepass")
        return Found(text, text is None and batch != "", tries)

    def begin(self, key: str, base_url: str, model: str, calls: Iterable[BatchCall]) -> None:
        """Note a batch before anything of it is sent."""
        at = self._now()
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                "INSERT INTO batches VALUES (?, ?, ?, ?, '', '', ?, NULL, '')",
                (key, self._workspace, base_url, model, at),
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO batch_calls VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)",
                [
                    (
                        self._workspace,
                        each.digest,
                        key,
                        to_text(each.purpose),
                        each.worst,
                        each.tries,
                        each.reservation.id,
                        each.reservation.phase,
                        each.reservation.tokens,
                        each.reservation.money,
                        each.reservation.reserved_at,
                    )
                    for each in calls
                ],
            )

    def name(self, key: str, *, file: str | None = None, batch: str | None = None) -> None:
        """Note how the endpoint calls what was sent, or the batch."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                "UPDATE batches SET file = coalesce(?, file), batch = coalesce(?, batch) WHERE key = ?",
                (file, batch, key),
            )

    def out(self) -> list[Batch]:
        """The batches that are out, the oldest first."""
        return self._batches("AND b.ended_at IS NULL ORDER BY b.begun_at, b.key")

    def lately(self, since: float) -> list[Batch]:
        """The batches that have ended since then, the latest first."""
        return self._batches("AND b.ended_at >= ? ORDER BY b.ended_at DESC, b.key", since)

    def calls(self, key: str) -> list[BatchCall]:
        """The calls of a batch."""
        with said_plainly(self._path):
            rows = self._connection.execute(_CALLS, (key,)).fetchall()
        return [
            BatchCall(
                digest, from_text(purpose), worst, Reservation(id_, phase, tokens, money, reserved_at), tries
            )
            for digest, purpose, worst, tries, id_, phase, tokens, money, reserved_at in rows
        ]

    def answered(self, key: str, answers: Mapping[str, str]) -> None:
        """Keep what came back, by digest. The first answer to a call stays."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.executemany(
                _ANSWERED,
                [
                    (zlib.compress(text.encode("utf-8", "surrogatepass")), key, digest)
                    for digest, text in answers.items()
                ],
            )

    def end(self, key: str, failure: str = "") -> None:
        """No more will come. Its calls without an answer may be sent again; answers of old go.

        `failure`: why all of it failed. Then its calls were not tried.
        """
        at = self._now()
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                "UPDATE batches SET ended_at = ?, failure = ? WHERE key = ?", (at, failure, key)
            )
            self._connection.execute(
                """UPDATE batch_calls SET batch = '', tries = tries + (?1 = '')
                WHERE batch = ?2 AND answer IS NULL""",
                (failure, key),
            )
            self._connection.execute(_DROP_OLD, (at - KEPT_DAYS * DAY,))
            self._connection.execute("DELETE FROM batches WHERE ended_at < ?", (at - KEPT_DAYS * DAY,))

    def forget(self, key: str) -> None:
        """Nothing of it was made at the endpoint: as if it had never been, its reservations given back."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(_RELEASE, (key,))
            self._connection.execute("DELETE FROM batch_calls WHERE batch = ?", (key,))
            self._connection.execute("DELETE FROM batches WHERE key = ?", (key,))

    def release_unsent(self) -> None:
        """Give back what was reserved for a batch by a process that ended before it noted the batch."""
        with said_plainly(self._path), transaction(self._connection):
            rows = self._connection.execute(_OF_NO_BATCH).fetchall()
            lost = [(id_,) for id_, pid in rows if not is_running(pid)]
            self._connection.executemany("DELETE FROM reservations WHERE id = ?", lost)

    def _batches(self, condition: str, *parameters: float) -> list[Batch]:
        with said_plainly(self._path):
            rows: Sequence[Any] = self._connection.execute(
                f"{_BATCHES} {condition}", (self._workspace, *parameters)
            ).fetchall()
        return [Batch(*row) for row in rows]
