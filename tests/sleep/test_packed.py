"""What is kept between parsing and resolving comes back as it was, once, and takes no memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.sleep.indexing.packed import PackedFacts
from stc_lsp.sleep.indexing.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_what_was_kept_comes_back_once_in_any_order(tmp_path: Path) -> None:
    texts = {f"m{n}.py": bytes([n]) * n * 1_000 for n in range(1, 40)}
    with PackedFacts(tmp_path) as packed:
        for path, text in texts.items():
            packed.put(path, text)
        packed.put("empty.py", b"")
        assert {path: packed.take(path) for path in sorted(texts, reverse=True)} == texts
        assert packed.take("m1.py") == packed.take("empty.py") == packed.take("never.py") == b""
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_kept_nothing_comes_back(tmp_path: Path) -> None:
    with PackedFacts(tmp_path / "gone") as packed:
        packed.put("a.py", b"facts")
        assert packed.take("a.py") == b""


def test_tasks_are_taken_a_few_ahead_of_what_is_done() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[tuple[int]]:
        for number in range(100):
            taken.append(number)
            yield (number,)

    workers = Workers(1)
    results = workers.in_turn(abs, tasks())
    assert next(results) == 0
    assert len(taken) < 20
    workers.close()
