"""Python's search for garbage, which holds up every thread for as long as it looks."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


@contextlib.contextmanager
def not_collecting() -> Generator[None]:
    """Look for no garbage meanwhile: that takes as long as all else when a file is saved."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
