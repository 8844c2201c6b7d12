"""Questions put in the names that code has: plain words joined to one, constructors, names with a sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_where_read, asks_where_set
from stc_lsp.code.asking.intents import EXACT, Intent
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.wording import NEGATIONS, STOPWORDS
from stc_lsp.code.values import CALLEES, ChunkKind, ReferenceKind
from stc_lsp.wake.members import constructor_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot

_ASKED = EXACT - {
    Intent.PATH, Intent.COMPARE, Intent.ENTRY, Intent.RUN_TESTS, Intent.CHANGED, Intent.IMPORTS,
    Intent.IMPORTERS,
}  # fmt: skip
"""What is asked of one thing that is no file: "where is the config file loaded" names no `config_file`."""
_RUN = re.compile(r"[a-z][a-z\d]*(?: [a-z][a-z\d]*)+")
_MOST_WORDS = 4
_LONGEST = 16
"""Words of a question: who tells more tells of something by describing it."""
_APART = STOPWORDS | NEGATIONS
_NAME = r"`?(?P<name>[^\W\d][\w.]*)`?"
_OWNS = "['\N{RIGHT SINGLE QUOTATION MARK}]s"
_CONSTRUCTORS = (
    re.compile(rf"\b(?:the )?(?:constructor|initiali[sz]er) of (?:the |an? )?(?:class )?{_NAME}"),
    re.compile(rf"(?:\bthe )?(?<![\w`.]){_NAME}(?:{_OWNS})? constructor\b"),
)
_MADE_WITH = re.compile(
    rf"^\W*what (?:is|are|must|should|can) (?:an? |the )?{_NAME}s? (?:be )?"
    r"(?:constructed|instantiated|initiali[sz]ed|called) with\W*$",
    re.IGNORECASE,
)
_OF_THE_CLASS = frozenset({Intent.CALLERS, Intent.TESTS, Intent.IMPACT, Intent.PATH})
"""What is asked of a class by its name: who creates one names no constructor."""
_SIGNED = re.compile(
    r"(?<![\w`.:#])(?P<owner>(?:[^\W\d]\w*(?:::|\.|#))*)(?P<name>[^\W\d]\w*)(?P<sign>[!?])(?!\w)"
)
_COLON = re.compile(r"(?<![\w`.:/])(?P<owner>[^\W\d][\w.]*):(?P<name>[^\W\d]\w*)(?![\w:/.])")
_CODE = re.compile(r"`[^`]*`")


def with_joined_name(question: Question, snapshot: Snapshot) -> Question | None:
    """The question with several plain words as the name that they are here.

    None unless that accounts for all it says.
    """
    if question.names or question.here or question.whole or question.overall:
        return None
    if len(question.text.split()) > _LONGEST:
        return None
    for words in _phrases(question.text):
        for name in _written(words, question.text):
            if not _is_name(name, question.text, snapshot):
                continue
            marked = read_question(question.text.replace(" ".join(words), f"`{name}`", 1))
            if marked.intent in _ASKED and marked.names == (name,) and not marked.rest:
                return marked
    return None


def _phrases(text: str) -> Iterator[list[str]]:
    """The words that stand side by side, many before few."""
    runs = [found[0].split() for found in _RUN.finditer(text)]
    for length in range(_MOST_WORDS, 1, -1):
        for run in runs:
            for start in range(len(run) - length + 1):
                words = run[start : start + length]
                if _APART.isdisjoint(words):
                    yield words


def _written(words: Sequence[str], text: str) -> Iterator[str]:
    """How code may write them; of what is set or read a variable comes first."""
    titled = "".join(word.title() for word in words)
    names = ["_".join(words), f"{titled[0].lower()}{titled[1:]}", "_".join(words).upper()]
    yield from (*names, titled) if asks_where_set(text) or asks_where_read(text) else (titled, *names)


def _is_name(name: str, text: str, snapshot: Snapshot) -> bool:
    """Whether code defines something of that name; of what is set, whether it is named at all."""
    defined = (each for each in snapshot.named(name, 5) if each.chunk.kind in (*CALLEES, ChunkKind.VARIABLE))
    if any(kind_of(each.path) is FileKind.CODE for each in defined):
        return True
    return asks_where_set(text) and any(snapshot.unresolved(name, kinds=(ReferenceKind.NAME,)))


def of_constructor(text: str, snapshot: Snapshot) -> str:
    """A question with the constructor of a class by its name in code, if it speaks of one that is known."""
    for pattern in _CONSTRUCTORS:
        found = pattern.search(text)
        name = constructor_of(found["name"], snapshot) if found is not None else ""
        if found is None or not name:
            continue
        told = _put(text, found, name)
        made_with = _MADE_WITH.match(told)
        if made_with is not None:
            return _parameters_of(name)
        is_of_class = read_question(told).intent in _OF_THE_CLASS
        return _put(text, found, found["name"]) if is_of_class else told
    made = _MADE_WITH.match(text)
    name = constructor_of(made["name"], snapshot) if made is not None else ""
    return _parameters_of(name) if name else text


def _put(text: str, found: re.Match[str], name: str) -> str:
    return f"{text[: found.start()]}`{name}`{text[found.end() :]}"


def _parameters_of(name: str) -> str:
    return f"What parameters does `{name}` take?"


def with_signs(text: str, snapshot: Snapshot) -> str:
    """A question with each such name that is known here marked as code."""
    if ":" in text:
        text = _COLON.sub(lambda found: _with_dot(found, snapshot), text)
    if "!" not in text and "?" not in text:
        return text
    marked = [found.span() for found in _CODE.finditer(text)]

    def mark(found: re.Match[str]) -> str:
        written = f"{found['owner']}{found['name']}{found['sign']}"
        is_marked = any(start <= found.start() < end for start, end in marked)
        if is_marked or not snapshot.named(f"{found['name']}{found['sign']}", 1):
            return written
        ends_it = found["sign"] == "?" and not text[found.end() :].strip()
        if ends_it and (not _is_of_code(found) or snapshot.named(found["name"], 1)):
            return written
        return f"`{written}`" + ("?" if ends_it else "")

    return _SIGNED.sub(mark, text)


def _with_dot(found: re.Match[str], snapshot: Snapshot) -> str:
    """Lua: `Picker:find` is the `find` of `Picker`, as it is known here."""
    name = f"{found['owner']}.{found['name']}"
    return name if any(each.language == "lua" for each in snapshot.named(name, 1)) else found[0]


def _is_of_code(found: re.Match[str]) -> bool:
    """Whether it is written as no plain word is."""
    return bool(found["owner"]) or "_" in found["name"]
