"""The words by which each thing is asked: they say which question it is, not what it is about. A table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.words import is_word_of

if TYPE_CHECKING:
    from stc_lsp.code.asking.wording import Polarity

_EVERYWHERE = """all anything anywhere basically briefly codebase else exactly internally kind kinds place
    places quickly something somewhere sort thing things works"""
_CUES = """
why: motivation rationale reason reasons why
when: circumstances condition conditions when
purpose: behind documentation good instance instances intended responsible summarise summarize supposed
    understanding
where: come comes contain contains holds point repository with
callers: site sites types
calls: delegate delegates helper helpers inside made make within
parameters: call called construct create instantiate make necessary with
returns: back caller callers calling comes coming object type types value values
raises: around call calling return returned returns
raised: catch catches caught error errors exception exceptions handle handled handles raise raised
    raises raising throw thrown throws
reads: key keys need up use used uses value variable variables vars
tests: appear appears belong belongs file files goes touch touches unit
changed: added git going happened last lately latest log made make most new newest reason recent
    recently time when why worked working
bases: build builds child class classes made super type types
subclasses: error errors exception exceptions class classes implementation implementer implementers types
members: available call calls component components consist inside look looks made make module
    modules names organisation organised organized part parts section sections structure up within
imports: brings pull pulls top use uses
importers: code
entry: app application begin begins begun entered entry entrypoint entrypoints executed execution
    launch launched main point points process start started starting starts
run_tests: command entire execute executed executing full launch run running runs start started suite
    test tests unit way whole
impact: affect affected affects blast break breaking breaks change changed changes changing
    consequence consequences delete deleted deleting depend depends edit edited editing effect
    effects impact modified modify modifying radius remove removed removing rename renamed renaming
    alter altered altering danger dangerous drop dropped dropping if once rid risk risky safe safely touch
    touched touches touching when
compare: against between compare compared contrast diff differ difference differences different
    distinction instead rather use versus vs when why with
path: arrive call calling calls chain come comes end ends graph lead leads path paths reach reaches
    route routes way
"""


def _cues(text: str) -> dict[Intent, frozenset[str]]:
    found: dict[Intent, set[str]] = {}
    intent = Intent.PURPOSE
    for word in text.split():
        if word.endswith(":"):
            intent = Intent(word[:-1])
        else:
            found.setdefault(intent, set(_EVERYWHERE.split())).add(word)
    return {each: frozenset(words) for each, words in found.items()}


CUES = _cues(_CUES)
"""For each intent words by which it is asked, beside those of its classes (`asking/words.py`)."""


def is_cue(word: str, intent: Intent | None) -> bool:
    """Whether a word is one by which that is asked."""
    return intent is not None and (word in CUES.get(intent, ()) or is_word_of(word, intent))


_SET = re.compile(
    r"\b(?:set|sets|assign(?:s|ed)|initiali[sz]ed|changed|updated|modified|mutated|altered|overwritten)\b",
    re.IGNORECASE,
)
_READ = re.compile(
    r"^\W*(?:where (?:is|are|gets?)|(?:who|what|which \w+) (?:reads?|consults?))\b", re.IGNORECASE
)
_OVERRIDE = re.compile(r"\boverrid\w+", re.IGNORECASE)


def asks_where_set(text: str) -> bool:
    """Whether a question for a place asks where something gets its value, not where it is defined."""
    return _SET.search(text) is not None


def asks_where_read(text: str) -> bool:
    """Whether it is asked where something is read, not what it reads itself."""
    return _READ.search(text) is not None


def asks_of_overriding(text: str) -> bool:
    """Whether a question about a class asks what stands in for what, not who inherits from it."""
    return _OVERRIDE.search(text) is not None


def without_cues(polarity: Polarity, intent: Intent | None) -> Polarity:
    """A polarity without the words by which that is asked: "throw" does not oppose "catch" there."""
    return polarity.but(frozenset(word for word in polarity.sides if is_cue(word, intent)))
