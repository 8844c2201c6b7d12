"""The plugin as a person sees it: the real Neovim of today in a real terminal, on flask, by keys alone.

With STC_SCREENSHOTS=DIR what the terminal shows is drawn there, for docs/screenshots.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.daemon.attach import wait_until_running
from tests.editors.neovim.driver import served_neovim, set_up
from tests.editors.terminal import terminal
from tests.fault_endpoint import FaultEndpoint, status

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

APP = "src/flask/app.py"
NAME = "full_dispatch_request"
SERVED = ":lua print('served: ' .. tostring((vim.lsp.get_clients()[1] or {}).initialized))"


def line_of(file: Path, text: str) -> int:
    """The number of the first line that holds a text; 1-based."""
    lines = enumerate(file.read_text("utf-8").splitlines(), 1)
    return next(number for number, line in lines if text in line)


def test_from_the_first_hover_to_a_citation(home: Path, flask: Path, tmp_path: Path) -> None:
    set_up("nvim-latest", home)
    with (
        served_neovim("nvim-latest", flask, tmp_path / "nvim", APP) as shown,
        terminal(tmp_path, flask, *shown) as screen,
    ):
        screen.until("from __future__ import annotations")
        screen.press_until((SERVED, "Enter"), "served: true")
        screen.type(f":set winborder=rounded\r/def {NAME}\rw:nohlsearch\rK")
        wsgi_app = f"Flask.wsgi_app ({APP}:{line_of(flask / APP, f'self.{NAME}()')})"
        screen.until("Dispatches the request", "Watch for", f"Used in 1 place: {wsgi_app}. Tests:")
        screen.picture("neovim-hover", "Neovim")
        screen.type("K")
        screen.until(" 1,1 ")
        screen.type("/flask.app.py:\r")
        screen.keys("C-w", "F")
        screen.until(f" {line_of(flask / APP, f'self.{NAME}()')},1 ")
        screen.type(":close\r")
        screen.type(f"/self.{NAME}\r2w:nohlsearch\r")
        screen.until_gone("Watch for")
        screen.type("K")
        screen.until("Dispatches the request", "Watch for", "app.py:")

        screen.type(f":StcAsk Who calls {NAME}?\r")
        screen.until(f"# Who calls {NAME}?", "wsgi_app", "## Cited", "fresh")
        screen.picture("neovim-ask", "Neovim")
        screen.type(r"/^- `src.flask.app.py:" + "\rgf")
        screen.until(f"{APP} ", f" {line_of(flask / APP, 'def wsgi_app')},1 ")

        screen.type(":StcQuestions\r")
        screen.until("Questions about this code", "1: ")
        screen.picture("neovim-questions", "Neovim")
        screen.type("1\r")
        screen.until("fresh")

        screen.type(":StcStatus\r")
        screen.until("- Known: ", "- Sleeper: ", "- Model: none: static analysis answers")
        screen.type(":checkhealth stc\r")
        screen.until("stc-lsp, version", "Serves ")
        screen.picture("neovim-health", "Neovim")


def test_from_an_edit_to_a_model_that_fails(
    home: Path, flask: Path, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up("nvim-latest", home)
    with FaultEndpoint([status(503, "out of order")]) as endpoint:
        monkeypatch.setenv("STC_MODEL__AWAKE__BASE_URL", endpoint.base_url)
        monkeypatch.setenv("STC_MODEL__AWAKE__NAME", "test-model")
        with (
            served_neovim("nvim-latest", flask, tmp_path / "nvim", APP) as shown,
            terminal(tmp_path, flask, *shown) as screen,
        ):
            screen.until("from __future__ import annotations")
            screen.press_until((SERVED, "Enter"), "served: true")
            screen.type(f":set winborder=rounded\r/def {NAME}\r/_got_first_request\roself.was_edited = True")
            screen.keys("Escape")
            screen.type(f"?def {NAME}\rw:nohlsearch\rK")
            screen.until("Edited since it was learned")
            screen.picture("neovim-edited", "Neovim")
            screen.type("l:write\r")
            screen.press_until(("h", "l", "K"), "Dispatches the request", "Watch for", without="Edited since")
            screen.picture("neovim-renewed", "Neovim")

            screen.type("l:StcPause\r")
            screen.until("The sleeper is paused")
            screen.type(":StcResume\r")
            screen.until("The sleeper has resumed")

            os.kill(wait_until_running(MemoryPaths(data_dir, flask))["pid"], signal.SIGKILL)
            screen.press_until(("h", "l", "K"), "Dispatches the request", "Watch for")

            screen.type("l:StcAsk Why would anybody like how requests are handled?\r")
            screen.until("The model did not answer", "out of order")
            screen.picture("neovim-broken-model", "Neovim")
