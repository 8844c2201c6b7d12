"""Hover: what a card says, of what, and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.values import ThoughtItem, ThoughtKind
from tests.sleep.sleepers import indexed_bench
from tests.wake.hovering import Hovering, knowing, think_with_model
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sleep.sleepers import Bench

SHOP = '''
# --- tea/__init__.py
"""Everything about tea."""
# --- tea/errors.py
class SoldOut(Exception):
    """There is none left."""
# --- tea/prices.py
"""What things cost."""
import os

from tea.errors import SoldOut

RATE = 3  # cents for each letter


def price(item: str, *, times: int = 1) -> int:
    """Tell the price of one item.

    :param times: how many of it
    """
    if not item:
        raise SoldOut("nothing")
    cents = len(item) * RATE
    return cents * times


def currency() -> str:
    return os.environ.get("TEA_CURRENCY", "EUR")


def forgotten() -> None:
    """Do what nobody needs."""
# --- tea/cart.py
"""Carts."""
from tea import prices
from tea.prices import price


class Cart:
    """What a customer wants to buy."""

    limit: int = 10

    def __init__(self, items: list[str]) -> None:
        #: The names of the items.
        self.items = items

    @property
    def total(self) -> int:
        """What it costs in all."""
        return sum(price(item) for item in self.items)

    def label(self) -> str:
        return f"{self.total} {prices.currency()}"


def biggest(carts: list[Cart]) -> Cart:
    """The cart that costs most."""
    return max(carts, key=lambda cart: cart.total)


def surprise(thing, cart):
    return cart.label(), thing.get(), thing.label()
# --- tests/test_cart.py
from tea.cart import Cart


def test_total():
    assert Cart(["tea"]).total == 9
'''


@pytest.fixture
def known(tmp_path: Path) -> Iterator[tuple[Hovering, Bench]]:
    with knowing(tmp_path, SHOP) as both:
        yield both


@pytest.fixture
def shop(known: tuple[Hovering, Bench]) -> Hovering:
    return known[0]


def test_a_definition_tells_what_it_is_for_and_who_uses_it(shop: Hovering) -> None:
    card = shop.card("tea/prices.py", "def |price(")
    assert card.markdown == (
        "```python\n"
        "def price(item: str, *, times: int = 1) -> int\n"
        "```\n\n"
        "Tell the price of one item.\n\n"
        "**Watch for:** Raises `SoldOut`.\n\n"
        "**Used** in 1 place: `Cart.total` (`tea/cart.py:18`)."
    )
    assert (card.symbol, card.path, card.line) == ("price", "tea/prices.py", 9)
    assert card.fresh
    assert card.candidates == 1
    assert card.learning == ""
    assert shop.source("tea/prices.py")[card.start_byte : card.end_byte] == b"price"


def test_a_use_tells_where_it_is_defined(shop: Hovering) -> None:
    card = shop.card("tea/cart.py", "sum(pr|ice(item)")
    assert (card.symbol, card.path, card.line) == ("price", "tea/prices.py", 9)
    assert "\n\nFunction, in `tea/prices.py:9`\n\nTell the price of one item.\n\n" in card.markdown
    assert shop.source("tea/cart.py")[card.start_byte : card.end_byte] == b"price"


@pytest.mark.parametrize(
    ("path", "around", "symbol", "told"),
    [
        ("tea/cart.py", "class |Cart", "Cart", "What a customer wants to buy."),
        ("tea/cart.py", "list[|Cart]", "Cart", "Class, in `tea/cart.py:6`"),
        ("tea/cart.py", "from |tea.prices", "tea/__init__.py", "File `tea/__init__.py:1`"),
        ("tea/cart.py", "from tea.|prices", "tea/prices.py", "What things cost."),
        ("tea/cart.py", "import |prices", "tea/prices.py", "File `tea/prices.py:1`"),
        ("tea/cart.py", "|prices.currency", "tea/prices.py", "**Imported** by 1 file: `tea/cart.py:2`."),
        ("tea/cart.py", "prices.|currency", "currency", "Reads the environment variable `TEA_CURRENCY`."),
        ("tea/cart.py", "import |price\n", "price", "Function, in `tea/prices.py:9`"),
        ("tea/cart.py", "|limit: int", "Cart.limit", "limit: int = 10"),
        ("tea/cart.py", "def |total", "Cart.total", "@property\ndef total(self) -> int"),
        ("tea/cart.py", "{self.|total}", "Cart.total", "Property of `Cart`, in `tea/cart.py:16`"),
        ("tea/cart.py", "in self.|items", "Cart.items", "Attribute of `Cart`, in `tea/cart.py:13`"),
        ("tea/cart.py", "self.|items = items", "Cart.items", "Attribute of `Cart`: The names of the items."),
        ("tea/cart.py", "self.items = |items", "Cart.__init__.items", "items: list[str]"),
        ("tea/cart.py", "in |self.items", "Cart", "What a customer wants to buy."),
        ("tea/prices.py", "|RATE = 3", "RATE", "**Used** in 1 place: `price` (`tea/prices.py:16`)."),
        ("tea/prices.py", "* |RATE", "RATE", "Constant, in `tea/prices.py:6`"),
        ("tea/prices.py", "cents * |times", "price.times", "how many of it."),
        ("tea/prices.py", "*, |times", "price.times", "Parameter of `price`: How many of it."),
        ("tea/prices.py", "return |cents", "price.cents", "Local name of `price`, in `tea/prices.py:16`"),
        ("tea/prices.py", "|cents = len", "price.cents", "cents = len(item) * RATE"),
        ("tea/prices.py", "raise |SoldOut", "SoldOut", "There is none left."),
        ("tests/test_cart.py", "assert |Cart(", "Cart", "**Tests:** `test_total` (`tests/test_cart.py:5`)."),
        ("tests/test_cart.py", "def |test_total", "test_total", "Tests “total”, using `Cart`"),
    ],
)
def test_all_kinds_of_names_are_known(shop: Hovering, path: str, around: str, symbol: str, told: str) -> None:
    card = shop.card(path, around)
    assert card.symbol == symbol
    assert told.lower() in card.markdown.lower()
    assert card.fresh
    assert len(card.markdown.splitlines()) <= 18


@pytest.mark.parametrize(
    ("path", "around"),
    [
        ("tea/cart.py", "\n|\nclass Cart"),
        ("tea/prices.py", "|return cents"),
        ("tea/prices.py", "RATE = |3"),
        ("tea/prices.py", "os.environ.|get"),
        ("tea/prices.py", "import |os"),
        ("tea/cart.py", '"""Car|ts."""'),
        ("tea/cart.py", "thing.|get()"),
        ("tea/cart.py", "thing.|label()"),
    ],
)
def test_where_nothing_is_named_that_is_known_nothing_is_shown(
    shop: Hovering, path: str, around: str
) -> None:
    assert shop.look(path, around) is None


def test_a_name_is_found_right_behind_it_too(shop: Hovering) -> None:
    assert shop.card("tea/prices.py", "def price|(").symbol == "price"


@pytest.mark.parametrize("byte", [-1, 10_000_000])
def test_a_byte_outside_of_the_file_has_no_card(shop: Hovering, byte: int) -> None:
    assert shop.at("tea/cart.py", byte) is None


@pytest.mark.parametrize("path", ["nowhere.py", "../outside.py", "tea", "", "tea/\0.py"])
def test_what_is_no_file_of_the_workspace_has_no_card(shop: Hovering, path: str) -> None:
    (shop.root.parent / "outside.py").write_text("def secret(): ...\n", encoding="utf-8")
    assert shop.at(path, 5) is None


def test_a_meaning_that_is_only_probable_says_so(shop: Hovering) -> None:
    card = shop.card("tea/cart.py", "return cart.|label()")
    assert card.symbol == "Cart.label"
    assert "Probably this: it is the only one of that name that is known here." in card.markdown


SEVERAL = """
# --- far/box.py
class Box:
    def stamp_out(self): ...
