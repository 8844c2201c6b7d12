"""What the servers' tests share: a small repository, known or not, and a data folder of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import SHOP
from tests.sleep.sleepers import indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def anyio_backend() -> str:
    """The loop that the client library needs."""
    return "asyncio"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small repository that nothing is known of."""
    return make_workspace(tmp_path, SHOP)


@pytest.fixture
def known_shop(shop: Path, data_dir: Path) -> Path:
    """The same, indexed and thought about."""
    with indexed_bench(shop, data_dir) as bench:
        bench.think()
    return shop
