"""What FTS5 makes of words and texts: it indexes them in a form of its own, and only it knows which."""

from __future__ import annotations

import sqlite3
import sys
import threading
from functools import cache, lru_cache

from stc_lsp.memory.search import legible

_MOST_WORDS, _MOST_TEXTS = 4_096, 2_048
"""Of which it is remembered: some 10 MB at the most."""

_lock = threading.Lock()


@lru_cache(maxsize=_MOST_WORDS)
def indexed_term(word: str) -> str | None:
    """The one term under which FTS5 indexes a word; None if it makes none of it, or several."""
    found = _terms((legible(word),))
    return found[0][0] if len(found) == 1 and found[0][2] == 1 else None


@lru_cache(maxsize=_MOST_TEXTS)
def indexed_terms(columns: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """(term, column, how often) of all that FTS5 indexes of a text in so many columns."""
    return _terms(columns)


def _terms(columns: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    marks = ", ".join("?" * len(columns))
    with _lock:
        connection = _connection(len(columns))
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        connection.execute(f"INSERT INTO words VALUES ({marks})", columns)  # noqa: S608 - marks alone
        found = connection.execute("SELECT term, substr(col, 2), cnt FROM terms").fetchall()
    # Many texts have the same terms.
    return tuple((sys.intern(term), int(column), often) for term, column, often in found)


@cache
def _connection(columns: int) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    names = ", ".join(f"c{number}" for number in range(columns))
    connection.execute(
        f"CREATE VIRTUAL TABLE words USING fts5 ({names}, content = '', tokenize = 'porter unicode61')"
    )
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, col)")
    return connection
