"""Hover over the keyword of a call: the parameter or field that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.hovering import knowing

if TYPE_CHECKING:
    from pathlib import Path

SHOP = '''
# --- prices.py
from dataclasses import dataclass

def price(item, *, times=1, **more):
    """Tell the price.

    :param times: how many of it
    """

class Cart:
    def __init__(self, owner): ...

    def add(self, item, amount=1): ...

@dataclass
class Line:
    """A line of a bill."""
    label: str
    cents: int = 0
# --- buy.py
import prices
from prices import Cart, Line, price

price("tea", times=2, gift=True)
prices.price("tea", times = 3)
cart = Cart(owner=price(1, times=4))
cart.add("tea", amount=5)
Line(label="tea", cents=price("t"))
nobody_knows(times=6)
times == 7
'''


@pytest.mark.parametrize(
    ("around", "symbol", "told"),
    [
        ('"tea", ti|mes=2', "price.times", "How many of it"),
        ('"tea", times| = 3', "price.times", "How many of it"),
        ("(|owner=", "Cart.__init__.owner", "Parameter of `Cart.__init__`"),
        ("(1, times|=4", "price.times", "How many of it"),
        ("a|mount=5", "Cart.add.amount", "Parameter of `Cart.add`"),
        ("c|ents=", "Line.cents", "`Line`"),
    ],
)
def test_a_keyword_of_a_call_tells_what_it_names(tmp_path: Path, around: str, symbol: str, told: str) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        card = shop.card("buy.py", around)
    assert card.symbol == symbol
    assert told in card.markdown
    assert card.path == "prices.py"


@pytest.mark.parametrize("around", ["g|ift=True", "(t|imes=6", "t|imes == 7"])
def test_what_no_parameter_is_known_for_has_no_card(tmp_path: Path, around: str) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        assert shop.look("buy.py", around) is None
