"""What somebody has open is worked on first, and nothing is left out or done twice for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.sleep.indexing.ahead import Ahead
from tests.sleep.sleepers import open_bench

if TYPE_CHECKING:
    from pathlib import Path

PATHS = st.sampled_from("abcdefgh")


@given(st.lists(PATHS, unique=True), st.integers(1, 4), st.lists(st.frozensets(PATHS), max_size=9))
def test_everything_is_handed_out_once_and_what_is_open_by_then_comes_next(
    paths: list[str], count: int, opened: list[frozenset[str]]
) -> None:
    looks = iter([*opened, *[frozenset[str]()] * 9])
    seen: list[frozenset[str]] = []

    def comes_first() -> frozenset[str]:
        seen.append(next(looks))
        return seen[-1]

    left, ahead = list(paths), Ahead(((path, path.upper()) for path in paths), count, comes_first)
    for step in ahead:
        first = sorted(set(left) & seen[-1])
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
