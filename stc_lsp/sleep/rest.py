"""Giving memory back to the system when there is nothing to do: a sleeper stays for hours."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.memory.index import IndexWriter


def give_memory_back(writer: IndexWriter) -> None:
    """Drop what the database keeps in memory, collect garbage, and return what is free. Uses the writer."""
    writer.shrink()
    gc.collect()
    if sys.platform == "linux":
        # Only the GNU library keeps so much, and only it has a name for letting go.
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
