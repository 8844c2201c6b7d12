"""Courses put into words: what happens, call by call.

What is told is what stands in the code: who calls whom, on which line, inside of which condition. What its
authors say of it is quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import code, joined, listed, quoted, sentence
from stc_lsp.code.inert import code_span
from stc_lsp.code.parse.circumstances import Kind
from stc_lsp.memory.values import StoredChunk, ThoughtKind
from stc_lsp.wake.structural.course_steps import Step, steps_of, way_of
from stc_lsp.wake.structural.inquiry import Inquiry, label
from stc_lsp.wake.structural.returned import returned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.sites import Site, Sites

_LIKELY = "probably "
_NOTE = "“probably” where only names tell what is called"
_AROUND, _NEAREST = "The calls around it, in order", "What comes nearest, by names and calls"
_MOST_STEPS, _LEAST_STEPS = 7, 4
"""Lines of calls, and how few are left where there is little room."""
_AROUND_STEPS = 2
"""Lines: what leads to them, and the blank one after them."""
_BESIDE = 2
"""Lines of what else is likely."""
_MOST_LIKELY, _MOST_BESIDE = 8, 6
"""Of what else is likely: what is cited, and what is named."""
_LONGEST_OF_STEP, _LONGEST_ASIDE = 240, 140
"""Characters that are quoted of a step, and of what is aside."""
_MOST_AROUND = 2
"""Of what stands around a call, the innermost."""
_MOST_RETURNED = 2
_LIST_BEGINS = re.compile(r"(?<=:)\s+(?:1[.)]|[*-])$")
"""What a sentence ends with whose list follows in lines of its own."""


class CourseSaid(NamedTuple):
    """Courses in words."""

    lead: str
    steps: Sequence[str]
    """A line for each call, in order."""
    beside: str
    """What else is likely, in one line; "" if nothing is."""
    chunks: Sequence[StoredChunk]
    """The definitions of all the calls, and what else is likely."""

    def said(self) -> str:
        """They, as one text."""
        lead = f"{self.lead} ({_NOTE}):" if any(_LIKELY in line for line in self.steps) else f"{self.lead}:"
        return "\n".join([lead, *self.steps, *([f"\n{self.beside}"] if self.beside else [])])


class CourseTeller(NamedTuple):
    """Puts courses into words, as many as there is room for."""

    inquiry: Inquiry
    courses: Sequence[Course]
    """The best first: that is told call by call."""
    sites: Sites
    known: Sequence[StoredChunk]
    """Those whose documentation is told already."""
    is_vague: bool
    """They have little of the question: what else is likely is likely nothing."""

    def within(self, lines: int) -> CourseSaid:
        """The likeliest calls that so many lines hold, but some at least, and what else is likely."""
        return self.told(max(_LEAST_STEPS, lines - _AROUND_STEPS - _BESIDE))

    def told(self, most: int = _MOST_STEPS) -> CourseSaid:
        """The best in the order in which it happens, a line for each call, and what else is likely."""
        first = self.courses[0]
        steps = _likeliest(first, steps_of(first), min(most, _MOST_STEPS))
        told = {each.id: each for step in steps for each in (step.chunk, *step.others)}
        lines = _Teller(self.inquiry, self.sites, self.known).in_order(first, steps)
        left = [(each.chance(id_), id_, chunk) for each in self.courses for id_, chunk in each.chunks.items()]
        beside = {
            id_: chunk
            for _, id_, chunk in sorted(left, key=lambda each: each[:2], reverse=True)
            if id_ not in told
        }
        likeliest = list(beside.values())[:_MOST_LIKELY]
        near = likeliest[:_MOST_BESIDE] if not self.is_vague else []
        named = listed([self.inquiry.placed(each) for each in near], _MOST_BESIDE)
        said = f"Beside it: {named}." if named else ""
        lead = _NEAREST if self.is_vague else _AROUND
        return CourseSaid(lead, lines, said, [*told.values(), *likeliest])


def _likeliest(course: Course, steps: Sequence[Step], most: int) -> Sequence[Step]:
    """All of a few steps; of more those that are likeliest to be told, with what leads to them."""
    kept = [*steps]
    while len(kept) > most:
        leading = {step.caller.id for step in kept if step.caller is not None}
        ends = [step for step in kept if step.chunk.id not in leading]
        kept.remove(min(ends, key=lambda step: course.odds[step.chunk.id]))
    return kept


class _Teller:
    """Tells a course, and what each definition is for where it comes up first."""

    def __init__(self, inquiry: Inquiry, sites: Sites, known: Iterable[StoredChunk]) -> None:
        self._inquiry = inquiry
        self._sites = sites
        self._told = {each.id for each in known}
        self._calls: set[tuple[int, int]] = set()

    def in_order(self, course: Course, steps: Sequence[Step]) -> list[str]:
        """Numbered what is on the way and after it, below each what it does before."""
        lines: list[str] = []
        number = 0
        end = way_of(course)[-1]
        before: StoredChunk | None = None
        for step in steps:
            number += not step.depth
            mark = f"{'  ' * step.depth} -" if step.depth else f"{number}."
            who = step.caller if step.caller is not before and not step.depth else None
            returns = self._returned(step.chunk) if step.chunk is end and not course.below(end.id) else ""
            lines.append(joined(f"{mark} {self._said_of(course, step, who)}", returns))
            before = before if step.depth else step.chunk
        return lines

    def _said_of(self, course: Course, step: Step, caller: StoredChunk | None) -> str:
        """What is run, where it is called, what it is for, and what may be run instead."""
        site = self._site(course, step.caller, step.chunk)
        told = f"{_likely(course, step.caller, step.chunk)}{self._inquiry.placed(step.chunk)}"
        if site is not None and self._is_told_of(course, step):
            told = f"{told}, which the same call may run"
        elif site is not None:
            path = step.caller.path if step.caller is not None else ""
            who = f" by {code(label(caller))}" if caller is not None else ""
            told = f"{told}, {called_said(site, path, step.chunk.path, who)}"
        about = self._about(step.chunk, _LONGEST_ASIDE if step.depth else _LONGEST_OF_STEP)
        comment = (
            f"The comment there: {quoted(site.comment, _LONGEST_ASIDE)}" if site and site.comment else ""
        )
        return joined(f"{told}: {about}" if about else f"{told}.", comment, self._or_else(course, step))

    def _or_else(self, course: Course, step: Step) -> str:
        """As in "Or probably `B.send` (`b.py:7`)."."""
        self._told.update(each.id for each in step.others)
        named = [f"{_likely(course, step.caller, each)}{self._inquiry.placed(each)}" for each in step.others]
        return f"Or {' or '.join(named)}." if named else ""

    def _returned(self, chunk: StoredChunk) -> str:
        found = [each for each in returned(self._inquiry.present, chunk) if each.expression]
        parts = [f"{code_span(each.expression)} at line {each.line}" for each in found]
        return f"It returns {listed(parts)}." if 0 < len(parts) <= _MOST_RETURNED else ""

    def _site(self, course: Course, caller: StoredChunk | None, callee: StoredChunk) -> Site | None:
        if caller is None:
            return None
        return self._sites.of(caller, course.edges[caller.id][callee.id].place)

    def _is_told_of(self, course: Course, step: Step) -> bool:
        """Whether the same call is told of already: it may run several."""
        if step.caller is None:
            return False
        call = step.caller.id, course.edges[step.caller.id][step.chunk.id].place
        is_told = call in self._calls
        self._calls.add(call)
        return is_told

    def _about(self, chunk: StoredChunk, most: int) -> str:
        """What it is for, where it comes up first: as a model says, or quoted, as its author does."""
        if chunk.id in self._told:
            return ""
        self._told.add(chunk.id)
        thought = self._inquiry.snapshot.thought(chunk.id, ThoughtKind.SUMMARY)
        if thought is not None and thought.items and not thought.is_structural:
            return first_sentence(thought.items[0].text)
        said = _LIST_BEGINS.sub(" …", sentence(first_sentence(chunk.chunk.documentation), chunk.chunk.name))
        return quoted(said, most) if said else ""


def _likely(course: Course, caller: StoredChunk | None, callee: StoredChunk) -> str:
    return "" if caller is None or course.edges[caller.id][callee.id].is_certain else _LIKELY


def called_said(site: Site, caller_path: str, path: str, who: str = "") -> str:
    """As in "called by `f` at line 7 inside `if x`"; of what is only handed on also the line.

    `caller_path` and `path`: the files of who calls, and of what is called.
    """
    line = f"line {site.line}" if caller_path == path else code(f"{caller_path}:{site.line}")
    around = f" {inside}" if (inside := around_said(site)) else ""
    text = "" if site.is_call else f" as {code_span(site.text)}"
    return f"{'called' if site.is_call else 'named'}{who} at {line}{around}{text}"


def around_said(site: Site) -> str:
    """As in "inside `for each in found` and the other branch of `if x`"."""
    around = site.circumstances.around[-_MOST_AROUND:]
    parts = ["a function within it"] if site.circumstances.is_within else []
    parts += [
        f"{'the other branch of ' if each.kind is Kind.OTHERWISE else ''}{code_span(each.header)}"
        for each in around
    ]
    return f"inside {listed(parts)}" if parts else ""
