"""Which questions static analysis answers exactly, and who answers them: a table from intent to family.

A question is exact when it asks one of these things of something that it names, and says nothing else: a word
that is not accounted for, a negation or a number makes it another question, which search answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_of_overriding, asks_where_read, asks_where_set
from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.noun_phrases import stands_alone
from stc_lsp.code.asking.two_parts import asks_two_things
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import code
from stc_lsp.code.identifiers import readable
from stc_lsp.code.values import CALLEES, ChunkKind
from stc_lsp.wake.structural.catalogue import catalogue, enumerated
from stc_lsp.wake.structural.command_line import option_asked
from stc_lsp.wake.structural.compared import compared
from stc_lsp.wake.structural.coverage import tests
from stc_lsp.wake.structural.definitions import assigned, where, where_or_set
from stc_lsp.wake.structural.family import is_mixin
from stc_lsp.wake.structural.heirs import bases, heirs, heirs_outside, is_enumeration, is_heir
from stc_lsp.wake.structural.impact import impact
from stc_lsp.wake.structural.inquiry import (
    MOST_CITED,
    Finding,
    Inquiry,
    Scope,
    label,
    taken_in_turn,
    told_of,
    with_typed_label,
)
from stc_lsp.wake.structural.marked import MODIFIERS, as_list, with_plain_names, without_tests
from stc_lsp.wake.structural.modules import importers, importers_outside, imports
from stc_lsp.wake.structural.namesakes import with_namesakes
from stc_lsp.wake.structural.outcomes import raised, raised_outside, raises, returns
from stc_lsp.wake.structural.overloads import with_types
from stc_lsp.wake.structural.said import changed, entry, said, tests_run
from stc_lsp.wake.structural.scoped import defined_elsewhere, scoped
from stc_lsp.wake.structural.settings import is_asked_of_setting, is_setting, named_settings, read_by, setting
from stc_lsp.wake.structural.symbol_settings import set_by_symbol
from stc_lsp.wake.structural.taken import taken
from stc_lsp.wake.structural.unknown import is_only_a_file, misspelt, only_a_file, unknown
from stc_lsp.wake.structural.uses import callers, calls, paragraphs, unresolved_said
from stc_lsp.wake.structural.ways import way
from stc_lsp.wake.values import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.subjects import Subject, Subjects


def _purpose(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What something is for; of a variable where it is bound, to what, and who uses it."""
    found = said(inquiry, stored, Intent.PURPOSE)
    if found is not None or stored.chunk.kind is not ChunkKind.VARIABLE:
        return found
    place, used = where(inquiry, stored), callers(inquiry, stored)
    told = [finding for finding in (place, used) if finding is not None]
    citations = tuple(citation for finding in told for citation in finding.citations)
    return Finding(paragraphs(*(finding.text for finding in told)), citations)


