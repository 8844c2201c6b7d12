"""What may break when a definition changes: who uses it, and who uses those, ring by ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.testing import is_test_path
from stc_lsp.wake.graph import CallGraph
from stc_lsp.wake.values import Affected

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

DEEPEST = 3
"""Rings that are followed: further out nearly everything is affected."""


def affected_by(snapshot: Snapshot, stored: StoredChunk) -> list[Affected]:
    """Everything that uses a definition, each once, the nearest first; tests after code in each ring."""
    rings = CallGraph(snapshot).users(stored, DEEPEST)
    found: list[Affected] = []
    seen: set[tuple[str, str]] = set()
    for distance, uses in enumerate(rings, 1):
        ring: list[Affected] = []
        for use in uses:
            if (use.path, use.chunk_label) not in seen:
                seen.add((use.path, use.chunk_label))
                ring.append(
                    Affected(
                        use.chunk_label, use.path, use.reference.line, distance, is_test_path(use.path)
                    )
                )
        found += sorted(ring, key=lambda each: (each.is_test, each.path, each.line))
    return found
