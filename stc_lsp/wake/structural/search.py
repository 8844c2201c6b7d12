"""Any other question, without a model: the best places with what was learned of them, and the nearest answer.

Says plainly that no model answered. What a question names comes first: how a function works is told by its
summary and by what it calls, line by line.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.synonyms import same_as
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import REPOSITORY, is_synthetic
from stc_lsp.wake.cite import distinct
from stc_lsp.wake.rank.central import centrality
from stc_lsp.wake.rank.kinds import is_for_tests, is_told
from stc_lsp.wake.rank.retrieve import speaks_of_tests
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.structural.body import Body, on_a_screen, room
from stc_lsp.wake.structural.command_line import options_said
from stc_lsp.wake.structural.comments import remarks, remarks_said
from stc_lsp.wake.structural.course import Courses
from stc_lsp.wake.structural.course_said import AROUND, courses_said
from stc_lsp.wake.structural.excerpts import excerpts, fit_of_names, signs_of
from stc_lsp.wake.structural.inquiry import Inquiry
from stc_lsp.wake.structural.named import named_said, of_named
from stc_lsp.wake.structural.offered import offered
from stc_lsp.wake.structural.passages import asks_of_use, best_passage
from stc_lsp.wake.structural.related import place_said
from stc_lsp.wake.structural.unknown import unknown
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import NO_MODEL, AskContext, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import StoredItem
    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.course_said import CourseSaid
    from stc_lsp.wake.structural.excerpts import Excerpt
    from stc_lsp.wake.values import Citation

_FITS_BADLY = "Nothing was found that has most of the words of this question."
_NEAREST = "What comes nearest, by names and calls"
_LEAST_FIT = 0.3
"""Of a question, which the best of what is quoted has, or what is named of a course."""
_FILES = 6
_MOST_PLACES = 3
_LEAST_LIKELY, _LIKELY_TOO = 0.1, 0.3
"""Beside the likeliest, of what is listed; and of what is listed beside a course of several definitions."""
_LIKELIEST = 3
"""Of which only anything is told, if nothing has much of the question."""
_MOST_CITED = 9
_ENOUGH = 4
"""Definitions of a course: who gets so many has no use for what search finds beside them."""
_NEAR_PLACES = 3
_READ = 30
"""Of the ranking, for lines to quote."""
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
_MOST_WORDS_OF_REPOSITORY = 4
"""Who says more asks about something in it."""
_OF_REPOSITORY = (Intent.PURPOSE, Intent.MEMBERS, Intent.ENTRY)


def answer_by_search(question: Question, ranking: Ranking, snapshot: Snapshot, present: Present) -> Told:
    """The best that can be told without a model; with citations if anything at all was found."""
    subjects = find_subjects(question, snapshot, AskContext())
    inquiry = Inquiry(question, subjects, snapshot, present)
    named = [subject.chunks[0] for subject in subjects.all if subject.chunks]
    unfound = [subject.name for subject in subjects.all if not subject.chunks]
    options = options_said(inquiry, unfound)
    told = [(options.get(name) or unknown(inquiry, name)).text for name in unfound]
    is_little = len(question.rest) <= _MOST_WORDS_OF_REPOSITORY
    if question.whole and is_little and not _is_of_a_course(question):
        told += _of_repository(inquiry)
    body = _body(inquiry, ranking, named)
    marked = list(_marked(inquiry))
    shown = _excerpts(inquiry, ranking, body, marked) if not (body.is_guide or body.is_all) else []
    courses = _around(inquiry, body.courses, shown) if body.courses is not None else []
    is_vague = bool(ranking.places) and not told and _fits_badly(inquiry, body, shown, courses)
    if is_vague:
        told.append(_FITS_BADLY)
        likeliest = {each.id for each in ranking.likeliest(_LIKELIEST)}
        shown = [each for each in shown if each.stored.id in likeliest][:1]
        courses = [each for each in courses if not likeliest.isdisjoint(each.chunks)]
    course = _course_said(inquiry, body, courses, shown, _NEAREST if is_vague else AROUND)
    likely = _likely(inquiry, ranking, marked) if not body.is_all else []
    told_of = body.known.union((each.stored.id for each in shown), *(each.chunks for each in courses))
    untold = [each for each in likely[:_LIKELIEST] if ranking.likely[each.id] >= _LIKELY_TOO]
    untold = [each for each in untold if each.id not in told_of]
    body, shown, course = on_a_screen(body, shown, course, len(untold) + 2 if untold else 0)
    quotes = [each.said() for each in shown]
    told += [*quotes, *body.texts] if body.is_behind(shown) else [*body.texts, *quotes]
    told += [course.said()] if course is not None else []
    body = body.showing(shown)
    if course is not None:
        body = body.telling(course.chunks, inquiry.cite(*course.chunks))
    elif body.courses is not None:
        body = body.without_course(shown)
    near = _nearest(inquiry, ranking, named) if not body.is_all else None
    if near is not None:
        told.append(f"A related stored answer, to “{near.item.question}”: {near.item.text}")
    is_told_much = body.is_course and len(body.chunks) >= _ENOUGH and not is_vague
    least = _LIKELY_TOO if is_told_much else _LEAST_LIKELY
    places = [each for each in likely if each.id not in body.known and ranking.likely[each.id] >= least]
    places = places[:_MOST_PLACES]
    # The calls of a course say by themselves how it comes about.
    said = remarks(inquiry, _of_code(body.chunks, places)) if not body.is_course else []
    said = [each for each in said if not any(map(each.is_in, (other.citation for other in shown)))]
    # Documentation is a comment, too, and may be told already.
    said = [each for each in said if each.text not in "\n".join(told)]
    said = said if room(told) > len(said) else []
    told += remarks_said(said)
    places = places[: max(0, room(told) - 1)]
    told += _places_said(inquiry, body, places)
    citations = distinct([*_cited(inquiry, ranking, body, places, near), *(each.citation for each in said)])
    if not citations:
        told.append("Nothing that fits this question was found in what is indexed.")
    # Said last: who asks wants the answer first.
    told.append(NO_MODEL)
    reason = "Search and static analysis found these places." if citations else "Search found nothing."
    return Told("\n\n".join(told), tuple(citations), inquiry.citer.fresh, reason)


def _fits_badly(inquiry: Inquiry, body: Body, shown: Sequence[Excerpt], courses: Sequence[Course]) -> bool:
    """Whether nothing is told but lines, calls and places that have little of the question."""
    if body.texts or body.is_all:
        return False
    fits = [fit_of_names(inquiry, each.in_order()) for each in courses[:1]]
    return max([*fits, *(each.fit for each in shown)], default=0.0) < _LEAST_FIT


def _body(inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk]) -> Body:
    question = inquiry.question
    shown = [each for each in named if not is_synthetic(each.path)][:2]
    offer = offered(inquiry, ranking)
    is_of_use = asks_of_use(question.text)
    may_be_written = is_of_use or not _is_of_a_course(question)
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


def _course_said(
    inquiry: Inquiry, body: Body, courses: Sequence[Course], shown: Sequence[Excerpt], lead: str
) -> CourseSaid | None:
    """The courses put into words."""
    if body.courses is None or not courses:
        return None
    documented = [each.stored for each in shown if each.prose]
    return courses_said(inquiry, courses, body.courses.sites, documented, lead)


def _excerpts(inquiry: Inquiry, ranking: Ranking, body: Body, marked: Sequence[StoredChunk]) -> list[Excerpt]:
    """The lines of the code that say most to the question."""
    are_tests_meant = speaks_of_tests(inquiry.question.text)
    central = centrality(inquiry.snapshot)
    places = ranking.likeliest(_READ)
    chunks = {each.id: each for each in (*body.chunks, *places, *marked)}
    likely = {
        id_: _OF_ANY
        + _OF_RANK * ranking.likely.get(id_, 0.0)
        + _OF_CHANCE * body.chance.get(id_, 0.0) * math.sqrt(central.of(each.path))
        for id_, each in chunks.items()
        if is_told(each.path) or (are_tests_meant and is_test_path(each.path))
    }
    most = max(likely.values(), default=1.0)
    named_only = {each.id for each in body.chunks} - body.chance.keys()
    read = [(chunks[id_], _OF_NAMED if id_ in named_only else each / most) for id_, each in likely.items()]
    named = [each.id for each in body.chunks if not body.is_course and each.chunk.kind in CALLABLE]
    return excerpts(inquiry, read, _MOST_EXCERPTS - body.is_course, named)


def _marked(inquiry: Inquiry) -> Iterator[StoredChunk]:
    """What has the words of the question that are written as code, if few have them."""
    words = frozenset[str]().union(*signs_of(inquiry)) & inquiry.weights.keys()
    for word in sorted(words.union(*map(same_as, words))):
        ids = inquiry.snapshot.with_term(word)
        if len(ids) <= _FEW:
            yield from inquiry.snapshot.chunks_by_ids(ids).values()


def _of_repository(inquiry: Inquiry) -> list[str]:
    """What the repository is, how it is organised and where it starts."""
    chunk = inquiry.snapshot.chunk(REPOSITORY, "")
    if chunk is None:
        return []
    items = {item.intent: item.text for _, item in inquiry.snapshot.stored_questions(chunk.id)}
    return [items[intent] for intent in _OF_REPOSITORY if intent in items]


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
    if not _is_of_a_course(inquiry.question) or not (start is not None or are_classes):
        return None
    return Courses(inquiry, ranking, start)


def _is_of_a_course(question: Question) -> bool:
    """Whether it asks how something comes about: in the repository, not of the repository as a whole."""
    if any(number.startswith("how ") for number in question.numbers):
        # "How many" and "how long" ask for a number.
        return False
    is_asked = question.intent in _OF_A_COURSE or _COURSE.search(question.text) is not None
    return is_asked and (not question.whole or len(question.rest) >= _LEAST_WORDS_OF_A_COURSE)


def _nearest(inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk]) -> StoredItem | None:
    """A stored answer about what is named, or found first, that asks the same; None if none is close."""
    if inquiry.question.intent is None:
        return None
    hit = serve_stored(inquiry.question, inquiry.subjects, inquiry.snapshot, inquiry.present)
    asked = {chunk.id for chunk in named}
    found = {place.chunk.id for place in ranking.places[:_NEAR_PLACES]}
    for near in hit.near:
        if near.item.intent != inquiry.question.intent:
            continue
        # What the structural thinker says of something that is only similar is in its summary already.
        if near.chunk.id in asked or (near.chunk.id in found and not near.thought.is_structural):
            return near
    return None


def _likely(inquiry: Inquiry, ranking: Ranking, marked: Sequence[StoredChunk]) -> list[StoredChunk]:
    """What likely answers; tests only if they are asked for, or nothing else is found."""
    signed = {each.id for each in marked}
    found = [each for each in ranking.likeliest(_READ) if not signed or each.id in signed]
    found = [each for each in found if inquiry.present.text(each.path) is not None]
    if not speaks_of_tests(inquiry.question.text):
        found = [each for each in found if not is_for_tests(each.path)] or found
    return found


def _places_said(inquiry: Inquiry, body: Body, places: Sequence[StoredChunk]) -> list[str]:
    if not places:
        return []
    lines = [f"- {place_said(inquiry, chunk)}" for chunk in places]
    lead = "Other places that fit" if body.citations else "These places come nearest"
    return [f"{lead}:\n" + "\n".join(lines)]


def _of_code(named: Sequence[StoredChunk], places: Sequence[StoredChunk]) -> list[StoredChunk]:
    return [each for each in (*named, *places) if not is_test_path(each.path)]


def _cited(
    inquiry: Inquiry,
    ranking: Ranking,
    body: Body,
    places: Sequence[StoredChunk],
    near: StoredItem | None,
) -> list[Citation]:
    """Each file once in the order of the ranking, the related answer's lines, then the rest."""
    found = [*body.citations, *inquiry.cite(*places)]
    if body.is_course:
        # What courses say is proved in their order.
        return distinct(found)
    rank = {path: number for number, path in enumerate(ranking.files)}
    first: dict[str, Citation] = {}
    for each in found:
        first.setdefault(each.path, each)
    ordered = sorted(first.values(), key=lambda each: rank.get(each.path, len(rank)))
    related = inquiry.citer.of_item(near.chunk, near.item)[:2] if near is not None else []
    quoted = [body.quoted.citation] if body.quoted is not None else body.citations[:1]
    return distinct([*quoted, *ordered[:_FILES], *related, *found])[:_MOST_CITED]
