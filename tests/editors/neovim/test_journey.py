"""A newcomer's way through Neovim, in every version that the plugin is for, set up as the docs say."""

from __future__ import annotations

import os
import re
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.editors.neovim.driver import Neovim, neovim, set_up
from tests.fault_endpoint import FaultEndpoint, pieces_then_hangs, says, status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fault_endpoint import Behaviour

TOTAL = (9, 5)
"""Where `total` is defined in shop/till.py, and where `price_of` is used in it."""
PRICE_OF = (16, 18)
OPEN_QUESTION = "Why would a shop keeper like how baskets are handled?"
IDLE = "status.sleeper and status.sleeper ~= vim.NIL and status.sleeper.state == 'idle'"


class WithModel(Protocol):
    def __call__(self, *script: Behaviour) -> tuple[Neovim, FaultEndpoint]: ...


@pytest.fixture(params=["nvim-0.10", "nvim-0.11", "nvim-latest"])
def name(request: pytest.FixtureRequest, home: Path) -> str:
    """A Neovim, with the plugin set up in the home."""
    set_up(request.param, home)
    return request.param


@pytest.fixture
def vim(name: str, shop: Path) -> Iterator[Neovim]:
    """That Neovim, with a file open."""
    with neovim(name, shop) as running:
        running.open(Path("shop/till.py"))
        yield running


@pytest.fixture
def vim_with_model(name: str, shop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WithModel]:
    """The same, with a model that behaves in some way."""
    with ExitStack() as stack:

        def start(*script: Behaviour) -> tuple[Neovim, FaultEndpoint]:
            endpoint = stack.enter_context(FaultEndpoint(script))
            monkeypatch.setenv("STC_MODEL__AWAKE__BASE_URL", endpoint.base_url)
            monkeypatch.setenv("STC_MODEL__AWAKE__NAME", "test-model")
            running = stack.enter_context(neovim(name, shop))
            running.open(Path("shop/till.py"))
            return running, endpoint

        yield start


def test_k_shows_the_card_of_a_definition_and_of_what_is_used(vim: Neovim) -> None:
    vim.go_to(*TOTAL)
    assert "What a basket costs, in cents" in vim.hover("def total(basket: list[str]) -> int")
    vim.go_to(*PRICE_OF)
    assert "The price of one item" in vim.hover("def price_of(item: str) -> int")


def test_an_answer_has_citations_that_lead_to_their_lines(vim: Neovim) -> None:
    code = vim.api.current.window
    answer = vim.ask("Who calls price_of?")
    assert answer.startswith("# Who calls price_of?\n")
    assert "## Cited\n\n- `shop/till.py:" in answer
    (cited, *_) = vim.lua("return vim.fn.getqflist()")
    vim.find(r"^- `shop/till.py:\d")
    vim.keys("gf")
    assert vim.api.current.window == code
    assert Path(vim.api.current.buffer.name).name == "till.py"
    assert vim.api.current.window.cursor[0] == cited["lnum"]


def test_a_place_that_an_answer_names_leads_to_its_line_and_is_not_listed_again(
    vim_with_model: WithModel,
) -> None:
    vim, _ = vim_with_model(says("`total` raises `EmptyBasket` [shop/till.py:14-15]."))
    answer = vim.ask(OPEN_QUESTION)
    assert "## Cited" not in answer
    vim.find("shop/till.py:14")
    vim.keys("gf")
    assert Path(vim.api.current.buffer.name).name == "till.py"
    assert vim.api.current.window.cursor[0] == 14


def test_what_is_asked_beside_an_answer_is_about_the_code_before_it(vim: Neovim) -> None:
    code = vim.api.current.window
    vim.go_to(*PRICE_OF)
    vim.ask("Who calls this?")
    assert vim.api.current.window != code
    assert "`total`" in vim.ask("And who calls this?").partition("## Next")[0]
    vim.find(r"^- `shop/till.py:\d")
    vim.keys("gf")
    assert vim.api.current.window == code


def test_an_answer_tells_what_it_waits_for_until_it_begins(name: str, unread_shop: Path) -> None:
    with neovim(name, unread_shop) as vim:
        vim.open(Path("shop/till.py"))
        answer = vim.ask("Who calls price_of?")
        shown = vim.lua("return driver.shown")
    waiting = "# Who calls price_of?\n\n_Reading the repository first"
    assert [each for each in shown if each.startswith(waiting) and each.endswith("…_")]
    assert "`total`" in answer
    assert "Reading the repository" not in answer


def test_an_answer_grows_while_a_model_writes(vim_with_model: WithModel) -> None:
    vim, endpoint = vim_with_model(pieces_then_hangs)
    vim.command(f"StcAsk {OPEN_QUESTION}")
    vim.until("a piece", "return vim.startswith(vim.fn.getline('$'), 'one')")
    vim.command("StcStop")
    vim.until("the end", "return vim.fn.getline('$') == '_Stopped._'")
    assert endpoint.was_hung_up_on(60)


def test_what_a_model_has_said_is_there_whole_in_the_end(vim_with_model: WithModel) -> None:
    vim, _ = vim_with_model(
        says("A shop keeper likes that `total` raises `EmptyBasket` when there is nothing in the basket.")
    )
    answer = vim.ask(OPEN_QUESTION)
    assert (
        "A shop keeper likes that `total` raises `EmptyBasket` when there is nothing in the basket" in answer
    )
    assert re.search(r"_learned · fresh · \d+ tokens read, \d+ written · \d+ ms_", answer)


