"""Exact answers about a small Python repository."""

from __future__ import annotations

import pytest

from stc_lsp.wake.values import Citation
from tests.wake.answering import Asking, asking_fixture

SHOP = '''
# --- src/tea/__init__.py
"""Everything about tea."""
from tea.cart import Cart, total_of
# --- src/tea/errors.py
class TeaError(Exception):
    """Anything that goes wrong in the shop."""


class SoldOut(TeaError):
    """There is none left."""
# --- src/tea/prices.py
"""What things cost."""
import os

from tea.errors import SoldOut

RATE = 3


def price(item: str) -> int:
    """Tell the price."""
    if not item:
        raise SoldOut("nothing")
    return len(item) * RATE


def currency() -> str:
    return os.environ.get("TEA_CURRENCY", "EUR")
# --- src/tea/cart.py
"""Carts."""
from tea.errors import SoldOut
from tea.prices import currency, price


class Payable:
    """Something that can be paid."""

    def total(self) -> int:
        """Add everything up."""
        raise NotImplementedError

    def label(self) -> str:
        return "payable"


class Cart(Payable):
    """What somebody wants to buy."""

    def __init__(self, items: list[str]) -> None:
        self.items = items

    def total(self) -> int:
        return sum(price(item) for item in self.items)


class Gift(Cart):
    def total(self) -> int:
        return 0


def total_of(items: list[str]) -> str:
    try:
        return f"{Cart(items).total()} {currency()}"
    except SoldOut:
        return ""


def receipt(payable: Payable) -> int:
    return payable.total()
# --- src/tea/cli.py
from tea import total_of


def main() -> None:
    print(total_of(["tea"]))


def run(thing) -> None:
    thing.price("x")
# --- src/tea/jobs.py
def run() -> int:
    return 1


def describe():
    return None
# --- src/tea/settings.py
def configure(config):
    config["TEA_LIMIT"] = 3
    return config.get("TEA_LIMIT")
# --- tests/test_cart.py
from tea.cart import Cart, total_of
from tea.prices import price


def test_a_price():
    assert price("tea") == 9


def test_total_of_one():
    assert total_of(["tea"]) == "9 EUR"


class StubCart(Cart):
    pass
'''

shop = asking_fixture(SHOP)


def test_who_calls_a_function_tests_apart(shop: Asking) -> None:
    told = shop.told("Who calls `price`?")
    assert told.text == (
        "`price` is called in 1 place, by `Cart.total` in `src/tea/cart.py:24`. "
        "Tests use it in 1 place in `tests/test_cart.py`. "
        "1 more place calls something named `price` that could not be resolved, so it may or may not mean "
        "this "
        "one: `src/tea/cli.py`."
    )
    assert told.citations[0] == Citation("src/tea/cart.py", 24, 24)
    assert told.fresh
    assert shop.holds(told)


def test_each_fact_is_cited_at_the_line_that_proves_it(shop: Asking) -> None:
    told = shop.told("who calls price")
    assert [shop.line(each) for each in told.citations] == [
        "return sum(price(item) for item in self.items)",
        'assert price("tea") == 9',
    ]


def test_only_tests_or_all_but_tests_can_be_asked_about(shop: Asking) -> None:
    assert "called in 1 place in tests, by `test_a_price`" in shop.text("who calls price in tests?")
    outside = shop.text("who calls price outside of tests?")
    assert "`Cart.total`" in outside
    assert "test_a_price" not in outside


def test_callers_in_one_file(shop: Asking) -> None:
    text = shop.text("what calls price in tests/test_cart.py?")
    assert "by `test_a_price` in `tests/test_cart.py:6`" in text
    assert "Cart.total" not in text


def test_what_nobody_calls_may_be_called_through_what_it_overrides(shop: Asking) -> None:
    assert shop.text("who calls Gift.total?") == (
        "Nothing in this workspace calls `Gift.total` by name. It overrides `Cart.total` "
        "(`src/tea/cart.py:23`), "
        "through which it may be called: that is used by `total_of` in `src/tea/cart.py:34`."
    )


def test_what_a_function_calls_in_the_order_of_its_lines(shop: Asking) -> None:
    text = shop.text("What does total_of call?")
    assert text.startswith(
        "`total_of` calls, of this workspace:\n"
        "- `Cart` (`src/tea/cart.py:17`), at line 34\n"
        "- `Cart.total` (`src/tea/cart.py:23`), at line 34\n"
        "- `currency` (`src/tea/prices.py:16`), at line 34"
    )


