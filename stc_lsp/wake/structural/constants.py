"""Constants whose names say what a question asks for: "what is the default idle timeout?" is `IDLE_TIMEOUT`.

Search shows no variables, for their text stands in what is around them. Who asks for a value wants just that.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.abbreviations import words_in_code
from stc_lsp.code.asking.synonyms import same_as
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.default_values import PLAIN_VALUE
from stc_lsp.code.describe.documentation import opening
from stc_lsp.code.english import bulleted, code, quoted, sentence
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.rank.kinds import stands_in_production
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.parameters import bound_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.memory.values import StoredChunk

_TABLE = """
default: defaults
maximum max highest longest largest: max maximum most limit
minimum min lowest smallest shortest: min minimum least
limit: max maximum most limit
timeout: timeout deadline
size: size bytes length
length: length len size
port: port listen
address: address addr host listen
interval period: interval period every
delay wait: delay wait pause timeout
threshold: threshold limit
retries attempts tries: retries retry attempts tries
initial: initial init
version: version
prefix: prefix
suffix: suffix
"""
_VALUES: Mapping[str, frozenset[str]] = {
    stem(word): frozenset(map(stem, names.split()))
    for words, _, names in (line.partition(":") for line in _TABLE.strip().splitlines())
    for word in words.split()
}
"""Words that ask for a value -> what the name of one has for them."""
_ASKING = frozenset(
    map(
        stem,
        """set used allowed configured given defined specified run listen listens listened server client
        number many much long large big often deep far high low until before after consider count counted
        wait take last keep kept try happen work start""".split(),
    )
)
"""Words that tell nothing of what has a value."""
_HOW = re.compile(r"\W*how (long|often|frequently|many|large|big)\b", re.IGNORECASE)
_ASKED_BY = {
    "long": "timeout ttl duration interval period lifetime age expiry expiration delay deadline wait",
    "often": "interval period frequency rate every",
    "frequently": "interval period frequency rate every",
    "many": "max maximum limit count number",
    "large": "size max limit",
    "big": "size max limit",
}
"""What the name of a value has for how it is asked for, where no word says what it is."""
_LEAST_TOLD_OF = 0.6
"""What must be told then of what has the value."""
_LEAST_TOLD = 0.45
"""Of a question, by the rarity of its words, what a constant's name and place must tell."""
_LEAST_OF_IT = 0.4
"""The same of the words beside those that ask for a value: what has it."""
_MOST_OTHER = 1
"""Words of its name that the question does not say."""
_NEXT_BEST = 0.1
"""What another may tell less than the best, to be told beside it."""
_MOST, _LOOKED_AT = 3, 400
_LONGEST = 80
"""Characters of a value: a table is no answer."""
_LONGEST_SAID = 200
_LEAST_WORDS = 2
_ASKS = re.compile(
    r"\W*(?:what(?:'s| is| are| was| sets?)|which|where(?:'s| is| are| do| does)"
    r"|how (?:many|much|long|large|big|often|deep|far|high|low))\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")
_DEFAULT = stem("default")
_PLAIN = re.compile(PLAIN_VALUE)
_SEVERAL = "Constants are named so:\n"


class _Fit(NamedTuple):
    told: float
    other: int
    """Words of its name that the question does not have."""
    stored: StoredChunk
    value: str


def constants_said(inquiry: Inquiry) -> Finding | None:
    """The constants of a value that is asked for, with what they are; None if no name says it."""
    how = _HOW.match(inquiry.question.text)
    if not _ASKS.match(inquiry.question.text) or (how is None and inquiry.weights.keys().isdisjoint(_VALUES)):
        return None
    asked = _Asked(inquiry, how[1].lower() if how is not None else "")
    fits = (fit for each in asked.candidates() if (fit := asked.fit(each)) is not None)
    found = sorted(fits, key=lambda each: (-each.told, each.other, each.stored.path))
    best = [
        each for each in found if each.told >= found[0].told - _NEXT_BEST and each.other <= found[0].other
    ]
    if not best:
        return None
    lines = [_said(inquiry, each) for each in best[:_MOST]]
    one = sentence(f"A constant is named so: {lines[0]}")
    text = one if len(best) == 1 else _SEVERAL + bulleted(lines, len(best))
    return Finding(text, tuple(inquiry.cite(*(each.stored for each in best[:_MOST]))), is_all=False)


def _said(inquiry: Inquiry, fit: _Fit) -> str:
    said = opening(fit.stored.chunk.documentation, _LONGEST_SAID)
    return f"{inquiry.placed(fit.stored)} is {code(fit.value)}" + (f": {quoted(said)}" if said else "")


