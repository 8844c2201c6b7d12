"""What a question asks by the part that the thing it names plays in it: caller or callee, heir or base.

A verb is known by its class (`asking/words.py`), whatever its form; whether the thing does it or has it done
is told by where the two stand, by voice and by preposition. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import THING, Intent
from stc_lsp.code.asking.verb_forms import Form
from stc_lsp.code.asking.words import nouns_of, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOLD_OF_ANYTHING = (
    ("tests", Intent.TESTS),
    ("settings", Intent.READS),
    ("parameters", Intent.PARAMETERS),
)
"""These words say what is asked, whatever the verb, even of what is not named."""
_TOLD_BY_NOUN = (
    *_TOLD_OF_ANYTHING,
    ("errors", Intent.RAISES),
    ("bases", Intent.BASES),
    ("callers", Intent.CALLERS),
    ("calls", Intent.CALLS),
    ("importers", Intent.IMPORTERS),
)
"""These say it of what is named."""
_TOLD_BY_NOUN_ALONE = (
    ("changed", Intent.CHANGED),
    ("output", Intent.RETURNS),
    ("heirs", Intent.SUBCLASSES),
    ("imports", Intent.IMPORTS),
    ("members", Intent.MEMBERS),
    ("purpose", Intent.PURPOSE),
    ("place", Intent.WHERE),
)
"""These say it where no verb does."""

_AUXILIARY = frozenset("does do did can could will would may might is are was were has have".split())
_BE = frozenset("is are was were be been being get gets got".split())
_HAVE = frozenset("has have had".split())
_ACTIVE_IN_MEANING = frozenset("derived inherited based descended".split())
"""Passive in form alone: what "is derived from" something inherits from it."""
_INSIDE = frozenset("in inside within".split())
_OF_WHOEVER_DOES = _INSIDE | {"by", "from", "into"}
_TOWARDS = frozenset("to into with".split())
_SOURCES = frozenset("from of calling".split())
_PREPOSITIONS = frozenset("with on by of in from for about after before when during under".split())
_DETERMINERS = frozenset("the a an any all every its recent last latest other".split())
_AFTER_NOUN = frozenset("of does do did is are was were has have can".split())
_GENITIVE = frozenset("of for on".split())
_MEMBERS = frozenset("method methods attribute attributes field fields property properties".split())
_PERSONS = frozenset("who whom whose".split())
_SPEAKERS = frozenset("i we you".split())
_BESIDE = frozenset("the a an this that our class function method module file".split())
"""What may stand between a preposition and a thing."""
_MODULES = frozenset("file files module modules package packages library libraries".split())
_FUNCTIONS = frozenset("function functions method methods helper helpers routine routines".split())
_LIGHT = frozenset(
    "have has had do does did done make makes made go goes come comes find see stand stands start starts"
    " look looks get gets appear appears belong belongs sit sits keep exist exists".split()
)
"""Verbs that say little: a noun tells more."""
_PAST_MARKS = frozenset("who when last latest lately recent recently newest commit commits".split())
_NOW = frozenset("is are do does".split())
_RECENTLY = frozenset("lately recently last".split())
_LOCATED = frozenset("where whereabouts file module line place package path folder directory".split())


class Clause:
    """The words of a normalised question about one thing."""

    def __init__(self, words: list[str]) -> None:
        """`words`: with `THING` among them once."""
        self.words = words
        self.thing = words.index(THING)
        self.nouns = {noun for word in words for noun in nouns_of(word)}
        self.asked_for = _asked_for(words)

    def before_thing(self) -> str:
        """The word that governs the thing: a preposition, or whatever stands before it and its article."""
        index = self.thing - 1
        while index > 0 and self.words[index] in _BESIDE:
            index -= 1
        return self.words[index] if index >= 0 else ""

    def is_noun(self, index: int) -> bool:
        """Whether a word that may be a verb or a noun is a noun: "the imports", "which imports does"."""
        before, after = self.words[max(0, index - 1) : index], self.words[index + 1 : index + 2]
        is_both = bool(nouns_of(self.words[index]))
        if is_both and self.words[:index] == [THING] and not after:
            # "X subclasses", in the style of telegrams.
            return True
        return is_both and not (_DETERMINERS.isdisjoint(before) and _AFTER_NOUN.isdisjoint(after))

    def affects(self) -> bool:
        """Whether the thing is what has an effect on something."""
        verbs = ((index, verb_of(word)) for index, word in enumerate(self.words))
        return any(verb and verb[0] == ("affect",) and self.does(index, verb[1]) for index, verb in verbs)

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of these stands in it."""
        return not words.isdisjoint(self.words)

    def does(self, verb: int, form: Form) -> bool:
        """Whether the thing does what the verb at that place says; else it is done to the thing."""
        word, following = self.words[verb], self.words[verb + 1 : verb + 2]
        if following and following[0] in _AUXILIARY and form is Form.S:
            # "which calls does X make": a noun, of what the thing does.
            return True
        before = self.before_thing()
        if word in _ACTIVE_IN_MEANING:
            return self.thing < verb
        earlier = self.words[:verb]
        if form is Form.ED and (self.thing > verb or "been" in earlier or _HAVE.isdisjoint(earlier)):
            # "called by X", "in X, which are called"; "is X called", "where X is called", "X used where".
            return before in (_OF_WHOEVER_DOES if self.thing > verb else _INSIDE)
        if self.thing < verb:
            return before not in ("to", "of", "for")
        # "calls made by X", "what runs inside X"; else "who calls X", "inherits from X".
        return before in _INSIDE or before == "by"


