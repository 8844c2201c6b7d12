"""A small library that has been indexed and thought about, and people who ask questions of it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import Caps
from stc_lsp.models.endpoint import Endpoint
from stc_lsp.models.settings import AWAKE, EndpointSettings
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from tests.sleep.sleepers import indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from stc_lsp.wake.values import Answer
    from tests.sleep.sleepers import Bench

LIBRARY = '''
# --- library/__init__.py
"""A lending library."""
# --- library/desk.py
"""The desk: where books are lent and given back."""
from library.dates import due_date
from library.members import Member


class AlreadyLentError(Exception):
    """Somebody else has the book."""


class Desk:
    """Lends books to members and takes them back."""

    fine_per_day = 20

    def lend(self, book, member: Member):
        """Lend a book until its due date.

        Raises AlreadyLentError while somebody else has it.
        """
        if book.on_loan:
            raise AlreadyLentError(book)
        member.books.append(book)
        return due_date(member)

    def give_back(self, book, member: Member, today):
        """Take a book back, and charge a fine if it is late."""
        member.books.remove(book)
        late = (today - book.due).days
        return max(0, late) * self.fine_per_day
# --- library/dates.py
"""Dates: how long a loan lasts."""
import os


def due_date(member):
    """The day on which a loan ends; a patron may keep books twice as long."""
    days = int(os.environ.get("LOAN_DAYS", "28"))
    return days * (2 if member.is_patron else 1)
# --- library/members.py
"""Members of the library."""


class Member:
    """Somebody who may borrow books."""

    def __init__(self, name, is_patron=False):
        self.name = name
        self.is_patron = is_patron
        self.books = []
# --- tests/test_desk.py
from library.desk import Desk
from library.members import Member


def test_a_book_can_be_lent():
    assert Desk().lend(object(), Member("Ada")) == 28
# --- README.md
# Library

Lends books. Late books cost a fine.
'''


@dataclass
class Reader:
    """Somebody who asks."""

    bench: Bench
    asker: Asker
    ledger: Ledger
    kept: QuestionLog | None
    """None for who keeps no questions."""
    heard: list[str] = field(default_factory=list)
    """What came while the model was answering."""

    def ask(self, question: str, *arguments: Any, **named: Any) -> Answer:
        return asyncio.run(self.asker.ask(question, *arguments, on_text=self.heard.append, **named))

    @property
    def log(self) -> QuestionLog:
        """The questions, of who keeps them."""
        assert self.kept is not None
        return self.kept

    @property
    def present(self) -> Present:
        return Present(self.bench.snapshot, DiskDocuments(self.bench.root))


@contextlib.contextmanager
def library(
    tmp_path: Path, text: str = LIBRARY, *, thought: bool = True, **overrides: Any
) -> Generator[Bench]:
    """The repository, indexed, and (unless it is told not to be) thought about without a model."""
    with indexed_bench(make_workspace(tmp_path, text), tmp_path / "data", **overrides) as bench:
        if thought:
            bench.think()
        yield bench


@contextlib.contextmanager
def reader_of(
    bench: Bench,
    base_url: str = "",
    *,
    name: str = "tiny",
    keeps: bool = True,
    caps: Caps | None = None,
    **changed: Any,
) -> Generator[Reader]:
    """Somebody who asks with the model at an address, or without one."""
    paths = bench.session.paths
    with contextlib.ExitStack() as stack:
        memory = Memory.open(paths)
        stack.callback(memory.close)
        ledger = Ledger.open(paths)
        stack.callback(ledger.close)
        log = QuestionLog.open(paths) if keeps else None
        if log is not None:
            stack.callback(log.close)
        endpoint = None
        if base_url:
            settled: dict[str, Any] = {"timeout_seconds": 30.0, **changed}
            settings = EndpointSettings(AWAKE, base_url, name, **settled)
            accounts = LedgerAccounts(ledger, AWAKE, caps or Caps(), name)
            endpoint = Endpoint(settings, accounts, environ={}, pause=_at_once)
        asker = Asker(memory, DiskDocuments(bench.root), endpoint=endpoint, log=log)
        yield Reader(bench, asker, ledger, log)


async def _at_once(_seconds: float) -> None:
    """No waiting between attempts."""