# --- near/cart.py
class Cart:
    def stamp_out(self): ...
# --- near/use.py
def surprise(thing):
    return thing.stamp_out()
"""


def test_several_meanings_are_ranked_and_counted(tmp_path: Path) -> None:
    with knowing(tmp_path, SEVERAL) as (shop, _):
        card = shop.card("near/use.py", "thing.|stamp_out()")
    assert (card.symbol, card.path, card.candidates) == ("Cart.stamp_out", "near/cart.py", 2)
    told = "The likeliest of 2 things that this name may mean here; others: `Box.stamp_out` (`far/box.py:2`)"
    assert told in card.markdown


BUILT_IN = """
# --- a.py
class Shelf:
    def get(self): ...


def surprise(thing):
    return thing.get()
# --- a.rs
struct Shelf {}
impl Shelf {
    fn get(&self) {}
    fn stamp(&self) {}
}
fn surprise() {
    each(|thing| {
        thing.get();
        thing.stamp();
    });
}
"""


def test_what_built_in_types_have_too_is_not_guessed_at(tmp_path: Path) -> None:
    with knowing(tmp_path, BUILT_IN) as (shop, _):
        assert shop.look("a.py", "thing.|get()") is None
        assert shop.look("a.rs", "thing.|get()") is None
        assert shop.card("a.rs", "thing.|stamp()").symbol == "Shelf.stamp"


def test_names_of_another_language_are_not_guessed_at(tmp_path: Path) -> None:
    with knowing(tmp_path, f"{SEVERAL}# --- near/use.rb\nthing.stamp_out\n") as (shop, _):
        assert shop.look("near/use.rb", "thing.|stamp_out") is None


def test_what_nothing_uses_says_so(shop: Hovering) -> None:
    card = shop.card("tea/prices.py", "def |forgotten")
    assert "Nothing in this workspace uses it by name." in card.markdown


def test_what_may_be_used_is_not_said_to_be_unused(tmp_path: Path) -> None:
    text = "# --- a.lua\nfunction stamp() end\nfunction lonely() end\n# --- b.lua\ngiven.stamp()\n"
    with knowing(tmp_path, text) as (shop, _):
        assert "uses it by name" not in shop.card("a.lua", "function |stamp").markdown
        assert "Nothing in this workspace uses it by name." in shop.card("a.lua", "function |lonely").markdown


def test_links_are_those_of_the_face(shop: Hovering) -> None:
    def link(path: str, line: int) -> str:
        return f"file:///shop (old)/{path}#L{line}"

    card = shop.card("tea/cart.py", "sum(pr|ice(item)", link)
    assert "Function, in [`tea/prices.py:9`](file:///shop%20%28old%29/tea/prices.py#L9)" in card.markdown
    assert "[`Cart.total`](file:///shop%20%28old%29/tea/cart.py#L18)" in card.markdown
    assert [(each.label, each.path, each.line) for each in card.links] == [
        ("tea/prices.py:9", "tea/prices.py", 9),
        ("Cart.total", "tea/cart.py", 18),
    ]


def test_a_model_is_believed_before_static_analysis(known: tuple[Hovering, Bench]) -> None:
    shop, bench = known
    told = ThoughtItem("Counts letters; a stand-in for real prices.", watch_for="Whole cents only.")
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.SUMMARY, told)
    card = shop.card("tea/prices.py", "def |price(")
    assert "Counts letters; a stand-in for real prices." in card.markdown
    assert "**Watch for:** Whole cents only." in card.markdown
    assert "**Used** in 1 place" in card.markdown


def test_what_a_model_said_cannot_act(known: tuple[Hovering, Bench]) -> None:
    shop, bench = known
    told = ThoughtItem("![x](https://evil/x.png) [run](command:rm) <script>alert()</script>")
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.SUMMARY, told)
    text = shop.card("tea/prices.py", "def |price(").markdown
    assert "![" not in text
    assert "](" not in text
    assert "<script" not in text


HOSTILE = '''
# --- [a](b)/`x`.py
def quiet(x='```', y='![i](http://i)'):
    """Runs <img src=x onerror=alert()> and [this](command:evil), ![that](http://t/t.png).

    ```
    """


class Box:
    def use(self):
        return quiet()
'''


def test_source_is_data(tmp_path: Path) -> None:
    with knowing(tmp_path, HOSTILE) as (shop, _):
        for around in ("def |quiet", "return |quiet"):
            text = shop.card("[a](b)/`x`.py", around).markdown
            fence, _, rest = text.partition("python\n")
            assert fence == "````"
            body, _, told = rest.partition("\n````\n")
            assert "```" in body
            assert "<img" not in told
            assert "![" not in told
            assert "(command:" not in told


def test_before_anything_is_indexed_the_file_itself_tells(tmp_path: Path) -> None:
    shop = Hovering(make_workspace(tmp_path, SHOP), tmp_path / "data")
    card = shop.card("tea/prices.py", "def |price(")
    assert card.markdown == (
        "```python\n"
        "def price(item: str, *, times: int = 1) -> int\n"
        "```\n\n"
        "Tell the price of one item.\n\n"
        "**Watch for:** Raises `SoldOut`.\n\n"
        "*Read from this file alone: who uses it, and what changed lately, is not known yet.*"
    )
    assert card.fresh
    assert card.learning != ""
    assert not (tmp_path / "data").exists()
    use = shop.card("tea/cart.py", 'f"{self.|total}')
    assert (use.symbol, use.line) == ("Cart.total", 16)


def test_what_is_indexed_but_not_thought_about_is_told_from_the_index(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, SHOP)
    with indexed_bench(root, tmp_path / "data"):
        card = Hovering(root, tmp_path / "data").card("tea/prices.py", "def |price(")
    assert "Tell the price of one item." in card.markdown
    assert "**Used** in 1 place: `Cart.total`" in card.markdown
    assert card.fresh
    assert card.learning == "Read from the index: nothing has been thought about it yet."


def test_long_headers_are_broken_between_parameters(tmp_path: Path) -> None:
    parameters = ", ".join(f"parameter_{number}: dict[str, int] | None = None" for number in range(40))
    with knowing(tmp_path, f"# --- a.py\ndef long({parameters}) -> None: ...\n") as (shop, _):
        lines = shop.card("a.py", "def |long").markdown.splitlines()
    assert lines[1].startswith("def long(parameter_0: dict[str, int] | None = None, ")
    assert lines[1].endswith(",")
    assert lines[2].startswith("    parameter_")
    assert lines.index("```") <= 6
    assert "…" in lines[lines.index("```") - 1]


def test_two_clones_do_not_mix_up(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    other = SHOP.replace("# --- tea/errors.py", "# --- a/before.py\nx = 1\n# --- tea/errors.py")
    with knowing(tmp_path / "one", SHOP) as (one, _), knowing(tmp_path / "two", other) as (two, _):
        for shop in (one, two, one):
            assert shop.card("tea/cart.py", "sum(|price(item)").symbol == "price"


def test_what_an_edited_text_means_follows_the_files_it_rests_on(tmp_path: Path) -> None:
    with knowing(tmp_path, "# --- a.py\nfrom b import make\n\nmake()\n# --- c.py\nX = 1\n") as (here, bench):

        def learn(text: str) -> None:
            bench.write(text)
            bench.indexer.update(["b.py", "c.py"])

        here.edit("a.py", "\n\n", "\n\n\n")
        assert here.look("a.py", "m|ake()") is None
        learn("# --- b.py\ndef make():\n    '''Make tea.'''\n")
        assert "Make tea." in here.card("a.py", "m|ake()").markdown
        learn("# --- c.py\nX = 2\n")
        assert "Make tea." in here.card("a.py", "m|ake()").markdown
        learn("# --- b.py\n# Moved.\n\ndef make():\n    '''Make coffee.'''\n")
        assert "Make coffee." in here.card("a.py", "m|ake()").markdown
        (here.root / "b.py").unlink()
        bench.indexer.update(["b.py"])
        assert here.look("a.py", "m|ake()") is None
