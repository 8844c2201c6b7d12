"""Full-text search over chunks and their thoughts, and over stored questions; what a ranking looks up."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stc_lsp.memory.reading import Reading
from stc_lsp.memory.rows import CHUNK_COLUMNS, THOUGHT_COLUMNS, from_text, stored_chunk, thought
from stc_lsp.memory.search import COLUMN_WEIGHTS, MOST_TEXT, THOUGHTS_WEIGHT, match_expression
from stc_lsp.memory.values import SearchHit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stc_lsp.code.values import ChunkKind
    from stc_lsp.memory.values import StoredChunk, Thought, ThoughtItem

_WEIGHTS = ", ".join(str(weight) for weight in COLUMN_WEIGHTS.values())
# bm25 is smaller for better rows. Only thoughts that are current count.
_SCORES = f"""
    SELECT chunk_id, sum(score) AS score FROM (
        SELECT rowid AS chunk_id, -bm25(search, {_WEIGHTS}) AS score FROM search WHERE search MATCH ?1
        UNION ALL
        SELECT x.chunk_id, -bm25(thought_search) * {THOUGHTS_WEIGHT} FROM thought_search
            JOIN thought_texts AS x ON x.id = thought_search.rowid
            JOIN wanted AS w ON w.chunk_id = x.chunk_id AND w.kind = x.kind AND w.thinker = x.thinker
                AND w.key = x.key
            WHERE thought_search MATCH ?1
    ) GROUP BY chunk_id"""
_BEST = "ORDER BY score DESC, chunk_id LIMIT ?2"
_SEARCH = f"""
    SELECT {CHUNK_COLUMNS}, s.score FROM ({_SCORES} {_BEST}) AS s
    JOIN chunks AS c ON c.id = s.chunk_id JOIN files AS f ON f.id = c.file_id ORDER BY s.score DESC, c.id"""
_SEARCH_KINDS = f"""
    SELECT {CHUNK_COLUMNS}, s.score FROM ({_SCORES}) AS s
    JOIN chunks AS c ON c.id = s.chunk_id JOIN files AS f ON f.id = c.file_id
    WHERE c.kind IN (SELECT value FROM json_each(?3)) ORDER BY s.score DESC, c.id LIMIT ?2"""
_SEARCH_QUESTIONS = f"""
    SELECT {CHUNK_COLUMNS}, s.ordinal, s.score, {THOUGHT_COLUMNS} FROM (
        SELECT q.chunk_id, q.thinker, q.key, q.ordinal, -bm25(question_search) AS score FROM question_search
            JOIN questions AS q ON q.id = question_search.rowid
            JOIN wanted AS w ON w.chunk_id = q.chunk_id AND w.kind = 'questions' AND w.thinker = q.thinker
                AND w.key = q.key
            WHERE question_search MATCH ?1 ORDER BY score DESC, q.id LIMIT ?2
    ) AS s JOIN thoughts.thoughts AS t ON t.key = s.key
    JOIN chunks AS c ON c.id = s.chunk_id JOIN files AS f ON f.id = c.file_id ORDER BY s.score DESC"""
_CHUNK_WIDTH = 24
_BY_IDS = f"""
    SELECT {CHUNK_COLUMNS} FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    WHERE c.id IN (SELECT value FROM json_each(?))"""
_TEXTS = f"""
    SELECT rowid, name || ' ' || signature || ' ' || documentation || ' ' || substr(body, 1, {MOST_TEXT})
    FROM search WHERE rowid IN (SELECT value FROM json_each(?))"""
_USED_FILES = """
    SELECT f.path, count(*) FROM chunks AS own
    JOIN uses AS u ON u.file_id = own.file_id AND u.chunk_id = own.id
    JOIN chunks AS c ON c.id = u.target_id JOIN files AS f ON f.id = c.file_id
    WHERE own.id = ? AND f.language <> 'directory' GROUP BY f.id ORDER BY f.path"""
# Of what is used everywhere only the first uses are looked at: nobody shall wait for thousands of rows.
_USING_FILES = """
    SELECT f.path, count(*) FROM (SELECT file_id FROM uses WHERE target_id = ? LIMIT 500) AS u
    JOIN files AS f ON f.id = u.file_id GROUP BY f.id ORDER BY f.path"""
_LIKE = "SELECT path FROM files WHERE replace(replace(lower(path), '_', ''), '-', '') LIKE ? ORDER BY path"


class SearchReads(Reading):
    """The part of `Snapshot` about search."""

    def search(
        self, query: str, limit: int, *, kinds: Collection[ChunkKind] | None = None
    ) -> list[SearchHit]:
        """Chunks that share words with `query`, best first. Any string is safe; without words, none."""
        expression = match_expression(query)
        if not expression:
            return []
        if kinds is None:
            rows = self._execute(_SEARCH, (expression, limit))
        else:
            wished = json.dumps([str(kind) for kind in kinds])
            rows = self._execute(_SEARCH_KINDS, (expression, limit, wished))
        return [SearchHit(stored_chunk(row), row[_CHUNK_WIDTH]) for row in rows]

    def chunks_by_ids(self, ids: Iterable[int]) -> dict[int, StoredChunk]:
        """The chunks with these ids, as far as they are there."""
        wished = json.dumps(list(ids))
        return {row[0]: stored_chunk(row) for row in self._execute(_BY_IDS, (wished,))}

    def search_texts(self, ids: Iterable[int]) -> dict[int, str]:
        """The words by which chunks are found, separated by spaces; of a long one the beginning."""
        return dict(self._execute(_TEXTS, (json.dumps(list(ids)),)).fetchall())

    def files_used_in(self, chunk_id: int) -> dict[str, int]:
        """Files that hold what a chunk's own text uses, each with the number of uses."""
        return {from_text(path): count for path, count in self._execute(_USED_FILES, (chunk_id,))}

    def files_using(self, chunk_id: int) -> dict[str, int]:
        """Files that use a chunk, each with the number of uses."""
        return {from_text(path): count for path, count in self._execute(_USING_FILES, (chunk_id,))}

    def paths_containing(self, letters: str) -> list[str]:
        """Paths with these letters in a row, whatever their case; underscores and dashes do not count."""
        return [from_text(path) for (path,) in self._execute(_LIKE, (f"%{letters}%",))]

    def search_questions(
        self, text: str, limit: int
    ) -> list[tuple[StoredChunk, Thought, ThoughtItem, float]]:
        """Current questions that share words with `text`, best first: chunk, thought, item and score."""
        expression = match_expression(text)
        if not expression:
            return []
        found: list[tuple[StoredChunk, Thought, ThoughtItem, float]] = []
        for row in self._execute(_SEARCH_QUESTIONS, (expression, limit)):
            ordinal: int = row[_CHUNK_WIDTH]
            made = thought(row[_CHUNK_WIDTH + 2 :])
            found.append((stored_chunk(row), made, made.items[ordinal], row[_CHUNK_WIDTH + 1]))
        return found
