"""The list of commands. Each is imported only when it is used: `stc-lsp serve` starts in an editor's way."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click

import stc_lsp as package

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    "tour": ("tour", "Index a repository, think about it, and show the results."),
    "index": ("index", "Index the repository, or what changed in it."),
    "sleep": ("sleep", "Think ahead until nothing is left to do or the budget is spent."),
    "ask": ("ask", "Answer a question about the repository."),
    "chat": ("chat", "Ask questions in a conversation."),
    "hover": ("hover", "Show the card of the symbol at a position."),
    "questions": ("questions", "List the likely questions of a file or a line."),
    "status": ("status", "Show what is known, whether it is up to date, and what the sleeper is doing."),
    "ledger": ("ledger", "Show the calls to models and what they cost."),
    "config": ("config", "Show every setting and where it was set."),
    "trust": ("trust", "Trust this repository's settings file to set endpoints, budgets and privacy."),
    "doctor": ("doctor", "Check the installation and say how to fix problems."),
    "plan": ("plan", "List what will be thought about next, and why."),
    "models": ("models", "List the configured models; --discover looks for local servers."),
    "prompts": ("prompts", "Show what would be sent to the model next."),
    "verify": ("verify", "Rebuild the index from scratch and compare it with the one in use."),
    "serve": ("serve", "Run the language server; editors start this."),
    "mcp": ("mcp", "Run the Model Context Protocol server; coding agents start this."),
    "daemon": ("daemon", "Run the sleeper of a workspace without an editor."),
    "pause": ("sleeper", "Pause the sleeper."),
    "resume": ("sleeper", "Resume the sleeper."),
    "stop": ("sleeper", "Stop the sleeper."),
}
"""Name: (module of this package that defines it, short help). The order is that of the help."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists them without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"stc_lsp.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command. `help X` is `X --help`. Raises UsageError."""
        if args[:1] == ["help"]:
            args = [*args[1:2], "--help"]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = f"Options go after the command: stc-lsp COMMAND {error.option_name}"
            raise click.UsageError(f"{error.format_message()} {hint}", ctx) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that a line begins with. Raises UsageError, which says what may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in `--help`."""
        rows: Sequence[tuple[str, str]] = [(name, text) for name, (_, text) in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=LazyGroup, name="stc-lsp", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package.__version__, prog_name="stc-lsp")
def stc_lsp() -> None:
    """Understand a repository before anybody asks: think while idle, answer at once.

    Exit status: 0 success, 1 failure, 2 wrong usage.
    """
