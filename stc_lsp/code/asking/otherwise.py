"""Small words that make a question another one though they seem to say nothing, by where they stand.

"Who handles *what* X raises" does not ask what X raises, "what *should* X call" not what it calls, "what is
*like* X" not what it is. Tables, and one rule for each. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import THING, Intent
from stc_lsp.code.asking.verb_forms import Form, readings
from stc_lsp.code.asking.words import nouns_of, verb_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OUGHT = frozenset("should must ought".split())
_MODALS = _OUGHT | frozenset("could would might may".split())
_OF_WHAT_IS = frozenset({Intent.WHERE, Intent.CHANGED, Intent.BASES, Intent.CALLERS})
"""What is asked of what is there, not of what may happen."""
_WHATEVER_OUGHT_TO_BE = _OF_WHAT_IS - {Intent.WHERE} | {
    Intent.SUBCLASSES, Intent.CALLS, Intent.IMPORTS, Intent.IMPORTERS, Intent.READS,
}  # fmt: skip
"""What is asked of what is there, whoever ought to do it."""
_QUESTION_WORDS = frozenset("what which who whom whose where when how why".split())
_OBJECT_CLAUSE = frozenset("what who how why whose".split())
"""What begins a clause of which something is asked, after another question word."""
_JOINS = frozenset("and or in from by with on for".split())
_NOT_WHERE = frozenset({Intent.PARAMETERS, Intent.RETURNS, Intent.RAISES, Intent.CALLS})
_CONTAINERS = frozenset("module file package folder directory".split())
_ASKED_OF_PARTS = frozenset("do for have like look mean need".split())
"""What is asked of what is of the thing: "what do the methods of X do"."""
_BE = frozenset("is are was were".split())
_WITHOUT_TESTS = frozenset("check examine guard probe prove validate verify".split())
"""What tests do, and other code as well."""
_SELVES = frozenset("itself themselves".split())
_WISHING = frozenset("would d i we you".split())


def asks_otherwise(words: Sequence[str], index: int, intent: Intent | None) -> bool:
    """Whether one of the words of a normalised question asks for something else than the rest of them."""
    return intent is not None and any(rule(words, index, intent) for rule in _RULES)


def _is_hypothetical(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "what should X call", "where could X go", "who should call X"."""
    word, following = words[index], words[index + 1 : index + 2]
    if following == ["be"] and intent is Intent.CHANGED:
        return word in _MODALS
    if intent is Intent.PARAMETERS:
        return False
    if following == [THING]:
        return word in _OUGHT or (word in _MODALS and intent in _OF_WHAT_IS)
    return word in _OUGHT and intent in _WHATEVER_OUGHT_TO_BE


def _begins_an_object(words: Sequence[str], index: int, _: Intent) -> bool:
    """As in "who handles what X raises"."""
    if words[index] not in _OBJECT_CLAUSE or THING not in words[index + 1 : index + 2] or index < 2:
        return False
    return not _QUESTION_WORDS.isdisjoint(words[:index]) and words[index - 1] not in _JOINS


def _compares(words: Sequence[str], index: int, _: Intent) -> bool:
    """As in "what is X like", "which functions like X exist"."""
    return words[index] == "like" and (index == 0 or words[index - 1] not in _WISHING)


def _asks_where_or_how(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "where are the arguments of X made", "how does X get its arguments"."""
    is_how = intent is Intent.PARAMETERS and list(words[:4]) == ["how", "does", THING, "get"]
    return index == 0 and (is_how or (words[0] == "where" and intent in _NOT_WHERE))


def _asks_for_a_person_or_opinion(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "whose idea was X", "is X a good idea"."""
    is_whether = index == 0 and words[0] in ("is", "are", "was") and words[1:2] == [THING]
    return (words[index] == "whose" or is_whether) and intent is Intent.PURPOSE


def _asks_where_it_is_done(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "where is X opened", which asks for no definition; "where is X checked" asks for no test."""
    verb = verb_of(words[index])
    if words[0] != "where" or _BE.isdisjoint(words[1:2]) or verb is None or verb[1] is not Form.ED:
        return False
    if intent is Intent.TESTS:
        return any(lemma in _WITHOUT_TESTS for lemma, _ in readings(words[index]))
    return intent is Intent.WHERE and "look" in verb[0] and "locate" not in verb[0]


def _is_of_what_holds_it(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "which functions does the module of X have"."""
    of_it = list(words[index + 1 : index + 3]) == ["of", THING]
    return words[index] in _CONTAINERS and of_it and intent is not Intent.WHERE


def _is_asked_of_a_part(words: Sequence[str], index: int, intent: Intent) -> bool:
    """As in "what do the methods of X do"."""
    if index < 3 or words[index] not in _ASKED_OF_PARTS or words[index - 1] != THING:
        return False
    part, preposition = words[index - 3 : index - 1]
    is_whole = intent is Intent.PURPOSE and "purpose" in nouns_of(part)
    return preposition in ("of", "from") and (bool(nouns_of(part)) or part == "one") and not is_whole


def _asks_for_some(words: Sequence[str], index: int, _: Intent) -> bool:
    """As in "which of the imports of X are needed"."""
    return index == 0 and list(words[:3]) == ["which", "of", "the"] and list(words[4:6]) == ["of", THING]


def _turns_back(words: Sequence[str], index: int, _: Intent) -> bool:
    """As in "does X call itself"."""
    return words[index] in _SELVES and index > 0 and verb_of(words[index - 1]) is not None


def _restricts(words: Sequence[str], index: int, _: Intent) -> bool:
    """As in "what does X call that raises"."""
    around = (*words[index - 1 : index], *words[index + 1 : index + 2])
    return words[index] == "that" and len(around) == 2 and all(verb_of(word) is not None for word in around)


_RULES: tuple[Callable[[Sequence[str], int, Intent], bool], ...] = (
    _is_hypothetical, _begins_an_object, _compares, _asks_where_or_how, _asks_for_a_person_or_opinion,
    _asks_where_it_is_done, _is_of_what_holds_it, _is_asked_of_a_part, _asks_for_some,
    _turns_back, _restricts,
)  # fmt: skip
