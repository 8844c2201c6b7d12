"""What only somebody at a terminal sees."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

from tests.editors.terminal import Terminal, terminal
from tests.running import environment

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def typed(tmp_path: Path, root: Path, data_dir: Path, line: str, columns: int = 110) -> Generator[Terminal]:
    """A terminal in which somebody has typed `stc-lsp` and something more."""
    around = environment(data_dir)
    kept = [f"{name}={around[name]}" for name in ("STC_DATA_DIR", "PYTHONPATH")]
    # The shell goes on when the program in it is interrupted.
    shown = f"trap : INT; {sys.executable} -m stc_lsp {line}; echo ended; read -r _"
    command = ("env", "-u", "COLUMNS", *kept, "sh", "-c", shown)
    with terminal(tmp_path, root, *command, columns=columns) as screen:
        yield screen


def test_a_long_row_goes_on_below_its_last_column(tmp_path: Path, known_shop: Path, data_dir: Path) -> None:
    with typed(tmp_path, known_shop, data_dir, "status", columns=50) as screen:
        screen.until(
            "Sleeper    not running: an editor or `stc-lsp\n           daemon` starts it\nModel", "ended"
        )


def test_where_there_is_no_room_for_that_it_goes_on_below_the_row(
    tmp_path: Path, shop: Path, data_dir: Path
) -> None:
    with typed(tmp_path, shop, data_dir, "models --presets", columns=80) as screen:
        screen.until(
            "  openai      https://api.openai.com/v1\n    Caches repeated prompt prefixes.\n", "ended"
        )


@pytest.mark.parametrize(("server", "protocol"), [("serve", "Language Server"), ("mcp", "Model Context")])
def test_who_starts_a_server_by_hand_is_told_what_it_waits_for_and_may_end_it(
    tmp_path: Path, known_shop: Path, data_dir: Path, server: str, protocol: str
) -> None:
    with typed(tmp_path, known_shop, data_dir, f"{server}") as screen:
        screen.until(f"This speaks the {protocol} Protocol", "Ctrl-C ends it.")
        screen.press_until(("C-c",), "ended")
