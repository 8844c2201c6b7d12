"""The words of a question, by how much each says of what is asked, and what a text has of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stc_lsp.code.asking.synonyms import SYNONYMS, same_as
from stc_lsp.code.asking.wording import GENERIC, stem
from stc_lsp.code.claims import sentences_of
from stc_lsp.code.identifiers import search_terms

_AROUND = 0.7
"""What a word counts that only the headings above have, the name of the file, or the example."""
_ELSEWHERE = 0.7
"""What a word counts that stands in another sentence than most of the others."""
SAME = 0.8
"""What a word for the same counts."""
_OF_LITTLE = 0.5
"""Of its weight, what a word has that documents need not use: the verb somebody asks with, a preposition."""
_LITTLE = frozenset(map(stem, "after against around before behind during instead via within without".split()))
_KINDS = frozenset(map(stem, GENERIC))
_OF_NOTHING = 0.1
"""The same of words that only ask."""
_NOTHING = frozenset(map(stem, "happen happens happening occur possible use used using work works".split()))
_PROVIDING = frozenset(map(stem, ("add", "create", "define", "make", "provide", "register", "write")))
"""Documents say how to register what people ask how to add: in questions of use these are one word."""
_USING = frozenset(map(stem, ("usage", "use", "used", "using")))
_VALUE = stem("value")
_ALLOWED = frozenset(
    map(stem, "accept allow available choice choose following possible support valid".split())
)
"""With which documents lead to the values that something may have."""
OF_DOING = (
    r"(?:so |and )?how (?:do|can|could|should|would|might|must) (?:i|we|you|one|people|users?)"
    r"|how to|(?:can|may|should) (?:i|we|you|one)"
)
"""How somebody begins who asks how to do something with the code."""
_VERB = re.compile(rf"^\W*(?:{OF_DOING})\s+(\w+)", re.IGNORECASE)
_OF_CHANGES = re.compile(
    r"\b(?:chang(?:e|es|ed)|(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\bevery )new"
    r"|releases?d?|versions?|upgrad\w+|migrat\w+|since|history|removed|introduced)\b",
    re.IGNORECASE,
)
_OF_ONE_RELEASE = re.compile(
    r"(?:^|[/_-])(?:\d{4}|v?\d+\.\d+(?:\.\d+)?)[-_.]|(?:news|announcements?|what'?s-?new|upgrading|migration|roadmap|todo)\b",
    re.IGNORECASE,
)
FoundWords = Mapping[str, float]
"""Of each word of a question, what a paragraph has: from 0 to 1."""


class AskedWords:
    """What a question asks for, in stems."""

    def __init__(self, text: str, rarity: Mapping[str, float]) -> None:
        """`rarity`: the stems of its words with their shares of all that it says."""
        verb = _VERB.match(text)
        # Who asks how to do something with "my own function" may need no other word for it.
        self.little = {*_LITTLE, *_NOTHING, stem(verb[1].lower()), *_KINDS} if verb else {*_LITTLE, *_NOTHING}
        self.weights: Mapping[str, float] = _shares(
            {
                word: each * (_OF_NOTHING if word in _NOTHING else _OF_LITTLE if word in self.little else 1)
                for word, each in rarity.items()
            }
        )
        # A heading says with a noun what people ask with a verb: "Validation".
        self._in_headings = _shares(
            {word: each * (_OF_NOTHING if word in _NOTHING else 1) for word, each in rarity.items()}
        )
        wholes = _compounds(text)
        self._same = {word: _same(word) | wholes.get(word, frozenset()) for word in self.weights}
        self._explained = frozenset(self.weights).union(*self._same.values())
        self.is_of_changes = _OF_CHANGES.search(text) is not None

    def is_old(self, path: str) -> bool:
        """Whether a document tells of one release, and nobody asked for that."""
        return not self.is_of_changes and _OF_ONE_RELEASE.search(path) is not None

    def has(self, word: str, words: frozenset[str]) -> float:
        """Whether some words say what one of the question says: 1, or less if another word says it."""
        if word in words:
            return 1.0
        return SAME if not words.isdisjoint(self._same[word]) else 0.0

    def found(self, text: str, heading: frozenset[str], around: frozenset[str]) -> FoundWords:
        """What of each word a paragraph has, from 0 to 1."""
        words = words_of(text)
        together = max(map(words_of, sentences_of(text)), key=self.told, default=words)
        return {
            word: max(
                self.has(word, heading | together),
                _ELSEWHERE * self.has(word, words),
                _AROUND * self.has(word, around),
            )
            for word in self.weights
        }

    def fit(self, found: FoundWords) -> float:
        """How much of it is found, from 0 to 1."""
        return sum(self.weights[word] * share for word, share in found.items())

    def told(self, words: frozenset[str]) -> float:
        """How much of it some words tell, from 0 to 1."""
        return sum(weight * self.has(word, words) for word, weight in self.weights.items())

    def headed(self, words: frozenset[str]) -> float:
        """How much a heading is what is asked for: 1 if it has all of it, and nothing else."""
        explained = len(words & self._explained) / max(1, len(words))
        told = sum(weight * self.has(word, words) for word, weight in self._in_headings.items())
        return 2 * explained * told / ((explained + told) or 1.0)


def _shares(weights: Mapping[str, float]) -> Mapping[str, float]:
    whole = sum(weights.values()) or 1.0
    return {word: weight / whole for word, weight in weights.items()}


def _same(word: str) -> frozenset[str]:
    """The stems of other words that say what that of `word` says."""
    same = {*_USING} if word in _USING else set[str]()
    same |= {*same_as(word), *(other for other, said in SYNONYMS.items() if word in said)}
    if word in _PROVIDING:
        same |= _PROVIDING
    if word == _VALUE:
        same |= _ALLOWED
    return frozenset(same)


def _compounds(text: str) -> dict[str, frozenset[str]]:
    """The compound names of a text by each of their words: who has "github" need not have "git"."""
    found: dict[str, set[str]] = {}
    for name in re.findall(r"\w+", text):
        whole, *parts = map(stem, search_terms(name) or [""])
        for part in parts:
            found.setdefault(part, set()).add(whole)
    return {part: frozenset(wholes) for part, wholes in found.items()}


def words_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(map(stem, search_terms(text)))