def intent_by_role(asked: str) -> Intent | None:
    """What a normalised question asks about its one thing; None if that is not told, or it has several."""
    words = asked.split()
    if words.count(THING) != 1:
        return None
    clause = Clause(words)
    for noun, intent in _TOLD_BY_NOUN:
        if noun in clause.asked_for:
            return None if intent is Intent.READS and clause.affects() else intent
    verbs = [
        index for index, word in enumerate(words) if verb_of(word) is not None and not clause.is_noun(index)
    ]
    telling = [index for index in verbs if not _says_little(words[index])]
    if telling:
        return _by_verb(clause, telling)
    by_noun = (intent for noun, intent in _TOLD_BY_NOUN_ALONE if noun in clause.asked_for)
    return next(by_noun, None) or _by_verb(clause, verbs)


def intent_by_noun(asked: str) -> Intent | None:
    """What the nouns of a normalised question that names nothing ask for; None unless they agree."""
    words = asked.split()
    told = _asked_for(words) if THING not in words else set[str]()
    intents = {intent for noun, intent in _TOLD_OF_ANYTHING if noun in told}
    return intents.pop() if len(intents) == 1 else None


def _says_little(word: str) -> bool:
    verb = verb_of(word)
    return word in _LIGHT or (verb is not None and verb[0] == ("look",))


def _asked_for(words: Sequence[str]) -> set[str]:
    """The classes of the nouns that follow no preposition, unless that begins the question."""
    return {
        noun
        for index, word in enumerate(words)
        for noun in nouns_of(word)
        if index < 2 or not _PREPOSITIONS.intersection(words[max(1, index - 2) : index])
    }


def _by_verb(clause: Clause, verbs: Sequence[int]) -> Intent | None:
    """What the last of some verbs tells that tells anything."""
    for index in reversed(verbs):
        if _is_beside_what_a_person_does(clause.words, index):
            continue
        classes, form = verb_of(clause.words[index]) or ((), Form.BASE)
        if clause.thing < index and clause.before_thing() in _GENITIVE:
            # "which methods of X are overridden": what is said is said of the methods.
            continue
        does = clause.does(index, form)
        told = [
            intent
            for name in classes
            if (intent := _does_it(name, clause) if does else _is_done_to_it(name, clause, form))
        ]
        if told:
            # "what does X need": what it takes, or what it depends on?
            return told[0] if len(set(told)) == 1 else None
    return None


def _is_beside_what_a_person_does(words: Sequence[str], verb: int) -> bool:
    """As in "what do I set up before I call X": neither verb tells what is asked of the thing."""
    before = next((at for at, word in enumerate(words) if at and word in ("before", "after", "while")), 0)
    is_of_a_person = before > 0 and not _SPEAKERS.isdisjoint(words[before + 1 : before + 2])
    return is_of_a_person and THING in words[before:] and (verb < before or verb == before + 2)


