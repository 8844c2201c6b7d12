"""Facts are cached from planning until they are thought about: as good as made anew, or not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.sleep.indexing.want import latest_reader, want_jobs
from stc_lsp.sleep.inputs.facts_cache import MOST_BYTES, CachedFacts, FactsCache
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, indexed_bench

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from stc_lsp.code.describe.facts import Facts

SHOP = '''"""A shop."""
from shop.prices import price


class Cart:
    def total(self):
        return price()
'''
PRICES = "def price():\n    return 1\n\n\ndef tax():\n    return 2\n"


@pytest.fixture
def bench(tmp_path: Path) -> Generator[Bench]:
    """A shop with two commits."""
    repository = Repository(tmp_path / "workspace")
    repository.write("shop/__init__.py", SHOP)
    repository.write("shop/prices.py", PRICES)
    repository.commit("Open the shop")
    repository.write("shop/prices.py", PRICES.replace("2", "3"))
    repository.commit("Raise the tax", "Grace Hopper")
    with indexed_bench(repository.root, tmp_path / "data") as opened:
        yield opened


def planned(bench: Bench) -> dict[str, CachedFacts]:
    """What the plan made keys of, by file."""
    paths = bench.snapshot.paths()
    return dict(want_jobs(bench.session.paths, bench.root, paths).facts)


def told(
    bench: Bench, cached: dict[str, CachedFacts]
) -> tuple[dict[str, dict[int, Facts]], dict[str, dict[int, Facts]]]:
    """The facts of all files, from those that are cached, and made anew."""
    with latest_reader(bench.session.paths, bench.root).looking() as reader:
        inputs = reader.inputs()
        found = {path: reader.facts(inputs, path, each) for path, each in cached.items()}
        return found, {path: inputs.of_file(path) for path in cached}


def test_cached_facts_are_those_made_anew_whatever_git_has_said_since(bench: Bench) -> None:
    histories, cached = bench.session.workspace.histories, planned(bench)
    assert {"", "shop/__init__.py", "shop/prices.py"} <= cached.keys()
    before, anew = told(bench, cached)
    assert before == anew == {path: each.unpacked() for path, each in cached.items()}
    histories.refine(bench.root, ["shop/prices.py"], lambda _, source: parse_file("python", source))
    histories.keep("shop/prices.py")
    after, anew = told(bench, cached)
    assert after == anew
    assert after["shop/prices.py"] != before["shop/prices.py"], "git had nothing to add"


def test_facts_are_made_anew_once_the_index_says_something_else(bench: Bench) -> None:
    cached = planned(bench)
    (bench.root / "shop/__init__.py").write_text(SHOP.replace("price()", "price() + price()"))
    bench.indexer.update(["shop/__init__.py"])
    found, anew = told(bench, cached)
    assert found == anew
    assert found["shop/prices.py"] != cached["shop/prices.py"].unpacked(), "nothing hung on the edit"


def test_no_more_is_cached_than_memory_may_be_used_for() -> None:
    def of(tenths: int) -> CachedFacts:
        return CachedFacts(1, bytes(MOST_BYTES // 10 * tenths))

    facts = FactsCache()
    facts.put([("a", of(4)), ("b", of(7)), ("c", of(6))])
    assert [facts.get(each) is not None for each in "abc"] == [True, False, True]
    facts.put([("a", of(2)), ("b", of(2))])
    assert [facts.get(each) for each in "ab"] == [of(2), of(2)]
    facts.clear()
    facts.put([("b", of(10))])
    assert [facts.get(each) is not None for each in "abc"] == [False, True, False]
