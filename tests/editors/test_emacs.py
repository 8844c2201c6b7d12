"""The real Emacs with its own client, eglot, set up as its page says, in a terminal."""

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
def emacs(tmp_path: Path, home: Path, shop: Path) -> Iterator[Terminal]:
    """Emacs before the name of a function, with the server connected."""
    folder = home / ".emacs.d"
    folder.mkdir()
    (folder / "init.el").write_text("\n".join(blocks("emacs", "elisp")), "utf-8")
    # What Emacs would compile for later runs: there are none.
    (folder / "early-init.el").write_text("(setq native-comp-jit-compilation nil)", "utf-8")
    with terminal(tmp_path, shop, program("emacs"), "-nw", "+9:5", "shop/till.py") as shown:
        shown.until("def total")
        run(shown, "eglot")
        shown.until("Connected!")
        yield shown


def run(emacs: Terminal, command: str, *answers: str) -> None:
    """Run a command by its name, and answer what it asks."""
    emacs.keys("M-x")
    for text in (command, *answers):
        emacs.type(text)
        emacs.keys("Enter")


def test_the_echo_area_shows_what_is_under_the_cursor_and_a_key_all_of_its_card(emacs: Terminal) -> None:
    emacs.keys("Right")
    screen = emacs.until("\ndef total(basket: list[str]) -> int")
    assert screen.rstrip().endswith("def total(basket: list[str]) -> int")
    emacs.press_until(
        ("C-h", "."), "What a basket costs, in cents.", "Watch for: Raises EmptyBasket.", "*eldoc"
    )
    emacs.picture("emacs", "Emacs")


def test_a_question_is_answered_with_citations_that_lead_to_their_lines(emacs: Terminal) -> None:
    run(emacs, "stc-ask", "Who calls this?")
    emacs.until("*stc*", "shop/till.py:", ": cited")


def test_requests_reach_the_sleeper(emacs: Terminal, shop: Path, data_dir: Path) -> None:
    sleeper_becomes(data_dir, shop, "idle")
    for method, state in {":stc/pause": "paused", ":stc/resume": "idle"}.items():
        emacs.keys("M-:")
        emacs.type(f"(jsonrpc-request (eglot-current-server) {method} nil)")
        emacs.keys("Enter")
        sleeper_becomes(data_dir, shop, state)
