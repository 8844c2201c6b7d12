"""`stc-lsp verify`, as a person or a script runs it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_an_index_that_holds_is_said_to(known_shop: Path, run: Run) -> None:
    ended = run("verify", "--json")
    assert ended.status == 0, ended.err
    assert ended.json["holds"] is True
    assert ended.json["differing"] == []
    assert ended.json["keys"] > 0
    assert run("verify").out.splitlines()[-1] == "No differences."


def test_a_wrong_key_ends_with_status_one_and_is_mended(known_shop: Path, run: Run, data_dir: Path) -> None:
    with closing(IndexWriter.open(MemoryPaths(data_dir, known_shop))) as writer:
        wrong = next(writer.wanted())
        writer.put_wanted([Wanted(wrong.chunk_id, wrong.recipe, "0" * 32)])
    ended = run("verify", "--json")
    assert ended.status == 1
    assert [each["had"] for each in ended.json["differing"]] == ["0" * 32]
    assert run("verify").status == 0
