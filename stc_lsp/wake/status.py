"""What is known: how much of a workspace, and how far it is behind what is on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.documents import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot

_FOLDERS = "directory"
"""The language of records that stand for folders, not for files."""


@dataclass(frozen=True, slots=True)
class Known:
    """How much the memory holds of one workspace."""

    revision: int
    """0 before anything was indexed."""
    files: int
    chunks: int
    skipped: int
    """Files whose contents were refused."""
    passed_over: dict[str, int] = field(default_factory=dict[str, int])
    """The same by why they were, the most first."""
    languages: dict[str, int] = field(default_factory=dict[str, int])
    """Files of each language, the most first."""
    thoughts_wanted: int = 0
    thoughts_made: int = 0
    is_partial: bool = False
    """The index is still being built, or its building broke off."""

    @property
    def is_empty(self) -> bool:
        """Nothing was indexed yet."""
        return self.files == 0


def known(snapshot: Snapshot) -> Known:
    """How much is known. Takes milliseconds."""
    counts = snapshot.counts()
    folders = counts.languages.get(_FOLDERS, 0)
    return Known(
        revision=counts.revision,
        files=counts.files - folders,
        # One chunk stands for each folder.
        chunks=counts.chunks - folders,
        skipped=counts.skipped,
        passed_over=counts.passed_over,
        languages={name: number for name, number in counts.languages.items() if name not in ("", _FOLDERS)},
        thoughts_wanted=counts.thoughts_wanted,
        thoughts_made=counts.thoughts_made,
        is_partial=snapshot.is_partial,
    )


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
