"""The options every command has, and the one way in which a command runs and fails."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from stc_lsp.cli import show
from stc_lsp.cli.workspace import current_folder, find_workspace
from stc_lsp.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stc_lsp.config import Settings
    from stc_lsp.memory.paths import MemoryPaths


@attrs.frozen
class Command:
    """What every command was told: where, how to answer, and what else was set for this once."""

    folder: Path | None
    """`--workspace`, as given."""
    json: bool
    """Answer with one JSON value, for scripts."""
    overrides: Mapping[str, object]
    _told: set[str] = attrs.field(factory=set[str], init=False, eq=False)

    @functools.cached_property
    def workspace(self) -> Path:
        """The workspace's root. Raises WorkspaceError."""
        return find_workspace(self.folder, current_folder())

    @functools.cached_property
    def settings(self) -> Settings:
        """The workspace's settings; their notices are said once, on stderr. Raises SettingsError."""
        # Imported here: `stc-lsp serve` reads settings when it has answered its editor.
        from stc_lsp.config import load

        settings = load(self.workspace, overrides=self.overrides)
        self.tell(settings.notices)
        return settings

    def tell(self, notices: Iterable[str]) -> None:
        """Say on stderr, once, what a person should know besides the result."""
        for notice in notices:
            if notice not in self._told:
                self._told.add(notice)
                show.say(f"stc-lsp: {notice}", err=True)

    @property
    def paths(self) -> MemoryPaths:
        """Where the workspace's memory lives."""
        from stc_lsp.memory.paths import MemoryPaths

        return MemoryPaths(self.settings.data_dir, self.workspace)

    @property
    def for_people(self) -> bool:
        """Somebody watches the terminal: progress may be shown on stderr."""
        return not self.json and sys.stderr.isatty()


def common_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--workspace`, `--json`, `--set` and `--debug`, and hand it a `Command` first."""

    @click.option(
        "-w",
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The repository. Default: the one that contains the current folder.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
    @click.option(
        "--set",
        "assignments",
        multiple=True,
        metavar="NAME=VALUE",
        help="Set one setting for this command only, for example `model.name=qwen3`.",
    )
    @click.option("--debug", is_flag=True, help="Show where an error comes from.")
    @functools.wraps(run)
    def wrapper(
        workspace: Path | None, as_json: bool, assignments: tuple[str, ...], debug: bool, **arguments: Any
    ) -> Any:
        if debug:
            os.environ["STC_DEBUG"] = "1"
        return run(Command(workspace, as_json, _overrides(assignments)), **arguments)

    return wrapper


def _overrides(assignments: tuple[str, ...]) -> dict[str, object]:
    overrides: dict[str, object] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {assignment} has no value: write --set NAME=VALUE.")
        overrides[name.strip()] = value.strip()
    return overrides
