"""Likely questions of a repository, a folder, a file, a line; with answers that cite and say if they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.values import ThoughtItem, ThoughtKind
from stc_lsp.wake.json_values import question_json
from stc_lsp.wake.values import Citation
from tests.wake.hovering import MODEL, Hovering, knowing, think_with_model
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sleep.sleepers import Bench

SHOP = '''
# --- README.md
# Tea shop

Sells tea to people.
# --- tea/__init__.py
"""Everything about tea."""
# --- tea/prices.py
"""What things cost."""


def price(item: str) -> int:
    """Tell the price."""
    if not item:
        raise ValueError(item)
    return len(item)


class Shelf:
    """Where things stand."""

    def first(self) -> int:
        """The first place."""
        return price("tea")
# --- tea/cart.py
"""Carts."""
from tea.prices import price


def total(items: list[str]) -> int:
    return sum(price(item) for item in items)
# --- scripts/run.sh
tea() {
  echo tea
}
'''


@pytest.fixture
def known(tmp_path: Path) -> Iterator[tuple[Hovering, Bench]]:
    with knowing(tmp_path, SHOP) as both:
        yield both


@pytest.fixture
def shop(known: tuple[Hovering, Bench]) -> Hovering:
    return known[0]


def test_of_a_line_the_innermost_definition_is_asked_about_first(shop: Hovering) -> None:
    found = shop.questions("tea/prices.py", 16)
    labels = list(dict.fromkeys(each.label for each in found))
    assert labels == ["Shelf.first", "Shelf", "tea/prices.py"]
    assert found[0].question == "What does `Shelf.first` do, what is it for?"
    assert found[0].answer == "`Shelf.first`: The first place."


def test_nobody_asks_where_that_is_which_they_look_at(shop: Hovering) -> None:
    assert "where" not in {each.intent for each in shop.questions("tea/prices.py", 16)}


def test_of_a_file_the_likeliest_comes_first_be_it_of_the_file_or_of_what_it_defines(shop: Hovering) -> None:
    found = shop.questions("tea/prices.py")
    chances = [each.chance for each in found]
    assert chances == sorted(chances, reverse=True)
    assert 0.0 < chances[-1] < chances[0] < 1.0
    purposes = [each.label for each in found if each.intent == "purpose"]
    # `price` is used by others, `Shelf` by nobody.
    assert purposes == ["price", "tea/prices.py", "Shelf"]
    assert {each.label for each in found if each.intent == "members"} == {"tea/prices.py"}


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("", "this repository"),
        ("tea", "tea/__init__.py"),
        ("scripts", "scripts/"),
        ("tea/", "tea/__init__.py"),
    ],
)
def test_folders_and_the_repository_are_asked_about_too(shop: Hovering, path: str, label: str) -> None:
    found = shop.questions(path)
    assert {each.label for each in found} == {label}
    assert all(each.answer for each in found)


def test_answers_cite_the_lines_that_show_them(shop: Hovering) -> None:
    callers = next(each for each in shop.questions("tea/prices.py", 4) if each.intent == "callers")
    assert callers.label == "price"
    assert Citation("tea/cart.py", 5, 6) in callers.citations
    assert callers.fresh
    assert callers.thinker == "structural"


def test_no_question_is_listed_twice_and_no_more_than_wanted(shop: Hovering) -> None:
    for most in (1, 3, 50):
        found = shop.questions("tea/prices.py", 4, most)
        assert len(found) <= most
        assert len({each.question for each in found}) == len(found)


def test_what_was_edited_is_flagged_and_only_that(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "return len(item)", "return len(item) + 1")
    fresh = {each.label: each.fresh for each in shop.questions("tea/prices.py", 4) if each.intent == "raises"}
    assert fresh == {"price": False}
    assert all(each.fresh for each in shop.questions("tea/prices.py", 16) if each.label == "Shelf")


def test_lines_are_those_of_the_text_now(shop: Hovering) -> None:
    shop.edit("tea/prices.py", '"""What things cost."""', '"""What things cost."""\n\n\nNEW = 1')
    found = shop.questions("tea/prices.py", 7)
    assert found[0].label == "price"
    assert found[0].citations[0].start_line == 7
    assert found[0].fresh


def test_a_model_is_believed_before_static_analysis(known: tuple[Hovering, Bench]) -> None:
    shop, bench = known
    asked = ThoughtItem("It counts letters.", "What does `price` do?", "purpose")
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.QUESTIONS, asked)
    found = shop.questions("tea/prices.py", 4)
    assert (found[0].question, found[0].thinker) == ("What does `price` do?", MODEL)
    assert len([each for each in found if (each.label, each.intent) == ("price", "purpose")]) == 1


@pytest.mark.parametrize("found", [(-0.2, -2.0, None), (-2.0, -0.2, None)])
def test_of_questions_as_likely_the_more_predictable_comes_first(
    known: tuple[Hovering, Bench], found: tuple[float | None, ...]
) -> None:
    shop, bench = known
    texts = ("Why does `price` count?", "Why does `price` pay?", "Why does `price` serve?")
    items = [ThoughtItem("It counts.", *each) for each in zip(texts, strict=True)]
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.QUESTIONS, *items)
    alike = {each.chance for each in shop.questions("tea/prices.py", 4) if each.thinker == MODEL}
    assert len(alike) == 1, "without it nothing keeps them apart"
    items = [replace(item, predictability=each) for item, each in zip(items, found, strict=True)]
    think_with_model(bench, "tea/prices.py", "Shelf.first", ThoughtKind.QUESTIONS, *items)
    told = [each for each in shop.questions("tea/prices.py", 15) if each.thinker == MODEL]
    by_predictability = [-0.2, None, -2.0]
    assert [each.predictability for each in told] == by_predictability
    assert [question_json(each)["predictability"] for each in told] == by_predictability


def test_a_question_that_is_hard_to_predict_is_still_believed_before_static_analysis(
    known: tuple[Hovering, Bench],
) -> None:
    shop, bench = known
    items = (
        ThoughtItem("It counts.", "What does `price` do?", "purpose", predictability=-9.0),
        ThoughtItem("Coins.", "Which coins does `price` take?", predictability=-0.1),
    )
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.QUESTIONS, *items)
    found = shop.questions("tea/prices.py", 4)
    assert [each.thinker for each in found if (each.label, each.intent) == ("price", "purpose")] == [MODEL]


def test_a_file_that_is_not_indexed_tells_what_it_says_itself(tmp_path: Path) -> None:
    shop = Hovering(make_workspace(tmp_path, SHOP), tmp_path / "data")
    found = shop.questions("tea/prices.py", 4)
    assert found[0].answer == "`price`: Tell the price."
    # Who calls it, and how it is tested, one file cannot know.
    assert {"callers", "tests", "changed"} & {each.intent for each in found} == set()
    assert found[0].citations == (Citation("tea/prices.py", 4, 8),)
    assert shop.questions("tea/prices.py")[0].label == "tea/prices.py"


@pytest.mark.parametrize("line", [0, 1, 10_000])
def test_what_is_not_there_has_no_questions(shop: Hovering, line: int) -> None:
    assert shop.questions("nowhere.py", line) == []
