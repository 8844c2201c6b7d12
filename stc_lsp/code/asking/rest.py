"""What a question says beyond what it asks of what it names: a condition, a restriction, another thing.

By this it is told from a stored question that asks less. A word is accounted for by *where* it stands as
well: "tests" in "which tests cover X" says what is asked, in "who calls X with tests" it says more. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import is_cue
from stc_lsp.code.asking.harmless import are_harmless
from stc_lsp.code.asking.intents import EXACT, THING, Intent
from stc_lsp.code.asking.otherwise import asks_otherwise
from stc_lsp.code.asking.roles import intent_by_role
from stc_lsp.code.asking.verb_forms import Form
from stc_lsp.code.asking.wording import GENERIC, STOPWORDS, stem
from stc_lsp.code.asking.words import nouns_of, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAYS_LITTLE = STOPWORDS | frozenset(
    """anybody anyone brief concise each ever every everybody everyone exist existing exists get
    gets getting got happen happens ll possibly quick re rough roughly short simply stand stands still
    ve whatever whichever whoever""".split()
)
_LETTERS = frozenset((*"adimst", THING))
"""What is left of "I'd", "it's" and the like; any other letter may be a name."""
_CIRCUMSTANCES = frozenset("if when whenever while once because since unless until as".split())
"""What begins a condition, unless the question begins with it."""
_PREPOSITIONS = frozenset(
    "with on to for as at during under without through onto per via in from by against over".split()
)
_BETWEEN = frozenset("the a an any all its their our every each other some".split())
"""What may stand between a preposition and its noun."""
_ASKING = frozenset("which what any all every other list show find".split())
_ARTICLES = frozenset("of the our these all any every each a an".split())
_TELLING = frozenset("type types name named error errors exception exceptions".split())
_ASKED_FOR = (GENERIC - _TELLING) | frozenset(
    """areas bits component components entities helpers items ones part parts people person persons piece
    pieces place places routine routines spot spots stuff thing things units value values""".split()
)
"""Words for kinds of things that may be asked for: "which functions", "the places"."""
_WITH_PREPOSITION = {
    Intent.TESTS: "tests",
    Intent.READS: "settings",
    Intent.SUBCLASSES: "heirs",
    Intent.PARAMETERS: "parameters",
}
"""Nouns that may follow a preposition and say nothing more: "covered by tests", "from the environment"."""
_OF_WHATEVER_SORT = frozenset({Intent.SUBCLASSES, Intent.CALLERS})
"""What is asked of things by the sort that the asker takes them for: "which formatters inherit from X"."""
_INCLUDE = frozenset({"include", "includes"})
"""So classes are asked for that include a module of Ruby; what imports a file is of many sorts."""
_BESIDE_THING = re.compile(
    rf"\b(?:{{kinds}})\s+(?={THING})|(?<={THING})\s+(?:{{kinds}})\b".format(
        kinds="|".join(sorted(GENERIC, key=len, reverse=True))
    )
)


def content_words(asked: str, intent: Intent | None) -> frozenset[str]:
    """The stems of the words that say more than what is asked, of a question as it is `heard`.

    A word for a kind tells nothing beside a thing ("the class §") and where it is what is asked for
    ("which functions"); elsewhere ("with files") it does.
    """
    is_exact = intent in EXACT
    words = (_BESIDE_THING.sub(" ", asked) if is_exact else asked).split()
    left = [
        index
        for index, word in enumerate(words)
        if word not in _LETTERS
        and not (_is_accounted_for(words, index, intent) if is_exact else _says_little(word, intent))
    ]
    if 1 in left and _is_a_sort(words) and (intent in _OF_WHATEVER_SORT or words[2] in _INCLUDE):
        left.remove(1)
    is_told = is_exact and THING in words and intent_by_role(asked) is intent
    asks_the_same = is_told and not any(asks_otherwise(words, index, intent) for index in left)
    if asks_the_same and are_harmless(words, left):
        return frozenset()
    return frozenset(stem(words[index]) for index in left)


def _says_little(word: str, intent: Intent | None) -> bool:
    return word in _SAYS_LITTLE or is_cue(word, intent)


def _is_accounted_for(words: Sequence[str], index: int, intent: Intent | None) -> bool:
    word = words[index]
    if asks_otherwise(words, index, intent):
        return False
    if word in _CIRCUMSTANCES:
        is_said = is_cue(word, intent) or (word == "as" and _may_follow_preposition(words[-1], intent))
        return index == 0 or is_said
    if word in _SAYS_LITTLE:
        return True
    if word in _ASKED_FOR and _is_asked_for(words, index):
        return True
    return is_cue(word, intent) and not _is_placed(words, index, intent) and not _qualifies(words, index)


def _is_asked_for(words: Sequence[str], index: int) -> bool:
    """Whether a noun stands where the question says what it asks for, one adjective before it or none."""
    if index > 1 and words[index - 1] in ("and", "or"):
        return _is_asked_for(words, index - 2)
    before = index - 1
    if before >= 0 and words[before] not in _ASKING | _ARTICLES:
        before -= 1
    while before >= 0 and words[before] in _ARTICLES and words[before] not in _ASKING:
        before -= 1
    return before < 0 or words[before] in _ASKING


def _is_a_sort(words: Sequence[str]) -> bool:
    """Whether a question begins with the things of a sort that do something: "which cops include"."""
    is_plural = words[1].endswith("s") and verb_of(words[1]) is None and not nouns_of(words[1])
    does = words[2:3]
    return (
        words[0] in _ASKING
        and is_plural
        and bool(does)
        and (does[0] == "are" or verb_of(does[0]) is not None)
    )


def _is_placed(words: Sequence[str], index: int, intent: Intent | None) -> bool:
    """Whether a noun follows a preposition in the middle of the question: "on error", "to a file"."""
    word, before = words[index], index - 1
    if not (nouns_of(word) or word in GENERIC) or _may_follow_preposition(word, intent):
        return False
    if words[before] == "to" or words[index + 1 : index + 3] == ["of", THING]:
        # "the last to change X" has a verb, "in the imports of X" says what is asked.
        return False
    while before > 0 and words[before] in _BETWEEN:
        before -= 1
    return before > 0 and words[before] in _PREPOSITIONS


def _may_follow_preposition(word: str, intent: Intent | None) -> bool:
    return intent is not None and _WITH_PREPOSITION.get(intent) in nouns_of(word)


def _qualifies(words: Sequence[str], index: int) -> bool:
    """Whether a participle stands before what is asked for: "which required arguments"."""
    verb = verb_of(words[index])
    following = words[index + 1 : index + 2]
    if verb is None or verb[1] not in (Form.ED, Form.ING) or not following:
        return False
    is_noun = bool(nouns_of(following[0])) or following[0] in _ASKED_FOR
    return is_noun and index > 0 and words[index - 1] in _ASKING | _ARTICLES