class _Asked:
    """What a question says of a value: which one it is, and of what."""

    def __init__(self, inquiry: Inquiry, how: str) -> None:
        """`how`: "long" of "how long"."""
        self._snapshot = inquiry.snapshot
        self._weights = {word: share for word, share in inquiry.weights.items() if word not in _ASKING}
        self._forms = {word: _forms(word) for word in self._weights}
        self._joined = _joined(inquiry.question.text, self._forms)
        # What is a default is called so, or not: `PORT`.
        self._values = (self._weights.keys() & _VALUES.keys()) - {_DEFAULT}
        self._subjects = self._weights.keys() - _VALUES.keys()
        self._is_unsaid = bool(how) and self._weights.keys().isdisjoint(_VALUES)
        if self._is_unsaid:
            self._weights[how], self._forms[how] = 0.0, frozenset(map(stem, _ASKED_BY[how].split()))
            self._values = {how}

    def candidates(self) -> Iterable[StoredChunk]:
        """What has the words of the question, that which has most of them first."""
        with_term = self._snapshot.with_term
        having = {word: frozenset[int]().union(*map(with_term, each)) for word, each in self._forms.items()}
        as_one = frozenset[int]().union(*map(with_term, self._joined))
        counted = Counter(id_ for each in (*having.values(), as_one) for id_ in each)
        valued = as_one.union(*(having[word] for word in self._values))
        least = min(len(having), _LEAST_WORDS)
        if not self._values:
            valued, least = frozenset(counted), max(least, len(having) - 1)
        several = [id_ for id_ in valued if counted[id_] >= least or id_ in as_one]
        several.sort(key=lambda id_: (-counted[id_], id_))
        return self._snapshot.chunks_by_ids(several[:_LOOKED_AT]).values()

    def fit(self, stored: StoredChunk) -> _Fit | None:
        """How well a constant fits; None if it is none, or its name does not say what is asked for."""
        value = (
            bound_to(stored)
            if stored.chunk.kind is ChunkKind.VARIABLE and stands_in_production(stored)
            else ""
        )
        if not 0 < len(value) < _LONGEST or _is_its_name(stored.chunk.name, value):
            return None
        words = _words(stored.chunk.name)
        name = words.difference(self._joined).union(*(self._joined.get(word, ()) for word in words))
        named = _told_by(name, self._forms)
        outside = {word: each for word, each in self._forms.items() if word not in named}
        told = named | _told_by(_words(f"{stored.path} {stored.chunk.qualname}") - name, outside)
        other = len(name) - len(named)
        if not self._values <= named or other > (_MOST_OTHER if self._subjects else 0):
            return None
        if self._is_unsaid:
            is_enough = self._share(named) >= _LEAST_TOLD_OF
        elif self._values or _DEFAULT in named:
            is_enough = self._share(told) >= _LEAST_TOLD and self._is_of_it(told)
        else:
            is_enough = self._subjects <= named and not other and _PLAIN.fullmatch(value) is not None
        return _Fit(self._share(told), other, stored, value) if is_enough else None

    def _share(self, words: Iterable[str]) -> float:
        return sum(self._weights[word] for word in words) / (sum(self._weights.values()) or 1.0)

    def _is_of_it(self, told: set[str]) -> bool:
        """Whether it is told what has the value."""
        return self._share(told & self._subjects) >= _LEAST_OF_IT * self._share(self._subjects)


def _joined(text: str, forms: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, str]]:
    """What two words in a row of a question are as one in a name: `poolsize`, `bufsize`."""
    words = [stem(word) for word in split_identifier(text)]
    pairs = ((one, other) for one, other in pairwise(words) if one in forms and other in forms)
    return {
        stem(short + last): (one, other)
        for one, other in pairs
        for short in forms[one]
        for last in forms[other]
    }


def _told_by(words: frozenset[str], forms: Mapping[str, frozenset[str]]) -> set[str]:
    """The words of a question that some words tell: each tells one, and rather itself than another."""
    told = set(words & forms.keys())
    left = set(words - told)
    # In their order, so that the same question always gets the same answer.
    for word, names in forms.items():
        other = min(names & left, default=None) if word not in told else None
        if other is not None:
            left.discard(other)
            told.add(word)
    return told


def _is_its_name(name: str, value: str) -> bool:
    """Whether a constant is only the name of something: `SERVER_PORT = "SERVER_PORT"`."""
    said = "".join(_LETTERS.findall(value)).lower()
    return said == "".join(_LETTERS.findall(name)).lower()


def _forms(word: str) -> frozenset[str]:
    """The stems of what a name has for the stem of a word."""
    return frozenset({word}).union(_VALUES.get(word, ()), same_as(word), map(stem, words_in_code(word)))


def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem, split_identifier(text)))
