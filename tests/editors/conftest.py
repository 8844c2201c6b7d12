"""What the tests of editors share: a repository that is known, and a newcomer's machine."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editors.programs import FLASK
from tests.running import SHOP, SOURCE
from tests.server.editors import sleepers_end
from tests.sleep.sleepers import indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def unread_shop(tmp_path: Path, data_dir: Path) -> Iterator[Path]:
    """A small repository that nobody has read yet; its sleeper ends with the test."""
    root = make_workspace(tmp_path, SHOP)
    (root / ".git").mkdir()
    with sleepers_end(data_dir, root):
        yield root


@pytest.fixture
def shop(unread_shop: Path, data_dir: Path) -> Path:
    """The same repository, indexed and thought about."""
    with indexed_bench(unread_shop, data_dir) as bench:
        bench.think()
    return unread_shop


@pytest.fixture
def home(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has installed stc-lsp, and nothing else."""
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    server = bin_dir / "stc-lsp"
    server.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m stc_lsp "$@"\n', "utf-8")
    server.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_dir}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    monkeypatch.setenv("STC_DATA_DIR", str(data_dir))
    for folder in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{folder}_HOME")
    return Path(os.environ["HOME"])


@pytest.fixture
def flask(tmp_path: Path, data_dir: Path) -> Iterator[Path]:
    """Flask's source, indexed and thought about; its sleeper ends with the test."""
    root = tmp_path / "flask"
    shutil.copytree(FLASK, root)
    (root / ".git").mkdir()
    with indexed_bench(root, data_dir) as bench:
        bench.think()
    with sleepers_end(data_dir, root):
        yield root
