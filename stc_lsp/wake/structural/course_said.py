"""Courses put into words: each definition with what it is for, indented under the one that calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import codes
from stc_lsp.wake.structural.inquiry import label
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
    beside: list[str] = []
    meant: list[str] = []
    for each in others:
        if teller.is_news(each):
            meant.append(teller.said(each))
        else:
            beside.append(f"- {teller.beside(each)}")
    told += ["What may be meant too:", *meant] if meant else []
    told += ["\n".join(["Beside it:", *beside])] if beside else []
    is_guessed = any(not edge.is_certain for each in courses for edge in each.all_edges())
    return "\n\n".join([*told, *([_NOTE] if is_guessed else [])])


def _is_way(course: Course) -> bool:
    return len(course.below(course.root.id)) == 1


class _Teller:
    """Tells courses, and what each definition is for where it comes up first."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._told: set[int] = set()

    def is_news(self, course: Course) -> bool:
        """Whether it tells more than who else calls what is told already."""
        return len(course.chunks.keys() - self._told) > 1

    def beside(self, course: Course) -> str:
        """Its root, with what it calls of what is told."""
        told = self.told(course.root)
        callees = codes([label(each) for each in course.below(course.root.id)])
        calls = "calls" if all(each.is_certain for each in course.all_edges()) else f"{_LIKELY}calls"
        return f"{told.rstrip('.')}. It {calls} {callees}." if callees else told

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
