"""A save of a file: what was edited comes first, and what is left as it was need not be written again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc_lsp.memory.values import ThoughtKind
from stc_lsp.sleep.indexing.look import look
from stc_lsp.sleep.inputs.names import Names
from tests.memory.builders import dump
from tests.sleep.sleepers import indexed_bench, known, open_bench, wanted_keys
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stc_lsp.code.describe.facts import Facts
    from stc_lsp.sleep.inputs.facts import Inputs
    from tests.sleep.sleepers import Bench

TEXT = '''# --- shop.py
"""A shop."""
import os

from goods import Basket, price


class Till(Basket):
    """Takes money."""

    def total(self, items):
        """Add up."""
        def each(item):
            return price(item)
        return sum(each(item) for item in items)

    def close(self):
        self.shut = os.environ["SHUT"]
        return self.total([])


def open_till():
    """Open one."""
    till = Till()
    till.total([1])
    return till


def main():
    """Run the shop."""
    return open_till().close()
# --- goods.py
class Basket:
    def total(self, items):
        """What it comes to."""


def price(item):
    """Of one."""
    return item
# --- test_shop.py
from shop import Till, main, open_till


def test_total():
    assert Till().total([1]) == 1
    assert open_till().close() == main()
'''
PATH = "shop.py"
EXAMPLES = max(1, int(os.environ.get("STC_PROPERTY_EXAMPLES", "50")) // 5)
WORDS = (
    "", "\n", "        ", "price(2)\n        ", "return price(items)\n", "self.sum = price(1)\n        ",
    "def more():\n            return Till\n        ", "x", "Till().close()\n    ", "# layout\n", "\n\n\n",
    "from goods import price as p\n    ", "os.environ[\"NEW\"]\n    ", "(",
    "class Inner(Basket):\n        pass\n    ",
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0.2, 1, exclude_max=True), st.integers(0, 12), st.sampled_from(WORDS)),
    min_size=1,
    max_size=6,
)


RING = """

class Ring:
    def __init__(self):
        self.left = self.right.left
        self.right = self.left.right

    def turn(self):
        return self.back().turn()

    def back(self):
        return self.turn().back()


def spin():
    ring = Ring()
    return ring.turn().back()
"""
LONG = TEXT.replace("# --- goods.py", "# Of a till there is much to say.\n" * 300 + RING + "# --- goods.py")
"""With so long a file that its text is kept; in it names are looked up in circles."""
ANCHORS = (
    "def each", "return price", "return sum", "self.shut", '["SHUT"]', "def close", "till = Till",
    "till.total", "return open_till", '"""Open', "def main", "class Till", "import os",
    "self.right = ", "return self.back", "return ring.turn",
)  # fmt: skip


def save(bench: Bench, text: str) -> None:
    (bench.root / PATH).write_text(text, "utf-8")
    bench.indexer.update([PATH])


@given(EDITS)
@example([(0.201171875, 0, "def more():\n            return Till\n        ")])
@example([(0.5, 0, "class Inner(Basket):\n        pass\n    "), (0.203125, 0, "\n")])
@settings(max_examples=EXAMPLES)
def test_after_any_edits_every_row_is_what_it_is_when_the_file_is_read_once(
    edits: list[tuple[float, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), TEXT)
        with indexed_bench(root, Path(folder) / "data") as bench:
            bench.indexer.workspace.see(PATH)
            for share, length, words in edits:
                text = (root / PATH).read_text("utf-8")
                place = int(share * len(text))
                save(bench, text[:place] + words + text[place + length :])
                kept = bench.indexer.workspace.looks.get(PATH)
                assert kept in (None, look(Names(bench.snapshot), PATH))
            bench.think()
            followed = dump(bench.writer.connection)
        assert_is_as_read_once(root, followed, Path(folder) / "fresh")


@given(st.lists(st.tuples(st.sampled_from(ANCHORS), st.sampled_from(WORDS)), min_size=1, max_size=4))
@example([("return price", "price(2)\n            "), ("till.total", "Till().close()\n    ")])
@example([("def close", "# layout\n"), ("def each", "from goods import price as p\n    ")])
@example([("till.total", "Till().close()\n    "), ("return self.back", "price(2)\n        ")])
@settings(max_examples=EXAMPLES)
def test_so_it_is_if_nobody_had_opened_it_and_each_sleeper_knows_only_what_the_last_one_wrote(
    edits: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder), LONG)
        with open_bench(root, Path(folder) / "data") as bench:
            bench.indexer.reconcile()
        for anchor, words in edits:
            with open_bench(root, Path(folder) / "data") as bench:
                save(bench, (root / PATH).read_text("utf-8").replace(anchor, words + anchor, 1))
                kept = bench.indexer.workspace.looks.get(PATH)
                assert kept in (None, look(Names(bench.snapshot), PATH))
        with open_bench(root, Path(folder) / "data") as bench:
            bench.think()
            followed = dump(bench.writer.connection)
            told = known(bench.snapshot, wanted_keys(bench.session))
        # What a thought is worth hangs on what the sleeper that wants it has seen.
        del followed["wanted"]
        assert_is_as_read_once(root, followed, Path(folder) / "fresh")
        with open_bench(root, Path(folder) / "fresh") as bench:
            assert told == known(bench.snapshot, wanted_keys(bench.session))


def assert_is_as_read_once(root: Path, followed: dict[str, list[str]], data_dir: Path) -> None:
    with indexed_bench(root, data_dir) as bench:
        bench.think()
        once = dump(bench.writer.connection)
        # When a file was written is only noted once it is some time ago.
        for table in followed.keys() - {"files"}:
            assert followed[table] == once[table], table


def test_killed_between_what_was_edited_and_what_tells_of_it_the_next_sleeper_makes_up_for_it(
    tmp_path: Path,
) -> None:
    root = make_workspace(tmp_path, TEXT)
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        chunks = {name: bench.snapshot.chunk(PATH, name) for name in ("open_till", "main")}
        workspace = bench.indexer.workspace
        want, planned = workspace.want_facts, list[set[int]]()

        def interrupted(inputs: Inputs, path: str, only: set[int]) -> Mapping[int, Facts]:
            planned.append(only)
            if len(planned) > 1:
                raise InterruptedError
            return want(inputs, path, only)

        workspace.want_facts = interrupted  # pyright: ignore[reportAttributeAccessIssue]
        text = (root / PATH).read_text("utf-8")
        with pytest.raises(InterruptedError):
            save(bench, text.replace("def open_till():", "def open_till(at=1):"))
        current = {
            name: bench.snapshot.thought(chunk.id, ThoughtKind.SUMMARY)
            for name, chunk in chunks.items()
            if chunk is not None
        }
        assert current["open_till"] is not None
        assert current["main"] is None
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        followed = known(bench.snapshot, wanted_keys(bench.session))
    with indexed_bench(root, tmp_path / "fresh") as bench:
        bench.think()
        assert followed == known(bench.snapshot, wanted_keys(bench.session))
