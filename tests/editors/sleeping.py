"""What a test can know of the sleeper that its editors share."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.daemon.attach import nudge
from tests.server.editors import PATIENCE_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

_LOOK_SECONDS = 0.05


def sleeper_becomes(data_dir: Path, root: Path, state: str) -> None:
    """Wait until a workspace's sleeper is in a state."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    paths = MemoryPaths(data_dir, root)
    while (told := nudge(paths, {"do": "status"})) is None or told["state"] != state:
        assert time.monotonic() < deadline, f"waited in vain for the sleeper to be {state}: {told}"
        time.sleep(_LOOK_SECONDS)