def _reads(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What it reads; of an attribute, a variable, or what is asked so, where that is read."""
    if stored.chunk.kind is ChunkKind.VARIABLE and _HAS.search(inquiry.question.text):
        return None
    is_read = stored.chunk.kind in CALLEES and asks_where_read(inquiry.question.text)
    return (callers if is_read or stored.chunk.kind is ChunkKind.VARIABLE else read_by)(inquiry, stored)


def _members(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What it holds, overloads with the types of their parameters; of an enumeration its variants alone."""
    if _VARIANTS.search(inquiry.question.text) and is_enumeration(inquiry, stored):
        variants = enumerated(inquiry, stored)
        if variants:
            return Finding(variants, tuple(inquiry.cite(stored)))
    found = said(inquiry, stored, Intent.MEMBERS)
    if found is None:
        return None
    return Finding(with_types(found.text, inquiry.snapshot.children(stored.id)), found.citations)


FAMILIES: Mapping[Intent, Callable[[Inquiry, StoredChunk], Finding | None]] = {
    Intent.CALLERS: callers,
    Intent.CALLS: calls,
    Intent.SUBCLASSES: heirs,
    Intent.BASES: bases,
    Intent.WHERE: where_or_set,
    Intent.READS: _reads,
    Intent.RETURNS: returns,
    Intent.RAISES: raises,
    Intent.RAISED: raised,
    Intent.IMPACT: impact,
    Intent.TESTS: tests,
    Intent.IMPORTS: imports,
    Intent.IMPORTERS: importers,
    Intent.PURPOSE: _purpose,
    Intent.PARAMETERS: taken,
    Intent.MEMBERS: _members,
    Intent.CHANGED: changed,
    Intent.ENTRY: entry,
    Intent.RUN_TESTS: tests_run,
}
"""Who answers what is asked of one thing: not of two, nor of settings, which are no chunks."""

_OF_TWO = frozenset({Intent.PATH, Intent.COMPARE})
_EXACT_HERE = frozenset({*FAMILIES, *_OF_TWO})

_ASKED = {
    Intent.CALLERS: "who uses it",
    Intent.CALLS: "what it calls",
    Intent.SUBCLASSES: "what inherits from, implements or overrides it",
    Intent.BASES: "what it inherits from",
    Intent.WHERE: "where it is defined or set",
    Intent.READS: "where settings are read",
    Intent.RETURNS: "what it returns",
    Intent.RAISES: "what it raises",
    Intent.RAISED: "where it is raised or caught",
    Intent.IMPACT: "what a change would touch",
    Intent.PATH: "how one reaches the other",
    Intent.COMPARE: "what both have and what one has",
    Intent.TESTS: "which tests cover it",
    Intent.IMPORTS: "what it imports",
    Intent.IMPORTERS: "what imports it",
}
_BY_PLACES = (Intent.CALLERS, Intent.CALLS, Intent.WHERE, Intent.READS, Intent.RAISED)
_OF_FILES = (
    Intent.PURPOSE,
    Intent.WHERE,
    Intent.MEMBERS,
    Intent.IMPORTS,
    Intent.IMPORTERS,
    Intent.CHANGED,
    Intent.TESTS,
    Intent.READS,
)
"""What is asked of a file as well as of what may be called like it."""
_OF_SETTINGS = (Intent.READS, Intent.CALLERS, Intent.WHERE)
"""What can be asked of a setting, by its name."""
_OF_CLASSES = (Intent.SUBCLASSES, Intent.BASES, Intent.IMPORTERS)
"""What is asked of classes first, of several things of a name."""
_LISTED = "Static analysis lists what is defined here, so no model was asked."
_CHANGED_WHERE = frozenset(
    map(stem, "changed updated modified mutated altered overwritten initialized".split())
)
"""What is left of asking where something gets another value."""
_COUNTED = frozenset({"how many"})
"""What a list answers too: it begins with its length."""
_VARIANTS = re.compile(r"\b(?:variant|enumerator)s?\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:have|has|takes?|accepts?)\W*$", re.IGNORECASE)
"""What is asked of the options of something, not where that is read."""
_MOST_MEANINGS = 4
_CIRCUMSTANCES = re.compile(r"^(?:when|why|how)\b", re.IGNORECASE)
"""What is asked so is not answered by a list of places, whatever else the words are."""


def answer_exactly(
    question: Question, subjects: Subjects, snapshot: Snapshot, present: Present
) -> Told | None:
    """The answer to a question that static analysis answers exactly; None if it is no such question."""
    of_all = Inquiry(question, subjects, snapshot, present)
    options = option_asked(of_all)
    if options:
        return _told(of_all, options, asked="what an option does")
    if question.polarity.negations or question.numbers - _COUNTED or asks_two_things(question):
        return None
    in_tests, question, subjects = without_tests(question, subjects, snapshot)
    listed_all = _catalogue(Inquiry(question, subjects, snapshot, present, Scope(tests=in_tests)))
    if listed_all is not None:
        return listed_all
    if question.numbers:
        counted = as_list(question, snapshot)
        if counted is None:
            return None
        question, subjects = counted
    named = with_plain_names(question, subjects, snapshot)
    if named is not None and named[0].intent in _EXACT_HERE:
        question, subjects = named
    intent = question.intent
    if intent not in _EXACT_HERE or (intent in _BY_PLACES and _CIRCUMSTANCES.match(question.text)):
        return None
    return _of_names(Inquiry(question, subjects, snapshot, present, Scope(tests=in_tests)))


def _of_names(inquiry: Inquiry) -> Told | None:
    """What is known of that which a question names."""
    intent, subjects = inquiry.question.intent, inquiry.subjects
    if intent in _OF_SETTINGS and (settings := named_settings(inquiry)):
        return _told(inquiry, settings)
    if intent is Intent.WHERE and (rest := subjects.rest - MODIFIERS) and rest <= _CHANGED_WHERE:
        return _told(inquiry, [assigned(inquiry, each.name, each.chunks) for each in subjects.all])
    if subjects.rest - MODIFIERS and intent is not Intent.PATH:
        return _misspelt(inquiry)
    if intent in _OF_TWO or (intent is Intent.BASES and len(subjects.all) == 2):
        return _between_two(inquiry)
    elsewhere = defined_elsewhere(inquiry)
    if elsewhere is not None:
        return _told(inquiry, [elsewhere])
    found = scoped(inquiry)
    if found is None:
        return None
    inquiry, asked = found
    if intent is Intent.IMPORTERS and _are_mixins(asked):
        # No file imports them: it is asked which classes include them.
        inquiry.question = replace(inquiry.question, intent=Intent.SUBCLASSES)
    return _told(inquiry, [_of_subject(inquiry, subject) for subject in asked])


def _are_mixins(subjects: Sequence[Subject]) -> bool:
    found = [each for subject in subjects for each in subject.chunks]
    return bool(found) and all(map(is_mixin, found))


def _catalogue(inquiry: Inquiry) -> Told | None:
    """The list of all things of a sort, if that is what is asked."""
    found = catalogue(inquiry)
    if found is None:
        return None
    return Told(found.text, found.citations[:MOST_CITED], inquiry.citer.fresh, _LISTED)


def _of_subject(inquiry: Inquiry, subject: Subject) -> Finding | None:
    """What is known of one name, for everything that it may mean."""
    intent = inquiry.question.intent
    if intent is None:
        return None
    if intent is Intent.MEMBERS and _VARIANTS.search(inquiry.question.text):
        # Of several of a name those are meant that have any.
        enumerations = tuple(each for each in subject.chunks if is_enumeration(inquiry, each))
        subject = replace(subject, chunks=enumerations or subject.chunks)
    if intent in _OF_CLASSES and not asks_of_overriding(inquiry.question.text):
        # Nothing inherits from what hands on a class under its name, nor imports that.
        kinds = tuple(each for each in subject.chunks if each.chunk.kind is ChunkKind.CLASS)
        subject = replace(subject, chunks=kinds or subject.chunks)
    if intent is Intent.IMPORTERS and all(each.chunk.kind is ChunkKind.VARIABLE for each in subject.chunks):
        outside = importers_outside(inquiry, subject.name, subject.chunks)
        if outside is not None:
            return outside
    if not subject.chunks:
        return _of_unknown(inquiry, subject.name)
    if is_only_a_file(subject) and intent not in _OF_FILES:
        return only_a_file(inquiry, subject)
    family = FAMILIES[intent]
    shown = _most_used(inquiry, subject.chunks)[:_MOST_MEANINGS]
    found = [(chunk, family(inquiry, chunk)) for chunk in shown]
    told = [(chunk, finding) for chunk, finding in found if finding is not None]
    if not told:
        return None
    if len(subject.chunks) > 1:
        return _of_meanings(inquiry, subject, told, are_all=len(subject.chunks) == len(shown))
    (chunk, finding), *_ = told
    unresolved = _unresolved(inquiry, subject)
    text = with_namesakes(inquiry, subject.name, chunk, paragraphs(finding.text, unresolved))
    return Finding(text, finding.citations, finding.is_all and not unresolved)


def _of_meanings(
    inquiry: Inquiry, subject: Subject, told: Sequence[tuple[StoredChunk, Finding]], *, are_all: bool
) -> Finding:
    """What is known of each that a name may mean; `are_all`: it may mean no other."""
    is_so_called = any(each.label.lower().endswith(subject.name.lower()) for each in subject.chunks)
    called = subject.name if is_so_called else subject.name.rpartition(".")[2]
    rest = "." if are_all else f"; here are the {len(told)} most used."
    lead = f"{len(subject.chunks):,} definitions are called {code(called)}{rest}"
    parts = [
        with_typed_label(
            f"**{label(chunk)}** in {inquiry.place(chunk)}: {_without_name(finding.text, chunk)}", chunk
        )
        for chunk, finding in told
    ]
    unresolved = _unresolved(inquiry, subject)
    citations = taken_in_turn([finding.citations for _, finding in told])
    is_all = not unresolved and all(finding.is_all for _, finding in told)
    return Finding("\n\n".join(filter(None, (lead, *parts, unresolved))), citations, is_all)


def _most_used(inquiry: Inquiry, chunks: Sequence[StoredChunk]) -> Sequence[StoredChunk]:
    """The meanings of a name, those first that are used most where not all can be told."""
    if len(chunks) <= _MOST_MEANINGS:
        return chunks
    return sorted(chunks, key=lambda each: -inquiry.snapshot.count_uses(each.id))


def _without_name(text: str, chunk: StoredChunk) -> str:
    """What is said of a definition below its name, which what was learned of it begins with."""
    return text.removeprefix(f"{code(readable(chunk.chunk.qualname) or chunk.path)}: ")


def _unresolved(inquiry: Inquiry, subject: Subject) -> str:
    """Once for all meanings of a name: what names it so that nothing tells which is meant."""
    is_read = inquiry.question.intent is Intent.READS and asks_where_read(inquiry.question.text)
    is_asked = is_read or inquiry.question.intent in (Intent.CALLERS, Intent.IMPACT, Intent.TESTS)
    return unresolved_said(inquiry, subject.chunks[0], len(subject.chunks), subject.name) if is_asked else ""


def _of_unknown(inquiry: Inquiry, name: str) -> Finding | None:
    """What can be said of a name that has no definition here."""
    if inquiry.question.intent is Intent.RAISED:
        found = raised_outside(inquiry, name)
        if found is not None:
            return found
    if inquiry.question.intent is Intent.SUBCLASSES:
        found = heirs_outside(inquiry, name)
        if found is not None:
            return found
    if inquiry.question.intent is Intent.READS or is_setting(inquiry.snapshot, name) or name.isupper():
        found = setting(inquiry, name)
        if found is not None:
            return found if is_asked_of_setting(inquiry, name) else None
    if inquiry.question.intent is Intent.WHERE:
        found = set_by_symbol(inquiry, name)
        if found is not None:
            return found
    if inquiry.question.intent is Intent.WHERE and asks_where_set(inquiry.question.text):
        found = assigned(inquiry, name, ())
        if found is not None:
            return found
    return unknown(inquiry, name)


def _between_two(inquiry: Inquiry) -> Told | None:
    """How one reaches the other, how they differ, or whether one inherits from the other."""
    if len(inquiry.subjects.all) != 2:
        return None
    one, other = inquiry.subjects.all
    missing = [unknown(inquiry, subject.name) for subject in (one, other) if not subject.chunks]
    # A file of that name is not what is to be compared with a class.
    files = [subject for subject in (one, other) if is_only_a_file(subject)]
    if missing or len(files) == 1:
        return _told(inquiry, [*missing, *(only_a_file(inquiry, subject) for subject in files)])
    if inquiry.question.intent is Intent.PATH:
        if re.search(
            r"\b(?:called|reached|used|invoked) (?:\w+ )?(?:by|from|in|inside|within)\b",
            inquiry.question.text,
        ):
            one, other = other, one
        return _told(inquiry, [way(inquiry, one.chunks, other.chunks)])
    if inquiry.question.intent is Intent.COMPARE:
        return _told(inquiry, [compared(inquiry, one, other)])
    classes = (one.chunks[0], other.chunks[0])
    if any(each.chunk.kind is not ChunkKind.CLASS for each in classes):
        return None
    return _told(inquiry, [is_heir(inquiry, *classes)])


def _misspelt(inquiry: Inquiry) -> Told | None:
    """For a question about one plain word that is nearly a name here: that name."""
    words = [word for word in inquiry.question.perhaps if stem(word.lower()) in inquiry.subjects.rest]
    if inquiry.subjects.all or len(words) != 1 or len(inquiry.subjects.rest) != 1:
        return None
    if not stands_alone(inquiry.question.text, words[0]):
        return None
    if inquiry.question.intent is Intent.PURPOSE or not misspelt(inquiry.snapshot, words[0]):
        return None
    return _told(inquiry, [_of_unknown(inquiry, words[0])])


def _told(inquiry: Inquiry, findings: Sequence[Finding | None], *, asked: str = "") -> Told | None:
    """One answer of several findings; None if there is none."""
    intent = inquiry.question.intent
    knows = asked or (_ASKED.get(intent) if intent is not None else "")
    return told_of(inquiry, findings, knows or "this")
