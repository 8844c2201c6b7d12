"""What several names of a question mean together: `run` in `cli.py`, or `run` and `stop`."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import code, listed
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.members import inherited
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, Scope, label
from stc_lsp.wake.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_WITHIN_FILES = (Intent.CALLERS, Intent.SUBCLASSES, Intent.TESTS)
"""What can be asked of one thing within another's file: the file says where the answers stand."""
_WORD = re.compile(r"\w+")
_ANDS = (["and"], ["or"], ["as", "well", "as"])
_MOST_CITED = 4


def scoped(inquiry: Inquiry) -> tuple[Inquiry, Sequence[Subject]] | None:
    """What is asked about, and where: `run` in `cli.py`, or `run` and `stop`; None if that is not clear."""
    subjects = inquiry.subjects.all
    if len(subjects) < 2:
        return (inquiry, subjects) if subjects else None
    first, *others = subjects
    if len(others) == 1 and others[0].chunks:
        place = others[0].chunks[0]
        within = _within(first, place, inquiry.snapshot)
        if within is not None:
            return inquiry, (within,)
        if place.chunk.kind is ChunkKind.MODULE and inquiry.question.intent in _WITHIN_FILES:
            scope = Scope(place.path, inquiry.scope.tests)
            within_file = Inquiry(
                inquiry.question, inquiry.subjects, inquiry.snapshot, inquiry.present, scope
            )
            return within_file, (first,)
    return (inquiry, subjects) if _are_listed(inquiry.question) else None


def defined_elsewhere(inquiry: Inquiry) -> Finding | None:
    """For `run` of a file that has no `run`: that it has none, and where there is one."""
    if len(inquiry.subjects.all) != 2 or inquiry.question.intent in _WITHIN_FILES:
        return None
    subject, other = inquiry.subjects.all
    place = other.chunks[0] if len(other.chunks) == 1 else None
    if place is None or place.chunk.kind is not ChunkKind.MODULE or not subject.chunks:
        return None
    if subject.chunks[0].chunk.kind is ChunkKind.MODULE or _within(subject, place, inquiry.snapshot):
        return None
    shown = [f"{code(label(each))} in {inquiry.place(each)}" for each in subject.chunks]
    text = (
        f"Nothing called {code(subject.name)} is defined in {code(place.path)}. There is {listed(shown, 4)}."
    )
    return Finding(text, tuple(inquiry.cite(*subject.chunks[:_MOST_CITED])))


def _within(subject: Subject, place: StoredChunk, snapshot: Snapshot) -> Subject | None:
    """What a name means in one file or class."""
    if place.chunk.kind is ChunkKind.MODULE:
        found = [each for each in snapshot.named(subject.name) if each.path == place.path]
    elif place.chunk.kind is ChunkKind.CLASS:
        found = snapshot.named(f"{place.chunk.qualname}.{subject.name}", 5)
        found = [each for each in found if each.path == place.path]
        found = found or inherited(f"{place.chunk.qualname}.{subject.name}", snapshot)
    else:
        found = []
    return Subject(subject.name, tuple(found)) if found else None


def _are_listed(question: Question) -> bool:
    """Whether nothing but commas and the like stands between the names."""
    text = question.text
    ends: list[tuple[int, int]] = []
    for name in question.names:
        start = text.find(name)
        ends.append((start, start + len(name)))
    pairs = itertools.pairwise(ends)
    return all(0 <= one[1] <= other[0] and _only_lists(text[one[1] : other[0]]) for one, other in pairs)


def _only_lists(between: str) -> bool:
    """Whether a text says no more than "and"."""
    words = _WORD.findall(between.lower())
    return words in _ANDS if words else "," in between or "&" in between
