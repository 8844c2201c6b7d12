"""What the full-text index makes of a word: it is looked up there in the form that FTS5 gives it."""

from __future__ import annotations

import sqlite3
import threading
from functools import cache, lru_cache

from stc_lsp.memory.search import legible

_MOST_REMEMBERED = 4_096

_lock = threading.Lock()


@lru_cache(maxsize=_MOST_REMEMBERED)
def indexed_term(word: str) -> str | None:
    """The one term under which FTS5 indexes a word; None if it makes none of it, or several."""
    with _lock:
        connection = _connection()
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        connection.execute("INSERT INTO words (rowid, text) VALUES (1, ?)", (legible(word),))
        found = connection.execute("SELECT term, cnt FROM terms LIMIT 2").fetchall()
    return found[0][0] if len(found) == 1 and found[0][1] == 1 else None


@cache
def _connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'porter unicode61')"
    )
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, row)")
    return connection
