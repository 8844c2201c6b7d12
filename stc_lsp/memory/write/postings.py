"""Writing postings: step by step, so that who waits for the writer never waits long.

What changes meanwhile is in `changed_texts` from the first step on, and is not looked up in postings: so
each step may see a later revision than the one before.
"""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.postings import FEWEST_TEXTS, TEXT_COLUMNS, Lengths, pack_lengths, pack_posting
from stc_lsp.memory.search import COMMON_FROM
from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    import sqlite3

    from stc_lsp.memory.paths import MemoryPaths

_CHANGED_FEW = 500
"""Texts changed since: with more, postings are made anew."""
_OCCURRENCES_A_STEP = 50_000
"""Some 25 ms."""

_STATE = """
    SELECT p.is_whole, (SELECT count(*) FROM changed_texts AS c WHERE c.texts = ?1)
    FROM posted AS p WHERE p.texts = ?1"""
_BEGIN = """
    INSERT INTO posted VALUES (?, 1, 0, ?)
    ON CONFLICT (texts) DO UPDATE SET stamp = stamp + 1, is_whole = 0, lengths = excluded.lengths"""


class PostingWrites(Writing):
    """The part of `IndexWriter` about postings."""

    def __init__(self, connection: sqlite3.Connection, paths: MemoryPaths) -> None:
        super().__init__(connection, paths)
        self._being_posted: dict[str, tuple[Lengths, str]] = {}
        """The texts of a table, and the last word that has its postings."""

    def needs_postings(self, texts: str) -> bool:
        """Whether the postings of a full-text table are to be made: anew, or further."""
        if texts in self._being_posted:
            return True
        state = self.connection.execute(_STATE, (texts,)).fetchone()
        if state is None:
            (rows,) = self.connection.execute(f"SELECT count(*) FROM {texts}_docsize").fetchone()
            return rows >= COMMON_FROM
        is_whole, changed = state
        return not is_whole or changed > _CHANGED_FEW

    def post_some(self, texts: str) -> bool:
        """Make the postings of some more words; return whether all are made, and readers see them."""
        # After a step that failed all begins anew.
        begun = self._being_posted.pop(texts, None)
        with self.within_revision(counts=False):
            lengths, after = begun or self._begin(texts)
            last = self._post_after(texts, lengths, after)
            if last is None:
                self.connection.execute("UPDATE posted SET is_whole = 1 WHERE texts = ?", (texts,))
        if last is not None:
            self._being_posted[texts] = lengths, last
        return last is None

    def _begin(self, texts: str) -> tuple[Lengths, str]:
        connection = self.connection
        rows = connection.execute(f"SELECT id, sz FROM {texts}_docsize ORDER BY id").fetchall()
        lengths, packed = pack_lengths(rows, len(TEXT_COLUMNS[texts]))
        connection.execute("DELETE FROM postings WHERE texts = ?", (texts,))
        connection.execute("DELETE FROM changed_texts WHERE texts = ?", (texts,))
        connection.execute(_BEGIN, (texts, packed))
        for kind in ("row", "instance"):
            name = f"temp.{texts}_{kind}"
            connection.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5vocab(main, {texts}, {kind})"
            )
        return lengths, ""

    def _post_after(self, texts: str, lengths: Lengths, after: str) -> str | None:
        """Make the postings of the words that come next; return the last one, None if there are no more."""
        words = self.connection.execute(
            f"SELECT term, doc, cnt FROM temp.{texts}_row WHERE term > ? ORDER BY term", (after,)
        )
        room = _OCCURRENCES_A_STEP
        for term, texts_with, occurrences in words:
            if texts_with >= FEWEST_TEXTS:
                self._post(texts, lengths, term)
            # To pass over a word costs something, too.
            room -= max(occurrences, 10)
            if room < 0:
                words.close()
                return term
        return None

    def _post(self, texts: str, lengths: Lengths, term: str) -> None:
        import numpy as np

        columns = list(TEXT_COLUMNS[texts])
        column = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(columns))
        # As one text, which numpy reads: to hand over a row for each occurrence takes six times as long.
        (listed,) = self.connection.execute(
            f"""SELECT group_concat(doc * {len(columns)} + CASE col {column} END)
            FROM temp.{texts}_instance WHERE term = ?""",
            (term,),
        ).fetchone()
        ids, where = np.divmod(np.fromstring(listed or "", np.int64, sep=","), len(columns))
        # What was put since the first step has no place: it is among what changed.
        places, is_there = lengths.places_of(ids)
        self.connection.execute(
            "INSERT INTO postings VALUES (?, ?, ?, ?)",
            (texts, term, len(np.unique(places)), pack_posting(places, where[is_there], len(columns))),
        )
