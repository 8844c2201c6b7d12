"""What is told without a model before what search finds beside it, and how much of that fits on a screen."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Courses
    from stc_lsp.wake.structural.course_said import CourseSaid, CourseTeller
    from stc_lsp.wake.structural.excerpts import Excerpt
    from stc_lsp.wake.structural.offered import Offer
    from stc_lsp.wake.structural.passages import Passage
    from stc_lsp.wake.values import Citation

_FAR_MORE = 0.15
"""Of a question, which code must have beside what a document says to stand before it; or may lack of that,
where somebody asks how something comes about."""
_SCREEN = 23
"""Lines of an answer, beside that which says that no model answered."""


class Body(NamedTuple):
    """What is told before what search finds beside it."""

    texts: list[str]
    citations: list[Citation]
    """In the order of what they prove."""
    chunks: list[StoredChunk]
    """The definitions that it is about."""
    known: frozenset[int]
    """Ids of what needs not be told again."""
    courses: Courses | None = None
    """What finds how it comes about, if that is asked."""
    chance: Mapping[int, float] = MappingProxyType({})
    """Of the definitions of its courses, beside the likeliest: from 0 to 1."""
    is_all: bool = False
    """It begins at what the question names: who gets that has no use for what search finds beside it."""
    quoted: Passage | None = None
    """What a document says to it."""
    is_guide: bool = False
    """It says how to do what is asked for: who gets that has no use for lines of code beside it."""
    is_place: bool = False
    """It is asked where something is: in code, rather than where it is written about."""

    @property
    def is_course(self) -> bool:
        """Whether it tells what calls what."""
        return self.courses is not None

    def showing(self, shown: Sequence[Excerpt]) -> Body:
        """With what is quoted of the code."""
        quoted = [each.stored for each in shown]
        citations = [each.citation for each in shown]
        is_first = self.quoted is None or self.is_behind(shown)
        return self._replace(
            citations=[*citations, *self.citations] if is_first else [*self.citations, *citations],
            known=self.known.union(each.id for each in quoted),
            chunks=list({each.id: each for each in (*self.chunks, *quoted)}.values()),
        )

    def quoting(self, passage: Passage) -> Body:
        """With what a document says."""
        return self._replace(
            texts=[*self.texts, passage.said()],
            citations=[passage.citation, *self.citations],
            known=self.known | {passage.section},
            quoted=passage,
        )

    def without(self, passage: Passage) -> Body:
        """Without it."""
        return self._replace(
            texts=[each for each in self.texts if each != passage.said()],
            citations=[each for each in self.citations if each != passage.citation],
            quoted=None,
        )

    def shortened(self) -> Body:
        """With only what a document answers without an example; without what it says, if that is nothing."""
        passage = self.quoted
        if passage is None:
            return self
        if self.is_place or not passage.answer:
            return self.without(passage)
        short = replace(passage, parts=(passage.answer,))
        texts = [short.said() if each == passage.said() else each for each in self.texts]
        return self._replace(texts=texts, quoted=short)

    def offering(self, offer: Offer) -> Body:
        """With what can be called for it: first, unless a document says how."""
        offers, rest = ([offer.text], list(offer.citations)), (self.texts, self.citations)
        first, then = (rest, offers) if self.quoted is not None else (offers, rest)
        known = self.known | offer.functions
        return self._replace(texts=first[0] + then[0], citations=first[1] + then[1], known=known)

    def telling(self, chunks: Sequence[StoredChunk], citations: Sequence[Citation]) -> Body:
        """With what a course tells."""
        return self._replace(
            citations=[*self.citations, *citations],
            known=self.known.union(each.id for each in chunks),
            chunks=list(chunks) or self.chunks,
        )

    def without_course(self, shown: Sequence[Excerpt]) -> Body:
        """About what is quoted alone: nothing is told of the calls that were looked at."""
        return self._replace(courses=None, chunks=[each.stored for each in shown])

    def is_behind(self, shown: Sequence[Excerpt]) -> bool:
        """Whether the lines of code stand before what a document says: as they fit, by what is asked."""
        if self.quoted is None or not shown:
            return False
        more = max(each.fit for each in shown) - self.quoted.fit
        if self.is_place:
            return more > -2 * _FAR_MORE
        return more > (-_FAR_MORE if self.is_course else _FAR_MORE)


def height(text: str) -> int:
    """Lines, with the one that is left free after it."""
    return text.count("\n") + 2 if text else 0


def room(told: Iterable[str]) -> int:
    """Lines of a screen beside what is told; less than 0 if that is more than a screen."""
    return _SCREEN - sum(map(height, told))


def on_a_screen(
    body: Body, shown: Sequence[Excerpt], teller: CourseTeller | None, reserved: int
) -> tuple[Body, Sequence[Excerpt], CourseSaid | None]:
    """What is told, as far as there is room for it.

    The code that is quoted first stays where it comes before what a document says, or calls are told: then
    that gives way to it. Of further code and of the calls the last are left out. `reserved` are lines that
    something else needs.
    """
    course = teller.told() if teller is not None else None
    taken = height(course.said()) if course is not None else 0
    left = room(body.texts) - taken - reserved
    is_kept = not body.texts or body.is_course or body.is_behind(shown)
    if shown and is_kept and height(shown[0].said()) > left:
        body = body.shortened()
        left = room(body.texts) - taken - reserved
    kept: list[Excerpt] = []
    for each in shown:
        needed = height(each.said())
        # Code alone is limited where it is chosen, and what a statement hands on belongs to it.
        is_needed = bool(each.after) or (not (body.texts or taken) if kept else is_kept)
        if needed > left and not is_needed:
            break
        left -= needed
        kept.append(each)
    if teller is None or left >= 0:
        return body, kept, course
    if any(each.after for each in kept):
        # What is handed on says more than who hands it on.
        return body, kept, None
    return body, kept, teller.within(taken + left)
