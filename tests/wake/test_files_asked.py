"""What is asked of a file: what a change of it reaches, who imports it, what it exports, what is optional."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

SHOP = '''
# --- shop/prices.py
"""Prices."""

def price(item, *, times=1, currency="EUR"):
    """Tell the price."""
    return 3
# --- shop/cart.py
"""Cart."""
from shop.prices import price

def total(items):
    return sum(map(price, items))
# --- shop/app.py
"""App."""
from shop.cart import total

def main():
    total([])
# --- web/a.ts
export function show(a: string, b = 2) { return a }
function hide() { return 1 }
'''
shop = asking_fixture(SHOP)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What breaks if I change shop/prices.py?",
            "`shop/prices.py` is imported by 1 file: `shop/cart.py:2`. "
            "Through those it reaches 1 more file 2 steps away (`shop/app.py`).",
        ),
        (
            "Is shop/prices.py imported by shop/cart.py?",
            "Yes: `shop/cart.py` imports `shop/prices.py`, at line 2.",
        ),
        (
            "Which functions in web/a.ts are exported?",
            "1 of 2 functions is exported in `web/a.ts`:\n- `show` (`web/a.ts:1`)",
        ),
        (
            "Which parameters of price are optional?",
            'Of the parameters of `price` (`shop/prices.py:3`), `times=1` and `currency="EUR"` are optional. '
            "Required: `item`.",
        ),
    ],
)
def test_what_is_asked_of_a_file_is_told(shop: Asking, question: str, told: str) -> None:
    assert shop.ask(question).answer == told
