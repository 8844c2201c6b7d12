"""What is answered at once: narrow questions, what is stored or exactly known, and two of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.two_parts import halves
from stc_lsp.code.describe.documentation import opening
from stc_lsp.code.english import code, codes, joined, sentence
from stc_lsp.code.identifiers import readable
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.importers import is_front
from stc_lsp.wake.overloads import documented_overload
from stc_lsp.wake.receivers import taken_said
from stc_lsp.wake.ruby_levels import has_both_levels
from stc_lsp.wake.stored import Hit, StoredItem, serve_stored
from stc_lsp.wake.structural import answer_exactly, answer_narrowly
from stc_lsp.wake.structural.family import Family
from stc_lsp.wake.structural.heirs import NOT_OVERRIDDEN, further_heirs_said
from stc_lsp.wake.structural.inquiry import Inquiry, taken_in_turn
from stc_lsp.wake.structural.namesakes import with_namesakes
from stc_lsp.wake.structural.outcomes import values_raised_said
from stc_lsp.wake.structural.overloads import with_types
from stc_lsp.wake.structural.returned import returned_said
from stc_lsp.wake.structural.settings import asks_of_environment
from stc_lsp.wake.structural.source import with_source
from stc_lsp.wake.structural.taken import options_taken
from stc_lsp.wake.structural.users import is_in_tests
from stc_lsp.wake.structural.uses import paragraphs, unresolved_said
from stc_lsp.wake.subjects import Subjects, find_subjects, read_in
from stc_lsp.wake.values import AskContext, Rung, Told

if TYPE_CHECKING:
    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_CREATES = re.compile(
    r"^(?!.*\b(?:or|and|use[sd]?)\b).*\b(?:create|creates|created|instantiate[sd]?|construct(?:s|ed))\b",
    re.IGNORECASE,
)
"""What asks who makes objects of a class, and not who names it otherwise."""
_MOST_STORED = 4
"""Classes that inherit from another which what is stored names."""
_BOTH = "Both halves of the question are answered without a model."
_TAKEN = "What a name means is taken from how code writes it; nothing defines it."
_EXACTLY = " exactly"
_NOT_ALL = "Both halves of the question are answered without a model; there may be more."


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that needs no search, and what it is about."""

    told: Told
    chunk: StoredChunk | None
    rung: Rung


def known_narrowly(question: Question, subjects: Subjects, present: Present) -> Known | None:
    """The answer to a question about one particular."""
    told = answer_narrowly(question, subjects, present.snapshot, present)
    if told is None:
        return None
    return _with_what_was_meant(Known(told, _about(subjects), Rung.STRUCTURAL), subjects, present)


def known_stored(question: Question, subjects: Subjects, present: Present, hit: Hit) -> Known | None:
    """What is stored, as it is served."""
    known = _with_tests(_known_stored(question, subjects, present, hit), question, subjects)
    return _with_what_was_meant(known, subjects, present) if known is not None else None


def _known_stored(question: Question, subjects: Subjects, present: Present, hit: Hit) -> Known | None:
    if hit.found is None:
        return None
    if _asks_more_exactly(question, hit.found, present.snapshot):
        return _known_exactly(question, subjects, present)
    text = _text_of(hit.found, present)
    inquiry = Inquiry(question, subjects, present.snapshot, present)
    if hit.found.item.intent in (Intent.CALLERS, Intent.TESTS) and (
        more := unresolved_said(inquiry, hit.found.chunk)
    ):
        # What was stored tells only of those that could be resolved.
        return _known_exactly(question, subjects, present) or _known_in_part(
            hit, hit.found, f"{text}\n\n{more}"
        )
    if hit.found.item.intent == Intent.RAISES:
        text = joined(text, values_raised_said(inquiry, hit.found.chunk))
    if hit.found.item.intent == Intent.PARAMETERS:
        text = paragraphs(text, options_taken(inquiry, hit.found.chunk).text)
    if len(subjects.all) == 1:
        text = with_namesakes(inquiry, subjects.all[0].name, hit.found.chunk, text)
    return Known(Told(text, hit.citations, hit.fresh, hit.reason), hit.found.chunk, Rung.STORED)


def _asks_more_exactly(question: Question, found: StoredItem, snapshot: Snapshot) -> bool:
    """Whether what is stored tells of more, or of less, than is asked."""
    match found.item.intent:
        case Intent.SUBCLASSES:
            # Of Go it tells what is written: not what has all methods of an interface. Of Rust it tells the
            # files in which something implements a trait.
            # Of many it names any four.
            is_of_many = len(snapshot.subclasses(found.chunk.id)) > _MOST_STORED
            return is_of_many or found.chunk.language in ("go", "rust")
        case Intent.IMPORTERS:
            # It tells of nobody who takes from a file what that hands on.
            return is_front(found.chunk.path)
        case Intent.RAISES:
            # Of what raises nothing itself it does not tell what it calls.
            return found.item.text.startswith(f"{code(readable(found.chunk.label))} catches ")
        case Intent.READS:
            # It tells of settings, too, and of nothing that is read through others.
            return asks_of_environment(question.text)
        case Intent.CALLERS:
            # Of a class it tells of each place that names it.
            if has_both_levels(found.chunk, snapshot):
                # Of Ruby it counts the calls of a class's method as those of an object's.
                return True
            uses = snapshot.uses(found.chunk.id) if found.chunk.language == "rust" else ()
            if any(is_in_tests(use) and not is_test_path(use.path) for use in uses):
                # It takes what tests a file from within for code.
                return True
            asks = found.chunk.chunk.kind is ChunkKind.CLASS and _CREATES.search(question.text) is not None
            uses = snapshot.uses(found.chunk.id, (ReferenceKind.CALL,)) if asks else ()
            return any(not is_test_path(use.path) for use in uses)
        case _:
            return False


