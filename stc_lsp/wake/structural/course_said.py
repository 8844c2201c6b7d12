"""Courses put into words: each definition with what it is for, indented under the one that calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.structural.summaries import in_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.inquiry import Inquiry

_LIKELY = "probably "
_NOTE = "“Probably” stands where only the names in the code tell what is called."


def courses_said(inquiry: Inquiry, courses: Sequence[Course]) -> str:
    """One after the other, the best first; what was told is not explained again."""
    teller = _Teller(inquiry)
    first, *others = courses
    lead = (
        "From the outside in, each calling the next" if _is_way(first) else "It is done here, by these calls"
    )
    told = [f"{lead}:\n\n{teller.said(first)}"]
    told += [f"What may be meant too:\n\n{teller.said(each)}" for each in others if len(each.chunks) > 1]
    lone = [f"- {teller.told(each.root)}" for each in others if len(each.chunks) == 1]
    if lone:
        told.append("\n".join(["Beside it:", *lone]))
    is_guessed = any(not edge.is_certain for each in courses for edge in each.all_edges())
    return "\n\n".join([*told, *([_NOTE] if is_guessed else [])])


def _is_way(course: Course) -> bool:
    return len(course.below(course.root.id)) == 1


class _Teller:
    """Tells courses, and what each definition is for where it comes up first."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._told: set[int] = set()

    def said(self, course: Course) -> str:
        """Numbered lines down to where the way divides, then lists within lists."""
        way = [course.root]
        while len(below := course.below(way[-1].id)) == 1:
            way += below
        lines = [
            f"{number}. {self._step(course, chunk, caller)}"
            for number, (caller, chunk) in enumerate(zip([None, *way], way, strict=False), 1)
        ]
        return "\n".join([*lines, *self._list(course, way[-1], "   ")])

    def _list(self, course: Course, caller: StoredChunk, indent: str) -> Iterator[str]:
        for chunk in course.below(caller.id):
            yield f"{indent}- {self._step(course, chunk, caller)}"
            yield from self._list(course, chunk, f"{indent}  ")

    def _step(self, course: Course, chunk: StoredChunk, caller: StoredChunk | None) -> str:
        is_certain = caller is None or course.edges[caller.id][chunk.id].is_certain
        return f"{'' if is_certain else _LIKELY}{self.told(chunk)}"

    def told(self, chunk: StoredChunk) -> str:
        """A definition with its place, and where it comes up first what it is for."""
        about = in_short(self._inquiry, chunk) if chunk.id not in self._told else ""
        self._told.add(chunk.id)
        return self._inquiry.placed(chunk, about)
