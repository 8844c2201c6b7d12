"""How a failure is shown: one line for a person, one value for a script, and an exit status."""

from __future__ import annotations

import os
import re
import sys
import traceback

import click

from stc_lsp.cli import show
from stc_lsp.errors import StcError, UsageError

EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
"""As a shell reports a program that Ctrl-C ended: 128 + SIGINT."""
EXIT_PIPE_CLOSED = 141
"""As a shell reports a program whose reader went away: 128 + SIGPIPE."""


def report(error: BaseException, *, as_json: bool) -> int:
    """Show an error that ended a command; return the exit status."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            return EXIT_INTERRUPTED
        case BrokenPipeError():
            # What is still buffered has no reader: without this the interpreter complains when it exits.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_PIPE_CLOSED
        case click.ClickException():
            _say_json(as_json, "usage", error.format_message())
            error.show()
            return error.exit_code
        case StcError():
            message, kind = str(error), _kind(error)
        case OSError():
            message, kind = of_system(error), "system"
        case _:
            message = f"Something went wrong inside stc-lsp ({type(error).__name__}: {error})."
            kind = "internal"
    if os.environ.get("STC_DEBUG"):
        traceback.print_exception(error)
    elif kind == "internal":
        message += " Run the command again with --debug to see where."
    _say_json(as_json, kind, message)
    show.say(f"stc-lsp: {message}", err=True)
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED


def _kind(error: StcError) -> str:
    """`workspace` for WorkspaceError, `file-refused` for FileRefusedError."""
    name = re.sub(r"(Error|Fault)$", "", type(error).__name__)
    return re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()


def of_system(error: OSError) -> str:
    """What the system refused, in one sentence."""
    what = error.strerror or str(error)
    return f"{error.filename}: {what}." if error.filename else f"{what}."


def _say_json(as_json: bool, kind: str, message: str) -> None:
    if as_json:
        show.as_json({"error": {"kind": kind, "message": message}}, indent=None)
