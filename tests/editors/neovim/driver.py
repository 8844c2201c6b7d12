"""A Neovim that a test drives over its own API: keys go in, windows and buffers are looked at."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pynvim  # pyright: ignore[reportMissingTypeStubs]

from tests.editors.pages import blocks
from tests.editors.programs import program
from tests.running import SOURCE
from tests.server.editors import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Generator

OLDEST = "nvim-0.10"
"""Which has no `vim.lsp.enable`."""

_LOOK_SECONDS = 0.02
_DRIVER = Path(__file__).with_suffix(".lua")


class Neovim:
    """One that runs."""

    def __init__(self, api: Any) -> None:
        self.api = api

    def lua(self, code: str, *arguments: object) -> Any:
        """What a piece of Lua returns."""
        return self.api.exec_lua(code, *arguments)

    def until(self, what: str, condition: str, *arguments: object) -> Any:
        """What a piece of Lua returns as soon as that is something; `driver` is driver.lua."""
        found = self.lua("return driver.wait_for(...)", condition, *arguments)
        assert found, f"waited in vain for {what}; it shows:\n{self.text()}\nand told: {self.notices()}"
        return found

    def command(self, line: str) -> None:
        """Type a command after a colon."""
        self.api.command(line)

    def keys(self, keys: str) -> None:
        """Press keys, in Vim's notation, mappings included, and take them all in."""
        self.api.feedkeys(self.api.replace_termcodes(keys, True, False, True), "mx")

    def open(self, file: Path) -> None:
        """Edit a file, and wait until it is served."""
        self.command(f"edit {file}")
        self.until("the server", "return driver.is_served()")

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor somewhere; 1-based."""
        self.api.current.window.cursor = (line, column - 1)

    def find(self, pattern: str) -> None:
        """Put the cursor where a pattern matches."""
        assert self.api.funcs.search(pattern), f"{pattern} is not in:\n{self.text()}"

    def hover(self, says: str) -> str:
        """The card in the window that `K` opens, once there is one that says something.

        `K` is pressed once, when the server has that to say: a window that opens late takes the cursor.
        """
        self.until(f"a card that says {says!r}", "return driver.asked_card():find(..., 1, true)", says)
        self.lua("driver.close_floats()")
        self.keys("K")
        self.until(f"a window that says {says!r}", "return driver.card(...)", says)
        card = self.lua("return driver.card(...)", says)
        self.lua("driver.close_floats()")
        return card

    def ask(self, question: str) -> str:
        """The answer's buffer when a question was answered whole."""
        before = self.lua("return driver.answers")
        self.command(f"StcAsk {question}")
        self.until("an answer", "return driver.answers > ...", before)
        return self.answer()

    def answer(self) -> str:
        """What the answer's buffer shows."""
        return self.lua('return driver.text("stc://answer")')

    def text(self) -> str:
        """The current buffer."""
        return self.lua("return driver.text('%')")

    def notices(self) -> list[str]:
        """What was shown to the person in passing."""
        return self.lua("return driver.notices")

    def status(self, holds: str) -> dict[str, Any]:
        """The status that the plugin was told last, once something holds of it."""
        return self.until(
            f"a status of which {holds}",
            f"local status = driver.status() return status and ({holds}) and status",
        )


def set_up(name: str, home: Path) -> None:
    """Do what docs/editors/neovim.md says, for the Neovim of that name."""
    (install,) = blocks("neovim", "sh")
    subprocess.run(["sh", "-ec", install], cwd=SOURCE, check=True)
    lua = blocks("neovim", "lua")
    written = next(each for each in lua if ("setup" in each) == (name == OLDEST))
    configuration = home / ".config/nvim/init.lua"
    configuration.parent.mkdir(parents=True, exist_ok=True)
    configuration.write_text(written, "utf-8")


@contextlib.contextmanager
def neovim(name: str, folder: Path) -> Generator[Neovim]:
    """A Neovim as its user's home configures it, started in a folder; it is gone in the end."""
    os.environ.pop("NVIM", None)
    before = Path.cwd()
    os.chdir(folder)
    try:
        api = pynvim.attach("child", argv=[program(name), "--embed", "--headless", "-n", "-i", "NONE"])
    finally:
        os.chdir(before)
    running = Neovim(api)
    running.command("set columns=120 lines=40")
    running.lua("_G.driver = dofile(...)", str(_DRIVER))
    try:
        yield running
    finally:
        with contextlib.suppress(OSError, EOFError):
            api.command("silent! qall!", async_=True)
        api.close()


@contextlib.contextmanager
def served_neovim(name: str, folder: Path, socket: Path, *files: str) -> Generator[tuple[str, ...]]:
    """A Neovim without a screen; what is returned is the command that shows it on one.

    A program that was unpacked cannot start itself for that, as one that was installed does.
    """
    serve = [program(name), "--headless", "--listen", str(socket), "-n", "-i", "NONE", *files]
    with subprocess.Popen(serve, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not socket.exists():
                assert time.monotonic() < deadline, f"{name} does not listen"
                time.sleep(_LOOK_SECONDS)
            yield program(name), "--server", str(socket), "--remote-ui"
        finally:
            process.terminate()
