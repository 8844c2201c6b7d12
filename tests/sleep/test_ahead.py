"""What somebody has open is worked on first, and nothing is left out or done twice for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.values import Import
from stc_lsp.sleep.indexing.ahead import Ahead
from stc_lsp.sleep.indexing.nearby import Nearby
from tests.sleep.sleepers import open_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

PATHS = st.sampled_from("abcdefgh")


@given(
    st.lists(PATHS, unique=True),
    st.integers(1, 4),
    st.lists(st.frozensets(PATHS), max_size=9),
    st.lists(PATHS, unique=True),
)
def test_everything_is_handed_out_once_what_is_open_by_then_first_and_then_what_was_hastened(
    paths: list[str], count: int, opened: list[frozenset[str]], hastened: list[str]
) -> None:
    looks = iter([*opened, *[frozenset[str]()] * 9])
    seen: list[frozenset[str]] = []

    def comes_first() -> frozenset[str]:
        seen.append(next(looks))
        return seen[-1]

    left, ahead = list(paths), Ahead(((path, path.upper()) for path in paths), count, comes_first)
    ahead.hasten(hastened[:1])
    ahead.hasten(hastened[1:])
    for step in ahead:
        first = sorted(set(left) & seen[-1])
        first += [path for path in hastened if path in left and path not in first]
        expected = [*first, *(path for path in left if path not in first)][:count]
        assert step == [path.upper() for path in expected]
        left = [path for path in left if path not in expected]
    assert not left


def test_what_was_handed_out_and_never_done_is_handed_out_again_before_the_rest() -> None:
    ahead = Ahead(((path, path) for path in "abcdefg"), 2)
    workers = iter(ahead)
    assert [next(workers) for _ in range(3)] == [["a", "b"], ["c", "d"], ["e", "f"]]
    ahead.has_done_one()
    assert [*ahead] == [["c", "d"], ["e", "f"], ["g"]]


def test_the_first_index_begins_with_what_is_open(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    for number in range(60):
        (root / f"m{number:02}.py").write_text(f"def f{number}():\n    return {number}\n")
    with open_bench(root, tmp_path / "data", **{"index.workers": "2"}) as bench:
        bench.session.workspace.planner.open_files = frozenset({"m57.py", "elsewhere.py"})
        bench.indexer.reconcile()
        ids = {path: bench.snapshot.chunk_ids(path) for path in bench.snapshot.paths() if path}
        assert len(ids) >= 60
        assert min(ids, key=lambda path: min(ids[path])) == "m57.py"


def test_the_first_index_goes_on_with_what_is_imported_by_what_is_open(tmp_path: Path) -> None:
    text = "".join(f"# --- a{number:02}.py\nx = {number}\n" for number in range(90))
    root = make_workspace(
        tmp_path,
        text
        + """
# --- shop/__init__.py
# --- shop/page.py
from shop import cart
from .prices import total as price
import json, a80

# --- shop/cart.py
from store.shelf import *

# --- shop/prices.py
# --- shop/beside.py
# --- store/shelf.py
# --- store/other.py
# --- web/app.ts
import { draw } from "./draw";

# --- web/draw.ts
export { line } from "../lines/line";

# --- lines/line.ts
# --- lines/other.ts
""",
    )
    with open_bench(root, tmp_path / "data", **{"index.workers": "1"}) as bench:
        bench.session.workspace.planner.open_files = frozenset({"shop/page.py", "web/app.ts"})
        bench.indexer.reconcile()
        ids = {path: bench.snapshot.chunk_ids(path) for path in bench.snapshot.paths() if path}
    order = sorted((path for path in ids if ids[path]), key=lambda path: min(ids[path]))
    # A dozen at a time: the first is under way before anything is known of what is open.
    assert order[:2] == ["shop/page.py", "web/app.ts"]
    assert order[12:18] == [
        *("shop/__init__.py", "shop/cart.py", "shop/prices.py", "a80.py", "shop/beside.py"),
        "web/draw.ts",
    ]
    assert order[24:26] == ["store/shelf.py", "lines/line.ts"]
    assert order.index("a79.py") < order.index("lines/other.ts") < order.index("store/other.py")


def test_what_is_opened_after_it_was_read_leads_on_by_way_of_what_is_read_to_what_is_not() -> None:
    imports = {"a.py": ["b"], "b.py": ["c", "a", "nowhere"], "other.py": ["d"]}
    paths = ["a.py", "b.py", "c.py", "d.py", "other.py"]
    ahead = Ahead(((path, path) for path in paths), 2)
    steps, opened = iter(ahead), set[str]()

    def says(path: str) -> tuple[str, list[Import]]:
        return "python", [Import(name, "", name, 0, 0, 1) for name in imports.get(path, ())]

    nearby = Nearby(paths, lambda: opened, says, ahead.__contains__)
    assert next(steps) == ["a.py", "b.py"]
    assert [nearby.after(path) for path in ("a.py", "b.py")] == [[], []], "nobody has them open"
    assert not nearby.opened()
    opened.update(("a.py", "gone.py"))
    assert nearby.opened() == ["c.py", "d.py", "other.py"], "what it imports, then what stands beside it"
    assert not nearby.opened(), "once is enough"
    assert not nearby.after("other.py"), "what that imports is on its way"
