"""Vectors of chunks: made once, again when the chunk changed, gone when nobody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import numpy as np
import pytest

from stc_lsp.errors import EndpointUnavailableError
from stc_lsp.sleep.embed import embed_chunks
from stc_lsp.sleep.progress import Progress, ignore_progress
from tests.sleep.sleepers import Bench, open_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from stc_lsp.sleep.progress import OnProgress

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
    with open_bench(make_workspace(tmp_path, TEXT), tmp_path / "data") as bench:
        bench.indexer.reconcile()
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
    nearest = bench.snapshot.nearest("chunk", "letters", letters.embed([text])[0], 1)
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
    assert bench.writer.vector_digests("chunk", "old") == {}
    before = set(bench.writer.vector_digests("chunk", "new"))
    assert before
    (bench.root / "README.md").unlink()
    bench.indexer.update(["README.md"])
    embed(bench, LetterEmbeddings("new"))
    assert set(bench.writer.vector_digests("chunk", "new")) < before


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


def test_without_embeddings_nothing_is_missing(bench):
    assert embed(bench, None)