def _known_in_part(hit: Hit, found: StoredItem, text: str) -> Known:
    reason = f"{hit.reason} There may be more."
    return Known(Told(text, hit.citations, hit.fresh, reason, is_all=False), found.chunk, Rung.STORED)


def known_exactly(question: Question, subjects: Subjects, present: Present) -> Known | None:
    """What static analysis knows."""
    known = _with_tests(_known_exactly(question, subjects, present), question, subjects)
    return _with_what_was_meant(known, subjects, present) if known is not None else None


def _with_tests(known: Known | None, question: Question, subjects: Subjects) -> Known | None:
    """What something is for, with a word that only tests define it: who asks may mean something else."""
    paths = [each.path for subject in subjects.all for each in subject.chunks]
    is_of_tests = question.intent is Intent.PURPOSE and bool(paths) and all(map(is_test_path, paths))
    if known is None or not is_of_tests or any(is_test_path(subject.name) for subject in subjects.all):
        return known
    text = f"{known.told.text}\n\nOnly tests define it, in {codes(list(dict.fromkeys(paths)), 3)}."
    return replace(known, told=replace(known.told, text=text))


def _with_what_was_meant(known: Known, subjects: Subjects, present: Present) -> Known:
    """An answer, after a word on each name that was taken for a member that is not called so."""
    names = ((each.name, each.chunks) for each in subjects.all)
    said = [taken for name, chunks in names if (taken := taken_said(name, chunks, present.snapshot))]
    if not said:
        return known
    text = "\n\n".join((*said, known.told.text))
    reason = f"{_TAKEN} {known.told.reason.replace(_EXACTLY, '')}"
    return replace(known, told=replace(known.told, text=text, reason=reason, is_all=False))


def _known_exactly(question: Question, subjects: Subjects, present: Present) -> Known | None:
    told = answer_exactly(question, subjects, present.snapshot, present)
    return Known(told, _about(subjects), Rung.STRUCTURAL) if told is not None else None


def known_of_both(question: Question, context: AskContext, present: Present) -> Known | None:
    """The answers to both halves of a question that asks two things; None unless both are known."""
    asked = halves(question)
    found = [_known(each, context, present) for each in asked] if asked is not None else []
    known = [each for each in found if each is not None]
    if len(known) < 2:
        return None
    told = [each.told for each in known]
    is_all = all(each.is_all for each in told)
    both = Told(
        "\n\n".join(each.text for each in told),
        taken_in_turn([each.citations for each in told]),
        all(each.fresh for each in told),
        _BOTH if is_all else _NOT_ALL,
        is_all,
    )
    return Known(both, known[0].chunk, Rung.STRUCTURAL)


def _known(text: str, context: AskContext, present: Present) -> Known | None:
    question = read_in(text, present.snapshot)
    subjects = find_subjects(question, present.snapshot, context)
    narrow = known_narrowly(question, subjects, present)
    if narrow is not None:
        return narrow
    hit = serve_stored(question, subjects, present.snapshot, present)
    return known_stored(question, subjects, present, hit) or known_exactly(question, subjects, present)


def _about(subjects: Subjects) -> StoredChunk | None:
    return subjects.all[0].chunks[0] if subjects.are_known else None


def _text_of(found: StoredItem, present: Present) -> str:
    """A stored answer, word for word; static analysis quotes results and tells overloads apart by types."""
    item = found.item
    if not found.thought.is_structural:
        return item.text
    if item.intent == Intent.MEMBERS:
        return with_types(item.text, present.snapshot.children(found.chunk.id))
    if item.intent == Intent.SUBCLASSES and found.chunk.chunk.kind in CALLABLE:
        is_overridden = bool(Family(present.snapshot).overriding(found.chunk))
        return item.text if is_overridden else joined(item.text, NOT_OVERRIDDEN)
    if item.intent == Intent.SUBCLASSES:
        return joined(item.text, further_heirs_said(Family(present.snapshot), found.chunk))
    if item.intent == Intent.PURPOSE:
        return _documented(found.chunk, present) or with_source(item.text, present, found.chunk)
    if item.intent != Intent.RETURNS:
        return item.text
    return joined(item.text, returned_said(present, found.chunk))


def _documented(stored: StoredChunk, present: Present) -> str:
    """What the documentation of an overload says of the function, which has none of its own."""
    speaker = documented_overload(present.snapshot, stored)
    if speaker is None:
        return ""
    told = sentence(opening(speaker.chunk.documentation), stored.chunk.name)
    return f"{code(readable(stored.label))}: {told}"
