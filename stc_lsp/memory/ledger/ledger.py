"""The ledger: every call to a model, and the budget that no call may pass.

A call reserves its worst case before it starts and settles what it really took afterwards. What counts
against a cap, within the UTC calendar hour, day and month of now, is what was settled in it plus every
reservation that is still open, whenever that was made. Nothing that may have been spent is left out:

- A reservation whose process has died, or that is older than `LONGEST_CALL`, may have been spent at the
  endpoint. It becomes a call of its worst case, with the outcome `lost`, at the latest moment it can have
  been spent.
- Should such a call be settled after all, what it really took replaces the worst case, at the same time.
- A reservation that lasts longer is for a call that goes on without its process: one in a batch. It is lost
  when its time is over, not before.

Cached input tokens are part of the input tokens; input and output tokens together count against the caps.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Self

from stc_lsp.calls import Reservation
from stc_lsp.errors import BudgetExhaustedError
from stc_lsp.memory.ledger.budget import WINDOWS, exceeded, to_nanos, window_start
from stc_lsp.memory.ledger.part import LedgerPart
from stc_lsp.memory.ledger.reads import LedgerReads
from stc_lsp.memory.rows import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.values import Caps, LedgerEntry

LONGEST_CALL = 3600.0
"""Seconds after which a reservation cannot belong to a call that is still running."""

LOST = "lost"
"""Outcome of a call of which nobody knows whether it was made."""

_INSERT_CALL = """
    INSERT INTO calls (phase, model, purpose, input_tokens, cached_tokens, output_tokens, nanos, seconds,
        outcome, workspace, called_at, reservation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Ledger(LedgerPart, LedgerReads):
    """One per user. Any process may have it open; within one, a single thread at a time uses an instance."""

    _alive: Callable[[int], bool]

    @classmethod
    def open(
        cls,
        paths: MemoryPaths,
        now: Callable[[], float] = time.time,
        *,
        alive: Callable[[int], bool] | None = None,
    ) -> Self:
        """Create, migrate or repair it. `now` gives seconds since the epoch, `alive` whether a pid runs."""
        ledger = super().open(paths, now)
        ledger._alive = alive or is_running
        return ledger

    def reserve(
        self,
        phase: str,
        tokens: int,
        money: float,
        caps: Caps,
        *,
        lasting: float | None = None,
    ) -> Reservation:
        """Allow one call of at most that many tokens and that much money.

        `lasting`: seconds for which it may be answered, whatever becomes of this process; None where it ends
        with the process. Raises BudgetExhaustedError, which names the cap and when it renews. Atomic across
        processes: of two calls that fit one by one but not together, one is refused.
        """
        at, nanos = self._now(), to_nanos(money)
        breach, reservation_id = "", 0
        with self._writing():
            self._expire(at)
            for window in WINDOWS:
                spent = self._spent(phase, window_start(window, at))
                breach = breach or exceeded(caps, window, spent, tokens, nanos, at)
            if not breach:
                reservation_id = self._connection.execute(
                    """INSERT INTO reservations (phase, tokens, nanos, pid, reserved_at, until)
                    VALUES (?, ?, ?, ?, ?, ?) RETURNING id""",
                    (phase, tokens, nanos, os.getpid(), at, None if lasting is None else at + lasting),
                ).fetchone()[0]
        # After the commit: a reservation found lost must stay so, or it would block every later window.
        if breach:
            raise BudgetExhaustedError(breach)
        return Reservation(reservation_id, phase, tokens, money, at)

    def settle(self, reservation: Reservation, call: LedgerEntry) -> None:
        """Write down what a call really took. A reservation is settled once; a second time changes nothing.

        `call.called_at` 0.0 means now; `call.workspace` "" means the workspace this ledger was opened for.
        """
        with self._writing():
            still_open, lost_at = self._take_back(reservation)
            if still_open:
                self._insert(
                    call, max(call.called_at or self._now(), reservation.reserved_at), reservation.id
                )
            elif lost_at is not None:
                self._insert(call, lost_at, reservation.id)

    def release(self, reservation: Reservation) -> None:
        """Give a reservation back: its call never left, so nothing can have been spent."""
        with self._writing():
            self._take_back(reservation)

    def _take_back(self, reservation: Reservation) -> tuple[bool, float | None]:
        """Delete a reservation in whichever form it is: (was it open, when had it been counted as lost)."""
        still_open = self._connection.execute(
            "DELETE FROM reservations WHERE id = ? RETURNING id", (reservation.id,)
        ).fetchone()
        lost = self._connection.execute(
            "DELETE FROM calls WHERE reservation = ? AND outcome = ? RETURNING called_at",
            (reservation.id, LOST),
        ).fetchone()
        return still_open is not None, lost[0] if lost else None

    def _insert(self, call: LedgerEntry, at: float, reservation_id: int) -> None:
        self._connection.execute(
            _INSERT_CALL,
            (
                call.phase,
                call.model,
                to_text(call.purpose),
                call.input_tokens,
                call.cached_tokens,
                call.output_tokens,
                to_nanos(call.price),
                call.seconds,
                call.outcome,
                call.workspace or self._workspace,
                at,
                reservation_id,
            ),
        )

    def _expire(self, at: float) -> None:
        rows = self._connection.execute(
            "SELECT id, phase, tokens, nanos, pid, reserved_at, until FROM reservations"
        )
        for id_, phase, tokens, nanos, pid, reserved_at, until in rows.fetchall():
            latest = until or reserved_at + LONGEST_CALL
            if at < latest and (until is not None or self._alive(pid)):
                continue
            self._connection.execute("DELETE FROM reservations WHERE id = ?", (id_,))
            self._connection.execute(
                _INSERT_CALL,
                (phase, "", "", tokens, 0, 0, nanos, 0.0, LOST, self._workspace, min(at, latest), id_),
            )


def is_running(pid: int) -> bool:
    """Whether there is such a process."""
    if pid == os.getpid():
        return True
    # Imported here: only another process's open reservation needs it, and psutil is slow to load.
    import psutil

    return psutil.pid_exists(pid)
