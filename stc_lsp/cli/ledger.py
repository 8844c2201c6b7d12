"""`stc-lsp ledger`: what models were called for, and what counts against the budget."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options

if TYPE_CHECKING:
    from stc_lsp.memory.ledger.reads import Cap, Total


@click.command("ledger")
@click.option(
    "--by",
    type=click.Choice(["day", "phase", "model", "outcome", "purpose", "workspace"]),
    default="day",
    show_default=True,
    help="How to group the calls.",
)
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="How far back to look.")
@click.option(
    "--here", is_flag=True, help="Count only calls for this workspace. Caps always count all calls."
)
@common_options
def ledger_command(command: Command, *, by: str, days: int, here: bool) -> None:
    """Show the calls to models, and how much of each budget is used."""
    from stc_lsp.memory.ledger.budget import DAY
    from stc_lsp.memory.ledger.ledger import Ledger
    from stc_lsp.memory.ledger.reads import against

    now = time.time()
    workspace = command.paths.workspace_id if here else None
    with closing(Ledger.open(command.paths)) as ledger:
        command.tell(ledger.notices)
        totals = ledger.totals(by, now - days * DAY, workspace=workspace)
        budgets = [
            row
            for phase, caps in command.settings.budget.by_phase.items()
            for row in against(phase, caps, ledger.spent(phase), now)
        ]
    if command.json:
        show.as_json(
            {
                "by": by,
                "days": days,
                "totals": [_as_json(total) for total in totals],
                "budget": [
                    {"phase": row.phase, "cap": row.cap, "spent": row.spent, "allowed": row.allowed}
                    for row in budgets
                ],
            }
        )
        return
    _show(by, totals, budgets)


def _as_json(total: Total) -> dict[str, object]:
    return {
        "label": total.label,
        "calls": total.calls,
        "failed": total.failed,
        "tokens": {
            "input": total.input_tokens,
            "cached": total.cached_tokens,
            "output": total.output_tokens,
        },
        "price": total.price,
        "seconds": total.seconds,
    }


def _show(by: str, totals: list[Total], budgets: list[Cap]) -> None:
    if totals:
        header = (by, "calls", "failed", "tokens in", "cached", "tokens out", "price", "seconds")
        rows = [
            (
                total.label or "-",
                f"{total.calls:,}",
                f"{total.failed:,}",
                f"{total.input_tokens:,}",
                f"{total.cached_tokens:,}",
                f"{total.output_tokens:,}",
                f"{total.price:.4f}",
                f"{total.seconds:,.1f}",
            )
            for total in totals
        ]
        show.table([header, *rows], right=frozenset(range(1, len(header))))
    else:
        show.say("No model was called in this period.")
    limited = [row for row in budgets if row.allowed is not None]
    if limited:
        show.say()
        show.heading("Budget")
    for row in limited:
        show.say(f"  {row.phase} {row.cap}: {_amount(row.spent)} of {_amount(row.allowed or 0)}")


def _amount(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}"
