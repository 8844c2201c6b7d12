"""How much a definition has of what a question asks about: in its name, its documentation and its body."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stc_lsp.code.asking.synonyms import SYNONYMS, same_as
from stc_lsp.code.asking.wording import GENERIC, stem
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.identifiers import search_terms
from stc_lsp.memory.search import telling_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking

_OWN_NAME, _DOCUMENTED, _OUTER_NAME, _BODY = 1.0, 0.7, 0.5, 0.35
"""What a word counts by where it stands."""
_OF_EXPLAINED_CLASS = 0.7
"""Of the name of a class whose every word the question has: `Model.save` is as good as `save_model`."""
_RELATED = 0.6
"""Of that, if it is only a word for the same; then a body does not count."""
_NAMED_FOR = 0.3
"""More, for each share of the question that a name has, if it has two words of it: `render_template`."""
_UNCLEAR = 0.4
"""Less, of the outer name, if the question explains none of its words: `BaseFormSet` is more than a form."""
_RANKED = 0.4
"""What the best of the ranking has for that alone."""
_GENERIC = 0.4
"""Of the weight of a word that says what kind of thing is meant."""
_ASKED = "get gets happen happens end ends come comes go goes turn turned call"
ASKED_SO = frozenset(map(stem, _ASKED.split()))
"""Words by which a course is asked for: they say nothing of what it is the course of."""
_KINDS = frozenset(map(stem, GENERIC))


class Relevance:
    """Of the definitions of one snapshot for one question, from 0 to about 1.4."""

    def __init__(
        self, question: Question, snapshot: Snapshot, ranking: Ranking, without: Iterable[str] = ()
    ) -> None:
        """`without`: names in the question whose words do not count."""
        best = max((place.score for place in ranking.places), default=1.0) or 1.0
        self._ranked = {place.chunk.id: place.score / best for place in ranking.places}
        self._known: dict[int, dict[str, float]] = {}
        self._bodies: dict[str, frozenset[int]] = {}
        rows = max(1, snapshot.rows_of())
        weights: dict[str, float] = {}
        self._written: dict[str, str] = {}
        named = {stem(term) for name in without for term in search_terms(name)}
        for term in telling_terms(question.text):
            word = stem(term)
            if word in ASKED_SO or word in weights or word in named:
                continue
            self._written[word] = term
            self._bodies[word] = snapshot.with_term(term)
            rarity = math.log(1 + rows / (1 + len(self._bodies[word])))
            weights[word] = rarity * (_GENERIC if word in _KINDS else 1.0)
        # Who asks how something is reached seldom says it as the code does, however rare that word is.
        plain = [weight for word, weight in weights.items() if word not in SYNONYMS] or [1.0]
        most = sum(plain) / len(plain)
        weights = {
            word: min(weight, most) if word in SYNONYMS else weight for word, weight in weights.items()
        }
        whole = sum(weights.values()) or 1.0
        self._weights = {word: weight / whole for word, weight in weights.items()}
        self._asked = frozenset(weights).union(*map(same_as, weights))

    @property
    def words(self) -> Iterable[str]:
        """The stems of the question's words that count."""
        return self._weights

    def of(self, stored: StoredChunk) -> float:
        """Of one definition."""
        found = self.words_of(stored)
        named = sum(self._weights[word] for word, share in found.items() if share >= _RELATED)
        together = _NAMED_FOR * named if sum(share >= _RELATED for share in found.values()) > 1 else 0.0
        return self._weighed(found) + together + _RANKED * self._ranked.get(stored.id, 0.0)

    def terms(self) -> list[str]:
        """The words of the question with those that code has for the same, to search for."""
        related = [other for word in self._written for other in sorted(same_as(word))]
        return list(dict.fromkeys([*self._written.values(), *related]))

    def explains_name(self, stored: StoredChunk) -> float:
        """The share of the words of its name that the question has, or another word for."""
        words = _stems(stored.chunk.name)
        return len(words & self._asked) / max(1, len(words))

    def _weighed(self, found: Mapping[str, float]) -> float:
        return sum(self._weights[word] * share for word, share in found.items())

    def words_of(self, stored: StoredChunk) -> Mapping[str, float]:
        """Of each word of the question, what a definition has of it: from 0 to 1, which is in its name."""
        if stored.id not in self._known:
            *places, (worth, words) = _places(stored)
            places.append((worth * self._clear(words), words))
            owner = _stems(stored.chunk.qualname.rpartition(".")[0].rpartition(".")[2])
            if owner <= self._asked:
                places.append((_OF_EXPLAINED_CLASS, owner))
            self._known[stored.id] = {word: self._share(word, stored.id, places) for word in self._weights}
        return self._known[stored.id]

    def _clear(self, words: frozenset[str]) -> float:
        """Less than 1 for a name with words that the question does not explain: it is one of several."""
        return 1 - _UNCLEAR * len(words - self._asked) / max(1, len(words))

    def _share(self, word: str, chunk_id: int, places: Iterable[tuple[float, frozenset[str]]]) -> float:
        return max(_BODY if chunk_id in self._bodies[word] else 0.0, _said(word, places))


def _said(word: str, places: Iterable[tuple[float, frozenset[str]]]) -> float:
    """What a word counts by where it stands, or by where one stands that code has for the same."""
    others = same_as(word)
    best = 0.0
    for worth, words in places:
        if word in words:
            best = max(best, worth)
        elif not words.isdisjoint(others):
            best = max(best, worth * _RELATED)
    return best


def _places(stored: StoredChunk) -> tuple[tuple[float, frozenset[str]], ...]:
    chunk = stored.chunk
    file = stored.path.rpartition("/")[2].partition(".")[0]
    outer, _, _ = chunk.qualname.rpartition(".")
    return (
        (_OWN_NAME, _stems(chunk.name)),
        (_DOCUMENTED, _stems(first_sentence(chunk.documentation))),
        (_OUTER_NAME, _stems(f"{outer} {file}")),
    )


def _stems(text: str) -> frozenset[str]:
    # `__call__` calls: the underscores are no part of the word.
    return frozenset(map(stem, search_terms(text.replace("_", " "))))
