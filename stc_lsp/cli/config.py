"""`stc-lsp config`: every setting, its value, and where it was set."""

from __future__ import annotations

from pathlib import Path

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.workspace import find_workspace
from stc_lsp.config import Layer, Settings, load, user_settings_file
from stc_lsp.config.table import UNLIMITED, Setting, settings_table, value_of
from stc_lsp.errors import WorkspaceError


@click.command("config")
@click.option("--all", "everything", is_flag=True, help="Also list the settings that have their defaults.")
@common_options
def config_command(command: Command, *, everything: bool) -> None:
    """Show the settings in effect here, and where each was set.

    Lists those that were set; `--all` and `--json` list all of them.
    """
    settings = command.settings if _in_a_workspace(command) else load(overrides=command.overrides)
    rows = [(row, value_of(settings, row.name)) for row in settings_table().values()]
    if command.json:
        show.as_json(_as_json(settings, rows))
        return
    shown = [
        (row.name, _written(row, value), str(settings.origin(row.name)))
        for row, value in rows
        if everything or settings.origin(row.name).layer is not Layer.DEFAULT or row.name == "data_dir"
    ]
    show.table(shown)
    if not everything:
        show.say(f"\n{len(rows) - len(shown)} more have their defaults; `stc-lsp config --all` lists them.")
    show.say(f"Your own settings file: {user_settings_file()}")


def _in_a_workspace(command: Command) -> bool:
    """Settings can be shown anywhere; a folder that was named must be one."""
    if command.folder is not None:
        return True
    try:
        find_workspace(None, Path.cwd())
    except WorkspaceError:
        return False
    return True


def _written(row: Setting, value: object) -> str:
    if value is None:
        return UNLIMITED if row.may_be_unlimited else "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return str(value) or "-"


def _as_json(settings: Settings, rows: list[tuple[Setting, object]]) -> dict[str, object]:
    return {
        "settings": {
            row.name: {
                "value": str(value) if isinstance(value, Path) else value,
                "layer": settings.origin(row.name).layer.value,
                "origin": str(settings.origin(row.name)),
            }
            for row, value in rows
        },
        "user_file": str(user_settings_file()),
        "notices": list(settings.notices),
    }
