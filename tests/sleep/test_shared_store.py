"""One store of thoughts, many workspaces: what another's sleeper made is served and found like one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sleep.sleepers import indexed_bench, served
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

TEXT = '''
# --- shop/prices.py
def price(item: str) -> int:
    """Tell what an item costs."""
    return len(item)
# --- shop/cart.py
from shop.prices import price


def total() -> int:
    return price("tea")
'''


def test_what_another_clone_made_meanwhile_is_found_by_search(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with indexed_bench(make_workspace(tmp_path / "one", TEXT), tmp_path / "data") as one:
        with indexed_bench(make_workspace(tmp_path / "other", TEXT), tmp_path / "data") as other:
            other.think()
            theirs = served(other.snapshot)
        # Nothing is missing here any more, for the keys are the same.
        one.think()
        assert served(one.snapshot) == theirs
    assert theirs["(search)"]["questions"]
