"""The log of questions asked, and what the sleeper is to see to: wishes, and near misses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from stc_lsp.memory.ledger.part import LedgerPart
from stc_lsp.memory.rows import from_text, to_text
from stc_lsp.memory.values import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ASKED = """
    SELECT question, rung, elapsed_ms, input_tokens, output_tokens, chunk_label, asked_at, thumb
    FROM asked WHERE workspace = ? ORDER BY asked_at DESC, id DESC LIMIT ?"""
_WISH = """
    INSERT INTO wishes (workspace, question, labels, wished_at) SELECT ?1, ?2, ?3, ?4
    WHERE NOT EXISTS (SELECT 1 FROM wishes WHERE workspace = ?1 AND question = ?2 AND labels = ?3)"""
_WISHES = "SELECT id, question, labels FROM wishes WHERE workspace = ? ORDER BY id"
_NEAR_MISS = """
    INSERT OR IGNORE INTO near_misses (workspace, wording, stored, question, is_same, reason, noted_at)
    VALUES (?, ?, ?, ?, NULL, '', ?)"""
_NEAR_MISSES = """
    SELECT question, stored FROM near_misses WHERE workspace = ? AND is_same IS NULL
    ORDER BY noted_at, wording, stored"""
_SETTLE = """
    UPDATE near_misses SET is_same = ?, reason = ? WHERE workspace = ? AND wording = ? AND stored = ?"""
_SAME_AS = "SELECT stored FROM near_misses WHERE workspace = ? AND wording = ? AND is_same = 1"


@dataclass(frozen=True, slots=True)
class Wish:
    """A question whose answer lacked something, and the chunks (labels) it was about."""

    id: int
    question: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that a stored one would answer if it asks the same, which nobody has judged yet."""

    question: str
    stored: str
    """The stored question."""


class QuestionLog(LedgerPart):
    """Questions and wishes of one workspace."""

    def add(self, asked: Asked) -> int:
        """Log a question; returns its id, under which `thumb` finds it. `asked_at` 0.0 means now."""
        row = {
            "workspace": self._workspace,
            "question": to_text(asked.question),
            "rung": asked.rung,
            "elapsed_ms": asked.elapsed_ms,
            "input_tokens": asked.input_tokens,
            "output_tokens": asked.output_tokens,
            "chunk_label": to_text(asked.chunk_label),
            "asked_at": asked.asked_at or self._now(),
            "thumb": asked.thumb,
        }
        with self._writing():
            return cast("int", self._database.table("asked").insert(row).last_pk)

    def list(self, limit: int = -1) -> Sequence[Asked]:
        """Questions asked in this workspace, the latest first; `limit` -1 for all."""
        return [
            Asked(from_text(question), rung, elapsed, read, written, from_text(label), at, thumb)
            for question, rung, elapsed, read, written, label, at, thumb in self._read(
                _ASKED, self._workspace, limit
            )
        ]

    def thumb(self, asked_id: int, value: int) -> None:
        """Note what a person thought of an answer: 1, -1, or 0 to take it back."""
        self._write("UPDATE asked SET thumb = ? WHERE id = ?", value, asked_id)

    def wish(self, question: str, labels: Sequence[str]) -> None:
        """Note that an answer lacked something about these chunks; the same wish is kept once."""
        self._write(_WISH, self._workspace, to_text(question), json.dumps([*labels]), self._now())

    def wishes(self) -> Sequence[Wish]:
        """Wishes nobody has granted yet, the oldest first."""
        return [
            Wish(id_, from_text(question), tuple(json.loads(labels)))
            for id_, question, labels in self._read(_WISHES, self._workspace)
        ]

    def grant(self, wish_ids: Iterable[int]) -> None:
        """Forget wishes that have been granted, or cannot be."""
        with self._writing() as connection:
            connection.executemany("DELETE FROM wishes WHERE id = ?", [(each,) for each in wish_ids])

    def near_miss(self, question: str, stored: str) -> None:
        """Note that a question may ask the same as a stored one; a pair is kept once, judged or not."""
        wording = wording_of(question)
        self._write(_NEAR_MISS, self._workspace, wording, to_text(stored), to_text(question), self._now())

    def near_misses(self) -> Sequence[NearMiss]:
        """Those that nobody has judged yet, the oldest first."""
        rows = self._read(_NEAR_MISSES, self._workspace)
        return [NearMiss(from_text(question), from_text(stored)) for question, stored in rows]

    def settle(self, near: NearMiss, *, is_same: bool, reason: str) -> None:
        """Keep the verdict about a near miss."""
        about = (self._workspace, wording_of(near.question), to_text(near.stored))
        self._write(_SETTLE, int(is_same), to_text(reason), *about)

    def same_as(self, question: str) -> str:
        """The stored question of which this one was judged to be a further wording; "" if there is none."""
        rows = self._read(_SAME_AS, self._workspace, wording_of(question))
        return from_text(rows[0][0]) if rows else ""


def wording_of(question: str) -> str | bytes:
    """A question as it is compared: neither its case, its spaces nor the mark at its end count."""
    return to_text(" ".join(question.split()).rstrip(" ?.!").casefold())
