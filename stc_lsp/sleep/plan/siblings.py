"""Questions that were really asked here, put to what is like their subject: its siblings.

Who asked how one handler checks its input will ask it of the next. A sibling is of the same kind and stands
in the same place: a class beside those of its base, a method beside those it shares a name or a class with, a
function in its file, a file in its folder. It gets a question only if it has what that asks about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import EXACT
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.same_question import is_same_question
from stc_lsp.code.asking.wording import stem, words_of
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.modules import folder_of
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import Asked, StoredChunk

_MOST_QUESTIONS = 20
"""So many of the last different ones are put to siblings."""
_MOST_SIBLINGS = 6
_MOST_LOOKED_AT = 40
_MOST_EACH = 2
"""Questions that one sibling gets."""


def generalised(
    asked: Iterable[Asked],
    snapshot: Snapshot,
    is_thought_about: Callable[[StoredChunk], bool],
    expected: Callable[[StoredChunk], float],
) -> dict[int, list[str]]:
    """Questions about siblings, by chunk, from those asked, the latest first.

    What static analysis answers exactly is not among them: that it answers of every sibling anyway. Only the
    likeliest siblings get any: `expected` is how often people will turn to a chunk.
    """
    found: dict[int, list[str]] = {}
    for question, subject in _open_questions(asked, snapshot):
        fitting = [
            each
            for each in siblings(subject, snapshot)
            if is_thought_about(each) and has(each, question, snapshot)
        ]
        fitting.sort(key=lambda each: (-expected(each), each.path, each.id))
        for each in fitting[:_MOST_SIBLINGS]:
            put = put_to(question, each.label)
            known = found.setdefault(each.id, [])
            if put and len(known) < _MOST_EACH and not any(is_same_question(put, other) for other in known):
                known.append(put)
    return {chunk_id: questions for chunk_id, questions in found.items() if questions}


def _open_questions(asked: Iterable[Asked], snapshot: Snapshot) -> Iterator[tuple[Question, StoredChunk]]:
    """The last questions that take understanding, each about one thing that it names."""
    seen: list[str] = []
    for each in asked:
        question = read_question(each.question)
        is_exact = question.intent in EXACT and not question.rest
        if is_exact or len(question.names) != 1 or not each.chunk_label:
            continue
        if any(is_same_question(question.text, other) for other in seen):
            continue
        seen.append(question.text)
        subject = _subject(each.chunk_label, snapshot)
        if subject is not None and _names(question.names[0], subject):
            yield question, subject
        if len(seen) == _MOST_QUESTIONS:
            return


def _subject(label: str, snapshot: Snapshot) -> StoredChunk | None:
    """The one thing of that label."""
    module = snapshot.chunk(label, "")
    if module is not None:
        return module
    named = [each for each in snapshot.named(label) if each.label == label]
    return named[0] if len(named) == 1 else None


def _names(name: str, subject: StoredChunk) -> bool:
    """Whether a name in a question is that of its subject."""
    return subject.label == name or subject.label.endswith((f".{name}", f"/{name}"))


def siblings(subject: StoredChunk, snapshot: Snapshot) -> list[StoredChunk]:
    """What is like something: of one kind, in one place or of one family."""
    kind = subject.chunk.kind
    if kind is ChunkKind.MODULE:
        folder = folder_of(subject.path)
        paths = [path for path in snapshot.paths() if folder_of(path) == folder and not path.endswith("/")]
        found = [chunk for path in paths[:_MOST_LOOKED_AT] if (chunk := snapshot.chunk(path, "")) is not None]
        return [each for each in found if each.id != subject.id and each.language == subject.language]
    beside = snapshot.children(subject.parent_id) if subject.parent_id is not None else []
    family = [snapshot.chunk_by_id(each) for each in sorted(_family(subject, snapshot))[:_MOST_LOOKED_AT]]
    others = {each.id: each for each in (*(each for each in family if each is not None), *beside)}
    return [each for each in others.values() if each.id != subject.id and each.chunk.kind is kind]


def _family(subject: StoredChunk, snapshot: Snapshot) -> set[int]:
    """The classes that share a base with a class; the methods of that family that share a name."""
    if subject.chunk.kind is ChunkKind.CLASS:
        bases = snapshot.ancestors({subject.id}) - {subject.id}
        return snapshot.heirs(bases) if bases else set()
    if subject.chunk.kind is ChunkKind.METHOD and subject.parent_id is not None:
        family = snapshot.heirs(snapshot.ancestors({subject.parent_id}))
        return snapshot.members(family, {subject.chunk.name})
    return set()


def has(stored: StoredChunk, question: Question, snapshot: Snapshot) -> bool:
    """Whether all that a question speaks of occurs in a chunk, in its names or its documentation."""
    return not question.rest or question.rest <= _stems(stored, snapshot)


def _stems(stored: StoredChunk, snapshot: Snapshot) -> set[str]:
    chunk = stored.chunk
    names = [chunk.signature, chunk.name, *chunk.decorators]
    names += [each.reference.expression for each in snapshot.references_in(stored.id)]
    names += [each.chunk.name for each in snapshot.children(stored.id)]
    words = {word for name in names for word in split_identifier(name)}
    return {stem(word) for word in (*words, *words_of(chunk.documentation))}


def put_to(question: Question, label: str) -> str:
    """A question with another name in it; "" if it would not read as the same question about that."""
    name = question.names[0]
    for old, new in ((f"`{name}()`", f"`{label}`"), (f"`{name}`", f"`{label}`"), (f"{name}()", f"`{label}`")):
        if old in question.text:
            return _as_same(question, question.text.replace(old, new), label)
    return _as_same(question, question.text.replace(name, f"`{label}`"), label)


def _as_same(question: Question, text: str, label: str) -> str:
    again = read_question(text)
    is_same = (again.intent, again.rest, again.polarity, again.numbers) == (
        question.intent,
        question.rest,
        question.polarity,
        question.numbers,
    )
    return text if is_same and again.names == (label,) else ""
