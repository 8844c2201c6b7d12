"""Plain words that code writes as one name: "where is the cache dir set" asks of `cache_dir`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_where_read, asks_where_set
from stc_lsp.code.asking.intents import EXACT, Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.code.asking.wording import NEGATIONS, STOPWORDS
from stc_lsp.code.values import CALLEES, ChunkKind, ReferenceKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.question import Question
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
