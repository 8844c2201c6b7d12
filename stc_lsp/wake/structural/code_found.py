"""What of the code may answer a question: lines to quote, what calls what, and what is known by name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.synonyms import same_as
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.central import centrality
from stc_lsp.wake.rank.kinds import is_production
from stc_lsp.wake.rank.retrieve import Ranking, speaks_of_tests
from stc_lsp.wake.structural.body import Body
from stc_lsp.wake.structural.course import Course, Courses
from stc_lsp.wake.structural.course_said import CourseTeller
from stc_lsp.wake.structural.excerpts import Excerpt, excerpts, fit_of_names, signs_of
from stc_lsp.wake.structural.named import named_said, of_named
from stc_lsp.wake.structural.offered import offered
from stc_lsp.wake.structural.passages import asks_of_use, best_passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.wake.structural.inquiry import Inquiry

_LEAST_FIT = 0.3
"""Of a question, which the best of what is quoted has, or what is named of a course."""
READ = 30
"""Of the ranking, for lines to quote and places to list."""
_MOST_EXCERPTS = 3
_FEW = 24
"""Definitions that have a word: if more have it, search tells which are meant."""
_OF_NAMED, _OF_ANY, _OF_RANK, _OF_CHANCE = 0.9, 0.1, 1.2, 0.8
"""How likely is meant what the question names, and whatever else is found; more for what search puts first,
and for what likeliest tells how it comes about, the more central a part of the repository it stands in."""
_OF_A_COURSE = (Intent.HOW, Intent.PATH)
_COURSE = re.compile(
    r"^\W*(?:how (?:do|does|did|is|are|can|will)|what happens|where (?:do|does) .+ (?:from|go|to)\b)",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"^\W*what (?:happens|goes on|is done)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\W*(?:where\b(?! (?:do|can|should|must) (?:i|we|you|one)\b)|in (?:which|what) (?:file|module)\b)",
    re.IGNORECASE,
)
_LEAST_WORDS_OF_A_COURSE = 2
"""Beside the repository: "how does the run command find the application?" asks of a command."""


class CodeFound(NamedTuple):
    """What may be told of the code."""

    body: Body
    shown: Sequence[Excerpt]
    """Lines to quote."""
    courses: Sequence[Course]
    """What calls what, the best first."""
    is_vague: bool = False
    """It is what comes nearest, and has little of the question."""

    @property
    def told_of(self) -> frozenset[int]:
        """The ids of all definitions in it."""
        return self.body.known.union(
            (each.stored.id for each in self.shown), *(each.chunks for each in self.courses)
        )

    def fits_badly(self, inquiry: Inquiry) -> bool:
        """Whether it is nothing but lines and calls that have little of the question."""
        if self.body.texts or self.body.is_all:
            return False
        fits = [fit_of_names(inquiry, each.in_order()) for each in self.courses[:1]]
        return max([*fits, *(each.fit for each in self.shown)], default=0.0) < _LEAST_FIT

    def of_likeliest(self, likeliest: Sequence[StoredChunk]) -> CodeFound:
        """As much of it as is about these definitions, told as what comes nearest."""
        ids = {each.id for each in likeliest}
        shown = [each for each in self.shown if each.stored.id in ids][:1]
        courses = [each for each in self.courses if not ids.isdisjoint(each.chunks)]
        return CodeFound(self.body, shown, courses, is_vague=True)

    def course_teller(self, inquiry: Inquiry) -> CourseTeller | None:
        """What puts the courses into words; None if there are none."""
        if self.body.courses is None or not self.courses:
            return None
        documented = [each.stored for each in self.shown if each.prose]
        return CourseTeller(inquiry, self.courses, self.body.courses.sites, documented, self.is_vague)


def code_found(
    inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk], marked: Sequence[StoredChunk]
) -> CodeFound:
    """What may be told of the code. `named`: what the question names; `marked`: what `marked_in` gives."""
    body = _body(inquiry, ranking, named)
    shown = _excerpts(inquiry, ranking, body, marked) if not (body.is_guide or body.is_all) else []
    courses = _around(inquiry, body.courses, shown) if body.courses is not None else []
    return CodeFound(body, shown, courses)


def marked_in(inquiry: Inquiry) -> list[StoredChunk]:
    """What has the words of the question that are written as code, if few have them."""
    words = frozenset[str]().union(*signs_of(inquiry)) & inquiry.weights.keys()
    found: list[StoredChunk] = []
    for word in sorted(words.union(*map(same_as, words))):
        ids = inquiry.snapshot.with_term(word)
        if len(ids) <= _FEW:
            found += inquiry.snapshot.chunks_by_ids(ids).values()
    return found


def is_of_a_course(question: Question) -> bool:
    """Whether it asks how something comes about: in the repository, not of the repository as a whole."""
    if any(number.startswith("how ") for number in question.numbers):
        # "How many" and "how long" ask for a number.
        return False
    is_asked = question.intent in _OF_A_COURSE or _COURSE.search(question.text) is not None
    return is_asked and (not question.whole or len(question.rest) >= _LEAST_WORDS_OF_A_COURSE)


def _body(inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk]) -> Body:
    question = inquiry.question
    shown = [each for each in named if not is_synthetic(each.path)][:2]
    offer = offered(inquiry, ranking)
    is_of_use = asks_of_use(question.text)
    may_be_written = is_of_use or not is_of_a_course(question)
    passage = best_passage(inquiry, ranking)
    if passage is not None and not (may_be_written or passage.is_answer):
        passage = None
    start = _start(question, shown)
    # Who asks how to do something is helped by an example, not by the calls inside.
    is_written = passage is not None and may_be_written
    courses = _courses(inquiry, ranking, shown, start) if not is_written else None
    body = (courses and _of_courses(inquiry, shown, start, courses)) or _of_names(inquiry, shown)
    if passage is not None:
        body = body.quoting(passage)._replace(is_guide=is_of_use and passage.is_answer)
    if offer is not None:
        body = body.offering(offer)
    is_place = _PLACE.match(question.text) is not None and not is_of_use
    return body._replace(known=body.known | {chunk.id for chunk in named}, is_place=is_place)


def _of_names(inquiry: Inquiry, shown: list[StoredChunk]) -> Body:
    """What is known of all that the question names."""
    told = [of_named(inquiry, chunk) for chunk in shown]
    citations = [each for _, cited in told for each in cited]
    return Body([text for text, _ in told], citations, shown, frozenset(chunk.id for chunk in shown))


def _of_courses(
    inquiry: Inquiry, named: Sequence[StoredChunk], start: StoredChunk | None, found: Courses
) -> Body | None:
    """What may be told of the courses that fit, as what is quoted decides; None if there are none."""
    courses = found.best()
    if not courses:
        return None
    chunks = {id_: chunk for each in courses for id_, chunk in each.chunks.items()}
    chance = {id_: each.chance(id_) for each in courses for id_ in each.chunks}
    most = max(chance.values())
    others = [each for each in named if each is not start]
    return Body(
        [named_said(inquiry, each) for each in others],
        inquiry.cite(*others),
        [*chunks.values()],
        frozenset(),
        courses=found,
        chance={id_: each / most for id_, each in chance.items()},
        is_all=start is not None,
    )


def _start(question: Question, named: Sequence[StoredChunk]) -> StoredChunk | None:
    """The function that a question names to ask what happens from there on."""
    is_start = len(named) == 1 and named[0].chunk.kind in CALLABLE and _HAPPENS.search(question.text)
    return named[0] if is_start else None


def _courses(
    inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk], start: StoredChunk | None
) -> Courses | None:
    """Finds how what is asked about comes about, if that is asked."""
    # A class that is named takes part in what happens; a function that is, is what happens.
    are_classes = all(each.chunk.kind is ChunkKind.CLASS for each in named)
    if not is_of_a_course(inquiry.question) or not (start is not None or are_classes):
        return None
    return Courses(inquiry, ranking, start)


def _around(inquiry: Inquiry, found: Courses, shown: Sequence[Excerpt]) -> list[Course]:
    """The courses, that around what is quoted first; [] if they say no more of the question than it does."""
    words = sum(told > 0 for told in shown[0].has.values()) if shown else 0
    if not shown or shown[0].fit < _LEAST_FIT or words < min(2, len(shown[0].has)):
        return found.best()
    about = found.calls.whole(shown[0].stored)
    courses = found.best(about)
    if not courses or about.id in courses[0].chunks:
        return courses
    # What has not the sign that the question is about is about something else.
    says_more = not signs_of(inquiry) and fit_of_names(inquiry, courses[0].in_order()) > shown[0].fit
    return courses if says_more else []


def _excerpts(inquiry: Inquiry, ranking: Ranking, body: Body, marked: Sequence[StoredChunk]) -> list[Excerpt]:
    """The lines of the code that say most to the question."""
    are_tests_meant = speaks_of_tests(inquiry.question.text)
    central = centrality(inquiry.snapshot)
    places = ranking.likeliest(READ)
    chunks = {each.id: each for each in (*body.chunks, *places, *marked)}
    likely = {
        id_: _OF_ANY
        + _OF_RANK * ranking.likely.get(id_, 0.0)
        + _OF_CHANCE * body.chance.get(id_, 0.0) * math.sqrt(central.of(each.path))
        for id_, each in chunks.items()
        if is_production(each.path) or (are_tests_meant and is_test_path(each.path))
    }
    most = max(likely.values(), default=1.0)
    named_only = {each.id for each in body.chunks} - body.chance.keys()
    read = [(chunks[id_], _OF_NAMED if id_ in named_only else each / most) for id_, each in likely.items()]
    named = [each.id for each in body.chunks if not body.is_course and each.chunk.kind in CALLABLE]
    return excerpts(inquiry, read, _MOST_EXCERPTS - body.is_course, named)
