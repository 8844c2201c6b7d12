"""`stc-lsp plan`: what is thought about next, why, and whether it pays."""

from __future__ import annotations

import dataclasses
import math
from contextlib import closing

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options


@click.command("plan")
@click.option("-n", "most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many.")
@common_options
def plan_command(command: Command, *, most: int) -> None:
    """List what the sleeper will think about next, each with its reasons, and what that has paid so far.

    Shows what was planned when the sleeper last ran; reads only.
    """
    from stc_lsp.memory.account import workspace_account
    from stc_lsp.memory.ledger import Ledger
    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.sleep.agenda import agenda

    with closing(Memory.open(command.paths)) as memory, memory.snapshot() as snapshot:
        items = agenda(snapshot, snapshot.missing(most))
    with closing(Ledger.open(command.paths)) as ledger, closing(QuestionLog.open(command.paths)) as log:
        account = workspace_account(ledger, log, command.paths.workspace_id)
    if command.json:
        show.as_json({"next": [dataclasses.asdict(each) for each in items], "account": account.figures()})
        return
    show.table(
        (f"{each.value:.1f}", each.kind, each.symbol or each.path or "(repository)", "; ".join(each.reasons))
        for each in items
    )
    if not items:
        click.echo("Nothing is missing: all that is planned is thought.")
    click.echo(
        f"\n{account.asleep:,} tokens spent asleep; {show.count(account.queries, 'question')} answered from "
        f"memory with {account.tokens_with:,.0f} tokens each. Without it one takes "
        f"{account.tokens_without:,.0f}."
    )
    if account.asleep:
        share = f"{account.cost_per_query:,.0f} a question against {account.cost_without:,.0f}"
        beyond = "never" if math.isinf(account.pays_from) else f"beyond {account.pays_from:,.0f} questions"
        click.echo(f"It pays {beyond}; so far {share}, in sleep-time tokens.")
