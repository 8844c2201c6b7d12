"""Giving memory back to the system when there is nothing to do: a sleeper stays for hours."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.sleep.indexing.workspace import Workspace


def give_memory_back(workspace: Workspace) -> None:
    """Drop what can be read again, collect garbage, and return what is free. Uses the writer."""
    workspace.rest()
    workspace.writer.shrink()
    loaded = sys.modules.get("stc_lsp.models.embeddings")
    if loaded is not None:
        # Vectors take more than all else, and a tenth of a second to load again.
        loaded.static_embeddings.cache_clear()
    gc.collect()
    if sys.platform == "linux":
        # Only the GNU library keeps so much, and only it has a name for letting go.
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
