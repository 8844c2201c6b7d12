"""The third rung's context: source as it is now, found by search, without anything that was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.model.learned import question_terms
from stc_lsp.wake.model.shown import Piece, PromptContext, ShownLines, cost_of_path, piece_of, show
from stc_lsp.wake.model.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.asking.question import Question
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.subjects import Subjects

_CHUNKS = 60
_WHOLE_LINES = 80
"""A function of more lines is shown in windows."""
_MOST_SHARE = 0.4
"""Of the budget, for one piece."""


def raw_context(
    question: Question, subjects: Subjects, ranking: Ranking, present: Present, budget: int
) -> PromptContext:
    """Source that may answer a question, the likeliest first, of about `budget` tokens at most."""
    chosen: list[Piece] = []
    shown = ShownLines()
    room = budget
    wanted = question_terms(question)
    for stored in _chunks(subjects, ranking):
        for piece in _pieces(stored, present, wanted):
            cost = piece.tokens + (0 if shown.name(piece.path) else cost_of_path(piece.path))
            if shown.have(piece) or cost > min(room, max(budget * _MOST_SHARE, 60)):
                continue
            shown.add([piece])
            chosen.append(piece)
            room -= cost
    return show(chosen, budget)


def _chunks(subjects: Subjects, ranking: Ranking) -> Iterator[StoredChunk]:
    seen: set[int] = set()
    named = [chunk for subject in subjects.all for chunk in subject.chunks[:3]]
    for chunk in (*named, *ranking.likeliest(_CHUNKS)):
        if chunk.id not in seen and not is_synthetic(chunk.path):
            seen.add(chunk.id)
            yield chunk


def _pieces(stored: StoredChunk, present: Present, wanted: frozenset[str]) -> Iterator[Piece]:
    """A function whole, if it is not long; of anything else the lines that speak of the question."""
    _, chunk = present.of(stored)
    source = present.text(stored.path)
    if chunk is None or source is None:
        return
    if chunk.kind in (*CALLABLE, ChunkKind.SECTION) and chunk.end_line - chunk.start_line < _WHOLE_LINES:
        rows = source.split(b"\n")[chunk.start_line - 1 : chunk.end_line]
        text = b"\n".join(rows).decode("utf-8", "replace").replace("\r", "")
        found = [(chunk.start_line, chunk.end_line, text)]
    else:
        parts = [each.chunk for each in present.snapshot.children(stored.id)]
        found = list(windows_of(source, chunk, parts, wanted))
    for first, last, text in found:
        yield piece_of(stored, first, last, text)
