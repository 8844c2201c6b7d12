"""Reading postings: the texts that have a word, with what it adds to the score of each.

Texts that changed since the postings were made are left out of them; what stands there now is taken apart as
FTS5 does it, so that a search always finds what the snapshot has.
"""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.memory.postings import TEXT_COLUMNS, Lengths, Posting, scores, unpack_lengths, unpack_posting
from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.search import any_of
from stc_lsp.memory.stemming import indexed_term, indexed_terms
from stc_lsp.memory.term_scores import TermScores, term_scores

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_CHANGED = 2_000
"""Texts changed since the postings were made: with more, FTS5 alone is asked until they are made anew."""

_STAMP = "SELECT stamp FROM posted WHERE texts = ? AND is_whole = 1"
_LENGTHS = "SELECT lengths FROM posted WHERE texts = ?"
_CHANGED = "SELECT id FROM changed_texts WHERE texts = ?"
_FREQUENCY = "SELECT frequency FROM postings WHERE texts = ? AND term = ?"
# As one text, which numpy reads: rows take three times as long, and there are as many as thoughts.
_OWNERS = "SELECT group_concat(id || ' ' || chunk_id, ' ') FROM thought_texts"
_POSTING = "SELECT data FROM postings WHERE texts = ? AND term = ?"


class NewText(NamedTuple):
    """A text put since the postings were made, that has one term."""

    id: int
    weight: float
    """As in `Posting`."""
    is_beyond_first: bool
    tokens: int
    """Of all of it."""


@dataclass(frozen=True, slots=True)
class PostedTexts:
    """The texts of one full-text table at one revision."""

    stamp: int
    """Which postings they are."""
    lengths: Lengths
    is_changed: NDArray[np.bool_] | None
    """Of each of these texts, whether it changed since; None where none did."""
    new: Mapping[str, Sequence[NewText]]
    """The texts that were put since, by each term in them."""
    count: int
    """Of the texts there are now."""
    average: float
    """Their mean length in words."""

    def new_with(self, word: str) -> Sequence[NewText]:
        """The texts put since that have a word."""
        return self.new.get(indexed_term(word) or "", ())

    def unchanged(self, posting: Posting) -> Posting:
        """Without the texts that changed."""
        if self.is_changed is None:
            return posting
        keep = ~self.is_changed[posting.places]
        return posting._make(column[keep] for column in posting)