def test_a_model_that_fails_is_told_in_plain_words_with_what_can_be_said_without(
    vim_with_model: WithModel,
) -> None:
    vim, _ = vim_with_model(status(503, "out of order"))
    answer = vim.ask(OPEN_QUESTION)
    assert "The model did not answer" in answer
    assert "structural" in answer
    assert not any("Traceback" in notice or "Error" in notice for notice in vim.notices())


def test_a_likely_question_is_answered_when_it_is_chosen(vim: Neovim) -> None:
    vim.go_to(*TOTAL)
    vim.lua(
        "vim.ui.select = function(items, options, on_choice)"
        " driver.questions = vim.tbl_map(options.format_item, items) on_choice(items[1]) end"
    )
    vim.command("StcQuestions")
    first, *_ = vim.until("the questions", "return driver.questions")
    assert "total" in first
    answer = vim.answer()
    assert answer.startswith(f"# {first}\n")
    assert "_fresh_" in answer


def test_an_edited_function_has_its_card_flagged_and_renewed_once_it_is_learned_again(vim: Neovim) -> None:
    vim.go_to(*TOTAL)
    vim.hover("What a basket costs")
    vim.find("return sum")
    vim.keys("Oprint(basket)<Esc>")
    vim.go_to(*TOTAL)
    assert "Edited since it was learned" in vim.hover("def total")
    vim.command("write")
    vim.until(
        "the card to be renewed",
        "local card = driver.asked_card()"
        " return card:find('What a basket costs', 1, true) and not card:find('Edited since', 1, true)",
    )


def test_an_answer_says_when_the_code_it_rests_on_was_edited(vim: Neovim) -> None:
    code = vim.api.current.window
    assert "_stored · fresh" in vim.ask("Who calls price_of?") or "_structural · fresh" in vim.answer()
    vim.api.current.window = code
    vim.find("return sum")
    vim.keys("Aif basket else 0<Esc>")
    vim.until(
        "the answer to be flagged",
        "return driver.text('stc://answer'):find('the code has changed since', 1, true)",
    )


def test_the_sleeper_pauses_and_goes_on_at_a_word(vim: Neovim) -> None:
    vim.status(IDLE)
    vim.command("StcPause")
    vim.status("status.sleeper.state == 'paused'")
    assert vim.lua("return require('stc').statusline()") == "stc: paused"
    vim.command("StcResume")
    vim.status("status.sleeper.state ~= 'paused'")
    vim.until("both to be said", "return #driver.notices == 2")
    assert vim.notices() == [
        "The sleeper is paused. `:StcResume` resumes it.",
        "The sleeper has resumed.",
    ]


def test_a_killed_sleeper_is_missed_by_nobody_and_comes_again(vim: Neovim) -> None:
    killed = vim.status(IDLE)["sleeper"]["pid"]
    os.kill(killed, signal.SIGKILL)
    vim.go_to(*PRICE_OF)
    vim.hover("The price of one item")
    assert "total" in vim.ask("Who calls price_of?")
    vim.status(f"status.sleeper and status.sleeper ~= vim.NIL and status.sleeper.pid ~= {killed}")


def test_the_status_says_what_is_known(vim: Neovim) -> None:
    vim.command("StcStatus")
    vim.until("the status", "return vim.fn.search('^- Sleeper:', 'n') > 0")
    assert "- Known: " in vim.text()
    assert "- Languages: python (" in vim.text()
    assert "- Model: none: static analysis answers" in vim.text()


def test_the_health_check_finds_everything_in_order(vim: Neovim, shop: Path) -> None:
    vim.command("checkhealth stc")
    health = vim.text()
    assert "stc-lsp, version" in health
    assert f"Serves {shop}" in health
    assert "ERROR" not in health
    assert "WARN" not in health


def test_the_health_check_says_how_to_mend_what_is_missing(
    name: str, shop: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = [each for each in os.environ["PATH"].split(os.pathsep) if not Path(each, "stc-lsp").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(without))
    with neovim(name, shop) as vim:
        vim.command("edit shop/till.py")
        vim.command("checkhealth stc")
        health = vim.text()
    assert "`stc-lsp` cannot be run" in health
    assert "pip install" in health


def test_commands_say_what_is_wrong_where_nothing_is_served(name: str, shop: Path) -> None:
    with neovim(name, shop) as vim:
        for command in ("StcAsk Why?", "StcQuestions", "StcStatus", "StcPause", "StcResume"):
            vim.command(command)
        assert vim.notices() == ["stc-lsp does not run here. `:checkhealth stc` says why."] * 5


def test_the_help_explains_every_command(vim: Neovim) -> None:
    commands = vim.lua("return vim.tbl_keys(vim.api.nvim_get_commands({}))")
    ours = sorted(command for command in commands if command.startswith("Stc"))
    assert ours == ["StcAsk", "StcPause", "StcQuestions", "StcResume", "StcStatus", "StcStop"]
    for command in ours:
        vim.command(f"help :{command}")
        assert Path(vim.api.current.buffer.name).name == "stc.txt"
