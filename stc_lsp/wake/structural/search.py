"""Any other question, without a model: the best places with what was learned of them, and the nearest answer.

Says plainly that no model answered. What a question names comes first: how a function works is told by its
summary and by what it calls, line by line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import code
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.memory.values import REPOSITORY, is_synthetic
from stc_lsp.wake.cite import distinct
from stc_lsp.wake.rank.retrieve import speaks_of_tests
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.structural.calls import Calls, is_told
from stc_lsp.wake.structural.command_line import options_said
from stc_lsp.wake.structural.comments import remarks, remarks_said
from stc_lsp.wake.structural.course import Courses
from stc_lsp.wake.structural.course_said import courses_said
from stc_lsp.wake.structural.excerpts import are_of_more, excerpts, excerpts_said
from stc_lsp.wake.structural.inquiry import Inquiry, label
from stc_lsp.wake.structural.offered import offered
from stc_lsp.wake.structural.passages import asks_of_use, best_passage
from stc_lsp.wake.structural.related import related_said, worth_listing
from stc_lsp.wake.structural.summaries import summary_said
from stc_lsp.wake.structural.unknown import unknown
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import AskContext, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.stored import StoredItem
    from stc_lsp.wake.structural.excerpts import Excerpt
    from stc_lsp.wake.structural.offered import Offer
    from stc_lsp.wake.structural.passages import Passage
    from stc_lsp.wake.values import Citation

NO_MODEL = "No model answered this: it is what was learned ahead and what search finds."
_FILES = 6
_MOST_CITED = 9
_ENOUGH = 4
"""Definitions of a course: who gets so many has no use for what search finds beside them."""
_MOST_STEPS = 12
_MOST_WAY = 4
_NEAR_PLACES = 3
_READ = 30
"""Of the ranking, for lines to quote."""
_MOST_EXCERPTS = 3
_OF_TOLD, _OF_FOUND = 0.9, 0.4
"""How likely is meant what is told already; and at least what else search finds, beside the best of that."""
_OF_A_COURSE = (Intent.HOW, Intent.PATH)
_COURSE = re.compile(
    r"^\W*(?:how (?:do|does|did|is|are|can|will)|what happens|where (?:do|does) .+ (?:from|go|to)\b)",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"^\W*what (?:happens|goes on|is done)\b", re.IGNORECASE)
_LEAST_WORDS_OF_A_COURSE = 2
"""Beside the repository: "how does the run command find the application?" asks of a command."""
_MOST_WORDS_OF_REPOSITORY = 4
"""Who says more asks about something in it."""
_OF_REPOSITORY = (Intent.PURPOSE, Intent.MEMBERS, Intent.ENTRY)


class _Body(NamedTuple):
    """What is told before what search finds beside it."""

    texts: list[str]
    citations: list[Citation]
    """In the order of what they prove."""
    chunks: list[StoredChunk]
    """The definitions that it is about."""
    known: frozenset[int]
    """Ids of what needs not be told again."""
    is_course: bool = False
    """It tells what calls what."""
    is_all: bool = False
    """It begins at what the question names: who gets that has no use for what search finds beside it."""
    quoted: Citation | None = None
    """The passage that answers."""
    later: int = 0
    """How many of the texts, at the end, are told after what is quoted of the code."""


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
    shown = _excerpts(inquiry, ranking, body)
    later = body.later
    if body.is_course and are_of_more(inquiry, shown, body.chunks):
        # Of what fits less, the way is no first sentence.
        later += 1
    first = len(body.texts) - later
    told += [*body.texts[:first], *excerpts_said(shown), *body.texts[first:]]
    near = _nearest(inquiry, ranking, named) if not body.is_all else None
    if near is not None:
        told.append(f"A related stored answer, to “{near.item.question}”: {near.item.text}")
    body = _showing(body, shown)
    places = _places(inquiry, ranking, body)
    # The calls of a course say by themselves how it comes about.
    said = remarks(inquiry, _of_code(body.chunks, places)) if not body.is_course else []
    said = [each for each in said if not any(map(each.is_in, (other.citation for other in shown)))]
    # Documentation is a comment, too, and may be told already.
    said = [each for each in said if each.text not in "\n".join(told)]
    told += remarks_said(said)
    told += _places_said(inquiry, body, places)
    citations = distinct([*_cited(inquiry, ranking, body, places, near), *(each.citation for each in said)])
    if not citations:
        told.append("Nothing that fits this question was found in what is indexed.")
    # Said last: who asks wants the answer first.
    told.append(NO_MODEL)
    reason = "Search and static analysis found these places." if citations else "Search found nothing."
    return Told("\n\n".join(told), tuple(citations), inquiry.citer.fresh, reason)


def _body(inquiry: Inquiry, ranking: Ranking, named: Sequence[StoredChunk]) -> _Body:
    question = inquiry.question
    shown = [each for each in named if not is_synthetic(each.path)][:2]
    offer = offered(inquiry, ranking)
    may_be_written = asks_of_use(question.text) or not _is_of_a_course(question)
    passage = best_passage(inquiry, ranking) if may_be_written else None
    start = _start(question, shown)
    # Who asks how to do something is helped by an example, not by the calls inside.
    courses = _courses(inquiry, ranking, shown, start) if passage is None else None
    body = (courses and _of_courses(inquiry, shown, start, courses)) or _of_names(inquiry, shown)
    if passage is not None:
        body = _quoting(body, passage)
    if offer is not None:
        body = _offering(body, offer)
    return body._replace(known=body.known | {chunk.id for chunk in named})


def _of_names(inquiry: Inquiry, shown: list[StoredChunk]) -> _Body:
    """What is known of all that the question names."""
    told = [_of_named(inquiry, chunk) for chunk in shown]
    citations = [each for _, cited in told for each in cited]
    return _Body([text for text, _ in told], citations, shown, frozenset(chunk.id for chunk in shown))


def _of_courses(
    inquiry: Inquiry, named: Sequence[StoredChunk], start: StoredChunk | None, found: Courses
) -> _Body | None:
    """The courses that fit; None if there are none."""
    courses = found.best()
    if not courses:
        return None
    texts = [_named_said(inquiry, chunk) for chunk in named if chunk is not start]
    steps = [chunk for course in courses for chunk in course.in_order()]
    shown = {chunk.id: chunk for chunk in (*steps, *named)}
    said = courses_said(inquiry, courses, found.sites)
    return _Body(
        [*texts, *said],
        inquiry.cite(*shown.values()),
        list(shown.values()),
        frozenset(shown),
        is_course=True,
        is_all=start is not None,
        later=len(said) - 1,
    )


def _quoting(body: _Body, passage: Passage) -> _Body:
    return body._replace(
        texts=[*body.texts, passage.said()],
        citations=[passage.citation, *body.citations],
        known=body.known | {passage.section},
        quoted=passage.citation,
    )


def _offering(body: _Body, offer: Offer) -> _Body:
    """With what can be called for it: first, unless a document says how."""
    offers, rest = ([offer.text], list(offer.citations)), (body.texts, body.citations)
    first, then = (rest, offers) if body.quoted is not None else (offers, rest)
    known = body.known | offer.functions
    return body._replace(texts=first[0] + then[0], citations=first[1] + then[1], known=known)


def _excerpts(inquiry: Inquiry, ranking: Ranking, body: _Body) -> list[Excerpt]:
    """The lines of the code that say most to the question."""
    are_tests_meant = speaks_of_tests(inquiry.question.text)
    best = ranking.places[0].score if ranking.places else 1.0
    found = {
        place.chunk.id: _OF_FOUND + (1 - _OF_FOUND) * place.score / best for place in ranking.places[:_READ]
    }
    likely = found | {each.id: _OF_TOLD for each in body.chunks}
    unfound = [each for each in body.chunks if each.id not in found]
    read = [
        (each, likely[each.id])
        for each in (*unfound, *(place.chunk for place in ranking.places[:_READ]))
        if is_told(each.path) or (are_tests_meant and is_test_path(each.path))
    ]
    named = [each.id for each in body.chunks if not body.is_course and each.chunk.kind in CALLABLE]
    return excerpts(inquiry, read, _MOST_EXCERPTS - body.is_course, named)


def _showing(body: _Body, shown: Sequence[Excerpt]) -> _Body:
    """With what is quoted of the code."""
    citations = [each.citation for each in shown]
    known = body.known.union(each.stored.id for each in shown)
    chunks = list({each.id: each for each in (*body.chunks, *(each.stored for each in shown))}.values())
    return body._replace(citations=[*body.citations, *citations], known=known, chunks=chunks)


def _of_repository(inquiry: Inquiry) -> list[str]:
    """What the repository is, how it is organised and where it starts."""
    chunk = inquiry.snapshot.chunk(REPOSITORY, "")
    if chunk is None:
        return []
    items = {item.intent: item.text for _, item in inquiry.snapshot.stored_questions(chunk.id)}
    return [items[intent] for intent in _OF_REPOSITORY if intent in items]


def _of_named(inquiry: Inquiry, stored: StoredChunk) -> tuple[str, list[Citation]]:
    """What something that the question names is for, and what it does, call by call."""
    text = _named_said(inquiry, stored)
    citations = inquiry.cite(stored)
    if stored.chunk.kind in CALLABLE:
        way = [step.chunk for step in reversed(Calls(inquiry.snapshot, ()).way_to(stored, _MOST_WAY))]
        if way:
            through = " → ".join(map(inquiry.placed, way))
            text = f"{text}\n\nIt is reached through {through}."
            citations += inquiry.cite(*way)
        steps, lines = _steps(inquiry, stored)
        if steps:
            text = f"{text}\n\nStep by step it calls:\n" + "\n".join(steps)
            citations += lines
    elif stored.chunk.kind is ChunkKind.CLASS:
        members = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in CALLABLE]
        public = [each for each in members if each.chunk.name[:1] != "_"]
        if len(public) > _MOST_STEPS:
            # Of many those are told that the question is about.
            public = worth_listing(inquiry, public)[: _MOST_STEPS // 2]
        shown = [f"- {inquiry.placed(each)}: {summary_said(inquiry, each)}" for each in public[:_MOST_STEPS]]
        if shown:
            text = f"{text}\n\nIts methods:\n" + "\n".join(shown)
    return text, citations


def _named_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    summary = summary_said(inquiry, stored)
    return inquiry.placed(stored, summary) + ("" if summary else ".")


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


def _steps(inquiry: Inquiry, stored: StoredChunk) -> tuple[list[str], list[Citation]]:
    """The calls of a function in the order of its lines, each callee with what it is for."""
    steps: list[str] = []
    cited: list[Citation] = []
    seen: set[int] = set()
    calls = (ReferenceKind.CALL,)
    for use in inquiry.snapshot.references_in(stored.id, calls):
        target = inquiry.graph.chunk(use.target_id) if use.target_id is not None else None
        if target is None or target.id in seen or target.id == stored.id:
            continue
        seen.add(target.id)
        if len(steps) < _MOST_STEPS:
            summary = summary_said(inquiry, target)
            about = f": {summary}" if summary else ""
            steps.append(f"{len(steps) + 1}. {code(label(target))} at {inquiry.at(use)}{about}")
            cited += inquiry.cite(target)
    return steps, cited


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
        if near.chunk.id in asked or (near.chunk.id in found and near.thought.recipe.thinker != "structural"):
            return near
    return None


def _places(inquiry: Inquiry, ranking: Ranking, body: _Body) -> list[StoredChunk]:
    """The best chunk of each of the best files, if it says enough; tests last, unless they are asked for."""
    if body.is_all or (body.is_course and len(body.chunks) >= _ENOUGH):
        return []
    found = _best_of_files(inquiry, ranking, body.known)
    found = worth_listing(inquiry, found)
    if speaks_of_tests(inquiry.question.text):
        return found
    return sorted(found, key=lambda each: is_test_path(each.path))


def _places_said(inquiry: Inquiry, body: _Body, places: Sequence[StoredChunk]) -> list[str]:
    if not places:
        return []
    in_code = _of_code(body.chunks, places)
    # A course says itself who calls whom.
    told = related_said(inquiry, in_code) if not body.is_course else []
    lines = [f"- {_place_said(inquiry, chunk)}" for chunk in places]
    lead = "Other places that fit" if body.citations else "These places fit best"
    return [*told, f"{lead}:\n" + "\n".join(lines)]


def _of_code(named: Sequence[StoredChunk], places: Sequence[StoredChunk]) -> list[StoredChunk]:
    return [each for each in (*named, *places) if not is_test_path(each.path)]


def _best_of_files(inquiry: Inquiry, ranking: Ranking, known: frozenset[int]) -> list[StoredChunk]:
    """The best chunk of each of the best files, the files in their order."""
    found: list[StoredChunk] = []
    for path in ranking.files:
        best = [place.chunk for place in ranking.best_of(path, 3) if place.chunk.id not in known]
        module = inquiry.snapshot.chunk(path, "")
        chosen = next(iter(best), None) or (module if module is not None and module.id not in known else None)
        if chosen is not None and inquiry.present.text(path) is not None:
            found.append(chosen)
        if len(found) == _FILES:
            break
    return found


def _place_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    summary = summary_said(inquiry, stored)
    if stored.chunk.qualname:
        return inquiry.placed(stored, summary)
    return inquiry.place(stored) + (f": {summary}" if summary else "")


def _cited(
    inquiry: Inquiry,
    ranking: Ranking,
    body: _Body,
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
    quoted = [body.quoted] if body.quoted is not None else []
    return distinct([*quoted, *ordered[:_FILES], *related, *found])[:_MOST_CITED]
