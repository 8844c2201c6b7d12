"""What tests of a running `stc-lsp` share: a repository to run it in, and what it finds around it."""

from __future__ import annotations

import os
from pathlib import Path

SOURCE = Path(__file__).parents[1]
"""This checkout."""

SHOP = '''
# --- shop/__init__.py
"""A shop."""
# --- shop/till.py
"""The till: what customers pay."""
from shop.prices import price_of


class EmptyBasket(Exception):
    """There is nothing to pay."""


def total(basket: list[str]) -> int:
    """What a basket costs, in cents.

    Raises EmptyBasket when there is nothing in it.
    """
    if not basket:
        raise EmptyBasket
    return sum(price_of(item) for item in basket)
# --- shop/prices.py
"""Prices."""


def price_of(item: str) -> int:
    """The price of one item, in cents."""
    return 100 * len(item)
'''


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """What a process finds around it: its own data folder, and this checkout."""
    return os.environ | {"STC_DATA_DIR": str(data_dir), "PYTHONPATH": str(SOURCE)} | more
