"""`stc-lsp sleep`: think ahead until all is thought, or the budget is spent."""

from __future__ import annotations

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress


@click.command("sleep")
@common_options
def sleep_command(command: Command) -> None:
    """Index what changed, then think until nothing is left or the budget is spent.

    Ctrl-C stops it; what is finished is kept.
    """
    from stc_lsp.sleep.run import sleep_until_done

    with shown_progress(command) as progress:
        report = sleep_until_done(command.workspace, command.settings, progress)
    command.tell(report.notices)
    if command.json:
        show.as_json(
            {
                "made": report.made,
                "reused": report.reused,
                "dropped": report.dropped,
                "failed": report.failed,
                "calls": report.calls,
                "tokens": report.tokens,
                "stopped_by": report.stopped_by,
                "elapsed_ms": round(report.elapsed_ms, 1),
            }
        )
        return
    click.echo(
        f"{show.count(report.made, 'thought')} made, {report.reused:,} known already, in "
        f"{show.seconds(report.elapsed_ms)}"
    )
    if report.calls:
        click.echo(
            f"{show.count(report.calls, 'call')} to a model: {report.tokens['input']:,} tokens read "
            f"({report.tokens['cached']:,} of them cached), {report.tokens['output']:,} written"
        )
    if report.failed or report.dropped:
        click.echo(f"{report.failed:,} failed, {report.dropped:,} dropped as unsound")
    if report.stopped_by != "done":
        click.echo(f"Stopped by: {report.stopped_by}")
