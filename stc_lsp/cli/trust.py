"""`stc-lsp trust`: let a repository's settings file set what decides where code goes and what it costs."""

from __future__ import annotations

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.config import load
from stc_lsp.config.load import workspace_settings_file
from stc_lsp.config.table import settings_table
from stc_lsp.config.trust import distrust, trust


@click.command("trust")
@click.option("--remove", is_flag=True, help="Stop trusting it.")
@common_options
def trust_command(command: Command, *, remove: bool) -> None:
    """Trust this repository's settings file in its current form.

    Until then it cannot set endpoints, keys, budgets, privacy rules or the data folder. Whenever the file
    changes, it must be trusted again.
    """
    root = command.workspace
    # Read without the workspace's layer: the list of trusted ones is never where a repository says it is.
    data_dir = load(None, overrides=command.overrides).data_dir
    file = None if remove else workspace_settings_file(root)
    if remove:
        changed = distrust(data_dir, root)
        said = f"{root} is no longer trusted." if changed else f"{root} was not trusted."
    elif file is None:
        changed, said = False, f"{root} has no settings for stc-lsp: there is nothing to trust."
    else:
        trust(data_dir, root, file.digest)
        changed, said = True, f"The settings in {file.path} are now trusted."
    guarded = {
        row.name: row.value
        for row in (file.rows if file else ())
        if row.name in settings_table() and settings_table()[row.name].guarded
    }
    if command.json:
        show.as_json(
            {"workspace": str(root), "trusted": file is not None, "changed": changed, "sets": guarded}
        )
        return
    show.say(said)
    for name, value in guarded.items():
        show.say(f"  {name} = {value}")
