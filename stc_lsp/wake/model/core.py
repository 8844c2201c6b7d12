"""The code that a question is most likely about, shown whole: half a function answers no question.

What was learned says what something is for; why it does what it does stands in its lines, and mostly in those
that share no word with the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import is_synthetic
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.model.shown import Piece
from stc_lsp.wake.model.windows import blocks_of, code_of, spoken_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.code.values import Chunk
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_SHARE = 0.6
"""Of a budget, at most: what else was learned tells of the rest of the repository."""
_LEAST_SCORE = 0.3
"""Of what the best place is worth: others are not what the question is about."""
_SHORT_CLASS = 24
"""A class of so many lines is shown with its methods."""
_LEAST_ROOM = 40
"""Tokens that no function worth showing has."""
_PATH_MARK = 2
"""Tokens around the path of a file."""


def core_of(
    order: Sequence[tuple[StoredChunk, float]], present: Present, wanted: Collection[str], budget: int
) -> list[list[Piece]]:
    """The code of the places that score best, the best first, as much of it as a share of the budget holds.

    Of each place, runs of lines: its documentation is told by its note. Of one that is too long, those that
    have most of the wanted terms.
    """
    least = min(1.0, order[0][1]) * _LEAST_SCORE if order else 0.0
    room = budget * _SHARE
    found: list[list[Piece]] = []
    lines: dict[str, set[int]] = {}
    for stored, score in order:
        if score < least or room < _LEAST_ROOM:
            break
        known = lines.get(stored.path, set())
        left = room - (0 if known else mean_tokens(stored.path) + _PATH_MARK)
        pieces = [
            each
            for each in _pieces(stored, present, wanted, left)
            if not known.issuperset(range(each.first, each.last + 1))
        ]
        if not pieces:
            continue
        room = left - _cost(pieces)
        found.append(pieces)
        for each in pieces:
            lines.setdefault(stored.path, set()).update(range(each.first, each.last + 1))
    return found


def _cost(pieces: Sequence[Piece]) -> float:
    return sum(mean_tokens(each.written) + 1 for each in pieces)


def _pieces(stored: StoredChunk, present: Present, wanted: Collection[str], room: float) -> Sequence[Piece]:
    _, chunk = present.of(stored)
    source = present.text(stored.path)
    if chunk is None or source is None or is_synthetic(stored.path) or not _is_shown_whole(chunk):
        return ()

    whole = _made(stored, code_of(source, chunk))
    if _cost(whole) <= room:
        return whole
    kept: list[Piece] = []
    blocks = _made(stored, blocks_of(source, chunk, wanted))
    for each in sorted(blocks, key=lambda each: _rank(each, wanted)):
        cost = _cost([each])
        if cost <= room:
            kept.append(each)
            room -= cost
    return sorted(kept, key=lambda each: each.first)


def _made(stored: StoredChunk, runs: Sequence[tuple[int, int, str]]) -> list[Piece]:
    return [
        Piece(stored.path, first, last, text, False, stored.id, stored.label, stored.parent_id)
        for first, last, text in runs
    ]


def _rank(piece: Piece, wanted: Collection[str]) -> tuple[int, int]:
    return -len(spoken_in(piece.text, wanted)), piece.first


def _is_shown_whole(chunk: Chunk) -> bool:
    if chunk.kind is ChunkKind.CLASS:
        return chunk.end_line - chunk.start_line < _SHORT_CLASS
    return chunk.kind in CALLABLE
