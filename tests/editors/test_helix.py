"""The real Helix, set up as its page says, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editors.pages import blocks
from tests.editors.programs import program
from tests.editors.sleeping import sleeper_becomes
from tests.editors.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def helix(tmp_path: Path, home: Path, shop: Path, data_dir: Path) -> Iterator[Terminal]:
    """Helix on the name of a function."""
    configuration = home / ".config/helix/languages.toml"
    configuration.parent.mkdir(parents=True)
    configuration.write_text("".join(blocks("helix", "toml")), "utf-8")
    with terminal(tmp_path, shop, program("hx"), "shop/till.py:9:5") as shown:
        shown.until("def total")
        # One that is still starting would be missed when the others are told to leave.
        sleeper_becomes(data_dir, shop, "idle")
        yield shown


def test_the_card_of_what_is_under_the_cursor_opens(helix: Terminal) -> None:
    helix.press_until(("Space", "k"), "def total(basket: list[str]) -> int", "Watch for: Raises EmptyBasket.")
    helix.picture("helix", "Helix")


def test_commands_reach_the_sleeper(helix: Terminal, shop: Path, data_dir: Path) -> None:
    helix.press_until(("Space", "k"), "Watch for")
    helix.keys("Escape")
    # Sent together, the two would be one key to a terminal.
    helix.until_gone("Watch for")
    for command, state in {"stc.pause": "paused", "stc.resume": "idle"}.items():
        helix.type(f":lsp-workspace-command {command}")
        helix.keys("Enter")
        sleeper_becomes(data_dir, shop, state)
