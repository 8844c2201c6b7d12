"""`stc-lsp plan`: what is thought about next, why, and what thinking ahead has saved."""

from __future__ import annotations

import dataclasses
import math
from contextlib import closing
from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.ledger.account import Account
    from stc_lsp.sleep.plan.agenda import Agenda, Item
    from stc_lsp.sleep.plan.chance import Weights


@click.command("plan")
@click.option("-n", "most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many.")
@click.option(
    "--weights", is_flag=True, help="Show how the chance that somebody needs a thought is calculated."
)
@common_options
def plan_command(command: Command, *, most: int, weights: bool) -> None:
    """List what the sleeper will think about next, with reasons, and what thinking ahead has saved so far.

    The worth of a thought is the number of tokens it should save for each token it costs: how often people
    are expected to need it soon (visits), times what each visit saves. Thoughts worth less than
    sleep.least_return are skipped. The list is from the sleeper's last run, valued as of now. Changes
    nothing.
    """
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.sleep.plan.agenda import agenda
    from stc_lsp.sleep.plan.look import Lookout

    sleep = command.settings.sleep
    with closing(Memory.open(command.paths)) as memory:
        view = Lookout(
            command.workspace, command.paths, memory, hears=command.settings.privacy.log_questions
        ).look()
        with memory.snapshot() as snapshot:
            planned = agenda(snapshot, view, sleep.questions_per_chunk, sleep.least_return)
    if command.json:
        show.as_json(_as_json(planned, most, weights=weights))
        return
    if weights:
        _show_weights(planned.weights)
        return
    _show_items(planned.next[:most])
    if len(planned.next) > most:
        show.say(f"and {len(planned.next) - most:,} more")
    if not planned.next:
        show.say("Nothing to do: every planned thought has been made.")
    if planned.passed_over:
        show.heading(f"Skipped: {len(planned.passed_over):,} that would cost more than they should save")
        _show_items(planned.passed_over[:most])
    _show_account(planned.account)


def _show_items(items: Iterable[Item]) -> None:
    rows = [
        (
            f"{each.value:,.1f}" if each.tokens else "free",
            f"{each.expected:.2f}",
            f"{each.tokens:,.0f}" if each.tokens else "",
            each.kind,
            each.symbol or each.path or "(repository)",
            "; ".join(each.reasons),
        )
        for each in items
    ]
    if rows:
        header = ("worth", "visits", "tokens", "thought", "about", "reasons and their weights")
        show.table([header, *rows], right=frozenset({0, 1, 2}))


def _show_weights(weights: Weights) -> None:
    from stc_lsp.sleep.plan.chance import shipped
    from stc_lsp.sleep.plan.features import FEATURES

    show.table(
        (
            ("", "weight", "as shipped"),
            *(
                (name, f"{now:+.2f}", f"{then:+.2f}")
                for name, now, then in zip(FEATURES, weights.values, shipped().values, strict=True)
            ),
        ),
        right=frozenset({1, 2}),
    )
    show.say(f"Learned from {show.count(weights.learned_from, 'thing')} that people turned to here.")


def _show_account(account: Account) -> None:
    if account.queries:
        show.say(
            f"\n{show.count(account.queries, 'question')} answered {account.how}, with "
            f"{account.tokens_with:,.0f} tokens each instead of {account.tokens_without:,.0f}."
        )
    if account.asleep:
        share = f"{account.cost_per_query:,.0f} per question instead of {account.cost_without:,.0f}"
        pays = (
            "never pays off"
            if math.isinf(account.pays_from)
            else f"pays off after {account.pays_from:,.0f} questions"
        )
        show.say(
            f"\n{account.asleep:,} tokens spent asleep. At this rate that {pays}; so far it comes to "
            f"{share}, in sleep-time tokens."
        )


def _as_json(planned: Agenda, most: int, *, weights: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "next": [dataclasses.asdict(each) for each in planned.next[:most]],
        "missing": len(planned.next),
        "passed_over": [dataclasses.asdict(each) for each in planned.passed_over[:most]],
        "account": planned.account.figures(),
    }
    if weights:
        told["weights"] = planned.weights.named
        told["learned_from"] = planned.weights.learned_from
    return told