def _does_it(name: str, clause: Clause) -> Intent | None:
    """What is asked of a thing that does something."""
    match name:
        case "call" if clause.words[0] == "how" or "call on" in " ".join(clause.words):
            return None
        case "call" | "depend" if clause.has(_MODULES):
            return Intent.IMPORTS
        case "inherit" if clause.has(_MEMBERS):
            return None
        case "read" if "settings" in clause.nouns:
            return Intent.READS
        case "obtain":
            return Intent.RETURNS if clause.before_thing() in _SOURCES else None
        case "locate" | "look" | "contain" if clause.before_thing() in _INSIDE:
            return Intent.MEMBERS
        case "depend":
            return Intent.CALLS if clause.has(_FUNCTIONS) else Intent.IMPORTS
        case "change" if clause.words[0] in ("has", "have", "how", "when") or clause.has(_RECENTLY):
            return Intent.CHANGED
        case "change" if clause.before_thing() in _INSIDE and not _BE.isdisjoint(clause.words):
            return Intent.CHANGED
        case "serve" | "handle" if clause.has(_PERSONS) or clause.words[0] in ("do", "does", "did"):
            return None
        case "accept" if clause.has(_MODULES | _FUNCTIONS):
            return None
        case _:
            return _DOES.get(name)


def _is_done_to_it(name: str, clause: Clause, form: Form) -> Intent | None:
    """What is asked of a thing that something is done to."""
    words, before = clause.words, clause.before_thing()
    match name:
        case "inherit" if clause.has(_MEMBERS):
            return None
        case "call" if words[0] == "how":
            # "how is X called" may ask for its name, or by what.
            return Intent.PARAMETERS if "be" in words else None
        case "call" if "call on" in " ".join(words):
            return Intent.MEMBERS
        case "create" if before == "for" and form is Form.ED:
            # "Which hooks are created for X": those are, and not X.
            return None
        case "depend" if clause.has(_SPEAKERS) and clause.words[0] in _AUXILIARY:
            # "do we need X" asks for an opinion.
            return None
        case "depend":
            return Intent.IMPORTERS if clause.has(_MODULES) else Intent.CALLERS
        case "obtain":
            return Intent.RETURNS if before in _SOURCES else None
        case "give":
            return Intent.PARAMETERS if before in _TOWARDS or words[-1] == "with" else None
        case "supersede":
            return Intent.SUBCLASSES if "heirs" in clause.nouns else None
        case "change" if clause.has(_LOCATED) or _is_of_now(words):
            return None
        case "change":
            # "who changed X", "when was X touched": not what may change it when it runs.
            return Intent.CHANGED if form is Form.ED or clause.has(_PAST_MARKS | _HAVE) else None
        case "locate" | "look" | "contain" if before in _INSIDE:
            return Intent.MEMBERS
        case "locate" if clause.has(_RECENTLY):
            return None
        case "locate" if form is Form.ED or clause.has(_LOCATED):
            return Intent.WHERE
        case "look" if clause.has(_LOCATED):
            return Intent.WHERE
        case "inherit" if form is Form.ED and clause.has(_LOCATED) and "implemented" in words:
            return Intent.WHERE
        case "contain" if clause.has(_LOCATED):
            return Intent.WHERE
        case _:
            return _IS_DONE_TO.get(name)


def _is_of_now(words: Sequence[str]) -> bool:
    """As in "when is the response committed": what happens when it runs, not what somebody did to it."""
    return words[0] == "when" and not _NOW.isdisjoint(words[1:2]) and _RECENTLY.isdisjoint(words)


_DOES: dict[str, Intent] = {
    "call": Intent.CALLS,
    "import": Intent.IMPORTS,
    "inherit": Intent.BASES,
    "override": Intent.SUBCLASSES,
    "return": Intent.RETURNS,
    "raise": Intent.RAISES,
    "contain": Intent.MEMBERS,
    "accept": Intent.PARAMETERS,
    "serve": Intent.PURPOSE,
    "handle": Intent.PURPOSE,
}
_IS_DONE_TO: dict[str, Intent] = {
    "call": Intent.CALLERS,
    "create": Intent.CALLERS,
    "import": Intent.IMPORTERS,
    "inherit": Intent.SUBCLASSES,
    "override": Intent.SUBCLASSES,
    "test": Intent.TESTS,
    "raise": Intent.RAISED,
    "handle": Intent.RAISED,
}
