"""`stc-lsp index`: read the repository into memory."""

from __future__ import annotations

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress


@click.command("index")
@common_options
def index_command(command: Command) -> None:
    """Index what changed in the repository; the first time, all of it."""
    from stc_lsp.sleep.run import index_workspace

    with shown_progress(command) as progress:
        report = index_workspace(command.workspace, command.settings, progress)
    command.tell(report.notices)
    if command.json:
        show.as_json(show.fields(report))
        return
    known = f"{show.count(report.files, 'file')}, {show.count(report.chunks, 'chunk')}"
    passed_over = f", {report.skipped:,} passed over" if report.skipped else ""
    show.say(f"{known}{passed_over}, in {show.seconds(report.elapsed_ms)}")
    languages = sorted(report.languages.items(), key=lambda pair: -pair[1])
    others = report.files - sum(report.languages.values()) - report.skipped
    if others > 0:
        # Found by search, but not taken apart.
        languages.append(("other", others))
    show.table((f"  {name}", show.count(number, "file")) for name, number in languages)
