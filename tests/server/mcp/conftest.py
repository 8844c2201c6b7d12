"""What the tests of the Model Context Protocol share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    data = tmp_path_factory.mktemp("data")
    return {**os.environ, "STC_DATA_DIR": str(data), "PYTHONPATH": str(SOURCE)}
