"""Full-text search over chunks and their thoughts, and over stored questions; what a ranking looks up."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import math
from operator import neg
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.read.posted import Among, PostedTexts, PostingReads, Sums
from stc_lsp.memory.read.reading import listed
from stc_lsp.memory.rows import CHUNK_COLUMNS, THOUGHT_COLUMNS, from_text, stored_chunk, thought
from stc_lsp.memory.search import (
    COLUMN_WEIGHTS,
    COMMON_FROM,
    COMMON_SHARE,
    THOUGHTS_WEIGHT,
    any_of,
    telling_terms,
)
from stc_lsp.memory.term_scores import best_rows
from stc_lsp.memory.values import QuestionHit, SearchHit, StoredChunk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_WEIGHTS = ", ".join(str(weight) for weight in COLUMN_WEIGHTS.values())
# bm25 is smaller for better rows.
_TEXTS_FOUND = f"""
    SELECT rowid, -bm25(search, {_WEIGHTS}) AS score FROM search WHERE search MATCH ?1
    ORDER BY score DESC, rowid LIMIT ?2"""
_IS_CURRENT = """JOIN wanted AS w ON w.chunk_id = x.chunk_id AND w.kind = x.kind AND w.thinker = x.thinker
        AND w.key = x.key"""
_IS_CURRENT_QUESTION = """JOIN wanted AS w ON w.chunk_id = q.chunk_id AND w.kind = 'questions'
        AND w.thinker = q.thinker AND w.key = q.key"""
# Scored are the thoughts about what was found already, and those with a rare word. Which of them are current
# is looked up for the best alone: most rows that match are never shown.
_THOUGHTS_FOUND = f"""
    SELECT x.chunk_id, s.score * {THOUGHTS_WEIGHT} FROM (
        SELECT rowid AS id, -bm25(thought_search) AS score FROM thought_search
        WHERE thought_search MATCH ?1 AND +rowid IN (
            SELECT rowid FROM thought_search WHERE thought_search MATCH ?2
            UNION SELECT id FROM thought_texts WHERE chunk_id IN (SELECT value FROM json_each(?3)))
        ORDER BY score DESC, rowid LIMIT ?4
    ) AS s JOIN thought_texts AS x ON x.id = s.id {_IS_CURRENT}"""
_CHANGED_THOUGHTS = """
    SELECT x.id, x.chunk_id FROM changed_texts AS c JOIN thought_texts AS x ON x.id = c.id
    WHERE c.texts = 'thought_search'"""
_CURRENT_THOUGHTS = f"""
    SELECT x.id FROM thought_texts AS x {_IS_CURRENT} WHERE x.id IN (SELECT value FROM json_each(?))"""
_NOTHING = '""'
"""An expression that matches no row."""
_MOST_RARE = 1_500
"""Rows that the rare words of a query have together: more are told apart by what else was found."""
_AHEAD = 4
"""So many times the chunks wanted are looked at before the scores of a chunk and its thoughts are added."""
# The weights are those of paths, names, signatures, documentation and bodies.
_CALLED_LIKE = """
    SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY bm25(search, 0, 8, 0, 2, 0), rowid LIMIT ?2"""
_SECTIONS_LIKE = """
    SELECT search.rowid FROM search JOIN chunks AS c ON c.id = search.rowid
    WHERE search MATCH ?1 AND c.kind = 'section' ORDER BY bm25(search, 2, 8, 0, 2, 1), c.id LIMIT ?2"""
_WITH_TERM = "SELECT rowid FROM search WHERE search MATCH ?"
_ROWS = {"search": "SELECT max(rowid) FROM chunks", "thought_search": "SELECT max(id) FROM thought_texts"}
_SEARCH_QUESTIONS = f"""
    SELECT {CHUNK_COLUMNS}, s.ordinal, s.score, {THOUGHT_COLUMNS} FROM (
        SELECT q.chunk_id, q.thinker, q.key, q.ordinal, -bm25(question_search) AS score FROM question_search
            JOIN questions AS q ON q.id = question_search.rowid {_IS_CURRENT_QUESTION}
            WHERE question_search MATCH ?1 ORDER BY score DESC, q.id LIMIT ?2
    ) AS s JOIN thoughts.thoughts AS t ON t.key = s.key
    JOIN chunks AS c ON c.id = s.chunk_id JOIN files AS f ON f.id = c.file_id ORDER BY s.score DESC"""
_CURRENT_QUESTIONS = f"""
    SELECT q.id FROM questions AS q {_IS_CURRENT_QUESTION} WHERE q.id IN (SELECT value FROM json_each(?))"""
_QUESTIONS_BY_IDS = f"""
    SELECT {CHUNK_COLUMNS}, q.ordinal, q.id, {THOUGHT_COLUMNS} FROM questions AS q
    JOIN thoughts.thoughts AS t ON t.key = q.key
    JOIN chunks AS c ON c.id = q.chunk_id JOIN files AS f ON f.id = c.file_id
    WHERE q.id IN (SELECT value FROM json_each(?))"""
_CHUNK_WIDTH = CHUNK_COLUMNS.count(",") + 1
_BY_IDS = f"""
    SELECT {CHUNK_COLUMNS} FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    WHERE c.id IN (SELECT value FROM json_each(?))"""
_BESIDE = """
    SELECT f.path, (SELECT count(*) FROM chunks AS c WHERE c.file_id = f.id) FROM files AS f
    WHERE f.id IN (SELECT file_id FROM chunks WHERE id IN (SELECT value FROM json_each(?)))"""
_THOSE_WITH_TERM = """
    SELECT rowid FROM search WHERE search MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"""
_USED_FILES = """
    SELECT f.path, count(*) FROM chunks AS own
    JOIN uses AS u ON u.file_id = own.file_id AND u.chunk_id = own.id
    JOIN chunks AS c ON c.id = u.target_id JOIN files AS f ON f.id = c.file_id
    WHERE own.id = ? AND f.language <> 'directory' GROUP BY f.id ORDER BY f.path"""
# Of what is used everywhere only the first uses are looked at: nobody shall wait for thousands of rows.
_USING_FILES = """
    SELECT f.path, count(*) FROM (SELECT file_id FROM uses WHERE target_id = ? LIMIT 500) AS u
    JOIN files AS f ON f.id = u.file_id GROUP BY f.id ORDER BY f.path"""


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    """The ids with the highest scores, equal ones in their own order."""
    return [id_ for _, id_ in sorted(zip(map(neg, scores.values()), scores, strict=True))[:limit]]


class SearchReads(PostingReads):
    """The part of `Snapshot` about search."""

    def search(self, query: str, limit: int) -> list[SearchHit]:
        """Chunks that share words with `query`, best first. Any string is safe; without words, none."""
        found = self.search_scores(query, limit)
        return [SearchHit(chunk, found[chunk.id]) for chunk in self._in_order(found)]

    def search_scores(self, query: str, limit: int) -> dict[int, float]:
        """The scores of these chunks by id, best first: for who adds up several searches."""
        ahead = limit * _AHEAD
        found = dict(self._texts_found(self._telling(query, "search"), ahead))
        thoughts = self._telling(query, "thought_search")
        texts = self.posted("thought_search")
        if texts is not None:
            found = self._with_thoughts(found, texts, thoughts, limit)
        elif thoughts:
            rare, known = any_of(self._rare(thoughts)) or _NOTHING, listed(found)
            for chunk_id, score in self._execute(_THOUGHTS_FOUND, (any_of(thoughts), rare, known, ahead)):
                found[chunk_id] = found.get(chunk_id, 0.0) + score
        return {id_: found[id_] for id_ in _best(found, limit)}

    def _texts_found(self, terms: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        """(chunk's id, score) of the chunks whose own texts fit best."""
        if not terms:
            return ()
        texts = self.posted("search")
        if texts is not None:
            return self._sums("search", texts, terms).best(limit)
        if self._caches is None or self.rows_of() < COMMON_FROM:
            return self._execute(_TEXTS_FOUND, (any_of(terms), limit))
        return best_rows((self.scored_by_fts5("search", term) for term in terms), limit)

    def _with_thoughts(
        self, found: dict[int, float], texts: PostedTexts, terms: Sequence[str], limit: int
    ) -> dict[int, float]:
        """The scores of chunks with those of their current thoughts, right for the best ones."""
        of_chunk: dict[int, list[tuple[int, float]]] = {}
        scores = dict(found)
        # All are taken for current first: whether they are is looked up for the chunks that come out best.
        for id_, chunk_id, score in self._thoughts_found(texts, terms, found, limit * _AHEAD):
            of_chunk.setdefault(chunk_id, []).append((id_, score))
            scores[chunk_id] = scores.get(chunk_id, 0.0) + score
        while True:
            doubtful = {id_: of_chunk.pop(id_) for id_ in _best(scores, limit) if id_ in of_chunk}
            ids = {id_ for thoughts in doubtful.values() for id_, _ in thoughts}
            current = self._ids(_CURRENT_THOUGHTS, listed(ids)) if ids else ids
            if current == ids:
                return scores
            for chunk_id, thoughts in doubtful.items():
                scores[chunk_id] = found.get(chunk_id, 0.0)
                for id_, score in thoughts:
                    scores[chunk_id] += score if id_ in current else 0.0
                if not scores[chunk_id]:
                    del scores[chunk_id]

    def _thoughts_found(
        self, texts: PostedTexts, terms: Sequence[str], chunk_ids: Collection[int], limit: int
    ) -> Iterable[tuple[int, int, float]]:
        """(id, chunk's id, score) of the best thoughts of those about these chunks or with a rare word."""
        owners = self.owners(texts)
        changed = dict(self._execute(_CHANGED_THOUGHTS).fetchall())
        of_changed = frozenset(id_ for id_, owner in changed.items() if owner in chunk_ids)
        rare = self.having_any("thought_search", texts, self._rare(terms))
        among = Among(owners.about(chunk_ids), of_changed) | rare
        best = self._sums("thought_search", texts, terms).best(limit, among)
        owner_of = owners.of([id_ for id_, _ in best]) | changed
        for id_, score in best:
            yield id_, owner_of[id_], score * THOUGHTS_WEIGHT

    def _sums(self, table: str, texts: PostedTexts, terms: Iterable[str]) -> Sums:
        """What these words score together in the texts of a table."""
        sums = Sums(texts)
        for term in terms:
            posting = self.posting(table, texts, term)
            if posting is None:
                sums.add_rows(self.scored_by_fts5(table, term))
            else:
                sums.add(posting, texts.new_with(term))
        return sums

    def _telling(self, query: str, table: str) -> list[str]:
        """The terms that a query is searched by: in a large index not those that stand everywhere."""
        terms = telling_terms(query)
        rows = self.rows_of(table)
        if rows < COMMON_FROM:
            return terms
        most = int(rows * COMMON_SHARE)
        return [term for term in terms if self._frequency(term, table, most) < most] or terms

    def _rare(self, terms: Iterable[str]) -> list[str]:
        """The rarest of some terms of thoughts, that together stand in few."""
        often = {term: self._frequency(term, "thought_search", _MOST_RARE) for term in terms}
        room, rare = _MOST_RARE, list[str]()
        for term in sorted(often, key=often.__getitem__):
            room -= often[term]
            if room < 0:
                break
            rare.append(term)
        return rare

    def _frequency(self, term: str, table: str, most: int) -> int:
        """In how many rows a term stands, `most` of them counted."""

        def counted() -> int:
            often = self.often(table, term)
            if often is not None:
                return min(often, most)
            sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"
            return self._execute(sql, (any_of([term]), most)).fetchone()[0]

        return self.once(("frequency", table, term, most), counted)

    def called_like(self, terms: Iterable[str], limit: int) -> list[StoredChunk]:
        """The chunks whose names and documentation have most of these terms, the rarer counting more."""
        expression = any_of(terms)
        if not expression:
            return []
        wanted = f"{{name documentation}} : ({expression})"
        return self._in_order([id_ for (id_,) in self._execute(_CALLED_LIKE, (wanted, limit))])

    def sections_like(self, terms: Iterable[str], limit: int) -> list[StoredChunk]:
        """The sections of documents that have most of these terms, those of headings counting most."""
        expression = any_of(terms)
        if not expression:
            return []
        return self._in_order([id_ for (id_,) in self._execute(_SECTIONS_LIKE, (expression, limit))])

    def rows_of(self, table: str = "search") -> int:
        """About how many texts a full-text table holds: of chunks, or in `thought_search` of thoughts."""
        return self.once(("rows of", table), lambda: self._execute(_ROWS[table]).fetchone()[0] or 0)

    def rarity(self, term: str) -> float:
        """How telling a term is: 0.7 if all chunks have it, more the fewer do."""
        rows = self.rows_of()
        return math.log(1 + rows / max(1, self._frequency(term, "search", rows)))

    def with_term(self, term: str) -> frozenset[int]:
        """The ids of all chunks that have a term, in whatever form its stem takes."""
        return frozenset(self._ids(_WITH_TERM, any_of([term])))

    def chunks_by_ids(self, ids: Iterable[int]) -> dict[int, StoredChunk]:
        """The chunks with these ids, as far as they are there."""
        return {row[0]: stored_chunk(row) for row in self._execute(_BY_IDS, (listed(ids),))}

    def _in_order(self, ids: Collection[int]) -> list[StoredChunk]:
        """The same in the order of the ids."""
        chunks = self.chunks_by_ids(ids)
        return [chunks[id_] for id_ in ids if id_ in chunks]

    def chunks_beside(self, ids: Iterable[int]) -> dict[str, int]:
        """How many chunks each file has that one of these is in, by its path."""
        return self._by_path(_BESIDE, listed(ids))

    def words_found(self, query: str, ids: Iterable[int]) -> dict[str, frozenset[int]]:
        """For each telling word of `query`, which of these chunks have it in any form, paths left out."""
        wished = set(ids)
        among, texts = listed(wished), self.posted("search")
        found: dict[str, frozenset[int]] = {}
        for term in self._telling(query, "search"):
            wanted = f"- path : {any_of([term])}"
            posting = self.posting("search", texts, term) if texts is not None else None
            if texts is None or posting is None:
                found[term] = frozenset(self._ids(_THOSE_WITH_TERM, wanted, among))
            else:
                having = texts.lengths.ids[posting.places[posting.is_beyond_first]].tolist()
                having += [each.id for each in texts.new_with(term) if each.is_beyond_first]
                found[term] = frozenset(wished.intersection(having))
        return found

    def files_used_in(self, chunk_id: int) -> dict[str, int]:
        """Files that hold what a chunk's own text uses, each with the number of uses."""
        return self._by_path(_USED_FILES, chunk_id)

    def files_using(self, chunk_id: int) -> dict[str, int]:
        """Files that use a chunk, each with the number of uses."""
        return self._by_path(_USING_FILES, chunk_id)

    def _by_path(self, sql: str, parameter: object) -> dict[str, int]:
        return {from_text(path): count for path, count in self._execute(sql, (parameter,))}

    def search_questions(self, text: str, limit: int) -> list[QuestionHit]:
        """Current questions that share words with `text`, best first."""
        terms = telling_terms(text)
        if not terms:
            return []
        texts = self.posted("question_search")
        if texts is None:
            rows = self._execute(_SEARCH_QUESTIONS, (any_of(terms), limit))
            return [_question_hit(row, row[_CHUNK_WIDTH + 1]) for row in rows]
        best = self._questions_found(texts, terms, limit)
        by_id = {row[_CHUNK_WIDTH + 1]: row for row in self._execute(_QUESTIONS_BY_IDS, (listed(best),))}
        return [_question_hit(by_id[id_], score) for id_, score in best.items() if id_ in by_id]

    def _questions_found(self, texts: PostedTexts, terms: Sequence[str], limit: int) -> dict[int, float]:
        """The scores of the current questions that fit best, by id, the best first."""
        sums = self._sums("question_search", texts, terms)
        looked_at = limit * _AHEAD
        while True:
            best = sums.best(looked_at)
            current = self._ids(_CURRENT_QUESTIONS, listed(id_ for id_, _ in best))
            if len(current) >= limit or len(best) < looked_at:
                return dict([each for each in best if each[0] in current][:limit])
            looked_at *= _AHEAD


def _question_hit(row: Sequence[Any], score: float) -> QuestionHit:
    """Of a row of a chunk, a question's place in its thought, something else, and the thought."""
    made = thought(row[_CHUNK_WIDTH + 2 :])
    return QuestionHit(stored_chunk(row), made, made.items[row[_CHUNK_WIDTH]], score)
