"""`stc-lsp` as a person runs it: a process, in a folder, with a memory of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Protocol

import attrs
import pytest

from tests.running import SHOP, environment
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

MORE = '''
# --- shop/prices.py
"""Prices."""
import os


def price_of(item: str) -> int:
    """The price of one item, in cents."""
    return int(os.environ.get("SHOP_PRICE", "100")) * len(item)
# --- tests/test_till.py
from shop.till import total


def test_a_basket_costs_what_its_items_cost():
    assert total(["tea", "jam"]) == 600
# --- README.md
# Shop

Sells tea and jam.
'''
"""What a terminal also shows of: a setting that is read, a test and a document."""


@attrs.frozen
class Ran:
    """How a run of the command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: str, cwd: Path | str | None = None, **environ: str) -> Ran: ...


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small repository."""
    root = make_workspace(tmp_path, SHOP + MORE)
    (root / ".git").mkdir()
    return root


@pytest.fixture
def run(tmp_path: Path, data_dir: Path) -> Run:
    """Run `stc-lsp` to its end, by default in the workspace."""

    def run(*arguments: str, cwd: Path | str | None = None, **environ: str) -> Ran:
        ended = subprocess.run(
            [sys.executable, "-m", "stc_lsp", *arguments],
            cwd=cwd or tmp_path / "workspace",
            env=environment(data_dir, **environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def known_shop(shop: Path, run: Run) -> Path:
    """The small repository, indexed and thought about."""
    ended = run("sleep", "--json")
    assert ended.status == 0, ended.err
    return shop
