"""Calls that an endpoint answers together, later: which batches are out, what for, and what came back.

A call is known by the digest of what was asked, so that the same question finds the same answer after any
restart, and is never asked twice while its answer may still come. Stands in the ledger's database.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from stc_lsp.calls import Batch, BatchCall, CallStatus, Reservation
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.ledger.ledger import is_running
from stc_lsp.memory.ledger.part import LedgerPart
from stc_lsp.memory.rows import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT_DAYS = 7.0
"""Answers stay so long after their batch has ended: whoever waits for them comes sooner, or never."""

_BATCHES = """
    SELECT b.key, b.base_url, b.model, b.file, b.batch, b.begun_at, b.ended_at, b.failure,
        (SELECT count(*) FROM batch_calls AS c WHERE c.batch = b.key)
    FROM batches AS b WHERE b.workspace = ?"""
_FIND = "SELECT answer, batch, tries FROM batch_calls WHERE workspace = ? AND digest = ?"
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

_UNKNOWN = CallStatus()


class BatchBook(LedgerPart):
    """The batches of one workspace."""

    def now(self) -> float:
        """The time by which batches begin and end, in seconds since the epoch."""
        return self._now()

    def find(self, digest: str) -> CallStatus:
        """What is known of a call."""
        rows = self._read(_FIND, self._workspace, digest)
        if not rows:
            return _UNKNOWN
        [(answer, batch, tries)] = rows
        text = None if answer is None else zlib.decompress(answer).decode("utf-8", "surrogatepass")
        return CallStatus(text, text is None and batch != "", tries)

    def begin(self, key: str, base_url: str, model: str, calls: Iterable[BatchCall]) -> None:
        """Note a batch before anything of it is sent."""
        at = self._now()
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO batches VALUES (?, ?, ?, ?, '', '', ?, NULL, '')",
                (key, self._workspace, base_url, model, at),
            )
            connection.executemany(
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
        self._write(
            "UPDATE batches SET file = coalesce(?, file), batch = coalesce(?, batch) WHERE key = ?",
            file,
            batch,
            key,
        )

    def out(self) -> list[Batch]:
        """The batches that are out, the oldest first."""
        return self._batches("AND b.ended_at IS NULL ORDER BY b.begun_at, b.key")

    def lately(self, since: float) -> list[Batch]:
        """The batches that have ended since then, the latest first."""
        return self._batches("AND b.ended_at >= ? ORDER BY b.ended_at DESC, b.key", since)

    def calls(self, key: str) -> list[BatchCall]:
        """The calls of a batch."""
        return [
            BatchCall(
                digest, from_text(purpose), worst, Reservation(id_, phase, tokens, money, reserved_at), tries
            )
            for digest, purpose, worst, tries, id_, phase, tokens, money, reserved_at in self._read(
                _CALLS, key
            )
        ]

    def answered(self, key: str, answers: Mapping[str, str]) -> None:
        """Keep what came back, by digest. The first answer to a call stays."""
        with self._writing() as connection:
            connection.executemany(
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
        with self._writing() as connection:
            connection.execute(
                "UPDATE batches SET ended_at = ?, failure = ? WHERE key = ?", (at, failure, key)
            )
            connection.execute(
                """UPDATE batch_calls SET batch = '', tries = tries + (?1 = '')
                WHERE batch = ?2 AND answer IS NULL""",
                (failure, key),
            )
            connection.execute(_DROP_OLD, (at - KEPT_DAYS * DAY,))
            connection.execute("DELETE FROM batches WHERE ended_at < ?", (at - KEPT_DAYS * DAY,))

    def forget(self, key: str) -> None:
        """Nothing of it was made at the endpoint: as if it had never been, its reservations given back."""
        with self._writing() as connection:
            connection.execute(_RELEASE, (key,))
            connection.execute("DELETE FROM batch_calls WHERE batch = ?", (key,))
            connection.execute("DELETE FROM batches WHERE key = ?", (key,))

    def release_unsent(self) -> None:
        """Give back what was reserved for a batch by a process that ended before it noted the batch."""
        with self._writing() as connection:
            rows = connection.execute(_OF_NO_BATCH).fetchall()
            lost = [(id_,) for id_, pid in rows if not is_running(pid)]
            connection.executemany("DELETE FROM reservations WHERE id = ?", lost)

    def _batches(self, condition: str, *parameters: float) -> list[Batch]:
        return [Batch(*row) for row in self._read(f"{_BATCHES} {condition}", self._workspace, *parameters)]
