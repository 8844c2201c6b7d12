"""A course put into words: each definition with what it is for, indented under the one that calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.wake.structural.inquiry import label
from stc_lsp.wake.structural.summaries import in_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.inquiry import Inquiry

_LIKELY = "by its name, probably "


def course_said(inquiry: Inquiry, course: Course) -> str:
    """Numbered lines down to where the way divides, then lists within lists."""
    way = [course.root]
    while len(below := course.below(way[-1].id)) == 1:
        way += below
    lines = [
        f"{number}. {_step(inquiry, course, chunk, caller)}"
        for number, (caller, chunk) in enumerate(zip([None, *way], way, strict=False), 1)
    ]
    lines += _list(inquiry, course, way[-1], "   ")
    lead = "From the outside in, each calling the next" if len(way) > 1 else "It is done here, by these calls"
    return f"{lead}:\n\n" + "\n".join(lines)


def _list(inquiry: Inquiry, course: Course, caller: StoredChunk, indent: str) -> Iterator[str]:
    for chunk in course.below(caller.id):
        yield f"{indent}- {_step(inquiry, course, chunk, caller)}"
        yield from _list(inquiry, course, chunk, f"{indent}  ")


def _step(inquiry: Inquiry, course: Course, chunk: StoredChunk, caller: StoredChunk | None) -> str:
    is_certain = caller is None or course.edges[caller.id][chunk.id].is_certain
    about = in_short(inquiry, chunk)
    name = f"{'' if is_certain else _LIKELY}{code(label(chunk))} ({inquiry.place(chunk)})"
    return f"{name}: {about}" if about else name
