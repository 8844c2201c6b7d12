"""A file can be put into the index as often as it changes, whatever names it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sleep.sleepers import indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "settings.py": 'import os\n\nx = os.environ["A-B"]\ny = app.config["C-D"]\n',
    "run.sh": "git-foo --bar\n",
}


@pytest.mark.parametrize("path", TEXTS)
def test_a_file_whose_names_are_no_identifiers_can_change(tmp_path: Path, path: str) -> None:
    root = make_workspace(tmp_path, f"# --- {path}\n{TEXTS[path]}")
    with indexed_bench(root, tmp_path / "data") as bench:
        for count in range(2):
            (root / path).write_text(TEXTS[path] * (count + 2))
            assert bench.indexer.update([path]).parsed == 1