class Sums:
    """The scores of texts, as they are added up word by word."""

    def __init__(self, texts: PostedTexts) -> None:
        import numpy as np

        self._texts = texts
        self._of_place: NDArray[np.float64] = np.zeros(len(texts.lengths.ids))
        self._of_changed: dict[int, float] = {}

    def add(self, posting: Posting, new: Sequence[NewText]) -> None:
        """The scores of a word that these texts have."""
        import numpy as np

        texts, having = self._texts, len(posting.places) + len(new)
        tokens = texts.lengths.tokens[posting.places]
        self._of_place[posting.places] += scores(posting.weights, tokens, texts.count, texts.average, having)
        if new:
            weights, tokens = np.array([each.weight for each in new]), np.array([each.tokens for each in new])
            added = scores(weights, tokens, texts.count, texts.average, having)
            self.add_rows(TermScores(np.array([each.id for each in new]), added))

    def add_rows(self, rows: TermScores) -> None:
        """The scores that FTS5 gives to some texts, each of which is there once."""
        import numpy as np

        texts = self._texts
        places, is_there = texts.lengths.places_of(rows.ids)
        if texts.is_changed is not None:
            is_same = ~texts.is_changed[places]
            places = places[is_same]
            is_there[is_there] = is_same
        self._of_place[places] += rows.scores[is_there]
        for at in np.flatnonzero(~is_there):
            id_ = int(rows.ids[at])
            self._of_changed[id_] = self._of_changed.get(id_, 0.0) + float(rows.scores[at])

    def best(self, limit: int, among: Among | None = None) -> list[tuple[int, float]]:
        """(text's id, score), best first, equal ones in the order of their ids; of some alone, or of all."""
        import numpy as np

        sums = self._of_place if among is None else np.where(among.places, self._of_place, 0.0)
        at = np.flatnonzero(sums)
        if limit < len(at):
            at = at[sums[at] >= np.partition(sums[at], -limit)[-limit]]
        # They are in the order of their ids, which a stable sort keeps for equal ones.
        at = at[np.argsort(-sums[at], kind="stable")[:limit]]
        found = list(zip(self._texts.lengths.ids[at].tolist(), sums[at].tolist(), strict=True))
        changed = [each for each in self._of_changed.items() if among is None or each[0] in among.changed]
        if changed:
            found = sorted((*found, *changed), key=lambda each: (-each[1], each[0]))[:limit]
        return found


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the texts of a table."""

    places: NDArray[np.bool_]
    """Of each text that has a place, whether it is one of them."""
    changed: frozenset[int]
    """The ids of others."""

    def __or__(self, other: Among) -> Among:
        return Among(self.places | other.places, self.changed | other.changed)


@dataclass(frozen=True, slots=True)
class Owners:
    """What the thoughts that have postings are about."""

    stamp: int
    """Of these postings."""
    revision: int
    """At which they were read. They hold for this one and later ones, of all thoughts that did not change."""
    _lengths: Lengths
    _chunk_ids: NDArray[np.int64]
    """Of each place; 0 for a thought that was gone when they were read."""

    def of(self, thought_ids: Sequence[int]) -> dict[int, int]:
        """The ids of the chunks that those of these thoughts are about that have postings."""
        import numpy as np

        ids = np.array(thought_ids, np.int64)
        places, is_there = self._lengths.places_of(ids)
        return dict(zip(ids[is_there].tolist(), self._chunk_ids[places].tolist(), strict=True))

    def about(self, chunk_ids: Collection[int]) -> NDArray[np.bool_]:
        """Which of the thoughts are about any of these chunks."""
        import numpy as np

        wanted = np.zeros(int(max(self._chunk_ids.max(initial=0), *chunk_ids, 0)) + 1, np.bool_)
        wanted[np.fromiter(chunk_ids, np.int64, len(chunk_ids))] = True
        return wanted[self._chunk_ids]


class PostingReads(Reading):
    """The part of `Snapshot` about postings."""

    def posted(self, table: str) -> PostedTexts | None:
        """The texts of a full-text table that has postings; None if it has none (yet)."""
        if self._caches is None:
            return None
        row = self._execute(_STAMP, (table,)).fetchone()
        if row is None:
            return None
        now = row[0], self.revision
        known, texts = self._caches.posted.get(table, (None, None))
        if known != now:
            is_same = texts is not None and texts.stamp == row[0]
            lengths = texts.lengths if texts is not None and is_same else self._lengths(table)
            texts = self._posted(table, row[0], lengths)
            self._caches.posted[table] = now, texts
        return texts

    def _lengths(self, table: str) -> Lengths:
        return unpack_lengths(self._execute(_LENGTHS, (table,)).fetchone()[0])

    def _posted(self, table: str, stamp: int, lengths: Lengths) -> PostedTexts | None:
        import numpy as np

        changed = np.array([id_ for (id_,) in self._execute(_CHANGED, (table,))], np.int64)
        if len(changed) > MOST_CHANGED:
            return None
        is_changed = None
        if len(changed):
            is_changed = np.zeros(len(lengths.ids), np.bool_)
            is_changed[lengths.places_of(changed)[0]] = True
        old = lengths.tokens if is_changed is None else lengths.tokens[~is_changed]
        new, sizes = self._new(table) if len(changed) else ({}, [])
        count = len(old) + len(sizes)
        average = float(old.sum() + sum(sizes)) / max(1, count)
        return PostedTexts(stamp, lengths, is_changed, new, count, average)

    def _new(self, table: str) -> tuple[dict[str, list[NewText]], list[int]]:
        """The texts put since the postings were made, by term, and how many words each has."""
        weights = list(TEXT_COLUMNS[table].values())
        sql = f"SELECT rowid, {', '.join(TEXT_COLUMNS[table])} FROM {table} WHERE rowid IN ({_CHANGED})"
        new: dict[str, list[NewText]] = {}
        sizes: list[int] = []
        for id_, *columns in self._execute(sql, (table,)):
            found = indexed_terms(tuple(columns))
            sizes.append(sum(often for _, _, often in found))
            weighed: dict[str, tuple[float, bool]] = {}
            for term, column, often in found:
                weight, is_beyond = weighed.get(term, (0.0, False))
                weighed[term] = weight + weights[column] * often, is_beyond or column > 0
            for term, (weight, is_beyond) in weighed.items():
                new.setdefault(term, []).append(NewText(id_, weight, is_beyond, sizes[-1]))
        return new, sizes

    def posting(self, table: str, texts: PostedTexts, word: str) -> Posting | None:
        """The unchanged texts that have a word; None if that has no postings: FTS5 finds its few texts."""
        term = indexed_term(word)
        if term is None or self._caches is None:
            return None
        key = table, texts.stamp, term
        found = self._caches.postings.get(key)
        if found is None:
            row = self._execute(_POSTING, (table, term)).fetchone()
            if row is None:
                return None
            found = unpack_posting(row[0], list(TEXT_COLUMNS[table].values()))
            self._caches.postings.put(key, found, len(found.places))
        return texts.unchanged(found)

    def scored_by_fts5(self, table: str, word: str) -> TermScores:
        """The texts that have a word, which has no postings (yet), with what it adds to the score of each."""
        # While thoughts are made, the texts of `search` stay what they are.
        key = table, self.facts_revision if table == "search" else self.revision, word
        found = self._caches.term_scores.get(key) if self._caches is not None else None
        if found is None:
            weights = ", ".join(map(str, TEXT_COLUMNS[table].values()))
            sql = f"SELECT rowid, -bm25({table}, {weights}) FROM {table} WHERE {table} MATCH ?"
            found = term_scores(self._execute(sql, (any_of([word]),)).fetchall())
            if self._caches is not None:
                self._caches.term_scores.put(key, found, len(found.ids))
        return found

    def often(self, table: str, word: str) -> int | None:
        """How many texts of a table that has postings have a word; else None."""
        texts = self.posted(table)
        if texts is None:
            return None
        if texts.is_changed is None:
            row = self._execute(_FREQUENCY, (table, indexed_term(word))).fetchone()
            if row is not None:
                return row[0]
        posting = self.posting(table, texts, word)
        if posting is None:
            return len(self.scored_by_fts5(table, word).ids)
        return len(posting.places) + len(texts.new_with(word))

    def having_any(self, table: str, texts: PostedTexts, words: Iterable[str]) -> Among:
        """The texts that have any of these words."""
        import numpy as np

        places = np.zeros(len(texts.lengths.ids), np.bool_)
        others: list[int] = []
        for word in words:
            posting = self.posting(table, texts, word)
            if posting is None:
                others += self.scored_by_fts5(table, word).ids.tolist()
            else:
                places[posting.places] = True
                others += [each.id for each in texts.new_with(word)]
        places[texts.lengths.places_of(np.array(others, np.int64))[0]] = True
        return Among(places, frozenset(others))

    def owners(self, texts: PostedTexts) -> Owners:
        """The chunks that the thoughts in `thought_search` are about."""
        import numpy as np

        kept = self._caches.owners if self._caches is not None else None
        # What a later reader found knows nothing of the thoughts that have gone since this revision.
        if kept is None or kept.stamp != texts.stamp or kept.revision > self.revision:
            listed = self._execute(_OWNERS).fetchone()[0] or ""
            ids, owners = np.fromstring(listed, np.int64, sep=" ").reshape(-1, 2).T
            found = np.zeros(len(texts.lengths.ids), np.int64)
            places, is_there = texts.lengths.places_of(ids)
            found[places] = owners[is_there]
            kept = Owners(texts.stamp, self.revision, texts.lengths, found)
            if self._caches is not None:
                self._caches.owners = kept
        return kept
