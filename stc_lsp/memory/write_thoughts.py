"""Writing what is wanted, and the search rows of thoughts, which follow from it."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.rows import THOUGHT_COLUMNS, THOUGHT_KINDS, thought
from stc_lsp.memory.search import index_text
from stc_lsp.memory.values import Recipe, Thought, ThoughtKind, Wanted
from stc_lsp.memory.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_PUT_WANTED = """
    INSERT INTO wanted (chunk_id, kind, thinker, prompt_version, parameters, key, previous_key, value)
    VALUES (?, ?, ?, ?, ?, ?, '', ?)
    ON CONFLICT (chunk_id, kind, thinker) DO UPDATE SET
        prompt_version = excluded.prompt_version, parameters = excluded.parameters, key = excluded.key,
        value = excluded.value,
        pending = CASE WHEN key <> excluded.key THEN 1 ELSE pending END,
        previous_key = CASE
            WHEN key <> excluded.key
                AND EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
            THEN key ELSE previous_key END
    WHERE key <> excluded.key OR value <> excluded.value
        OR prompt_version <> excluded.prompt_version OR parameters <> excluded.parameters"""

_POSTPONE = """
    UPDATE wanted SET key = '', previous_key = CASE
        WHEN EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
        THEN key ELSE previous_key END
    WHERE chunk_id = ? AND thinker = ? AND key <> ''"""
_ROWS_A_REVISION = 200

_MISSING = """
    SELECT chunk_id, kind, thinker, prompt_version, parameters, key, value FROM wanted
    WHERE pending = 1 AND key <> ''
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
        AND (?1 IS NULL OR thinker = ?1 OR substr(thinker, 1, length(?1) + 2) = ?1 || ' ?')
    ORDER BY value DESC, chunk_id LIMIT ?2"""

_MADE = "UPDATE wanted SET pending = 0 WHERE chunk_id = ? AND kind = ? AND thinker = ?"
_LOST = """
    UPDATE wanted SET pending = 1 WHERE pending = 0
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)"""
_PUT_VALUE = "UPDATE wanted SET value = ? WHERE chunk_id = ? AND kind = ? AND thinker = ?"
_IS_CURRENT = """
    SELECT EXISTS (SELECT 1 FROM wanted WHERE chunk_id = ?2 AND thinker = ?3 AND key = ?1)
        OR EXISTS (SELECT 1 FROM thoughts.thoughts WHERE key = ?1)"""
_OF_KEY = f"SELECT {THOUGHT_COLUMNS} FROM thoughts.thoughts AS t WHERE t.key = ?"
_UNINDEXED = """
    SELECT w.chunk_id, w.key FROM wanted AS w JOIN thoughts.thoughts AS t ON t.key = w.key
    LEFT JOIN thought_texts AS x ON x.chunk_id = w.chunk_id AND x.kind = w.kind AND x.thinker = w.thinker
    WHERE w.key <> '' AND x.key IS NOT w.key"""


class ThoughtWrites(Writing):
    """The part of `IndexWriter` that says which thoughts are current."""

    _newest_indexed: int | None = None
    """The store's newest row when it was last looked for thoughts without search rows."""

    def put_wanted(self, wanted: Iterable[Wanted]) -> None:
        """Set the current key for each (chunk, kind, thinker); search then holds the thought of that key."""
        with self.within_revision(is_thought=True):
            for each in wanted:
                self._put_wanted(each)

    def drop_wanted(self, chunk_ids: Iterable[int], thinker: str | None = None) -> None:
        """Want nothing any more for these chunks, of one thinker or of all."""
        with self.within_revision(is_thought=True):
            for chunk_id in chunk_ids:
                rows = self.connection.execute(
                    "SELECT kind, thinker FROM wanted WHERE chunk_id = ?1 AND (?2 IS NULL OR thinker = ?2)",
                    (chunk_id, thinker),
                ).fetchall()
                for kind, named in rows:
                    self._clear_texts(chunk_id, kind, named)
                    self.connection.execute(
                        "DELETE FROM wanted WHERE chunk_id = ? AND kind = ? AND thinker = ?",
                        (chunk_id, kind, named),
                    )

    def postpone_wanted(self, chunk_ids: Iterable[int], thinker: str) -> None:
        """Nothing can be wanted for these chunks yet: what they are made of is still to be thought about.

        What was current stays known as the thought before.
        """
        with self.within_revision(is_thought=True):
            for chunk_id in chunk_ids:
                for (kind,) in self.connection.execute(
                    "SELECT kind FROM wanted WHERE chunk_id = ? AND thinker = ? AND key <> ''",
                    (chunk_id, thinker),
                ).fetchall():
                    self._clear_texts(chunk_id, kind, thinker)
                self.connection.execute(_POSTPONE, (chunk_id, thinker))

    def asked_about(self, chunk_id: int, thinker: str) -> list[str]:
        """The questions about a chunk that somebody asked and a thinker was to answer."""
        return [question for _, question, spring in self._answered(chunk_id, thinker) if not spring]

    def drop_foreseen(self, chunk_id: int, thinker: str, kept: Collection[str]) -> None:
        """Want no answers any more to what nobody asked of a chunk itself, but for these questions."""
        for named, question, spring in self._answered(chunk_id, thinker):
            if spring and question not in kept:
                self.drop_wanted([chunk_id], named)

    def _answered(self, chunk_id: int, thinker: str) -> list[tuple[str, str, str | None]]:
        """What a thinker is to answer about a chunk: its full name for that, the question, its spring."""
        return self.connection.execute(
            """SELECT thinker, json_extract(parameters, '$.question'), json_extract(parameters, '$.spring')
            FROM wanted WHERE chunk_id = ?1 AND substr(thinker, 1, length(?2) + 2) = ?2 || ' ?'""",
            (chunk_id, thinker),
        ).fetchall()

    def missing(self, limit: int, thinker: str | None = None) -> list[Wanted]:
        """What is wanted but has no thought in the store, most valuable first.

        With a thinker also its answers to what somebody asked, whose `thinker` is `NAME ?DIGEST`.
        """
        return list(_wanted_values(self.connection.execute(_MISSING, (thinker, limit))))

    def wanted(self, thinker: str | None = None) -> Iterator[Wanted]:
        """Everything that is wanted, of one thinker or of all, made or not."""
        return _wanted_values(
            self.connection.execute(
                """SELECT chunk_id, kind, thinker, prompt_version, parameters, key, value FROM wanted
                WHERE key <> '' AND (?1 IS NULL OR thinker = ?1) ORDER BY chunk_id, kind, thinker""",
                (thinker,),
            )
        )

    def put_values(self, values: Iterable[tuple[float, int, ThoughtKind, str]]) -> None:
        """Value anew what is wanted: value, chunk, kind and thinker each. No reader sees a difference."""
        rows = [(value, chunk_id, str(kind), thinker) for value, chunk_id, kind, thinker in values]
        with self.within_revision(counts=False):
            self.connection.executemany(_PUT_VALUE, rows)

    def is_current(self, each: Wanted) -> bool:
        """Whether a thought is wanted already, or made: then it costs nothing to want it."""
        row = self.connection.execute(_IS_CURRENT, (each.key, each.chunk_id, each.recipe.thinker)).fetchone()
        return bool(row[0])

    def index_thought(self, chunk_id: int, made: Thought) -> None:
        """Fill the search rows of a chunk from a thought, if that is the one wanted now."""
        kind, thinker = made.recipe.kind, made.recipe.thinker
        row = self.connection.execute(
            "SELECT key FROM wanted WHERE chunk_id = ? AND kind = ? AND thinker = ?",
            (chunk_id, kind, thinker),
        ).fetchone()
        if row is None or row[0] != made.key:
            return
        with self.within_revision(is_thought=True):
            self._clear_texts(chunk_id, kind, thinker)
            self._put_texts(chunk_id, made)
            self.connection.execute(_MADE, (chunk_id, kind, thinker))

    def look_for_lost(self) -> None:
        """Have what is wanted be missing again if it is in the store no more. Looks at everything."""
        with self.within_revision(counts=False):
            self.connection.execute(_LOST)

    def index_unindexed(self) -> int:
        """Fill the search rows of thoughts that are wanted and came into the store by another way.

        Another clone's sleeper made them meanwhile, or this one was killed before it came to the rows. Looks
        only when the store has grown since it last did. Returns of how many.
        """
        newest = self.connection.execute("SELECT max(rowid) FROM thoughts.thoughts").fetchone()[0]
        if newest == self._newest_indexed:
            return 0
        rows = self.connection.execute(_UNINDEXED).fetchall()
        for start in range(0, len(rows), _ROWS_A_REVISION):
            with self.within_revision(is_thought=True):
                for chunk_id, key in rows[start : start + _ROWS_A_REVISION]:
                    self.index_thought(chunk_id, thought(self.connection.execute(_OF_KEY, (key,)).fetchone()))
        self._newest_indexed = newest
        return len(rows)

    def _put_wanted(self, each: Wanted) -> None:
        recipe = each.recipe
        identity = (each.chunk_id, str(recipe.kind), recipe.thinker)
        old = self.connection.execute(
            "SELECT key FROM wanted WHERE chunk_id = ? AND kind = ? AND thinker = ?", identity
        ).fetchone()
        self.connection.execute(
            _PUT_WANTED, (*identity, recipe.prompt_version, recipe.parameters, each.key, each.value)
        )
        if old is not None and old[0] == each.key:
            return
        if old is not None:
            self._clear_texts(*identity)
        row = self.connection.execute(_OF_KEY, (each.key,)).fetchone()
        if row is not None:
            self._put_texts(each.chunk_id, thought(row))
            self.connection.execute(_MADE, identity)

    def _put_texts(self, chunk_id: int, made: Thought) -> None:
        words = " ".join(index_text(f"{item.question} {item.text} {item.watch_for}") for item in made.items)
        text_id = self.connection.execute(
            "INSERT INTO thought_texts (chunk_id, kind, thinker, key) VALUES (?, ?, ?, ?) RETURNING id",
            (chunk_id, str(made.recipe.kind), made.recipe.thinker, made.key),
        ).fetchone()[0]
        self.connection.execute("INSERT INTO thought_search (rowid, text) VALUES (?, ?)", (text_id, words))
        if made.recipe.kind is ThoughtKind.QUESTIONS:
            for ordinal, item in enumerate(made.items):
                question_id = self.connection.execute(
                    """INSERT INTO questions (chunk_id, thinker, key, ordinal)
                    VALUES (?, ?, ?, ?) RETURNING id""",
                    (chunk_id, made.recipe.thinker, made.key, ordinal),
                ).fetchone()[0]
                self.connection.execute(
                    "INSERT INTO question_search (rowid, question) VALUES (?, ?)",
                    (question_id, index_text(" ".join((item.question, *item.wordings)))),
                )

    def _clear_texts(self, chunk_id: int, kind: str, thinker: str) -> None:
        row = self.connection.execute(
            "SELECT id FROM thought_texts WHERE chunk_id = ? AND kind = ? AND thinker = ?",
            (chunk_id, kind, thinker),
        ).fetchone()
        if row is None:
            return
        self.connection.execute("DELETE FROM thought_search WHERE rowid = ?", row)
        self.connection.execute("DELETE FROM thought_texts WHERE id = ?", row)
        if kind == ThoughtKind.QUESTIONS:
            ids = self.connection.execute(
                "SELECT id FROM questions WHERE chunk_id = ? AND thinker = ?", (chunk_id, thinker)
            ).fetchall()
            self.connection.executemany("DELETE FROM question_search WHERE rowid = ?", ids)
            self.connection.executemany("DELETE FROM vectors WHERE owner = 'question' AND owner_id = ?", ids)
            self.connection.executemany("DELETE FROM questions WHERE id = ?", ids)


def _wanted_values(rows: Iterable[tuple[int, str, str, str, str, str, float]]) -> Iterator[Wanted]:
    for chunk_id, kind, thinker, prompt_version, parameters, key, value in rows:
        yield Wanted(chunk_id, Recipe(THOUGHT_KINDS[kind], thinker, prompt_version, parameters), key, value)
