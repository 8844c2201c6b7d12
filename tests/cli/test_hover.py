"""`stc-lsp hover` as a person and a script run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.usefixtures("known_shop")
def test_a_card_is_shown(run: Run) -> None:
    ended = run("hover", "shop/till.py:9:5")
    assert ended.status == 0, ended.err
    assert ended.out.startswith(
        "```python\ndef total(basket: list[str]) -> int\n```\n\nWhat a basket costs, in cents."
    )
    assert "\ntotal, in " in ended.out
    assert ended.err == ""


@pytest.mark.usefixtures("known_shop")
def test_json_has_all_of_it(run: Run) -> None:
    card = run("hover", "shop/till.py:16:16", "--json").json
    assert card.keys() == {"markdown", "symbol", "path", "line", "fresh", "candidates", "elapsed_ms"}
    assert (card["symbol"], card["path"], card["line"]) == ("price_of", "shop/prices.py", 5)
    assert (card["fresh"], card["candidates"]) == (True, 1)
    assert "The price of one item, in cents." in card["markdown"]


@pytest.mark.usefixtures("shop")
def test_without_an_index_the_file_tells(run: Run, data_dir: Path) -> None:
    card = run("hover", "shop/till.py:9:5", "--json").json
    assert card["symbol"] == "total"
    assert "Read from this file alone" in card["markdown"]
    assert not list(data_dir.glob("**/index.db"))


@pytest.mark.usefixtures("shop")
def test_where_nothing_is_named_nothing_is_shown(run: Run) -> None:
    assert run("hover", "shop/till.py:4:1").out == "Nothing is known about shop/till.py:4:1.\n"
    card = run("hover", "shop/till.py:4:1", "--json").json
    assert (card["symbol"], card["markdown"], card["candidates"]) == ("", "", 0)


def test_a_line_without_a_column_is_about_what_it_defines_or_names_first(run: Run, known_shop: Path) -> None:
    (known_shop / "shop" / "größe.py").write_text(
        "größe = 1\n\n\ndef f(self):\n    self.x = größe\n", "utf-8"
    )
    symbols = {
        place: run("hover", place, "--json").json["symbol"]
        for place in ("shop/till.py:9", "shop/till.py:16", "shop/till.py:9:", "shop/größe.py:5")
    }
    assert symbols == {
        "shop/till.py:9": "total",
        "shop/till.py:16": "price_of",
        "shop/till.py:9:": "total",
        "shop/größe.py:5": "größe",
    }
    assert run("hover", "shop/till.py:4").out == "Nothing is known about shop/till.py:4.\n"
    assert run("hover", "shop/till.py:99").status == 2


@pytest.mark.parametrize(
    ("written", "meant"), [("till.py:9", "shop/till.py"), ("shop/tils.py:9:5", "shop/till.py")]
)
@pytest.mark.usefixtures("known_shop")
def test_who_names_no_file_is_told_which_one_may_be_meant(run: Run, written: str, meant: str) -> None:
    ended = run("hover", written)
    assert ended.status == 1
    assert ended.err.endswith(f" Did you mean {meant}?\n")


@pytest.mark.usefixtures("known_shop")
def test_a_name_is_no_position_and_where_it_is_told_of_is_said(run: Run) -> None:
    ended = run("hover", "total")
    assert ended.status == 2
    assert "FILE:LINE" in ended.err
    assert "`stc-lsp ask total`" in ended.err


def test_columns_count_characters(run: Run, shop: Path) -> None:
    (shop / "shop" / "größe.py").write_text("é = 1; größe = 2; x = größe\r\n", "utf-8", newline="")
    assert run("hover", "shop/größe.py:1:8", "--json").json["symbol"] == "größe"
    assert run("hover", "shop/größe.py:1:28", "--json").json["symbol"] == "größe"
    assert run("hover", "shop/größe.py:1:29", "--json").status == 2


def test_a_path_may_be_relative_to_the_current_folder(run: Run, shop: Path) -> None:
    assert run("hover", "till.py:9:5", "--json", cwd=shop / "shop").json["symbol"] == "total"
    assert run("hover", str(shop / "shop" / "till.py") + ":9:5", "--json").json["symbol"] == "total"


def test_an_edit_is_flagged(run: Run, known_shop: Path) -> None:
    till = known_shop / "shop" / "till.py"
    till.write_text(till.read_text("utf-8").replace("if not basket", "if basket == []"), "utf-8")
    assert run("hover", "shop/till.py:9:5", "--json").json["fresh"] is False
    assert run("hover", "shop/till.py:5:8", "--json").json["fresh"] is True
