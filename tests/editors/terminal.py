"""A terminal that a test types into and looks at: tmux, with a server of its own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from tests.editors.programs import program

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.05
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_AGAIN_SECONDS = 2.0
"""After so long a key is pressed again."""
_PICTURES = "STC_SCREENSHOTS"
"""The variable that names a folder for pictures of what tests see, as for Visual Studio Code's."""


class Terminal:
    """One screen, with a program in it."""

    def __init__(self, socket: Path, columns: int) -> None:
        self._socket = socket
        self._columns = columns

    def tmux(self, *arguments: str) -> str:
        """What a command of tmux prints."""
        ran = subprocess.run(
            [program("tmux"), "-S", str(self._socket), *arguments], check=True, capture_output=True
        )
        return ran.stdout.decode()

    def keys(self, *keys: str) -> None:
        """Press keys, in tmux's notation: `Escape`, `C-x`, `Enter`."""
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it is."""
        self.tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What the screen shows, line by line."""
        return self.tmux("capture-pane", "-p")

    def until(self, *says: str) -> str:
        """The screen once it says all of this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not all(each in (screen := self.screen()) for each in says):
            assert time.monotonic() < deadline, f"waited in vain for {says}; it shows:\n{screen}"
            time.sleep(_LOOK_SECONDS)
        return screen

    def until_gone(self, text: str) -> None:
        """Wait until the screen no longer says something."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text in (screen := self.screen()):
            assert time.monotonic() < deadline, f"waited in vain for {text} to go; it shows:\n{screen}"
            time.sleep(_LOOK_SECONDS)

    def press_until(self, keys: Sequence[str], *says: str, without: str = "\0") -> str:
        """The screen once it says all of this, and another thing no longer, with keys pressed until then."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.keys(*keys)
            pressed = time.monotonic()
            while without in (screen := self.screen()) or not all(each in screen for each in says):
                if time.monotonic() - pressed > _AGAIN_SECONDS:
                    break
                time.sleep(_LOOK_SECONDS)
            else:
                return screen
            assert time.monotonic() < deadline, f"waited in vain for {says}; it shows:\n{screen}"

    def picture(self, name: str, title: str) -> None:
        """Draw what the screen shows, colours included, if somebody wants pictures."""
        folder = os.environ.get(_PICTURES)
        if folder is None:
            return
        drawn = Console(record=True, width=self._columns, file=io.StringIO(), force_terminal=True)
        for line in self.tmux("capture-pane", "-e", "-p").splitlines():
            drawn.print(Text.from_ansi(line), no_wrap=True, crop=True)
        drawing = drawn.export_svg(title=title, theme=MONOKAI, unique_id=name)
        # It would have whoever looks at it fetch fonts from elsewhere.
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f"{name}.svg").write_text(_FONT.sub("", drawing), "utf-8")


@contextlib.contextmanager
def terminal(
    tmp_path: Path, folder: Path, *command: str, columns: int = 110, lines: int = 36
) -> Generator[Terminal]:
    """A terminal that runs a program in a folder; both are gone in the end."""
    shown = Terminal(tmp_path / "tmux", columns)
    configuration = tmp_path / "tmux.conf"
    configuration.write_text(
        "set -g default-terminal tmux-256color\nset -ga terminal-overrides ,*:Tc\n"
        "set -g status off\nset -s escape-time 0\n"
    )
    size = ("-x", str(columns), "-y", str(lines))
    shown.tmux("-f", str(configuration), "new-session", "-d", *size, "-c", str(folder), *command)
    try:
        yield shown
    finally:
        shown.tmux("kill-server")
