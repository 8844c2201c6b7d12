"""`stc-lsp daemon`: be the sleeper of a workspace."""

from __future__ import annotations

import os

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.sleeper import set_otherwise


@click.command("daemon")
@click.option("--background", is_flag=True, help="Start it in the background; `stc-lsp stop` ends it.")
@click.option("--for-editors", is_flag=True, hidden=True, help="Leave when the last editor has gone.")
@common_options
def daemon_command(command: Command, *, background: bool, for_editors: bool) -> None:
    """Run the sleeper of this workspace: watch, index, and think ahead while nobody asks.

    Editors start it by themselves, so this is for machines without one. Each workspace has one sleeper. Stop
    it with Ctrl-C or `stc-lsp stop`.
    """
    if background:
        _start(command)
        return
    from stc_lsp.sleep.daemon.process import run_daemon
    from stc_lsp.sleep.session import hold_workspace

    root, settings = command.workspace, command.settings
    # Refused before anybody is told that it begins.
    with hold_workspace(command.paths):
        pass
    if command.json:
        show.as_json({"workspace": str(root), "pid": os.getpid(), "log": str(command.paths.daemon_log)})
    else:
        show.say(f"Watching {root}. Stop with Ctrl-C or `stc-lsp stop`. Log: {command.paths.daemon_log}")
    run_daemon(root, settings, for_editors=for_editors)


def _start(command: Command) -> None:
    from stc_lsp.config.table import settings_table
    from stc_lsp.sleep.daemon.attach import ensure_daemon, wait_until_running

    # What was set for this command must hold for the process it starts.
    environ = {settings_table()[name].variable: str(value) for name, value in command.overrides.items()}
    became = ensure_daemon(command.paths, command.workspace, for_editors=False, environ=environ)
    status = wait_until_running(command.paths, opened=True)
    command.tell(set_otherwise(command, status))
    if command.json:
        show.as_json({"became": became, "status": status})
        return
    show.say(
        f"The sleeper {'is already running' if became == 'running' else 'has started'} (pid {status['pid']})."
    )
