"""Where the evidence stands now, also in files that changed since they were indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.values import Anchor, ThoughtItem
from stc_lsp.wake.cite import Citer, distinct
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.values import Citation
from tests.sleep.sleepers import Bench, indexed_bench
from tests.workspace import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.memory.values import StoredChunk

TEXT = '''
# --- notes/shop.py
LIMIT = 3


def price(item):
    """Tell the price."""
    check(item)
    return LIMIT


def check(item):
    assert item


class Till:
    def add(self, item):
        check(item)
        return price(item)
'''
PATH = "notes/shop.py"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Bench]:
    write_files(tmp_path / "repo", TEXT)
    with indexed_bench(tmp_path / "repo", tmp_path / "data") as bench:
        yield bench


def citer(shop: Bench) -> Citer:
    return Citer(Present(shop.snapshot, DiskDocuments(shop.root)))


def chunk(shop: Bench, qualname: str, path: str = PATH) -> StoredChunk:
    found = shop.snapshot.chunk(path, qualname)
    assert found is not None
    return found


def edit(shop: Bench, old: str, new: str) -> None:
    """Change the file; the index does not know of it."""
    path = shop.root / PATH
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def lines(citations: list[Citation]) -> list[tuple[int, int]]:
    assert all(each.path == PATH for each in citations)
    return [(each.start_line, each.end_line) for each in citations]


def uses_of_check(shop: Bench, by: Citer) -> list[tuple[int, int]]:
    return lines(by.of_uses(shop.snapshot.uses(chunk(shop, "check").id)))


def test_a_use_is_cited_by_its_line_and_in_an_edited_file_by_what_it_stands_in(shop: Bench) -> None:
    assert uses_of_check(shop, citer(shop)) == [(6, 6), (16, 16)]
    edit(shop, "LIMIT = 3\n", "LIMIT = 3\n\n")
    moved = citer(shop)
    assert uses_of_check(shop, moved) == [(5, 8), (16, 18)]
    assert moved.fresh
    edit(shop, "return price(item)", "return 0")
    edited = citer(shop)
    assert uses_of_check(shop, edited) == [(5, 8), (16, 18)]
    assert not edited.fresh
    (shop.root / PATH).unlink()
    gone = citer(shop)
    assert uses_of_check(shop, gone) == []
    assert not gone.fresh


def test_a_variable_is_cited_by_the_line_of_its_name_and_a_folder_by_none(shop: Bench) -> None:
    by = citer(shop)
    assert lines(by.of_chunk(chunk(shop, "LIMIT"))) == [(1, 1)]
    assert by.of_chunk(chunk(shop, "", "notes/")) == []
    assert by.fresh


def test_evidence_is_the_tokens_wherever_they_stand_now(shop: Bench) -> None:
    # The tokens of the call of `check`.
    price = chunk(shop, "price")
    item = ThoughtItem("It checks.", anchors=(Anchor("", "price", 8, 11),))
    assert lines(citer(shop).of_item(price, item)) == [(6, 6)]
    edit(shop, "def price(item):", "\n\ndef price(\n    item\n):")
    moved = citer(shop)
    assert lines(moved.of_item(price, item)) == [(10, 10)]
    assert moved.fresh
    edit(shop, "return LIMIT", "return LIMIT + 1")
    edited = citer(shop)
    # Which tokens they are now nobody knows.
    assert lines(edited.of_item(price, item)) == [(6, 11)]
    assert not edited.fresh


def test_an_answer_without_evidence_cites_what_it_is_about_and_evidence_that_is_gone_is_not_cited(
    shop: Bench,
) -> None:
    check = chunk(shop, "check")
    assert lines(citer(shop).of_item(check, ThoughtItem("It asserts."))) == [(10, 11)]
    anchors = (Anchor("", "nothing"), Anchor("", "Till.add"), Anchor("notes/", ""), Anchor("", ""))
    assert lines(citer(shop).of_item(check, ThoughtItem("It asserts.", anchors=anchors))) == [
        (15, 17),
        (10, 11),
    ]


def test_of_a_long_class_the_line_that_names_it_is_cited_and_of_a_long_function_what_it_begins_with(
    shop: Bench,
) -> None:
    edit(shop, "class Till:\n", "@mark\nclass Till:\n" + "    a = 1\n" * 55)
    assert lines(citer(shop).of_chunk(chunk(shop, "Till"))) == [(14, 73)]
    edit(shop, "    a = 1\n", "    a = 1\n    a = 1\n")
    assert lines(citer(shop).of_chunk(chunk(shop, "Till"))) == [(15, 15)]
    edit(shop, "    return LIMIT\n", "    item()\n" * 60)
    assert lines(citer(shop).of_chunk(chunk(shop, "price"))) == [(4, 63)]


def test_each_place_is_cited_once() -> None:
    first, inside, beside, elsewhere = (
        Citation("a.py", 3, 9),
        Citation("a.py", 4, 9),
        Citation("a.py", 4, 10),
        Citation("b.py", 4, 5),
    )
    assert distinct([first, inside, first, beside, elsewhere]) == [first, beside, elsewhere]
    assert distinct([inside, first]) == [inside, first]
