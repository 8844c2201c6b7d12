"""`stc-lsp verify`: is the index what the disk says?"""

from __future__ import annotations

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress

_MOST_SHOWN = 20


@click.command("verify")
@common_options
def verify_command(command: Command) -> None:
    """Rebuild the index from scratch, beside the one in use, and compare every key.

    Asks no model. If anything differs, the index is replaced and the exit status is 1.
    """
    from stc_lsp.sleep.run import verify_workspace

    with shown_progress(command) as progress:
        report = verify_workspace(command.workspace, command.settings, progress)
    command.tell(report.notices)
    if command.json:
        show.as_json({"holds": report.holds, **show.fields(report)})
    else:
        updated = f", after reading {show.count(report.updated, 'changed file')}" if report.updated else ""
        known = f"{show.count(report.files, 'file')} and {show.count(report.keys, 'key')}"
        show.say(f"Compared {known} in {show.seconds(report.elapsed_ms)}{updated}.")
        for each in report.differing[:_MOST_SHOWN]:
            what = f"{each.what} of {each.symbol}" if each.symbol else each.what
            show.say(
                f"  {each.path or '(repository)'}: {what} was {each.had or '-'}, is {each.should or '-'}"
            )
        if len(report.differing) > _MOST_SHOWN:
            show.say(f"  and {len(report.differing) - _MOST_SHOWN:,} more")
        show.say("No differences." if report.holds else "The index differed and was rebuilt.")
    if not report.holds:
        raise SystemExit(1)
