"""The places that a question may be about, what each is worth, and what belongs to the best of them.

A function is understood by what it calls and by who calls it, though neither may have a word of the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, ReferenceKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import StoredItem
    from stc_lsp.wake.subjects import Subjects

Scored = dict[int, tuple["StoredChunk", float]]
"""Chunks by id, each with what search thinks it is worth."""

_CHUNKS = 24
"""Of the ranking, looked at at least."""
_TOKENS_OF_CHUNK = 50
"""A budget has room for something of a chunk for each so many tokens."""
_SUBJECT_SCORE = 1.5
"""Of what the question names, beside a best match by words, which has 1."""
_NEAR_SCORE = 0.5
"""Of what a stored answer to a similar question is about."""
_SHARPNESS = 2
"""The power to which a chunk's score is taken: a small budget is for the few places that matter most. It is
less by 1 for a short question, of which the scores are far apart already."""
_FURTHER_FILE = 0.3
"""What is in the second file of the ranking is divided by so much more than 1, in the third by twice that."""
_LEAST_OF_FILE = 0.2
"""What is left at least of what a chunk is worth, in whatever file."""
_BEST = 3
"""Places whose calls and callers are looked at."""
_BESIDE = 0.4
"""What a callee or a caller is worth of that."""
_MOST_BESIDE = 6
"""Of each place, and each way."""
_MOST_USED = 12
"""Something called from more places tells nothing of any of them."""


def likely_places(subjects: Subjects, near: Sequence[StoredItem], ranking: Ranking, budget: int) -> Scored:
    """What may matter to a prompt of `budget` tokens, each once, with how much search thinks it does."""
    shares = {path: _share_of_file(number) for number, path in enumerate(ranking.files)}
    scored = [
        (chunk, ranking.likely[chunk.id])
        for chunk in ranking.likeliest(max(_CHUNKS, budget // _TOKENS_OF_CHUNK))
    ]
    scored += [(each.chunk, _NEAR_SCORE) for each in near]
    sharpness = _SHARPNESS - ranking.brevity
    worth = {chunk.id: (chunk, _SUBJECT_SCORE**sharpness) for chunk in _named(subjects)}
    for chunk, score in scored:
        share = shares.get(chunk.path, _LEAST_OF_FILE)
        worth.setdefault(chunk.id, (chunk, score**sharpness * share))
    return worth


def add_beside(places: Scored, snapshot: Snapshot) -> dict[int, set[int]]:
    """Add what the best places call, and who calls them; returns the lines of those calls by the caller's id.

    Lines are as indexed.
    """
    lines: dict[int, set[int]] = {}
    for stored, score in in_order(places)[:_BEST]:
        if stored.chunk.kind not in CALLABLE:
            continue
        for called in _called(stored, snapshot):
            _raise(places, called, score * _BESIDE)
        for caller, line in _calling(stored, snapshot):
            _raise(places, caller, score * _BESIDE)
            lines.setdefault(caller.id, set()).add(line)
    return lines


def in_order(places: Scored) -> list[tuple[StoredChunk, float]]:
    """The places, the most worth first."""
    return sorted(places.values(), key=lambda each: (-each[1], each[0].path, each[0].chunk.start_byte))


def _raise(places: Scored, stored: StoredChunk, score: float) -> None:
    known = places.get(stored.id)
    if known is None or known[1] < score:
        places[stored.id] = (stored, score)


def _called(stored: StoredChunk, snapshot: Snapshot) -> list[StoredChunk]:
    calls = snapshot.references_in(stored.id, (ReferenceKind.CALL,))
    ids = dict.fromkeys(each.target_id for each in calls if each.target_id is not None)
    found: list[StoredChunk] = []
    for id_ in ids:
        if len(found) == _MOST_BESIDE:
            break
        called = snapshot.chunk_by_id(id_)
        if called is None or called.chunk.kind not in CALLABLE or is_synthetic(called.path):
            continue
        if id_ != stored.id and snapshot.count_uses(id_) <= _MOST_USED:
            found.append(called)
    return found


def _calling(stored: StoredChunk, snapshot: Snapshot) -> list[tuple[StoredChunk, int]]:
    """Callers in code, with the line of the call; none if there are many."""
    if snapshot.count_uses(stored.id) > _MOST_USED:
        return []
    found: list[tuple[StoredChunk, int]] = []
    for use in snapshot.callers(stored.id):
        caller = snapshot.chunk_by_id(use.chunk_id)
        if caller is not None and caller.id != stored.id and kind_of(caller.path) is FileKind.CODE:
            found.append((caller, use.reference.line))
    return found[:_MOST_BESIDE]


def _named(subjects: Subjects) -> Iterator[StoredChunk]:
    return (chunk for subject in subjects.all for chunk in subject.chunks[:3])


def _share_of_file(number: int) -> float:
    """What is left of what a chunk is worth that stands in the file of that number in the ranking, from 0."""
    return max(_LEAST_OF_FILE, 1 / (1 + _FURTHER_FILE * number))