def test_what_inherits_from_a_class_directly_and_further_down(shop: Asking) -> None:
    told = shop.told("which classes inherit from Payable?")
    assert told.text == (
        "1 class inherits from `Payable`: `Cart` (`src/tea/cart.py:17`). 2 more inherit from it through "
        "that: "
        "`Gift` (`src/tea/cart.py:27`) and `StubCart` (`tests/test_cart.py:13`)."
    )
    assert shop.holds(told)


def test_what_overrides_a_method(shop: Asking) -> None:
    assert shop.text("what overrides Payable.total?") == (
        "`Payable.total` is overridden by 2 methods: `Cart.total` (`src/tea/cart.py:23`) and `Gift.total` "
        "(`src/tea/cart.py:28`)."
    )


def test_what_a_class_inherits_from_up_to_the_outside(shop: Asking) -> None:
    assert shop.text("what does SoldOut inherit from?") == (
        "`SoldOut` inherits from `TeaError` (`src/tea/errors.py:1`). From outside of this workspace come, "
        "further "
        "up, `Exception`."
    )


def test_whether_a_class_inherits_from_another(shop: Asking) -> None:
    assert (
        shop.text("does Gift inherit from Payable?") == "Yes: `Gift` inherits from `Payable`, through `Cart`."
    )
    assert shop.text("is Payable a subclass of Cart?") == (
        "No: `Payable` does not inherit from `Cart`, as far as static analysis can tell. It is the other "
        "way round: "
        "`Cart` inherits from `Payable`."
    )


def test_where_something_is_defined_and_who_hands_it_on(shop: Asking) -> None:
    told = shop.told("where is Cart defined?")
    assert told.text == (
        "`Cart` is a class, defined at `src/tea/cart.py:17`. Its header is `class Cart(Payable)`. It is "
        "handed on "
        "by `src/tea/__init__.py`."
    )
    assert shop.line(told.citations[0]) == "class Cart(Payable):"


def test_where_an_environment_variable_is_read(shop: Asking) -> None:
    told = shop.told("where is TEA_CURRENCY read?")
    assert told.text == (
        "The environment variable `TEA_CURRENCY` is read in 1 place, by `currency` in `src/tea/prices.py:17`."
    )
    assert shop.line(told.citations[0]) == 'return os.environ.get("TEA_CURRENCY", "EUR")'


def test_where_a_setting_is_read_and_where_it_is_set(shop: Asking) -> None:
    assert shop.text("Where is the setting TEA_LIMIT read?") == (
        "The setting `TEA_LIMIT` is read in 1 place, by `configure` in `src/tea/settings.py:3`. It is set "
        "in 1 place, "
        "by `configure` in `src/tea/settings.py:2`."
    )


def test_which_settings_a_function_reads(shop: Asking) -> None:
    assert shop.text("which environment variables does `currency` read?") == (
        "`currency` reads:\n- the environment variable `TEA_CURRENCY` at `src/tea/prices.py:17`"
    )


def test_which_environment_variables_the_repository_reads(shop: Asking) -> None:
    assert shop.text("which environment variables does this repository read?") == (
        "The code reads 1 environment variable:\n- `TEA_CURRENCY` at `src/tea/prices.py:17`"
    )


def test_what_a_function_returns_with_the_lines(shop: Asking) -> None:
    told = shop.told("what does total_of return?")
    assert told.text == (
        '`total_of` returns `str`. It returns `f"{Cart(items).total()} {currency()}"` at line 34 and `""` at '
        "line 36 of `src/tea/cart.py`."
    )
    assert shop.line(told.citations[0]) == "def total_of(items: list[str]) -> str:"


def test_what_a_function_raises_and_what_it_calls_raises(shop: Asking) -> None:
    assert shop.text("what does price raise?") == "`price` raises `SoldOut` (`src/tea/prices.py:12`)."
    assert shop.text("which errors does Cart.total raise?") == (
        "`Cart.total` raises nothing itself. Of what it calls, `price` raises `SoldOut`."
    )


