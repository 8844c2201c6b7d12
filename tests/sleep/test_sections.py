"""Documents: each section is thought about for itself, and what holds it is told what is thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.sleep.thinkers.model import ModelThinker
from tests.sleep.sleepers import open_bench
from tests.steady_model import SteadyEndpoint, SteadyModel
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = """# Guide

How to read it.

## Lending

Who lends a book signs for it.

It is due in a month.

## Paying

Who is late pays a fee.

It is small.
"""


@pytest.mark.parametrize(
    ("old", "new", "calls"),
    [
        # Itself alone; with the title's section, the file and the repository; without what it holds; nothing.
        ("lends a book signs", "signs lends a book", 1),
        ("lends a book", "lends a map", 4),
        ("How to read it.", "How to use it.", 3),
        ("It is small.", "It is small.\n\n\n", 0),
    ],
    ids=["a section says the same", "a section says something else", "what stands above", "layout"],
)
def test_a_change_is_told_upwards_only_where_it_changes_what_is_thought(
    tmp_path: Path, old: str, new: str, calls: int
) -> None:
    root = make_workspace(tmp_path, f"# --- guide.md\n{GUIDE}")
    overrides = {"sleep.least_return": "0", "sleep.questions_per_chunk": "0"}
    with open_bench(root, tmp_path / "data", **overrides) as bench:
        endpoint = SteadyEndpoint(SteadyModel())
        sleeper = bench.session.sleeper
        sleeper.use(ModelThinker(endpoint, questions=0))

        async def think() -> int:
            sleeper.pen = anyio.Lock()
            before = endpoint.calls
            await sleeper.indexed(await sleeper.write(bench.indexer.reconcile))
            assert await sleeper.think_structurally()
            assert await sleeper.think_with_model() == "done"
            return endpoint.calls - before

        assert anyio.run(think) == 5
        (root / "guide.md").write_text(GUIDE.replace(old, new), "utf-8")
        assert anyio.run(think) == calls
