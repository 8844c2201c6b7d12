"""Any other question, without a model: the best places with what was learned of them, and the nearest answer.

Says plainly that no model answered. What a question names comes first: how a function works is told by its
summary and by what it calls, line by line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.testing import stands_in_tests
from stc_lsp.memory.values import REPOSITORY, StoredChunk
from stc_lsp.wake.cite import distinct
from stc_lsp.wake.rank.kinds import is_for_tests
from stc_lsp.wake.rank.retrieve import Ranking, speaks_of_tests
from stc_lsp.wake.stored import StoredItem, serve_stored
from stc_lsp.wake.structural.adding import adding_said
from stc_lsp.wake.structural.body import Body, height, on_a_screen, room
from stc_lsp.wake.structural.code_found import READ, CodeFound, code_found, is_of_a_course, marked_in
from stc_lsp.wake.structural.command_line import options_said
from stc_lsp.wake.structural.comments import Remark, remarks, remarks_said
from stc_lsp.wake.structural.constants import constants_said
from stc_lsp.wake.structural.inquiry import Inquiry
from stc_lsp.wake.structural.named import place_said
from stc_lsp.wake.structural.switches import switches_said
from stc_lsp.wake.structural.unknown import unknown
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import NO_MODEL, AskContext, Citation, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.structural.excerpts import Excerpt

_FITS_BADLY = "Nothing was found that has most of the words of this question."
_NOTHING = "Nothing that fits this question was found in what is indexed."
_FOUND = "This is the code that fits the question best, found by search and static analysis."
_NOTHING_FOUND = "Search found nothing that fits the question."
_FILES = 6
_MOST_PLACES = 3
_AROUND_PLACES = 2
"""Lines: what leads to the places, and the blank one after them."""
_LEAST_LIKELY, _LIKELY_TOO = 0.1, 0.3
"""Beside the likeliest, of what is listed; and of what is listed beside a course of several definitions."""
_LIKELIEST = 3
"""Of which only anything is told, if nothing has much of the question."""
_MOST_CITED = 9
_ENOUGH = 4
"""Definitions of a course: who gets so many has no use for what search finds beside them."""
_NEAR_PLACES = 3
_MOST_WORDS_OF_REPOSITORY = 4
"""Who says more asks about something in it."""
_CONDITION = re.compile(r"\b(?:if|when|whenever|while|unless|until|after|before)\b", re.IGNORECASE)
_BLANK = "\n\n"
_WHY = re.compile(r"\W*(?:why|how come|for what reason|what(?:'s| is) the (?:reason|point))\b", re.IGNORECASE)
_OF_REPOSITORY = (Intent.PURPOSE, Intent.MEMBERS, Intent.ENTRY)


def answer_by_search(question: Question, ranking: Ranking, snapshot: Snapshot, present: Present) -> Told:
    """The best that can be told without a model; with citations if anything at all was found."""
    inquiry = Inquiry(question, find_subjects(question, snapshot, AskContext()), snapshot, present)
    named = [subject.chunks[0] for subject in inquiry.subjects.all if subject.chunks]
    told = [*_unfound(inquiry), *_of_repository(inquiry)]
    found_at_once = adding_said(inquiry) or switches_said(inquiry) or constants_said(inquiry)
    marked = marked_in(inquiry)
    found = code_found(inquiry, ranking, named, marked)
    if ranking.places and not told and found.fits_badly(inquiry):
        told += [_FITS_BADLY] if found_at_once is None else []
        found = found.of_likeliest(ranking.likeliest(_LIKELIEST))
    told += [found_at_once.text] if found_at_once is not None else []
    likely = _likely(inquiry, ranking, marked) if not found.body.is_all else []
    untold = len(_untold(ranking, likely, found))
    reserved = sum(map(height, told)) + (untold + _AROUND_PLACES if untold else 0)
    texts, body, shown = _told_of_code(inquiry, found, reserved)
    told += texts
    near = _nearest(inquiry, ranking, named) if not body.is_all else None
    if near is not None:
        told.append(f"A related stored answer, to “{near.item.question}”: {near.item.text}")
    places = _places(ranking, likely, body, is_vague=found.is_vague)
    told += _history(inquiry, (*named, *body.chunks))
    said = _remarks(inquiry, body, shown, places, told)
    told += remarks_said(said)
    documented = {each.documents for each in said}
    places = [each for each in places if each.id not in documented][: max(0, room(told) - 1)]
    told += _places_said(inquiry, body, places)
    first = found_at_once.citations if found_at_once is not None else ()
    rest = (each.citation for each in said)
    citations = distinct([*first, *_cited(inquiry, ranking, body, places, near), *rest])
    if not citations:
        told.append(_NOTHING)
    # Said last: who asks wants the answer first.
    told.append(NO_MODEL)
    reason = _FOUND if citations else _NOTHING_FOUND
    return Told("\n\n".join(told), tuple(citations), inquiry.citer.fresh, reason)


def _unfound(inquiry: Inquiry) -> list[str]:
    """What is to be said of the names in the question that nothing here has."""
    names = [subject.name for subject in inquiry.subjects.all if not subject.chunks]
    options = options_said(inquiry, names)
    return [(options.get(name) or unknown(inquiry, name)).text for name in names]


def _of_repository(inquiry: Inquiry) -> list[str]:
    """What the repository is, how it is organised and where it starts, if that is asked."""
    question = inquiry.question
    if not question.whole or len(question.rest) > _MOST_WORDS_OF_REPOSITORY or is_of_a_course(question):
        return []
    if question.intent not in (*_OF_REPOSITORY, None) or _CONDITION.search(question.text):
        # "What happens if the app raises an exception" does not ask what the app is.
        return []
    chunk = inquiry.snapshot.chunk(REPOSITORY, "")
    if chunk is None:
        return []
    items = {item.intent: item.text for _, item in inquiry.snapshot.stored_questions(chunk.id)}
    return [items[intent] for intent in _OF_REPOSITORY if intent in items]


def _history(inquiry: Inquiry, about: Sequence[StoredChunk]) -> list[str]:
    """To who asks why: the last commits of what the answer is about, whose messages may say it."""
    if not about or not _WHY.match(inquiry.question.text):
        return []
    items = (item for _, item in inquiry.snapshot.stored_questions(about[0].id))
    found = next((item.text for item in items if item.intent == Intent.CHANGED), "")
    return [f"Its last commits may say why. {found.partition(_BLANK)[0]}"] if found else []


def _untold(ranking: Ranking, likely: Sequence[StoredChunk], found: CodeFound) -> list[StoredChunk]:
    """The likeliest answers of which nothing else would be told."""
    best = [each for each in likely[:_LIKELIEST] if ranking.likely[each.id] >= _LIKELY_TOO]
    told_of = found.told_of
    return [each for each in best if each.id not in told_of]


def _told_of_code(
    inquiry: Inquiry, found: CodeFound, reserved: int
) -> tuple[list[str], Body, Sequence[Excerpt]]:
    """What is told of the code as far as there is room for it, with the body and the lines that are left.

    `reserved`: lines that something else needs.
    """
    body, shown, course = on_a_screen(found.body, found.shown, found.course_teller(inquiry), reserved)
    quotes = [each.said() for each in shown]
    texts = [*quotes, *body.texts] if body.is_behind(shown) else [*body.texts, *quotes]
    body = body.showing(shown)
    if course is not None:
        texts.append(course.said())
        body = body.telling(course.chunks, inquiry.cite(*course.chunks))
    elif body.courses is not None:
        body = body.without_course(shown)
    return texts, body, shown


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
    found = [each for each in ranking.likeliest(READ) if not signed or each.id in signed]
    found = [each for each in found if inquiry.present.text(each.path) is not None]
    if not speaks_of_tests(inquiry.question.text):
        found = [each for each in found if not _is_for_tests(each)] or found
    return found


def _is_for_tests(stored: StoredChunk) -> bool:
    return is_for_tests(stored.path) or stands_in_tests(stored.path, stored.chunk.qualname)


def _places(
    ranking: Ranking, likely: Sequence[StoredChunk], body: Body, *, is_vague: bool
) -> list[StoredChunk]:
    """The likeliest answers beside what is told."""
    is_told_much = body.is_course and len(body.chunks) >= _ENOUGH and not is_vague
    least = _LIKELY_TOO if is_told_much else _LEAST_LIKELY
    places = [each for each in likely if each.id not in body.known and ranking.likely[each.id] >= least]
    return places[:_MOST_PLACES]


def _places_said(inquiry: Inquiry, body: Body, places: Sequence[StoredChunk]) -> list[str]:
    if not places:
        return []
    lines = [f"- {place_said(inquiry, chunk)}" for chunk in places]
    lead = "Other places that fit" if body.citations else "These places come nearest"
    return [f"{lead}:\n" + "\n".join(lines)]


def _remarks(
    inquiry: Inquiry,
    body: Body,
    shown: Sequence[Excerpt],
    places: Sequence[StoredChunk],
    told: Sequence[str],
) -> list[Remark]:
    """The comments that say most to the question, if there is room for them beside what is `told`."""
    if body.is_course:
        # The calls of a course say by themselves how it comes about.
        return []
    code = [each for each in (*body.chunks, *places) if not stands_in_tests(each.path, each.chunk.qualname)]
    # Documentation is a comment, too, and may be told already.
    documented = {each.stored.id for each in shown if each.prose}
    said = [
        each
        for each in remarks(inquiry, code)
        if not any(each.is_in(other.citation) for other in shown)
        and each.documents not in documented
        and not any(each.text in text for text in told)
    ]
    return said if room(told) > len(said) else []


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