def test_where_an_error_is_raised_and_caught(shop: Asking) -> None:
    assert shop.text("where is SoldOut raised?") == (
        "`SoldOut` is raised in 1 place, by `price` in `src/tea/prices.py:12`. `SoldOut` is caught in 1 "
        "place, by "
        "`total_of` in `src/tea/cart.py:35`."
    )


def test_an_error_from_outside_is_found_by_its_name(shop: Asking) -> None:
    assert "is raised in 1 place, by `Payable.total`" in shop.text("where is NotImplementedError raised?")


def test_what_a_change_reaches_ring_by_ring_and_which_tests_to_run(shop: Asking) -> None:
    text = shop.text("what breaks if I change currency?")
    assert text == (
        "Changing `currency` touches 1 definition directly: it is used in 1 place, by `total_of` in "
        "`src/tea/cart.py:34`. Through those it reaches 1 more definition 2 steps away (`main`). No test "
        "uses it by "
        "name; the nearest use `total_of`: `tests/test_cart.py`."
    )


def test_what_must_follow_a_change_of_a_method(shop: Asking) -> None:
    text = shop.text("what would break if I change Payable.total?")
    assert "2 methods override it and must fit: `Cart.total` (`src/tea/cart.py:23`) and `Gift.total`" in text


def test_the_way_from_one_function_to_another_step_by_step(shop: Asking) -> None:
    told = shop.told("how does main reach price?")
    assert told.text == (
        "`main` reaches `price` in 3 steps:\n"
        "1. `main` calls `total_of` at `src/tea/cli.py:5`\n"
        "2. `total_of` calls `Cart.total` at `src/tea/cart.py:34`\n"
        "3. `Cart.total` calls `price` at `src/tea/cart.py:24`"
    )
    assert shop.line(told.citations[0]) == 'print(total_of(["tea"]))'


def test_a_way_through_a_method_that_the_goal_overrides(shop: Asking) -> None:
    assert shop.text("path from receipt to Gift.total") == (
        "`receipt` reaches `Gift.total` in 1 step:\n"
        "1. `receipt` calls `Payable.total` at `src/tea/cart.py:40`\n"
        "2. `Gift.total` (`src/tea/cart.py:28`) overrides `Payable.total`"
    )


def test_no_way_is_said_to_be_none_that_is_known(shop: Asking) -> None:
    text = shop.text("does price call main?")
    assert text.startswith(
        "Not as far as is known: static analysis knows no chain of calls from `price` to `main`."
    )
    assert "The other way round there is one. `main` reaches `price` in 3 steps" in text


def test_which_tests_cover_a_function_directly_or_through_others(shop: Asking) -> None:
    assert shop.text("which tests cover price?") == (
        "Tests use `price` in 1 place, directly in `test_a_price` in `tests/test_cart.py:6`."
    )
    assert shop.text("is currency tested?") == (
        "No test uses `currency` by name. 1 test or test helper uses `total_of`, which leads to it: "
        "`test_total_of_one` in `tests/test_cart.py:10`."
    )


def test_what_imports_a_file_and_what_it_imports(shop: Asking) -> None:
    assert shop.text("what imports src/tea/prices.py?") == (
        "`src/tea/prices.py` is imported by 1 file: `src/tea/cart.py:3`. Of the tests, 1 file imports it: "
        "`tests/test_cart.py:2`."
    )
    assert shop.text("what does src/tea/prices.py import?") == (
        "`src/tea/prices.py` imports 1 file of this workspace:\n- `src/tea/errors.py`, at line 4\n\n"
        "From outside it imports `os`."
    )


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between `Payable` and `Cart`?",
        "Payable vs Cart",
        "How does Payable differ from Cart?",
    ],
)
def test_two_things_are_compared_by_what_both_have_and_what_one_has(shop: Asking, question: str) -> None:
    told = shop.told(question)
    assert told.text == (
        "- `Payable` (`src/tea/cart.py:6`): Something that can be paid.\n"
        "- `Cart` (`src/tea/cart.py:17`): What somebody wants to buy.\n\n"
        "- `Cart` extends `Payable`.\n"
        "- Both have the method `total`.\n"
        "- Only `Payable` has the method `label`.\n"
        "- Only `Cart` has the parameter `items`.\n"
        "- Both are in `src/tea/cart.py`."
    )
    assert [citation.path for citation in told.citations] == ["src/tea/cart.py"] * 2
