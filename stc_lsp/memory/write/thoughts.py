"""Writing what is wanted, and the search rows of thoughts, which follow from it."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stc_lsp.memory.rows import THOUGHT_COLUMNS, THOUGHT_KINDS, from_text, thought
from stc_lsp.memory.values import ASKED, Recipe, Thought, ThoughtKind, Wanted
from stc_lsp.memory.write.chunks import INVALIDATE
from stc_lsp.memory.write.made import MadeThought, made_thought
from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    Identity = tuple[int, str, str]

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

_INVALIDATE_OF = f"{INVALIDATE} AND thinker = ?"
_ROWS_A_REVISION = 200

_ANSWERS_OF = f"substr(thinker, 1, length(?1) + {len(ASKED)}) = ?1 || '{ASKED}'"
_MISSING = f"""
    SELECT chunk_id, kind, thinker, prompt_version, parameters, key, value FROM wanted
    WHERE pending = 1 AND key <> ''
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
        AND (thinker = ?1 OR {_ANSWERS_OF})
    ORDER BY value DESC, chunk_id LIMIT ?2"""

_LAST_ID = (1 << 63) - 1
_MISSING_BETWEEN = """
    SELECT chunk_id, kind, thinker, prompt_version, parameters, key, value FROM wanted
    WHERE chunk_id BETWEEN ?1 AND ?2 AND pending = 1 AND key <> ''
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
    ORDER BY chunk_id LIMIT ?3"""

_MISSING_IN_FILES = """
    WITH missing AS (
        SELECT chunk_id, value FROM wanted WHERE pending = 1 AND key <> '' AND thinker = ?1
            AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)
        ORDER BY value DESC, chunk_id LIMIT ?2),
    first AS (
        SELECT c.file_id, max(m.value) AS value FROM missing AS m JOIN chunks AS c ON c.id = m.chunk_id
        GROUP BY c.file_id)
    SELECT DISTINCT f.path, c.id FROM first CROSS JOIN files AS f ON f.id = first.file_id
    CROSS JOIN chunks AS c ON c.file_id = f.id
    CROSS JOIN wanted AS w ON w.chunk_id = c.id AND w.thinker = ?1
    WHERE w.pending = 1 AND w.key <> ''
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = w.key)
    ORDER BY first.value DESC, f.path, c.ordinal"""

_MADE = "UPDATE wanted SET pending = 0 WHERE chunk_id = ? AND kind = ? AND thinker = ?"
_LOST = """
    UPDATE wanted SET pending = 1 WHERE pending = 0
        AND NOT EXISTS (SELECT 1 FROM thoughts.thoughts AS t WHERE t.key = wanted.key)"""
_PUT_VALUE = "UPDATE wanted SET value = ? WHERE chunk_id = ? AND kind = ? AND thinker = ?"
_IS_CURRENT = """
    SELECT EXISTS (SELECT 1 FROM wanted WHERE chunk_id = ?2 AND thinker = ?3 AND key = ?1)
        OR EXISTS (SELECT 1 FROM thoughts.thoughts WHERE key = ?1)"""
_OF_KEYS = f"""
    SELECT {THOUGHT_COLUMNS} FROM json_each(?) AS k CROSS JOIN thoughts.thoughts AS t ON t.key = k.value"""
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
        by_identity = {(each.chunk_id, str(each.recipe.kind), each.recipe.thinker): each for each in wanted}
        rows = [
            (*identity, each.recipe.prompt_version, each.recipe.parameters, each.key, each.value)
            for identity, each in by_identity.items()
        ]
        with self.within_revision(is_thought=True):
            old = self._keys_of("wanted", by_identity)
            self.connection.executemany(_PUT_WANTED, rows)
            changed = {
                identity: each for identity, each in by_identity.items() if old.get(identity) != each.key
            }
            known = self._known(each.key for each in changed.values())
            made = [each for each in changed.values() if each.key in known]
            self._sync_search(changed.keys(), [made_thought(each.chunk_id, known[each.key]) for each in made])

    def drop_wanted(self, chunk_ids: Iterable[int], thinker: str) -> None:
        """Want nothing of a thinker any more for these chunks."""
        with self.within_revision(is_thought=True):
            for chunk_id in chunk_ids:
                for (kind,) in self.connection.execute(
                    "SELECT kind FROM wanted WHERE chunk_id = ? AND thinker = ?", (chunk_id, thinker)
                ).fetchall():
                    self._clear_texts(chunk_id, kind, thinker)
                self.connection.execute(
                    "DELETE FROM wanted WHERE chunk_id = ? AND thinker = ?", (chunk_id, thinker)
                )

    def await_wanted(self, chunk_ids: Iterable[int], thinker: str) -> None:
        """What these chunks are made of has changed: nothing is current until their new keys are known."""
        with self.within_revision(is_thought=True):
            self.connection.executemany(_INVALIDATE_OF, [(each, thinker) for each in chunk_ids])

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
                self.connection.execute(_INVALIDATE_OF, (chunk_id, thinker))

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
            f"""SELECT thinker, json_extract(parameters, '$.question'), json_extract(parameters, '$.spring')
            FROM wanted WHERE {_ANSWERS_OF} AND chunk_id = ?2""",
            (thinker, chunk_id),
        ).fetchall()

    def missing(self, limit: int, thinker: str) -> list[Wanted]:
        """What is wanted of a thinker but has no thought in the store, most valuable first.

        Its answers to single questions, too.
        """
        return list(_wanted_values(self.connection.execute(_MISSING, (thinker, limit))))

    def missing_after(self, chunk_id: int, limit: int) -> list[Wanted]:
        """The same of chunks with an id above this one, by id, some `limit` of them: to read all in slices.

        A chunk's stand together: the last one's are all there.
        """
        found = self._missing_between(chunk_id + 1, _LAST_ID, limit)
        if len(found) < limit:
            return found
        last = found[-1].chunk_id
        return [*(each for each in found if each.chunk_id != last), *self._missing_between(last, last, -1)]

    def _missing_between(self, first: int, last: int, limit: int) -> list[Wanted]:
        return list(_wanted_values(self.connection.execute(_MISSING_BETWEEN, (first, last, limit))))

    def missing_in_files(self, limit: int, thinker: str) -> list[tuple[str, list[int]]]:
        """The files of the `limit` most valuable that are missing of a thinker, the most valuable first.

        Each with all its chunks of which one is missing.
        """
        rows = self.connection.execute(_MISSING_IN_FILES, (thinker, limit))
        found: dict[str | bytes, list[int]] = {}
        for path, chunk_id in rows:
            found.setdefault(path, []).append(chunk_id)
        return [(from_text(path), chunk_ids) for path, chunk_ids in found.items()]

    def wanted(self, thinker: str | None = None) -> Iterator[Wanted]:
        """Everything that is wanted, of one thinker or of all, made or not."""
        return _wanted_values(
            self.connection.execute(
                """SELECT chunk_id, kind, thinker, prompt_version, parameters, key, value FROM wanted
                WHERE key <> '' AND (?1 IS NULL OR thinker = ?1) ORDER BY chunk_id, kind, thinker""",
                (thinker,),
            )
        )

    def wanted_keys(self) -> list[str]:
        """The keys of all that, some more than once."""
        return [key for (key,) in self.connection.execute("SELECT key FROM wanted WHERE key <> ''")]

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
        self.index_made([made_thought(chunk_id, made)])

    def index_made(self, made: Iterable[MadeThought]) -> None:
        """The same for many thoughts at once; those that are shown already are left."""
        by_identity = {each.identity: each for each in made}
        wanted = self._keys_of("wanted", by_identity)
        current = {
            identity: each for identity, each in by_identity.items() if wanted.get(identity) == each.key
        }
        with self.within_revision(is_thought=True):
            self._sync_search(current.keys(), list(current.values()))

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
                step = rows[start : start + _ROWS_A_REVISION]
                known = self._known(key for _, key in step)
                self.index_made(made_thought(chunk_id, known[key]) for chunk_id, key in step if key in known)
        self._newest_indexed = newest
        return len(rows)

    def _keys_of(self, table: str, identities: Iterable[Identity]) -> dict[Identity, str]:
        """The keys that stand in `wanted` or `thought_texts` for the chunks of these."""
        chunk_ids = json.dumps(list({chunk_id for chunk_id, _, _ in identities}))
        rows = self.connection.execute(
            f"""SELECT chunk_id, kind, thinker, key FROM {table}
            WHERE chunk_id IN (SELECT value FROM json_each(?))""",
            (chunk_ids,),
        )
        return {(chunk_id, kind, thinker): key for chunk_id, kind, thinker, key in rows}

    def _known(self, keys: Iterable[str]) -> dict[str, Thought]:
        """Those that have a thought in the store, and that."""
        rows = self.connection.execute(_OF_KEYS, (json.dumps(list(keys)),))
        return {row[0]: thought(row) for row in rows}

    def _sync_search(self, identities: AbstractSet[Identity], current: Sequence[MadeThought]) -> None:
        """Have search hold of these the thoughts that are current now, and nothing of those without one."""
        shown = self._keys_of("thought_texts", identities)
        # What was awaited may be what was current before: that stays.
        kept = {each.identity for each in current if shown.get(each.identity) == each.key}
        for identity in shown.keys() & identities - kept:
            self._clear_texts(*identity)
        self._put_texts([each for each in current if each.identity not in kept])
        self.connection.executemany(_MADE, [each.identity for each in current])

    def _put_texts(self, made: Sequence[MadeThought]) -> None:
        """Fill the search rows of thoughts that are current, of which none has any yet."""
        connection = self.connection
        first = self._free_id("thought_texts")
        numbered = list(enumerate(made, first))
        connection.executemany(
            "INSERT INTO thought_texts (id, chunk_id, kind, thinker, key) VALUES (?, ?, ?, ?, ?)",
            [(number, *each.identity, each.key) for number, each in numbered],
        )
        connection.executemany(
            "INSERT INTO thought_search (rowid, text) VALUES (?, ?)",
            [(number, each.words) for number, each in numbered],
        )
        asked = [(each, place, words) for each in made for place, words in enumerate(each.questions)]
        questions = list(enumerate(asked, self._free_id("questions") if asked else 0))
        connection.executemany(
            "INSERT INTO questions (id, chunk_id, thinker, key, ordinal) VALUES (?, ?, ?, ?, ?)",
            [(id_, each.chunk_id, each.row[2], each.key, place) for id_, (each, place, _) in questions],
        )
        connection.executemany(
            "INSERT INTO question_search (rowid, question) VALUES (?, ?)",
            [(id_, words) for id_, (_, _, words) in questions],
        )

    def _free_id(self, table: str) -> int:
        return self.connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]

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
            self.connection.executemany("DELETE FROM questions WHERE id = ?", ids)


def _wanted_values(rows: Iterable[tuple[int, str, str, str, str, str, float]]) -> Iterator[Wanted]:
    for chunk_id, kind, thinker, prompt_version, parameters, key, value in rows:
        yield Wanted(chunk_id, Recipe(THOUGHT_KINDS[kind], thinker, prompt_version, parameters), key, value)
