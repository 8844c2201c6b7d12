"""`stc-lsp pause`, `resume` and `stop`: a person's word to the sleeper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@click.command("pause")
@common_options
def pause_command(command: Command) -> None:
    """Pause the sleeper of this workspace until it is resumed."""
    _tell(command, "pause", "The sleeper is paused. `stc-lsp resume` resumes it.")


@click.command("resume")
@common_options
def resume_command(command: Command) -> None:
    """Resume a paused sleeper."""
    _tell(command, "resume", "The sleeper has resumed.")


@click.command("stop")
@common_options
def stop_command(command: Command) -> None:
    """Stop the sleeper of this workspace. Hover and ask still work without it."""
    from stc_lsp.sleep.daemon.attach import stop

    stopped = stop(command.paths)
    if command.json:
        show.as_json({"stopped": stopped})
        return
    show.say("The sleeper has stopped." if stopped else "No sleeper is running here.")


def set_otherwise(command: Command, sleeper: Mapping[str, Any] | None = None) -> Iterator[str]:
    """That the sleeper does not go by the settings of a command, if so: nobody would see why.

    `sleeper`: its status, if it is known.
    """
    from stc_lsp.config.digest import sleeper_digest
    from stc_lsp.sleep.daemon.attach import nudge

    sleeper = sleeper or nudge(command.paths, {"do": "status"})
    if sleeper and sleeper.get("settings") != sleeper_digest(command.settings):
        yield (
            "The sleeper here has other settings than this command: an editor set them, or they have changed "
            "since it started. It goes by its own. `stc-lsp stop` ends it; the next one takes yours."
        )


def _tell(command: Command, word: str, said: str) -> None:
    from stc_lsp.sleep.daemon.attach import tell

    reply = tell(command.paths, word)
    if command.json:
        show.as_json(reply)
        return
    show.say(said)
