"""The lines that a person types, with editing and history, or that come through a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from stc_lsp.cli import show
from stc_lsp.cli.failures import of_system
from stc_lsp.memory.paths import make_private

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

_PROMPT = "> "
_REMEMBERED = 1000
"""Lines of history."""


def piped_lines() -> Iterator[str]:
    """Each line of standard input as soon as it is there."""
    _accept_any_bytes()
    for line in sys.stdin:
        yield line.strip()


def typed_lines(history: InputHistory) -> Iterator[str]:
    """Each line typed at the prompt, until Ctrl-D. Ctrl-C drops what was typed of one."""
    _accept_any_bytes()
    # The prompt is for whoever types, not for the file that the answers go to.
    prompt = _PROMPT if sys.stdout.isatty() else ""
    while True:
        try:
            if not prompt:
                show.say(_PROMPT, err=True, nl=False)
            line = input(prompt).strip()
        except EOFError:
            show.say(err=not prompt)
            return
        except KeyboardInterrupt:
            show.say(err=not prompt)
            continue
        history.add(line)
        yield line


def _accept_any_bytes() -> None:
    """What is no text is read as replacement characters."""
    stdin: TextIO = sys.stdin
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(errors="replace")


@contextlib.contextmanager
def unechoed() -> Generator[None]:
    """What is typed meanwhile does not show among what is printed; the next prompt has it. Not on Windows."""
    try:
        import termios
    except ImportError:
        yield
        return
    found = termios.tcgetattr(sys.stdin)
    quiet = found.copy()
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, found)


class InputHistory:
    """What was typed before, for the arrow keys; if it is kept, in a file that its owner alone can read."""

    def __init__(self, file: Path | None, tell: Callable[[Iterable[str]], object]) -> None:
        """`file`: None if nothing is to be kept. `tell` hears why nothing can be kept."""
        self._file: Path | None = None
        self._tell = tell
        self._last = ""
        try:
            import readline
        except ImportError:
            # On Windows the console itself edits lines, and remembers them.
            self._readline = None
            return
        self._readline = readline
        readline.set_auto_history(False)
        readline.set_history_length(_REMEMBERED)
        if file is None:
            return
        try:
            make_private(file.parent)
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
            # To some libraries a file with nothing in it is none of theirs.
            if file.stat().st_size:
                readline.read_history_file(file)
        except OSError as error:
            self._say_lost(error)
        else:
            self._file = file

    def add(self, line: str) -> None:
        """Remember a line: once, if it is typed several times in a row."""
        line = " ".join(line.split())
        if self._readline is None or not line or line == self._last:
            return
        self._last = line
        self._readline.add_history(line)
        if self._file is None:
            return
        try:
            self._readline.append_history_file(1, self._file)
        except OSError as error:
            self._file = None
            self._say_lost(error)

    def _say_lost(self, error: OSError) -> None:
        self._tell([f"What you type is not kept for the next time: {of_system(error)}"])
