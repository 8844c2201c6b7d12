"""Full-text queries: from any text to a safe FTS5 expression, and how much each column weighs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import search_terms, search_text

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMN_WEIGHTS = {"path": 3.0, "name": 8.0, "signature": 2.0, "documentation": 2.0, "body": 1.0}
"""bm25 weights of the columns of `search`, in the order of the table."""

THOUGHTS_WEIGHT = 1.5
"""Of a match in a chunk's thoughts, beside one in the chunk itself."""

MOST_TERMS = 64
"""More terms than this cost time and tell little: a pasted stack trace still searches quickly."""

COMMON_SHARE = 0.15
"""Of the rows: a word that more of them have tells nothing, and costs time, where there are many."""

COMMON_FROM = 5_000
"""Rows: with fewer no word is too common."""

STOPWORDS = frozenset(
    """a about all also an and any are as at be been being between but by can could did do does doing done
    for from had has have having how i if in into is it its just like many may me might more most much must
    my no not of on or other our out over own shall she should so some such than that the their them then
    there these they this those through to too under up us very was we were what when where which while who
    whom why will with would you your""".split()
)
"""Words of questions that say little about code. A query of nothing else is searched as it is."""


def telling_terms(text: str) -> list[str]:
    """What a search for `text` looks for: its terms, each once, those that say little left out."""
    terms = list(dict.fromkeys(search_terms(text)))
    return ([term for term in terms if term not in STOPWORDS] or terms)[:MOST_TERMS]


def any_of(terms: Iterable[str]) -> str:
    """An FTS5 expression that matches rows with any of these terms; "" when there is none."""
    return " OR ".join(map(_quoted, terms))


def index_text(text: str) -> str:
    """What goes into an FTS5 column for `text`: its search terms, identifiers split."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _indexed(text)


def _indexed(text: str) -> str:
    terms = search_text(text) if text else ""
    return terms if terms.isascii() else terms.encode("utf-8", "replace").decode()


_MOST_REMEMBERED, _LONGEST_REMEMBERED = 1_024, 2_000
"""When a file is saved, most of its texts are those of the last save."""
_remembered = lru_cache(maxsize=_MOST_REMEMBERED)(_indexed)


def _quoted(term: str) -> str:
    # Inside double quotes FTS5 knows no operators.
    return '"{}"'.format(legible(term).replace('"', '""'))


def legible(term: str) -> str:
    """A term as SQLite takes it: a NUL would end it early, and a lone surrogate is no text."""
    return term.replace("\0", " ").encode("utf-8", "replace").decode()
