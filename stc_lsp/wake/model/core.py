"""The code that a question is most likely about, shown whole: half a function answers no question.

What was learned says what something is for; why it does what it does stands in its lines, and mostly in those
that share no word with the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.model.shown import Piece, ShownLines, cost_of_path, piece_of
from stc_lsp.wake.model.windows import blocks_of, code_of, spoken_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.wake.hover.freshness import Present

_SHARE = 0.6
"""Of a budget, at most: what else was learned tells of the rest of the repository."""
_LEAST_SCORE = 0.3
"""Of what the best place is worth: others are not what the question is about."""
_SHORT_CLASS = 24
"""A class of so many lines is shown with its methods."""
_LEAST_ROOM = 40
"""Tokens that no function worth showing has."""


def core_of(
    order: Sequence[tuple[StoredChunk, float]], present: Present, wanted: Collection[str], budget: int
) -> list[Piece]:
    """The code of the places that score best, the best first, as much of it as a share of the budget holds.

    Of each place, runs of lines: its documentation is told by its note. Of one that is too long, those that
    have most of the wanted terms.
    """
    least = min(1.0, order[0][1]) * _LEAST_SCORE if order else 0.0
    room = budget * _SHARE
    found: list[Piece] = []
    lines = ShownLines()
    for stored, score in order:
        if score < least or room < _LEAST_ROOM:
            break
        left = room - (0 if lines.name(stored.path) else cost_of_path(stored.path))
        pieces = [each for each in _pieces(stored, present, wanted, left) if not lines.have(each)]
        if pieces:
            room = left - _cost(pieces)
            found += pieces
            lines.add(pieces)
    return found


def _cost(pieces: Sequence[Piece]) -> int:
    return sum(each.tokens + 1 for each in pieces)


def _pieces(stored: StoredChunk, present: Present, wanted: Collection[str], room: float) -> Sequence[Piece]:
    _, chunk = present.of(stored)
    source = present.text(stored.path)
    if chunk is None or source is None or is_synthetic(stored.path) or not _is_shown_whole(chunk):
        return ()

    whole = [piece_of(stored, *run) for run in code_of(source, chunk)]
    if _cost(whole) <= room:
        return whole
    kept: list[Piece] = []
    blocks = [piece_of(stored, *run) for run in blocks_of(source, chunk, wanted)]
    for each in sorted(blocks, key=lambda each: _rank(each, wanted)):
        if _cost([each]) <= room:
            kept.append(each)
            room -= _cost([each])
    return sorted(kept, key=lambda each: each.first)


def _rank(piece: Piece, wanted: Collection[str]) -> tuple[int, int]:
    return -len(spoken_in(piece.text, wanted)), piece.first


def _is_shown_whole(chunk: Chunk) -> bool:
    if chunk.kind is ChunkKind.CLASS:
        return chunk.end_line - chunk.start_line < _SHORT_CLASS
    return chunk.kind in CALLABLE
