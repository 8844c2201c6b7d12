"""The log of questions asked, and what the sleeper is to see to: wishes, and near misses."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.database import open_database, transaction
from stc_lsp.memory.faults import said_plainly
from stc_lsp.memory.rows import from_text, to_text
from stc_lsp.memory.schema import LEDGER
from stc_lsp.memory.values import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlite_utils import Database

    from stc_lsp.memory.paths import MemoryPaths


@dataclass(frozen=True, slots=True)
class Wish:
    """A question whose answer lacked something, and the chunks (labels) it was about."""

    id: int
    question: str
    labels: tuple[str, ...]
    wished_at: float


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that a stored one would answer if it asks the same, which nobody has judged yet."""

    question: str
    stored: str
    """The stored question."""


class QuestionLog:
    """Questions and wishes of one workspace, in the user's ledger database."""

    notices: list[str]
    """What a person should be told about opening: a corrupt database was set aside."""

    def __init__(self, database: Database, paths: MemoryPaths, now: Callable[[], float]) -> None:
        self._connection = database.conn
        self._path = paths.ledger_db
        self._workspace = paths.workspace_id
        self._now = now
        self.notices = []

    @classmethod
    def open(cls, paths: MemoryPaths, now: Callable[[], float] = time.time) -> QuestionLog:
        """Create, migrate or repair the database. `now` gives seconds since the epoch."""
        opened = open_database(paths.ledger_db, LEDGER, now=now)
        log = cls(opened.database, paths, now)
        log.notices.extend(opened.notices)
        return log

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def add(self, asked: Asked) -> int:
        """Log a question; returns its id, under which `thumb` finds it. `asked_at` 0.0 means now."""
        with said_plainly(self._path), transaction(self._connection):
            return self._connection.execute(
                """INSERT INTO asked (workspace, question, rung, elapsed_ms, input_tokens, output_tokens,
                chunk_label, asked_at, thumb) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                (
                    self._workspace,
                    to_text(asked.question),
                    asked.rung,
                    asked.elapsed_ms,
                    asked.input_tokens,
                    asked.output_tokens,
                    to_text(asked.chunk_label),
                    asked.asked_at or self._now(),
                    asked.thumb,
                ),
            ).fetchone()[0]

    def list(self, limit: int = -1, since: float = 0.0) -> Sequence[Asked]:
        """Questions asked in this workspace, the latest first; `limit` -1 for all."""
        with said_plainly(self._path):
            rows = self._connection.execute(
                """SELECT question, rung, elapsed_ms, input_tokens, output_tokens, chunk_label, asked_at,
                thumb FROM asked WHERE workspace = ? AND asked_at >= ?
                ORDER BY asked_at DESC, id DESC LIMIT ?""",
                (self._workspace, since, limit),
            ).fetchall()
        return [
            Asked(from_text(question), rung, elapsed, read, written, from_text(label), at, thumb)
            for question, rung, elapsed, read, written, label, at, thumb in rows
        ]

    def thumb(self, asked_id: int, value: int) -> None:
        """Note what a person thought of an answer: 1, -1, or 0 to take it back."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute("UPDATE asked SET thumb = ? WHERE id = ?", (value, asked_id))

    def wish(self, question: str, labels: Sequence[str]) -> None:
        """Note that an answer lacked something about these chunks; the same wish is kept once."""
        row = (self._workspace, to_text(question), json.dumps(list(labels)), self._now())
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                """INSERT INTO wishes (workspace, question, labels, wished_at) SELECT ?1, ?2, ?3, ?4
                WHERE NOT EXISTS
                (SELECT 1 FROM wishes WHERE workspace = ?1 AND question = ?2 AND labels = ?3)""",
                row,
            )

    def wishes(self, limit: int = -1) -> Sequence[Wish]:
        """Wishes nobody has granted yet, the oldest first."""
        with said_plainly(self._path):
            rows = self._connection.execute(
                "SELECT id, question, labels, wished_at FROM wishes WHERE workspace = ? ORDER BY id LIMIT ?",
                (self._workspace, limit),
            ).fetchall()
        return [
            Wish(id_, from_text(question), tuple(json.loads(labels)), at)
            for id_, question, labels, at in rows
        ]

    def grant(self, wish_ids: Iterable[int]) -> None:
        """Forget wishes that have been granted, or cannot be."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.executemany("DELETE FROM wishes WHERE id = ?", [(each,) for each in wish_ids])

    def near_miss(self, question: str, stored: str) -> None:
        """Note that a question may ask the same as a stored one; a pair is kept once, judged or not."""
        row = (self._workspace, wording_of(question), to_text(stored), to_text(question), self._now())
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                """INSERT OR IGNORE INTO near_misses (workspace, wording, stored, question, is_same, reason,
                noted_at) VALUES (?, ?, ?, ?, NULL, '', ?)""",
                row,
            )

    def near_misses(self) -> Sequence[NearMiss]:
        """Those that nobody has judged yet, the oldest first."""
        with said_plainly(self._path):
            rows = self._connection.execute(
                """SELECT question, stored FROM near_misses WHERE workspace = ? AND is_same IS NULL
                ORDER BY noted_at, wording, stored""",
                (self._workspace,),
            ).fetchall()
        return [NearMiss(from_text(question), from_text(stored)) for question, stored in rows]

    def settle(self, near: NearMiss, *, is_same: bool, reason: str) -> None:
        """Keep the verdict about a near miss."""
        with said_plainly(self._path), transaction(self._connection):
            self._connection.execute(
                """UPDATE near_misses SET is_same = ?, reason = ?
                WHERE workspace = ? AND wording = ? AND stored = ?""",
                (
                    int(is_same),
                    to_text(reason),
                    self._workspace,
                    wording_of(near.question),
                    to_text(near.stored),
                ),
            )

    def same_as(self, question: str) -> str:
        """The stored question of which this one was judged to be a further wording; "" if there is none."""
        with said_plainly(self._path):
            row = self._connection.execute(
                "SELECT stored FROM near_misses WHERE workspace = ? AND wording = ? AND is_same = 1",
                (self._workspace, wording_of(question)),
            ).fetchone()
        return from_text(row[0]) if row else ""


def wording_of(question: str) -> str | bytes:
    """A question as it is compared: neither its case, its spaces nor the mark at its end count."""
    return to_text(" ".join(question.split()).rstrip(" ?.!").casefold())
