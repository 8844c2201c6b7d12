"""What may break when a definition changes: in words, and as a list of who uses it, ring by ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.testing import is_test_path
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.structural.impact import impact
from stc_lsp.wake.structural.inquiry import Inquiry
from stc_lsp.wake.subjects import Subject, Subjects
from stc_lsp.wake.values import Affected, Told

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.documents import Documents

DEEPEST = 3
"""Rings that are followed: further out nearly everything is affected."""


def affected_by(snapshot: Snapshot, documents: Documents, stored: StoredChunk) -> tuple[Told, list[Affected]]:
    """What a change of a definition reaches, and everything that uses it, each once, the nearest first."""
    question = read_question(f"What breaks if I change `{stored.label}`?")
    subjects = Subjects((Subject(stored.label, (stored,)),), question.rest)
    inquiry = Inquiry(question, subjects, snapshot, Present(snapshot, documents))
    finding = impact(inquiry, stored)
    told = Told(
        finding.text if finding else f"Nothing is known to depend on `{stored.label}`.",
        finding.citations if finding else (),
        inquiry.citer.fresh,
        "Static analysis knows what a change would touch.",
    )
    return told, _rings(inquiry, stored)


def _rings(inquiry: Inquiry, stored: StoredChunk) -> list[Affected]:
    found: list[Affected] = []
    seen: set[tuple[str, str]] = set()
    for distance, uses in enumerate(inquiry.graph.users(stored, DEEPEST), 1):
        ring: list[Affected] = []
        for use in uses:
            if (use.path, use.chunk_label) not in seen:
                seen.add((use.path, use.chunk_label))
                is_test = is_test_path(use.path)
                ring.append(Affected(use.chunk_label, use.path, use.reference.line, distance, is_test))
        found += sorted(ring, key=lambda each: (each.is_test, each.path, each.line))
    return found
