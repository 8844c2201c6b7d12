"""Fresh or flagged: what is told as current was made from exactly the tokens that are there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.values import ThoughtItem, ThoughtKind
from tests.wake.hovering import Hovering, knowing, think_with_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sleep.sleepers import Bench

SHOP = '''
# --- tea/prices.py
"""What things cost."""


class Shelf:
    """Where things stand."""

    def first(self) -> int:
        """The first place."""
        return 1

    def second(self) -> int:
        """The second place."""
        return 2


def price(item: str) -> int:
    """Tell the price."""
    return len(item)


def tax(cents: int) -> int:
    """Tell the tax."""
    return cents // 5
# --- tea/cart.py
"""Carts."""
from tea.prices import Shelf, price, tax


def total(items: list[str]) -> int:
    """Add everything up."""
    cents = sum(price(item) for item in items)
    return cents + tax(cents) + Shelf().first()
'''


@pytest.fixture
def known(tmp_path: Path) -> Iterator[tuple[Hovering, Bench]]:
    with knowing(tmp_path, SHOP) as both:
        yield both


@pytest.fixture
def shop(known: tuple[Hovering, Bench]) -> Hovering:
    return known[0]


DEFINITIONS = {"Shelf": "class |Shelf", "Shelf.first": "def |first", "Shelf.second": "def |second"} | {
    "price": "def |price",
    "tax": "def |tax",
}


def _stale(shop: Hovering) -> set[str]:
    cards = {name: shop.card("tea/prices.py", around) for name, around in DEFINITIONS.items()}
    assert {name: card.symbol for name, card in cards.items()} == {name: name for name in DEFINITIONS}
    return {name for name, card in cards.items() if not card.fresh}


def test_nothing_is_flagged_while_nothing_is_edited(shop: Hovering) -> None:
    assert _stale(shop) == set()


def test_an_edited_function_is_flagged_alone(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "return len(item)", "return len(item) + 1")
    assert _stale(shop) == {"price"}
    card = shop.card("tea/prices.py", "def |price")
    assert "*Edited since it was learned: this is what the text says now.*" in card.markdown


def test_it_is_flagged_where_it_is_used_too(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "return len(item)", "return len(item) + 1")
    assert not shop.card("tea/cart.py", "|price(item)").fresh
    assert shop.card("tea/cart.py", "|tax(cents)").fresh


def test_an_edited_method_is_flagged_with_what_it_stands_in(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "return 2", "return 22")
    assert _stale(shop) == {"Shelf", "Shelf.second"}
    assert "*Something in it was edited since it was learned.*" in (
        shop.card("tea/prices.py", "class |Shelf").markdown
    )


def test_an_edit_shows_at_once_in_what_is_told(shop: Hovering) -> None:
    shop.edit("tea/prices.py", '"""Tell the price."""', '"""Tell what it costs today."""')
    shop.edit("tea/prices.py", "def price(item: str)", "def price(item: str, day: int = 0)")
    card = shop.card("tea/prices.py", "def |price")
    assert "def price(item: str, day: int = 0) -> int" in card.markdown
    assert "Tell what it costs today." in card.markdown
    assert "Tell the price." not in card.markdown


def test_what_a_model_said_before_an_edit_is_shown_as_that(known: tuple[Hovering, Bench]) -> None:
    shop, bench = known
    think_with_model(bench, "tea/prices.py", "price", ThoughtKind.SUMMARY, ThoughtItem("Counts letters."))
    assert shop.card("tea/prices.py", "def |price").fresh
    shop.edit("tea/prices.py", "return len(item)", "return len(item) + 1")
    card = shop.card("tea/prices.py", "def |price")
    assert not card.fresh
    assert "Counts letters." in card.markdown
    assert "*Edited since this was learned.*" in card.markdown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def price", "\n\n# moved\n\n\ndef price"),
        ("return len(item)", "return (\n        len(item)\n    )"),
        ("class Shelf:", "NEW = 1\n\n\nclass Shelf:"),
    ],
    ids=["moved", "reformatted", "below something new"],
)
def test_moved_or_reformatted_code_keeps_its_card(shop: Hovering, old: str, new: str) -> None:
    before = shop.card("tea/cart.py", "|price(item)")
    shop.edit("tea/prices.py", old, new)
    after = shop.card("tea/cart.py", "|price(item)")
    lines = shop.source("tea/prices.py").decode().split("\n")
    assert after.fresh
    assert lines[after.line - 1].startswith("def price")
    assert after.markdown.replace(f":{after.line}`", ":N`") == before.markdown.replace(
        f":{before.line}`", ":N`"
    )


def test_an_edit_that_is_taken_back_is_no_edit(shop: Hovering) -> None:
    before = shop.card("tea/prices.py", "def |price")
    shop.edit("tea/prices.py", "return len(item)", "return 0")
    shop.edit("tea/prices.py", "return 0", "return len(item)")
    assert shop.card("tea/prices.py", "def |price") == before


def test_what_is_new_is_read_from_the_file(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "def tax", "def tip(cents: int) -> int:\n    '''Tell the tip.'''\n\n\ndef tax")
    card = shop.card("tea/prices.py", "def |tip")
    assert "Tell the tip." in card.markdown
    assert "*Not indexed yet: this is what the text says now.*" in card.markdown
    assert card.learning != ""
    assert card.fresh


def test_what_a_web_server_says_of_a_request_is_no_environment_variable(shop: Hovering) -> None:
    read = """def read(environ: dict[str, str]) -> str:
    return environ['wsgi.input'] + environ['TEA_POT']


