"""From a repository on disk to what is stored about it, without a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.values import Anchor, ThoughtKind
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, indexed_bench
from tests.workspace import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.memory.values import ThoughtItem

TEXT = '''
# --- README.md
# Tea shop

Sells tea to people.

## Install

Run pip.
# --- pyproject.toml
[project]
name = "tea"
scripts = { tea = "tea.cli:main" }
[tool.pytest.ini_options]
x = 1
# --- src/tea/__init__.py
"""Everything about tea."""
from tea.cart import Cart
# --- src/tea/cart.py
import os

from tea.prices import price


class Base:
    """Something that can be paid."""

    def total(self) -> int:
        """Add everything up."""
        raise NotImplementedError


class Cart(Base):
    def __init__(self, items: list[str]) -> None:
        self.items = items

    def total(self) -> int:
        return sum(price(item) for item in self.items)

    def label(self) -> str:
        return os.environ["TEA_LABEL"]
# --- src/tea/prices.py
"""What things cost."""


def price(item: str) -> int:
    """Tell the price.

    :raises KeyError: for what is not sold
    """
    if item != "tea":
        raise KeyError(item)
    return 3
# --- src/tea/cli.py
from tea.cart import Cart


def main() -> None:
    print(Cart(["tea"]).total())
# --- tests/test_cart.py
from tea.cart import Cart


def test_total_of_one():
    assert Cart(["tea"]).total() == 3
'''


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("tea")
    repository = Repository(folder / "repo")
    write_files(repository.root, TEXT)
    repository.commit("Open the shop")
    text = (repository.root / "src/tea/prices.py").read_text()
    repository.write("src/tea/prices.py", text.replace("return 3", "return 4"))
    repository.commit("Raise the price", author="Grace Hopper")
    with indexed_bench(repository.root, folder / "data") as bench:
        bench.think()
        yield bench


def test_a_function_s_card(tea: Bench) -> None:
    item = tea.thought("src/tea/prices.py", "price").items[0]
    assert item.text == "Tell the price."
    assert item.watch_for == "Raises `KeyError`."
    assert item.anchors == (Anchor("", ""),)
    path = "src/tea/prices.py"
    assert tea.answer(path, "price", "callers") == (
        "`price` is used in 1 place: by `Cart.total` in `src/tea/cart.py`."
    )
    assert tea.answer(path, "price", "raises") == (
        "`price` raises `KeyError`. `KeyError`: For what is not sold."
    )
    assert tea.answer(path, "price", "tests") == (
        "No test uses `price` directly; tests reach it through `Cart.total`."
    )
    last = "`price` was last changed on 2024-03-02 by Grace Hopper: “Raise the price” (`"
    assert tea.answer(path, "price", "changed").startswith(last)


def test_an_undocumented_method_speaks_through_the_one_it_overrides(tea: Bench) -> None:
    item = tea.thought("src/tea/cart.py", "Cart.total").items[0]
    assert item.text == (
        "Add everything up. (So `Base.total`, which it overrides.) Calls `price` and returns `int`."
    )
    assert item.watch_for == "Overrides `Base.total`."
    base = tea.thought("src/tea/cart.py", "Base.total").items[0]
    assert base.watch_for == "Raises `NotImplementedError`. Overridden by `Cart.total`."


def test_a_class_s_card(tea: Bench) -> None:
    item = tea.thought("src/tea/cart.py", "Cart").items[0]
    assert item.text == "A class that extends `Base` with the methods `total` and `label`."
    assert item.watch_for == "Reads the environment variable `TEA_LABEL`."
    assert "Base.total" not in tea.answer("src/tea/cart.py", "Cart", "members")
    assert tea.answer("src/tea/cart.py", "Base", "subclasses") == (
        "1 class inherits from `Base`: `Cart` in `src/tea/cart.py`."
    )


def test_a_test_has_a_summary_and_nobody_asks_about_it(tea: Bench) -> None:
    path = "tests/test_cart.py"
    assert tea.thought(path, "test_total_of_one").items[0].text == (
        "Tests “total of one”, using `Cart` and `Cart.total`."
    )
    chunk = tea.snapshot.chunk(path, "test_total_of_one")
    assert chunk is not None
    assert tea.snapshot.thought(chunk.id, ThoughtKind.QUESTIONS) is None


def test_a_module_s_card(tea: Bench) -> None:
    assert tea.thought("src/tea/cart.py").items[0].text == (
        "Defines the classes `Base` and `Cart`. `Base`: Something that can be paid."
    )
    assert tea.answer("src/tea/cart.py", "", "importers") == (
        "`src/tea/cart.py` is imported by `src/tea/__init__.py` and `src/tea/cli.py`. Of the tests, "
        "`tests/test_cart.py` imports it."
    )
    assert tea.answer("src/tea/cart.py", "", "tests") == (
        "What `src/tea/cart.py` defines is used by the tests in `tests/test_cart.py` (twice)."
    )


def test_a_package_s_card_hangs_on_its_own_module(tea: Bench) -> None:
    assert tea.thought("src/tea/__init__.py").items[0].text == (
        "Everything about tea. Package of 3 modules (`cart.py`, `cli.py` and `prices.py`)."
    )
    assert tea.answer("src/tea/__init__.py", "", "tests") == (
        "Test code in 1 file imports the package `tea`: `tests/test_cart.py`."
    )


def test_a_folder_without_a_module_of_its_own_has_a_record_that_is_no_file(tea: Bench) -> None:
    assert tea.thought("tests/").items[0].text == "Test code of 1 module (`test_cart.py`)."
    record = tea.snapshot.file("tests/")
    assert record is not None
    assert record.language == "directory"
    assert "src/tea/" not in tea.snapshot.paths()


def test_the_repository_s_card(tea: Bench) -> None:
    assert tea.thought("", "").items[0].text == (
        "Sells tea to people. `tea` has 7 files (5 in Python and 1 in Markdown)."
    )
    assert tea.answer("", "", "entry") == (
        "The program starts at:\n"
        "- `main`: The command `tea`, declared in `pyproject.toml`; in `src/tea/cli.py`."
    )
    assert (
        tea.answer("", "", "run_tests")
        == "Run `pytest` (`pyproject.toml`). There is 1 test file in `tests/`."
    )
    assert tea.answer("", "", "reads") == "The code reads the environment variable `TEA_LABEL`."
    (item,) = [item for item in tea.thought("", "", ThoughtKind.QUESTIONS).items if item.intent == "entry"]
    assert item.anchors == (Anchor("src/tea/cli.py", "main"),)


def test_documents_tell_what_they_are_about(tea: Bench) -> None:
    assert tea.thought("README.md").items[0].text == "“Tea shop”: Sells tea to people."
    assert (
        tea.thought("README.md", "Tea shop.Install").items[0].text
        == "Section “Install” of `README.md`: Run pip."
    )


def _all_items(bench: Bench) -> list[tuple[str, ThoughtItem]]:
    """What is thought about everything, each with the path of that."""
    chunks = [each for path in bench.snapshot.paths() for each in bench.snapshot.chunks(path)]
    thoughts = [(each.path, bench.snapshot.thought(each.id, kind)) for each in chunks for kind in ThoughtKind]
    return [(path, item) for path, thought in thoughts if thought is not None for item in thought.items]


def test_every_anchor_names_something_that_exists(tea: Bench) -> None:
    anchors = [(path, item.question, each) for path, item in _all_items(tea) for each in item.anchors]
    assert anchors
    for path, question, anchor in anchors:
        found = tea.snapshot.chunk(anchor.path or path, anchor.qualname)
        assert found is not None, (path, question, anchor)


def test_no_text_names_a_line_or_leaves_a_sentence_open(tea: Bench) -> None:
    items = _all_items(tea)
    assert items
    for _, item in items:
        sentences = item.text.partition("\n```diff\n")[0].rstrip("\n`)")
        assert sentences.endswith((".", "!", "?", ":")) or "\n- " in item.text, item
        assert not re.search(r"\blines? \d", item.text)
        assert "  " not in sentences
        assert item.text[0] not in ".,; "


def test_a_layout_change_and_a_move_of_lines_change_no_key(tea: Bench) -> None:
    before = {each.key for each in tea.writer.wanted()}
    path = tea.root / "src/tea/cart.py"
    original = path.read_text()
    try:
        path.write_text("\n\n\n" + original.replace("    def label", "\n\n    def label"))
        tea.indexer.update(["src/tea/cart.py"])
        assert {each.key for each in tea.writer.wanted()} == before
    finally:
        path.write_text(original)
        tea.indexer.update(["src/tea/cart.py"])


def test_a_chunk_alone_is_told_the_same_as_with_all_of_its_file(tea: Bench) -> None:
    workspace = tea.session.workspace
    told = 0
    for path in tea.snapshot.paths():
        workspace.forget_inputs()
        for chunk_id, facts in workspace.inputs().of_file(path).items():
            workspace.forget_inputs()
            assert workspace.inputs().of_file(path, {chunk_id}) == {chunk_id: facts}
            told += 1
    assert told > 20


def test_functions_within_each_other_are_told_of_however_deep_they_nest(tmp_path: Path) -> None:
    # Deeper than Python's own functions may call each other.
    depth = 900
    nested = "".join(f"function f{number}() {{\n" for number in range(depth))
    write_files(tmp_path / "repo", f"# --- a.js\n{nested}g();\n{'}' * depth}\n")
    with indexed_bench(tmp_path / "repo", tmp_path / "data") as bench:
        bench.think()
        assert bench.thought("a.js", ".".join(f"f{number}" for number in range(depth))).items
