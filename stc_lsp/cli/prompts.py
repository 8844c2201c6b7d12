"""`stc-lsp prompts`: what would be sent to the model, before anything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress

if TYPE_CHECKING:
    from stc_lsp.sleep.thinking.preview import Preview


@click.command("prompts")
@click.option("--dry-run", is_flag=True, help="Show exactly what would be sent next, and send nothing.")
@click.option("-n", "most", type=click.IntRange(1, 1000), default=3, show_default=True, help="How many.")
@common_options
def prompts_command(command: Command, *, dry_run: bool, most: int) -> None:
    """List what the model would be asked next; with --dry-run, show the whole prompts, secrets replaced.

    Nothing is sent. A running sleeper says what it would send.
    """
    from stc_lsp.sleep.thinking.preview import preview_prompts

    with shown_progress(command) as progress:
        previews = preview_prompts(command.workspace, command.settings, most, progress)
    if command.json:
        show.as_json(
            {
                "prompts": [
                    {
                        "path": each.path,
                        "symbol": each.symbol,
                        "kind": each.kind,
                        "key": each.key,
                        "tokens": each.tokens,
                        **({"messages": each.messages} if dry_run else {}),
                    }
                    for each in previews
                ]
            }
        )
        return
    if not previews:
        show.say(
            "Nothing would be sent: everything has been thought about, or waits for something it builds on."
        )
    for each in previews:
        _show(each, whole=dry_run)
    if previews and not dry_run:
        show.say("`stc-lsp prompts --dry-run` shows them whole.", dim=True)


def _show(each: Preview, *, whole: bool) -> None:
    about = each.symbol or each.path or "the repository"
    show.heading(f"{each.kind} of {about}, about {each.tokens:,} tokens")
    if whole:
        for message in each.messages:
            show.say(f"--- {message['role']}\n{message['content']}\n")
