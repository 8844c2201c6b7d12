"""Names that a question has in plain words, and words that ask about tests alone: found, and taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.noun_phrases import stands_alone
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.within_tests import tests_meant
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.values import CALLEES, ReferenceKind
from stc_lsp.memory.read.references import ImportedNames
from stc_lsp.wake.structural.settings import is_setting
from stc_lsp.wake.subjects import Subjects, find_subjects
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot

MODIFIERS = frozenset(
    map(
        stem,
        """directly direct indirectly transitively transitive current all every everywhere anywhere exact
        exactly full complete different various specific actually ever eventually finally right now also
        code base source tree graph chain step line number kind sort places locations""".split(),
    )
)
"""Words that change nothing of what is asked."""
_HOW_OFTEN = re.compile(r"^\W*how (?:many times|often) ", re.IGNORECASE)
_HOW_MANY = re.compile(r"^\W*how many ", re.IGNORECASE)
_COUNTED = (Intent.CALLERS, Intent.SUBCLASSES, Intent.RAISED, Intent.TESTS, Intent.IMPORTERS)
"""What is answered by a list that begins with how many places or definitions there are."""
_IMPORT = re.compile(r"\bimport", re.IGNORECASE)
_OF_OUTSIDE = (Intent.CALLERS, Intent.RAISED, Intent.READS, Intent.IMPORTERS, Intent.SUBCLASSES)
"""What can be answered of a name that has no definition here."""


def without_tests(
    question: Question, subjects: Subjects, snapshot: Snapshot
) -> tuple[bool | None, Question, Subjects]:
    """Whether tests alone, or all but tests, are asked about, and the question apart from that."""
    in_tests, text = tests_meant(question.text)
    if in_tests is None or (in_tests and question.intent is Intent.TESTS):
        return None, question, subjects
    without = read_question(text)
    if not subjects.all:
        return in_tests, without, find_subjects(without, snapshot, AskContext())
    return in_tests, without, Subjects(subjects.all, subjects.rest & without.rest)


def as_list(question: Question, snapshot: Snapshot) -> tuple[Question, Subjects] | None:
    """Of "how many classes inherit from X" that which lists them, by an answer that begins with their number.

    None unless there is such an answer.
    """
    listed = _HOW_OFTEN.sub("where ", question.text) if _HOW_OFTEN.search(question.text) else ""
    listed = listed or _HOW_MANY.sub("which ", question.text)
    read = read_question(listed)
    if read.numbers or read.intent not in _COUNTED:
        return None
    return read, find_subjects(read, snapshot, AskContext())


def with_plain_names(
    question: Question, subjects: Subjects, snapshot: Snapshot
) -> tuple[Question, Subjects] | None:
    """The question with its plain words that are names here marked as such, if that accounts for all words.

    As in "does Flask inherit from Scaffold" and "where is DEBUG read".
    """
    if not subjects.rest:
        return None
    alone = [word for word in question.perhaps if stands_alone(question.text, word)]
    words = [
        word
        for word in alone
        if stem(word.lower()) in subjects.rest and (_is_defined(word, snapshot) or is_setting(snapshot, word))
    ]
    # `DEBUG` in "where is DEBUG read" is a name for sure; "read" is one only if nothing else fits.
    certain = [word for word in words if not word.islower()]
    is_import = _IMPORT.search(question.text) is not None
    used = [word for word in alone if _is_called(word, snapshot)] if not words else []
    imported = [word for word in alone if _is_imported(word, snapshot)] if is_import else []
    tried = (_marked(question, each, snapshot) for each in (certain, words, imported, used) if each)
    return next((found for found in tried if found is not None), None)


def _marked(question: Question, words: Sequence[str], snapshot: Snapshot) -> tuple[Question, Subjects] | None:
    """The question with these words marked as names; None unless that accounts for all words."""
    pattern = re.compile(rf"(?<![\w`.])(?:{'|'.join(map(re.escape, words))})(?![\w`])")
    marked = read_question(pattern.sub(lambda found: f"`{found[0]}`", question.text))
    found = find_subjects(marked, snapshot, AskContext())
    if bool(found.rest - MODIFIERS) and marked.intent is not Intent.PATH:
        return None
    are_known = all(subject.chunks for subject in found.all)
    return (marked, found) if are_known or marked.intent in _OF_OUTSIDE else None


def _is_called(word: str, snapshot: Snapshot) -> bool:
    """Whether something of that name, from outside, is called, raised, caught or inherited from here."""
    kinds = (ReferenceKind.CALL, ReferenceKind.RAISE, ReferenceKind.CATCH, ReferenceKind.BASE)
    return any(snapshot.unresolved(word, kinds=kinds))


def _is_imported(word: str, snapshot: Snapshot) -> bool:
    """Whether a module of that name, from outside, is imported here."""
    imported = ImportedNames(snapshot)
    return any(map(imported.is_import, snapshot.unresolved(word, kinds=(ReferenceKind.NAME,))))


def _is_defined(word: str, snapshot: Snapshot) -> bool:
    return any(each.chunk.kind in CALLEES for each in snapshot.named(word, 5))
