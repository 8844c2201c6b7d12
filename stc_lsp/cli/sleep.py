"""`stc-lsp sleep`: think ahead until all is thought, or the budget is spent."""

from __future__ import annotations

import time

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress
from stc_lsp.cli.sleeper import set_otherwise

_MOST_WAIT_SECONDS = 60.0
"""Between two looks at a batch, which may take hours."""


@click.command("sleep")
@click.option("--until-done", is_flag=True, help="Also wait for the batches that were sent.")
@click.option(
    "--cancel-batch", is_flag=True, help="Cancel the batches that were sent; answers so far are kept."
)
@common_options
def sleep_command(command: Command, *, until_done: bool, cancel_batch: bool) -> None:
    """Index what changed, then think ahead until nothing is left to do or the budget is spent.

    Ctrl-C stops it and keeps what is finished. With sleep.batch set, it ends once a batch of calls has been
    sent. Run it again to fetch the answers, or use --until-done to wait. A sleeper in the background fetches
    them by itself.
    """
    from stc_lsp.sleep.run import sleep_until_done
    from stc_lsp.sleep.thinking.batching import batches_out

    if cancel_batch:
        _cancel_batch(command)
        return
    command.tell(set_otherwise(command))
    with shown_progress(command) as progress:
        report = sleep_until_done(command.workspace, command.settings, progress)
        wait = 1.0
        while until_done and batches_out(command.paths):
            time.sleep(wait)
            wait = min(2 * wait, _MOST_WAIT_SECONDS)
            report = report.and_then(sleep_until_done(command.workspace, command.settings, progress))
    command.tell(report.notices)
    if command.json:
        show.as_json(show.fields(report))
        return
    known = f", {report.reused:,} already known," if report.reused else ""
    show.say(f"{show.count(report.made, 'thought')} made{known} in {show.seconds(report.elapsed_ms)}")
    if report.calls:
        show.say(
            f"{show.count(report.calls, 'call')} to a model: {report.tokens['input']:,} tokens read "
            f"({report.tokens['cached']:,} of them cached), {report.tokens['output']:,} written"
        )
    if report.failed or report.dropped:
        show.say(
            f"{report.failed:,} failed, {report.dropped:,} dropped because the source does not support them"
        )
    if report.stopped_by != "done":
        show.say(f"Stopped: {report.stopped_by}")


def _cancel_batch(command: Command) -> None:
    from stc_lsp.sleep.thinking.batching import cancel_batches

    count = cancel_batches(command.paths, command.settings)
    if command.json:
        show.as_json({"cancelled": count})
    elif count:
        show.say("Cancelled. Calls already answered are paid for, and will be fetched.")
    else:
        show.say("No batch is waiting for answers.")