"""
    shop.edit("tea/prices.py", "def tax", f"{read}def tax")
    card = shop.card("tea/prices.py", "def |read")
    assert "Reads the environment variable `TEA_POT`." in card.markdown
    assert "wsgi" not in card.markdown


def test_a_file_that_is_not_in_the_index_is_read_alone(shop: Hovering) -> None:
    (shop.root / "tea" / "new.py").write_text("def tip():\n    'Tell the tip.'\n", encoding="utf-8")
    card = shop.card("tea/new.py", "def |tip")
    assert "Tell the tip." in card.markdown
    assert "*Read from this file alone, which is not in the index.*" in card.markdown


def test_what_is_gone_is_said_to_be_gone(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "def tax(cents: int) -> int:", "def duty(cents: int) -> int:")
    card = shop.card("tea/cart.py", "|tax(cents)")
    assert not card.fresh
    assert "*It is not there any more: this is what was last known of it.*" in card.markdown


def test_a_file_that_is_gone_is_said_to_be_gone(shop: Hovering) -> None:
    (shop.root / "tea" / "prices.py").unlink()
    assert not shop.card("tea/cart.py", "|tax(cents)").fresh


def test_once_indexed_an_edit_is_current(known: tuple[Hovering, Bench]) -> None:
    shop, bench = known
    shop.edit("tea/prices.py", "return len(item)", "return len(item) + 1")
    (shop.root / "tea" / "prices.py").write_bytes(shop.source("tea/prices.py"))
    assert not shop.card("tea/prices.py", "def |price").fresh
    bench.indexer.reconcile()
    assert shop.card("tea/prices.py", "def |price").fresh
    bench.think()
    card = shop.card("tea/prices.py", "def |price")
    assert card.fresh
    assert card.learning == ""


def test_a_text_read_long_ago_means_what_other_files_say_now(tmp_path: Path) -> None:
    others = "".join(f"# --- c{number}.py\nX = 1\n" for number in range(40))
    text = f"""
# --- a.py
from b import make
x = make()
# --- e.py
from b import make
make()
# --- b.py
def make():
    '''Make tea.'''
# --- d.py
def make():
    '''Make coffee.'''
{others}"""
    with knowing(tmp_path, text) as (here, bench):
        for path in ("a.py", "e.py", *(f"c{number}.py" for number in range(40))):
            here.documents.edit(path, here.source(path) + b"\n")
        assert "Make tea." in here.card("e.py", "m|ake()").markdown
        for number in range(40):
            here.look(f"c{number}.py", "|X")
            here.look("a.py", "|x =")
        bench.write("# --- b.py\nfrom d import make\n")
        bench.indexer.update(["b.py"])
        assert "Make coffee." in here.card("a.py", "m|ake()").markdown


def test_a_buffer_that_is_closed_unsaved_was_no_edit(shop: Hovering) -> None:
    shop.edit("tea/prices.py", "return len(item)", "return 0")
    assert _stale(shop) == {"price"}
    shop.documents.close("tea/prices.py")
    assert _stale(shop) == set()


def test_a_file_that_is_too_large_for_the_index_is_not_said_to_be_learned(tmp_path: Path) -> None:
    large = f"def first():\n    pass\n\n{'# nothing' * 120_000}\n"
    with knowing(tmp_path, f"# --- large.py\n{large}") as (shop, _):
        card = shop.card("large.py", "def |first")
    assert "*Read from this file alone, which is not in the index: too large.*" in card.markdown
    assert not card.learning


def test_what_another_file_adds_to_a_module_of_ruby_is_found_in_a_text_read_before(tmp_path: Path) -> None:
    text = """
# --- pier.rb
module Harbour
  class Pier
    def tie
      Harbour.dock
    end
  end
end
# --- added.rb
module Quay
  def self.leave; end
end
"""
    with knowing(tmp_path, text) as (here, bench):
        here.documents.edit("pier.rb", here.source("pier.rb") + b"\n")
        here.look("pier.rb", "Harbour.|dock")
        bench.write("# --- added.rb\nmodule Harbour\n  # Tie it up.\n  def self.dock; end\nend\n")
        bench.indexer.update(["added.rb"])
        told = here.card("pier.rb", "Harbour.|dock").markdown
        assert "Tie it up." in told
        assert "Probably" not in told
