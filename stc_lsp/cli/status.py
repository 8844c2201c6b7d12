"""`stc-lsp status`: how much is known, how fresh it is, and what the sleeper does."""

from __future__ import annotations

import math
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.sleeper import set_otherwise
from stc_lsp.cli.workspace import count_unread
from stc_lsp.errors import MemoryFault, WorkspaceError

if TYPE_CHECKING:
    from stc_lsp.memory.batches import Batch
    from stc_lsp.memory.ledger.account import Account
    from stc_lsp.memory.snapshot import Memory

_SHOWN_LANGUAGES = 6
_STATES = {"indexing": "reading"}
"""States of the sleeper that people are told in another word, which editors show too."""


@click.command("status")
@common_options
def status_command(command: Command) -> None:
    """Show what is known, whether it is up to date, and what the sleeper is doing."""
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.server.status import status_of
    from stc_lsp.sleep.daemon.attach import is_running

    root, settings = command.workspace, command.settings
    with closing(Memory.open(command.paths)) as memory:
        status = status_of(root, settings, memory)
        status["behind"] = _behind(command, memory)
        was_read = _was_read(memory)
        status["notices"] += set_otherwise(command, status["sleeper"]) if status["sleeper"] else ()
        status["sleeper_silent"] = status["sleeper"] is None and is_running(command.paths)
    account = _account(command)
    status["account"] = account.figures() if account is not None else None
    batches = _batches(command)
    status["batches"] = [{"calls": each.calls, "since": each.begun_at} for each in batches]
    if command.json:
        show.as_json(status)
        return
    command.tell(status["notices"])
    rows = [
        ("Workspace", status["workspace"]),
        ("Known", _known(status, was_read=was_read)),
        ("Index", _fresh(status)),
        ("Thoughts", _thoughts(status["thoughts"], was_read=was_read)),
        ("Sleeper", _sleeper(status["sleeper"], silent=status["sleeper_silent"])),
        ("Model", _models(status["model"])),
        ("Account", _paid(account) if account is not None else "unreadable"),
    ]
    rows += [("Batch", _batch(each)) for each in batches]
    show.table(rows)


def _behind(command: Command, memory: Memory) -> int:
    """How many files are not as they were indexed; 0 if nothing can be read."""
    try:
        with memory.snapshot() as snapshot:
            return count_unread(command.workspace, command.settings.index.exclude, snapshot)
    except (MemoryFault, WorkspaceError):
        # That it cannot be read is among the notices.
        return 0


def _account(command: Command) -> Account | None:
    """What thinking asleep has cost and saved here; None if that cannot be read."""
    from stc_lsp.memory.ledger.account import workspace_account
    from stc_lsp.memory.ledger.ledger import Ledger
    from stc_lsp.memory.questions import QuestionLog

    try:
        with closing(Ledger.open(command.paths)) as ledger, closing(QuestionLog.open(command.paths)) as log:
            return workspace_account(ledger, log, command.paths.workspace_id)
    except MemoryFault as fault:
        command.tell([str(fault)])
        return None


def _batches(command: Command) -> list[Batch]:
    """The batches of calls that are out; none if that cannot be read."""
    from stc_lsp.memory.batches import BatchBook

    try:
        with closing(BatchBook.open(command.paths)) as book:
            return book.out()
    except MemoryFault:
        # The account says why.
        return []


def _batch(batch: Batch) -> str:
    return f"{show.count(batch.calls, 'call')} to {batch.model}, sent {_ago(batch.begun_at)}"


def _paid(account: Account) -> str:
    told = [f"{account.asleep:,} tokens spent asleep" if account.asleep else "no tokens spent asleep"]
    if account.queries:
        told.append(f"{show.count(account.queries, 'question')} answered {account.how}")
    if not account.asleep:
        return "; ".join(told)
    if account.pays:
        share = f"{account.cost_per_query:,.0f} per question instead of {account.cost_without:,.0f}"
        told.append(f"this has paid off: {share}")
    elif math.isinf(account.pays_from):
        told.append("nothing saved yet")
    else:
        told.append(f"this pays off after {account.pays_from:,.0f} questions")
    return "; ".join(told)


def _was_read(memory: Memory) -> bool | None:
    """Whether somebody looked at all that is here; None if nothing can be read."""
    try:
        with memory.snapshot() as snapshot:
            was_read = snapshot.was_read
    except MemoryFault:
        # Why is among the notices.
        return None
    return None if memory.fault else was_read


def _known(status: dict[str, Any], *, was_read: bool | None) -> str:
    if was_read is None and not status["files"]:
        return "unreadable"
    if not status["files"] and was_read:
        return "nothing: there is no file here that stc-lsp reads"
    if not status["files"]:
        return "nothing yet: `stc-lsp index` reads the repository, `stc-lsp sleep` also thinks about it"
    languages = list(status["languages"].items())
    plain = status["files"] - status["skipped"] - sum(status["languages"].values())
    named = [f"{number:,} {name}" for name, number in languages[:_SHOWN_LANGUAGES]]
    shown = ", ".join([*named, f"{plain:,} other"] if named and plain > 0 else named)
    reasons = ", ".join(f"{reason} ({number:,})" for reason, number in status["passed_over"].items())
    skipped = f", {status['skipped']:,} passed over: {reasons}" if reasons else ""
    known = f"{show.count(status['files'], 'file')}, {show.count(status['chunks'], 'chunk')}"
    return f"{known} ({shown}){skipped}" if shown else f"{known}{skipped}"


def _thoughts(thoughts: dict[str, int], *, was_read: bool | None) -> str:
    if was_read is None and not thoughts["made"]:
        return "unreadable"
    if not thoughts["wanted"]:
        return "none yet"
    return f"{thoughts['made']:,} of {thoughts['wanted']:,} made"


def _fresh(status: dict[str, Any]) -> str:
    if not status["files"]:
        return "-"
    if status["partial"]:
        reads = "the sleeper" if status["sleeper"] else "`stc-lsp index`"
        return f"incomplete: {reads} reads the rest"
    if not status["behind"]:
        return "up to date"
    return f"{show.count(status['behind'], 'file')} changed since"


def _sleeper(sleeper: dict[str, Any] | None, *, silent: bool) -> str:
    if silent:
        return "not answering: `stc-lsp index` or `stc-lsp sleep` may be at work; `stc-lsp doctor` tells"
    if sleeper is None:
        return "not running: an editor or `stc-lsp daemon` starts it"
    told = [f"{_STATES.get(sleeper['state'], sleeper['state'])} (pid {sleeper['pid']})"]
    if sleeper["reason"] not in ("", sleeper["state"]):
        told.append(sleeper["reason"])
    told.append(f"{show.count(sleeper['made'], 'thought')} made since it started")
    if sleeper["pending"]:
        told.append(f"{sleeper['pending']:,} still to make")
    for word in ("success", "failure"):
        last = sleeper[f"last_{word}"]
        if last:
            told.append(f"last {word} {_ago(last['at'])}: {last['what']}")
    return "; ".join(told)


def _ago(at: float) -> str:
    return f"{show.seconds(max(0.0, time.time() - at) * 1000)} ago"


def _models(model: dict[str, str]) -> str:
    asleep, awake = model["asleep"] or "none", model["awake"] or "none"
    if asleep == awake:
        return "none: static analysis answers" if asleep == "none" else asleep
    return f"{asleep} for thinking asleep, {awake} for answering"
