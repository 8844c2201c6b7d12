"""The terminal's face, one command a file, listed in `commands`: calls the rooms and shows what they say.

Nothing heavy is imported here: `stc-lsp serve` starts through it.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `stc-lsp` and exit: 0 success, 1 a refusal, 2 wrong usage, 130 interrupted."""
    from stc_lsp.cli.commands import stc_lsp
    from stc_lsp.cli.failures import report

    arguments = sys.argv[1:] if arguments is None else arguments
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A name that is not UTF-8, or a terminal that is not: what cannot be written is spelled out.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = stc_lsp.main(arguments, prog_name="stc-lsp", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last catch: a person is told in one line
        status = report(error, as_json="--json" in arguments)
    sys.exit(status if isinstance(status, int) else 0)


def _replace_closed_streams() -> None:
    """Whoever started this may have closed a standard stream: the next file opened would be taken for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
