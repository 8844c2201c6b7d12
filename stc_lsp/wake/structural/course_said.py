"""Courses put into words: a sentence that says the way, then what happens step by step.

What is told is what stands in the code: who calls whom, on which line, inside of which condition. What its
authors say of it is quoted.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import code, joined, listed, quoted, sentence
from stc_lsp.code.inert import code_span
from stc_lsp.code.parse.circumstances import Kind
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.wake.structural.course_steps import nested_steps, steps_of, way_of
from stc_lsp.wake.structural.inquiry import label
from stc_lsp.wake.structural.returned import returned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.course_steps import Step
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.sites import Site, Sites

_LIKELY = "probably "
_NOTE = "“Probably” stands where only the names in the code tell what is called."
_LEAD = "As far as names and calls tell"
_IN_A_SENTENCE = 4
"""Definitions of a way that is said in one sentence."""
_IN_A_LINE = 3
"""Definitions of another course that are told in a line."""
_LAST_CALLS = 4
"""Named, of where a way parts."""
_LONGEST_OF_STEP, _LONGEST_ASIDE = 240, 140
"""Characters that are quoted of a step, and of what is aside."""
_MOST_AROUND = 2
"""Of what stands around a call, the innermost."""
_MOST_RETURNED = 2
_LIST_BEGINS = re.compile(r"(?<=:)\s+(?:1[.)]|[*-])$")
"""What a sentence ends with whose list follows in lines of its own."""


def courses_said(inquiry: Inquiry, courses: Sequence[Course], sites: Sites) -> list[str]:
    """The way of the best in a sentence; then step by step, and the others in short.

    What was told is not explained again.
    """
    teller = _Teller(inquiry, sites)
    first, *others = courses
    told = [teller.in_short(first), teller.in_full(first)]
    news: list[str] = []
    known: list[str] = []
    for each in others:
        (news if teller.is_news(each) else known).append(f"- {teller.beside(each)}")
    told += ["\n".join(["What may be meant too:", *news])] if news else []
    told += ["\n".join(["Beside it:", *known])] if known else []
    is_guessed = any(not edge.is_certain for each in courses for edge in each.all_edges())
    return [*told, *([_NOTE] if is_guessed else [])]


class _Teller:
    """Tells courses, and what each definition is for where it comes up first."""

    def __init__(self, inquiry: Inquiry, sites: Sites) -> None:
        self._inquiry = inquiry
        self._sites = sites
        self._told: set[int] = set()
        self._calls: set[tuple[int, int]] = set()

    def in_short(self, course: Course) -> str:
        """The way, in a sentence; or two, if it is long."""
        way = way_of(course)
        last = self._callees_said(course, way[-1])
        names = [code(label(each)) for each in way]
        if len(way) > _IN_A_SENTENCE:
            begins = f"it begins in {names[0]} and comes to {names[-1]}: {' → '.join(names)}."
            return joined(f"{_LEAD}, {begins}", f"There it {last}." if last else "")
        verbs = [self._verb(course, caller, callee) for caller, callee in pairwise(way)]
        parts = [f"{verb} {name}" for verb, name in zip(verbs, names[1:], strict=True)]
        return f"{_LEAD}, {names[0]} {', which '.join([*parts, *([last] if last else [])])}."

    def in_full(self, course: Course) -> str:
        """Step by step: numbered what is on the way and after it, below each what it does before."""
        lines: list[str] = []
        number = 0
        end = way_of(course)[-1]
        before: StoredChunk | None = None
        for step in steps_of(course):
            if step.depth:
                lines.append(f"{'  ' * step.depth} - {self._aside_said(course, step)}")
                continue
            number += 1
            lines.append(f"{number}. {self._named(course, step)}")
            who = step.caller if step.caller is not before else None
            if told := joined(*self._said_of(course, step, who, is_end=step.chunk is end)):
                lines.append(f"{' ' * (len(str(number)) + 2)}{told}")
            before = step.chunk
        return "\n".join(lines)

    def is_news(self, course: Course) -> bool:
        """Whether it tells more than who else calls what is told already."""
        return len(course.chunks.keys() - self._told) > 1

    def beside(self, course: Course) -> str:
        """Its beginning, with what that leads to."""
        root = course.root
        if self.is_news(course) and len(course.chunks) > _IN_A_LINE:
            steps = nested_steps(course)
            return "\n".join(f"{'  ' * step.depth}- {self._aside_said(course, step)}" for step in steps)[2:]
        told = self._inquiry.placed(root, self._about(root, _LONGEST_ASIDE))
        below = course.below(root.id)
        rest = list({each.id: each for each in course.in_order() if each.id != root.id}.values())
        if not rest:
            return told
        # Where something is that was told of stands above.
        shown = [code(label(each)) if each.id in self._told else self._inquiry.placed(each) for each in rest]
        self._told |= course.chunks.keys()
        named = listed(shown, len(rest))
        verb = "leads to" if len(rest) > len(below) else f"{_likely(course, root, below[0])}calls"
        return joined(told if told.endswith("”") else f"{told}.", f"It {verb} {named}.")

    def _said_of(
        self, course: Course, step: Step, caller: StoredChunk | None, *, is_end: bool
    ) -> Iterator[str]:
        """How a step comes to be run, what may be run instead, and of the end of the way what it returns."""
        site = self._site(course, step.caller, step.chunk)
        if site is not None and self._is_told_of(course, step):
            yield "It may be run by the same call."
        elif site is not None:
            who = f" by {code(label(caller))}" if caller is not None else ""
            around = f", {inside}," if (inside := _around_said(site)) else ""
            verb = "Called" if site.is_call else "Named"
            yield f"{verb}{who} at {_line_said(step, site)}{around} as {code_span(site.text)}."
            if site.comment:
                yield f"The comment there: {quoted(site.comment, _LONGEST_ASIDE)}"
        yield self._or_else(course, step)
        if is_end and not course.below(step.chunk.id):
            yield self._returned(step.chunk)

    def _aside_said(self, course: Course, step: Step) -> str:
        site = self._site(course, step.caller, step.chunk)
        lead = ", ".join(filter(None, (_line_said(step, site), _around_said(site)))) if site else ""
        told = joined(self._named(course, step), self._or_else(course, step))
        return f"{lead}: {told}" if lead else told

    def _named(self, course: Course, step: Step) -> str:
        likely = _likely(course, step.caller, step.chunk)
        about = self._about(step.chunk, _LONGEST_ASIDE if step.depth else _LONGEST_OF_STEP)
        return f"{likely}{self._inquiry.placed(step.chunk, about)}"

    def _or_else(self, course: Course, step: Step) -> str:
        """As in "Or probably `B.send` (`b.py:7`)."."""
        self._told.update(each.id for each in step.others)
        named = [f"{_likely(course, step.caller, each)}{self._inquiry.placed(each)}" for each in step.others]
        return f"Or {' or '.join(named)}." if named else ""

    def _returned(self, chunk: StoredChunk) -> str:
        found = [each for each in returned(self._inquiry.present, chunk) if each.expression]
        parts = [f"{code_span(each.expression)} at line {each.line}" for each in found]
        return f"It returns {listed(parts)}." if 0 < len(parts) <= _MOST_RETURNED else ""

    def _callees_said(self, course: Course, caller: StoredChunk) -> str:
        """As in "calls `a`, `b` and probably `c`"; "" if nothing is told that it calls."""
        callees = course.below(caller.id)
        named = [*dict.fromkeys(f"{_likely(course, caller, each)}{code(label(each))}" for each in callees)]
        sites = (self._site(course, caller, each) for each in callees)
        are_calls = all(site is None or site.is_call for site in sites)
        verb = "calls" if are_calls else "calls or names"
        return f"{verb} {listed(named, _LAST_CALLS)}" if named else ""

    def _verb(self, course: Course, caller: StoredChunk, callee: StoredChunk) -> str:
        site = self._site(course, caller, callee)
        verb = "names" if site is not None and not site.is_call else "calls"
        return f"{_likely(course, caller, callee)}{verb}"

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
        if thought is not None and thought.items and thought.recipe.thinker != "structural":
            return first_sentence(thought.items[0].text)
        said = _LIST_BEGINS.sub(" …", sentence(first_sentence(chunk.chunk.documentation), chunk.chunk.name))
        return quoted(said, most) if said else ""


def _likely(course: Course, caller: StoredChunk | None, callee: StoredChunk) -> str:
    return "" if caller is None or course.edges[caller.id][callee.id].is_certain else _LIKELY


def _line_said(step: Step, site: Site) -> str:
    """As in "line 7"; with the file, if that is another than the one called."""
    path = step.caller.path if step.caller is not None else ""
    return f"line {site.line}" if path == step.chunk.path else code(f"{path}:{site.line}")


def _around_said(site: Site) -> str:
    """As in "inside `for each in found` and the other branch of `if x`"."""
    around = site.circumstances.around[-_MOST_AROUND:]
    parts = ["a function within it"] if site.circumstances.is_within else []
    parts += [
        f"{'the other branch of ' if each.kind is Kind.OTHERWISE else ''}{code_span(each.header)}"
        for each in around
    ]
    return f"inside {listed(parts)}" if parts else ""
