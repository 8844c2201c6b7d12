"""What a change costs: only what its facts can differ in is planned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.errors import PreemptedError
from stc_lsp.memory.values import REPOSITORY
from tests.sleep.sleepers import indexed_bench, known, wanted_keys
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stc_lsp.code.describe.facts import Facts

BASE = '''
class Base:
    """A base."""

    def run(self, x):
        """Run it."""
        return helper(x)

    def stop(self):
        return helper(2)


def helper(x):
    """Help."""
    return x
'''
TEXT = f"""# --- base.py
{BASE}
# --- heir.py
from base import Base, helper


class Heir(Base):
    def run(self, x):
        return helper(x + 1)


def use():
    return Heir().run(1)
# --- tests/test_heir.py
from heir import use


def test_use():
    assert use() == 2
"""


@pytest.mark.parametrize(
    ("path", "old", "new", "touched"),
    [
        ("base.py", "    return x\n", "    return x or 1\n", {"base.py", "base.py:helper"}),
        (
            "base.py",
            "Run it.",
            "Run it at once.",
            {"base.py", "base.py:Base", "base.py:Base.run", "heir.py:Heir.run"},
        ),
        (
            "base.py",
            "def helper(x)",
            "def helper(x, y=0)",
            {
                "base.py",
                "base.py:helper",
                "base.py:Base",
                "base.py:Base.run",
                "base.py:Base.stop",
                "heir.py",
                "heir.py:Heir",
                "heir.py:Heir.run",
            },
        ),
        (
            "heir.py",
            "return Heir().run(1)",
            "return 2",
            {"heir.py", "heir.py:use", "heir.py:Heir", "heir.py:Heir.run"},
        ),
        (
            "heir.py",
            "    def run(self, x):\n        return helper(x + 1)\n",
            "    pass\n",
            {
                "base.py:Base.run",
                "base.py:helper",
                "heir.py",
                "heir.py:Heir",
                "heir.py:use",
            },
        ),
        ("heir.py", "def use():\n", "\ndef use():\n", {"heir.py"}),
    ],
    ids=["a body", "a method's documentation", "a header", "a call", "an override", "layout"],
)
def test_only_what_a_change_may_tell_of_otherwise_is_planned_again(
    tmp_path: Path, path: str, old: str, new: str, touched: set[str]
) -> None:
    root = make_workspace(tmp_path, TEXT)
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        about: set[int] = set()
        think = bench.indexer.think
        assert think is not None

        def noting(facts: Mapping[int, Facts]) -> bool:
            about.update(facts)
            return think(facts)

        bench.indexer.think = noting
        text = (root / path).read_text("utf-8")
        assert text.count(old) == 1
        (root / path).write_text(text.replace(old, new), "utf-8")
        bench.indexer.update([path])
        chunks = [chunk for each in about if (chunk := bench.snapshot.chunk_by_id(each)) is not None]
        assert {":".join(filter(None, (each.path, each.chunk.qualname))) for each in chunks} == touched


def test_what_tells_of_the_repository_gives_way_to_who_waits_and_is_told_all_the_same(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, TEXT)
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.write("# --- brand_new.py\nimport os\n\n\ndef main():\n    return os.environ['NEW']\n")
        bench.indexer.update(["brand_new.py"], settles=False)
        owed = [bench.indexer.owes]
        while owed[-1] > 1:
            assert len(bench.indexer.settle_some(lambda: True).paths) == 1, "what is through is kept"
            owed.append(bench.indexer.owes)
            assert owed[-1] < owed[-2]
        with pytest.raises(PreemptedError):
            bench.indexer.settle_some(lambda: True)
        assert bench.indexer.owes == 1
        assert bench.indexer.settle_some(lambda: False).paths == {REPOSITORY}
        assert not bench.indexer.owes
        found = known(bench.snapshot, wanted_keys(bench.session))
    with indexed_bench(root, tmp_path / "other") as scratch:
        assert found == known(scratch.snapshot, wanted_keys(scratch.session))


def test_what_is_told_of_the_repository_follows_its_manifest(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, '# --- pyproject.toml\n[project]\nname = "x"\ndescription = "Old."\n')
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        bench.write('# --- pyproject.toml\n[project]\nname = "x"\ndescription = "New."\n')
        bench.indexer.update(["pyproject.toml"])
        assert "New" in bench.thought("").items[0].text
