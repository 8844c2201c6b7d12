"""Vectors of chunks: made once, again when the chunk changed, gone when nobody asks for them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import anyio
import numpy as np
import pytest

from stc_lsp.config import load
from stc_lsp.errors import EndpointUnavailableError
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.sleep.progress import Progress, ignore_progress
from stc_lsp.sleep.run import sleep_until_done
from tests.fault_endpoint import FaultEndpoint
from tests.memory.builders import vector_digests
from tests.sleep.sleepers import Bench, indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from stc_lsp.sleep.progress import OnProgress
    from tests.fault_endpoint import Exchange

TEXT = '''
# --- shop/prices.py
"""What things cost."""


def price(item: str) -> int:
    """The price of an item."""
    return len(item)


def discount(item: str) -> int:
    return 0
# --- README.md
# A shop

It sells tea.
'''


class LetterEmbeddings:
    """Counts letters, and remembers what it was given."""

    at_once = 256
    is_model = False

    def __init__(self, name: str = "letters") -> None:
        self.name = name
        self.given: list[str] = []
        self.fails = False

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.fails:
            raise EndpointUnavailableError("It is down.")
        self.given += texts
        counts = [[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
        return np.array(counts, dtype=np.float32)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with indexed_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as bench:
        yield bench


def embed(
    bench: Bench,
    embeddings: LetterEmbeddings | None,
    stop: str = "",
    on_progress: OnProgress = ignore_progress,
) -> bool:
    sleeper = bench.session.sleeper
    sleeper.pen = anyio.Lock()

    async def run() -> bool:
        return await embed_chunks(sleeper, lambda: embeddings, lambda: stop, on_progress)

    return anyio.run(run)


def test_each_chunk_gets_a_vector_of_its_own_words(bench):
    letters = LetterEmbeddings()
    assert embed(bench, letters)
    chunk = bench.snapshot.chunk("shop/prices.py", "price")
    text = next(text for text in letters.given if "price of an item" in text)
    nearest = bench.snapshot.nearest("letters", letters.embed([text])[0], 1)
    assert nearest == [(chunk.id, pytest.approx(1.0, abs=0.01))]
    module = next(text for text in letters.given if "what things cost" in text)
    assert "discount" not in module


def test_nothing_is_embedded_twice_and_what_changed_is_embedded_again(bench):
    letters = LetterEmbeddings()
    embed(bench, letters)
    letters.given.clear()
    assert embed(bench, letters)
    assert letters.given == []
    bench.write(TEXT.replace("return 0", "return 1").replace("What things", "What all things"))
    bench.indexer.update(["shop/prices.py"])
    assert embed(bench, letters)
    assert [text.split()[:4] for text in letters.given] == [
        ["shop", "prices", "py", "module"],
        ["shop", "prices", "py", "function"],
    ]


def test_vectors_of_another_model_and_of_chunks_that_are_gone_are_dropped(bench):
    embed(bench, LetterEmbeddings("old"))
    embed(bench, LetterEmbeddings("new"))
    assert vector_digests(bench.writer, "old") == {}
    before = set(vector_digests(bench.writer, "new"))
    assert before
    (bench.root / "README.md").unlink()
    bench.indexer.update(["README.md"])
    embed(bench, LetterEmbeddings("new"))
    assert set(vector_digests(bench.writer, "new")) < before


def test_a_file_that_changed_since_it_was_indexed_waits(bench):
    letters = LetterEmbeddings()
    bench.write("# --- README.md\n# A tea shop\n")
    assert embed(bench, letters)
    assert not any("tea" in text for text in letters.given)
    bench.indexer.update(["README.md"])
    assert embed(bench, letters)
    assert any("tea" in text for text in letters.given)


def test_progress_is_told_in_chunks(bench):
    told: list[Progress] = []
    bench.write("# --- README.md\n# A tea shop\n")
    assert embed(bench, LetterEmbeddings(), on_progress=told.append)
    left_out = len(bench.snapshot.chunks("README.md"))
    assert left_out > 1
    assert [each.total - each.done for each in told] == [left_out]


def test_a_reason_to_stop_or_a_failure_leaves_the_rest_for_later(bench):
    letters = LetterEmbeddings()
    assert not embed(bench, letters, stop="on battery")
    letters.fails = True
    assert not embed(bench, letters)
    assert "It is down." in bench.session.sleeper.last_failure.what
    letters.fails = False
    assert embed(bench, letters)


def test_whoever_comes_meanwhile_waits_for_no_more_than_is_made_at_once(bench):
    letters = LetterEmbeddings()
    letters.at_once = 2
    sleeper = bench.session.sleeper
    sleeper.pen = anyio.Lock()

    async def run() -> bool:
        return await embed_chunks(
            sleeper, lambda: letters, lambda: "somebody is here" if letters.given else ""
        )

    assert not anyio.run(run)
    assert len(letters.given) == 2
    assert len(vector_digests(bench.writer, "letters")) == 2


def test_vectors_of_an_endpoint_leave_the_budget_of_thinking_alone(tmp_path):
    def counts_letters(exchange: Exchange) -> None:
        rows = [[float(text.count(letter)) for letter in "aeiou"] for text in exchange.body["input"]]
        exchange.send_json({"data": [{"index": n, "embedding": row} for n, row in enumerate(rows)]})

    root = make_workspace(tmp_path, TEXT)
    with FaultEndpoint([counts_letters]) as server:
        chosen = {"kind": "endpoint", "base_url": server.base_url, "name": "letters"}
        overrides = {f"embeddings.{name}": value for name, value in chosen.items()}
        overrides |= {"data_dir": str(tmp_path / "data"), "budget.asleep.tokens_per_day": "0"}
        settings = load(None, environ={}, overrides=overrides)
        sleep_until_done(root, settings)
    paths = MemoryPaths(settings.data_dir, root)
    with closing(Ledger.open(paths)) as ledger:
        assert [total.label for total in ledger.totals("phase")] == ["embedding"]
    with closing(Memory.open(paths)) as memory, memory.snapshot() as snapshot:
        chunk = snapshot.chunk("shop/prices.py", "price")
        assert chunk is not None
        found = snapshot.nearest("endpoint:letters:whole", [1, 1, 1, 1, 1], 99)
        assert chunk.id in {id_ for id_, _ in found}


def test_without_embeddings_nothing_is_missing(bench):
    assert embed(bench, None)
