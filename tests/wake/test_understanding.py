"""How well each folder and file is understood, and how fresh."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.values import Coverage, Recipe, Thought, ThoughtItem, ThoughtKind, Wanted
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.understanding import Part, Understanding, understanding
from tests.thoughts import keep
from tests.wake.hovering import MODEL, knowing, think_with_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wake.hovering import Hovering

SHOP = '''
# --- shop/__init__.py
"""A shop."""
# --- shop/till.py
"""The till."""
def total(): return tax()
# --- shop/money/tax.py
"""Taxes."""
def tax(): return 1
# --- plain/cup.py
"""Cups."""
# --- plain/pot.py
"""Pots."""
# --- setup.py
"""Installs the shop."""
# --- notes.txt
tea
'''


def look(shop: Hovering, path: str = "") -> Understanding:
    with shop.memory.snapshot() as snapshot:
        return understanding(snapshot, shop.documents, path)


def named(found: Understanding, path: str) -> Part:
    return next(each for each in found.parts if each.path == path)


def test_nothing_is_understood_before_anything_was_read(tmp_path: Path) -> None:
    memory = Memory.open(MemoryPaths(tmp_path / "data", tmp_path))
    with memory.snapshot() as snapshot:
        found = understanding(snapshot, DiskDocuments(tmp_path))
    assert found == Understanding(Part("", True, Coverage(), 0), ())


def test_each_level_has_its_folders_then_its_files_with_what_they_are_for(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        top, below = look(shop), look(shop, "shop")
    assert [(each.path, each.is_folder) for each in top.parts] == [
        ("plain", True),
        ("shop", True),
        ("notes.txt", False),
        ("setup.py", False),
    ]
    assert [each.path for each in below.parts] == ["shop/money", "shop/__init__.py", "shop/till.py"]
    assert named(below, "shop/till.py").summary == "The till."
    assert "A shop" in named(top, "shop").summary


def test_a_folder_counts_all_that_is_in_it(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        top, below, plain = look(shop), look(shop, "shop/"), look(shop, "plain")
        with shop.memory.snapshot() as snapshot:
            counts = snapshot.counts()
    assert below.whole.coverage == named(top, "shop").coverage
    assert top.whole.coverage.wanted == counts.thoughts_wanted
    assert top.whole.coverage.made == counts.thoughts_made == counts.thoughts_wanted
    assert top.whole.coverage.wanted_of_model == 0
    assert named(top, "plain").coverage.wanted > sum(each.coverage.wanted for each in plain.parts), (
        "something is thought about a folder that no file speaks for"
    )


def test_an_edited_file_and_the_folders_around_it_say_so_and_take_back_their_summary(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        shop.edit("shop/money/tax.py", "return 1", "return 2")
        top, below, inside = look(shop), look(shop, "shop"), look(shop, "shop/money")
    assert (top.whole.edited, named(top, "shop").edited, named(top, "setup.py").edited) == (1, 1, 0)
    assert named(below, "shop/money").edited == 1
    assert named(below, "shop/till.py").edited == 0
    assert (named(inside, "shop/money/tax.py").edited, named(inside, "shop/money/tax.py").summary) == (1, "")


def test_what_changed_since_it_was_thought_of_is_outdated_until_it_is_thought_again(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, bench):
        (shop.root / "shop/till.py").write_text('"""The new till."""\ndef total(): return 7\n', "utf-8")
        bench.indexer.think = None  # as when more has changed than is thought of at once
        bench.indexer.reconcile()
        outdated = named(look(shop, "shop"), "shop/till.py")
        bench.think()
        renewed = named(look(shop, "shop"), "shop/till.py")
    assert outdated.coverage.made < outdated.coverage.wanted
    assert outdated.coverage.outdated > 0
    assert outdated.summary == ""
    assert renewed.coverage.made == renewed.coverage.wanted
    assert (renewed.coverage.outdated, renewed.summary) == (0, "The new till.")


def test_a_models_thoughts_are_counted_apart(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, bench):
        think_with_model(bench, "shop/till.py", "total", ThoughtKind.SUMMARY, ThoughtItem("It sums up."))
        found = named(look(shop, "shop"), "shop/till.py").coverage
    assert (found.wanted_of_model, found.made_by_model) == (1, 1)
    assert found.made == found.wanted


def test_a_thought_that_another_workspace_was_first_to_store_counts(tmp_path: Path) -> None:
    with knowing(tmp_path, SHOP) as (shop, bench):
        chunk = bench.snapshot.chunk("shop/till.py", "total")
        assert chunk is not None
        recipe = Recipe(ThoughtKind.SUMMARY, MODEL, "1")
        bench.writer.put_wanted([Wanted(chunk.id, recipe, "a key")])
        before = named(look(shop, "shop"), "shop/till.py").coverage
        with closing(ThoughtStore.open(bench.session.paths)) as store:
            keep(store, Thought("a key", recipe, (ThoughtItem("It sums up."),)))
        after = named(look(shop, "shop"), "shop/till.py").coverage
    assert (before.wanted_of_model, before.made_by_model, after.made_by_model) == (1, 0, 1)


@pytest.mark.parametrize("path", ["nowhere", "../outside", "shop/till.py"])
def test_what_is_no_known_folder_has_no_parts(tmp_path: Path, path: str) -> None:
    with knowing(tmp_path, SHOP) as (shop, _):
        assert look(shop, path).parts == ()
