"""Many structural thoughts at once: what worker processes make equals what one process makes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import anyio

from stc_lsp.sleep.thinking import many as think_many
from tests.sleep.sleepers import Bench, indexed_bench, open_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from stc_lsp.memory.write.made import MadeThought

FUNCTION = """
def f{n}(item: str) -> int:
    '''Say how much {n} of it there is.'''
    return f{before}(item) or len(os.environ["F{n}"])
"""
FILES, FUNCTIONS = 26, 25
SHOWN = """
    SELECT f.path, c.qualname, x.kind, x.key, s.text, w.pending, t.items, q.ordinal, qs.question
    FROM thought_texts AS x JOIN chunks AS c ON c.id = x.chunk_id JOIN files AS f ON f.id = c.file_id
    JOIN thought_search AS s ON s.rowid = x.id JOIN thoughts.thoughts AS t ON t.key = x.key
    JOIN wanted AS w ON w.chunk_id = x.chunk_id AND w.kind = x.kind AND w.key = x.key
    LEFT JOIN questions AS q ON q.chunk_id = x.chunk_id AND x.kind = 'questions'
    LEFT JOIN question_search AS qs ON qs.rowid = q.id ORDER BY 1, 2, 3, 8"""


def repository() -> str:
    functions = "".join(FUNCTION.format(n=n, before=max(0, n - 1)) for n in range(FUNCTIONS))
    return "".join(f"# --- shop/m{n}.py\nfrom shop.m{n - 1} import f3 as f0{functions}" for n in range(FILES))


def shown(bench: Bench) -> list[tuple[object, ...]]:
    """All structural thoughts, and what they are found by."""
    return bench.writer.connection.execute(SHOWN).fetchall()


def test_what_processes_think_is_what_one_thinks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_workspace(tmp_path, repository())
    sizes: list[int] = []
    with indexed_bench(root, tmp_path / "data1") as alone:
        alone.think()
        expected = shown(alone)
    with open_bench(root, tmp_path / "data2", **{"index.workers": "2"}) as bench:
        sleeper = bench.session.sleeper
        show = sleeper.show

        def measured(made: Sequence[MadeThought]) -> None:
            sizes.append(len(made))
            show(made)

        monkeypatch.setattr(sleeper, "show", measured)
        bench.indexer.reconcile()
        assert all(map(sleeper.workspace.facts_cache.get, sleeper.workspace.records)), "facts are made twice"
        sleeper.pen = anyio.Lock()
        anyio.run(think_many.think_many, sleeper, str)
        assert shown(bench) == expected
        assert sizes
        assert max(sizes) <= 200, "a saved file waits for so many thoughts to be written"


def die(*_: object) -> Sequence[MadeThought]:
    os._exit(1)


def test_a_worker_that_dies_leaves_the_rest_to_the_sleeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_workspace(tmp_path, repository())
    monkeypatch.setattr(think_many, "think_jobs", die)
    with indexed_bench(root, tmp_path / "data", **{"index.workers": "2"}) as bench:
        bench.think()
        assert len({row[:3] for row in shown(bench)}) == bench.session.sleeper.counts.made
        assert not bench.snapshot.missing()


def test_thinking_in_processes_stops_when_told(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, repository())
    with indexed_bench(root, tmp_path / "data", **{"index.workers": "2"}) as bench:
        sleeper = bench.session.sleeper
        sleeper.pen = anyio.Lock()
        asked: list[str] = []

        def once() -> str:
            asked.append("somebody works here")
            return asked[-1] if len(asked) > 1 else ""

        anyio.run(think_many.think_many, sleeper, once)
        assert 0 < sleeper.counts.made < FILES * FUNCTIONS
