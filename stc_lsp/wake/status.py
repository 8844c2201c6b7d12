"""How far what is known of a workspace is behind what is on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.documents import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot


def behind(snapshot: Snapshot, root: Path) -> int:
    """How many indexed files are gone, or not as they were indexed. Looks at each of them."""
    return sum(_differs(snapshot, root, path) for path in snapshot.paths() if not is_synthetic(path))


def _differs(snapshot: Snapshot, root: Path, path: str) -> bool:
    record = snapshot.file(path)
    try:
        found = os.lstat(root / path)
        if record is None or found.st_size != record.size:
            return True
        # Touched is not changed; and the time of a file that was young when it was read proves nothing.
        touched = found.st_mtime_ns != record.mtime_ns
        return touched and bool(record.digest) and digest_of((root / path).read_bytes()) != record.digest
    except (OSError, ValueError):
        return True
