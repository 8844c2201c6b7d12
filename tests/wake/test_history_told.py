"""What git knows of something, told to who asks what changed or why, and what is told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sleep.repositories import Repository
from tests.sleep.sleepers import indexed_bench
from tests.wake.answering import Asking

if TYPE_CHECKING:
    from pathlib import Path

TILL = '''"""The till."""


def close_till(coins):
    """Count the coins, and shut the drawer."""
    {}
    return sum(coins)
'''


def _committed(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "workspace")
    made.write("shop/till.py", TILL.format("coins = list(coins)"))
    made.commit("Open the shop")
    made.write("shop/till.py", TILL.format("coins = sorted(coins)"))
    made.commit("Sort coins before they are counted: thieves take the large ones first")
    return made


def test_to_who_asks_why_the_last_commits_are_told(tmp_path: Path) -> None:
    made = _committed(tmp_path)
    with indexed_bench(made.root, tmp_path / "data") as bench:
        bench.think()
        asked = Asking(bench)
        why = asked.by_search("why are the coins sorted when the till is closed?").text
        how = asked.by_search("how are the coins sorted when the till is closed?").text
    assert "Its last commits may say why." in why
    assert "thieves take the large ones first" in why
    assert "last commits" not in how


def test_what_git_knows_is_said_to_be_unread_before_it_is(tmp_path: Path) -> None:
    made = _committed(tmp_path)
    with indexed_bench(made.root, tmp_path / "data") as bench:
        asked = Asking(bench)
        text = asked.text("who wrote close_till")
        bench.think()
        assert "Sort coins before" in asked.text("who wrote close_till")
    assert text == (
        "What git knows of `close_till` has not been read yet: that is done while nobody asks, or by "
        "`stc-lsp sleep`."
    )


def test_before_anything_is_thought_the_program_starts_as_declared_and_by_main(tmp_path: Path) -> None:
    made = _committed(tmp_path)
    made.write("pyproject.toml", '[project]\nname = "shop"\n[project.scripts]\nshop = "shop.cli:main"\n')
    made.write("shop/cli.py", "def main():\n    return 0\n")
    made.write("tests/test_cli.py", "def main():\n    return 1\n")
    with indexed_bench(made.root, tmp_path / "data") as bench:
        told = Asking(bench).text("where is the entry point?")
    assert told == (
        "The program may start at:\n- `shop.cli:main`: the command `shop`, declared in `pyproject.toml`\n"
        "- `main` (`shop/cli.py:1`)"
    )


def test_before_anything_is_thought_the_tests_are_run_as_a_manifest_declares(tmp_path: Path) -> None:
    made = _committed(tmp_path)
    made.write("package.json", '{"scripts": {"test": "vitest run"}}')
    with indexed_bench(made.root, tmp_path / "data") as bench:
        told = Asking(bench).text("how do I run the tests?")
    assert told == "Run `npm test` (which runs `vitest run`, `package.json`)."
