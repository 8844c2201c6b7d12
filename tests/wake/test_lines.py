"""One line about each definition of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.values import ThoughtItem, ThoughtKind
from stc_lsp.wake.hover.lines import summary_lines
from tests.wake.hovering import knowing, think_with_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wake.hovering import Hovering

SHOP = '''
# --- till.py
"""The till."""
RATE = 7


class Till:
    """Takes `money`. And gives change.

    Not much else.
    """

    def total(self, basket):
        """What a basket costs."""
        def tax(price):
            """Seven percent."""
            return price * RATE
        return sum(map(tax, basket))


def new():
    return Till()
# --- notes.txt
tea
'''


def lines(shop: Hovering, path: str = "till.py") -> dict[str, tuple[str, bool]]:
    with shop.memory.snapshot() as snapshot:
        return {
            each.qualname: (each.text, each.fresh) for each in summary_lines(snapshot, shop.documents, path)
        }


def test_classes_and_functions_are_told_of_in_one_plain_sentence(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        found = lines(shop)
    assert list(found) == ["Till", "Till.total", "new"], "in order, without what stands within a function"
    assert found["Till"] == ("Takes money.", True)
    assert found["Till.total"] == ("What a basket costs.", True)


def test_the_text_as_it_is_now_counts(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        shop.edit("till.py", "What a basket costs", "The price of a basket")
        shop.edit("till.py", "def new", 'def old():\n    """Make an old one."""\n\n\ndef new')
        found = lines(shop)
    assert found["Till.total"][0] == "The price of a basket."
    assert found["old"][0] == "Make an old one."


def test_what_a_model_said_is_flagged_once_the_source_is_edited(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, bench):
        think_with_model(bench, "till.py", "new", ThoughtKind.SUMMARY, ThoughtItem("Opens a till. Slowly."))
        before = lines(shop)["new"]
        shop.edit("till.py", "return Till()", "return None")
        after = lines(shop)["new"]
    assert before == ("Opens a till.", True)
    assert after == ("Opens a till.", False)


def test_where_there_are_no_definitions_there_are_no_lines(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        assert lines(shop, "notes.txt") == lines(shop, "missing.py") == {}
