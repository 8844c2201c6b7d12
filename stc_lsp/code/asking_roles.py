"""What a question asks by the part that the thing it names plays in it: caller or callee, heir or base.

For wordings that `asking_table.py` does not list. A verb is known by its stem, whatever its form; whether the
thing does it or has it done is told by where the two stand. Pure.
"""

from __future__ import annotations

from stc_lsp.code.intents import THING, Intent

_VERBS = """
call: call calls called calling invoke invokes invoked invoking use uses used using utilise utilises utilised
    reference references referenced run runs trigger triggers triggered execute executes executed
create: create creates created creating instantiate instantiates instantiated instantiating construct
    constructs constructed constructing
depend: depend depends depending rely relies relying need needs require requires
import: import imports imported importing
inherit: inherit inherits inheriting inherited derive derives derived deriving extend extends extended
    extending subclass subclasses subclassed subclassing descend descends descended based build builds
override: override overrides overridden overriding redefine redefines redefined reimplement reimplements
    reimplemented
return: return returns returned returning yield yields yielded produce produces produced evaluate evaluates
raise: raise raises raised raising throw throws thrown throwing catch catches caught catching
"""
_NOUNS = """
tests: test tests tested testing unittest unittests
changed: commit commits history author authors modified edited changed change changes edit edits modification
    modifications update updated updates touched
settings: setting settings option options environment env config configuration configured variable variables
parameters: parameter parameters argument arguments args params input inputs signature
errors: error errors exception exceptions
output: output result
bases: base bases parent parents superclass superclasses ancestor ancestors
heirs: subclass subclasses child children descendant descendants heir heirs
callers: caller callers user users usage usages
calls: callee callees
imports: import imports dependency dependencies library libraries
importers: importer importers dependents
members: method methods attribute attributes member members property properties field fields functions
    classes symbol symbols content contents definitions interface outline
place: where file path line location definition
purpose: purpose job role idea summary overview responsibility topic task
"""


def _words(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for word in table.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            found[word] = name
    return found


_VERB, _NOUN = _words(_VERBS), _words(_NOUNS)
_AUXILIARY = frozenset("does do did can could will would may might is are was were has have".split())  # noqa: SIM905
_BE = frozenset("is are was were been being".split())  # noqa: SIM905
_PASSIVE_IN_FORM = frozenset("derived inherited based descended".split())  # noqa: SIM905
_WITHIN = frozenset("by in inside within into from".split())  # noqa: SIM905
_MODULES = frozenset("file files module modules package packages library libraries other".split())  # noqa: SIM905
_FUNCTIONS = frozenset("function functions method methods helper helpers".split())  # noqa: SIM905


def intent_by_role(asked: str) -> Intent | None:
    """What a normalised question asks about its one thing; None if that is not told, or it has several."""
    words = asked.split()
    if words.count(THING) != 1:
        return None
    nouns = {_NOUN[word] for word in words if word in _NOUN}
    verbs = [(index, _VERB[word]) for index, word in enumerate(words) if word in _VERB]
    for noun, intent in _TOLD_BY_NOUN:
        if noun in nouns:
            return intent
    for index, verb in reversed(verbs):
        intent = _by_role(verb, words, does=_does(words, words.index(THING), index))
        if intent is not None:
            return intent
    return next((intent for noun, intent in _TOLD_BY_NOUN_ALONE if noun in nouns), None)


_TOLD_BY_NOUN = (
    ("tests", Intent.TESTS),
    ("changed", Intent.CHANGED),
    ("settings", Intent.READS),
    ("parameters", Intent.PARAMETERS),
    ("errors", Intent.RAISES),
    ("bases", Intent.BASES),
    ("callers", Intent.CALLERS),
    ("calls", Intent.CALLS),
    ("importers", Intent.IMPORTERS),
)
"""These words say what is asked, whatever the verb."""
_TOLD_BY_NOUN_ALONE = (
    ("output", Intent.RETURNS),
    ("heirs", Intent.SUBCLASSES),
    ("imports", Intent.IMPORTS),
    ("members", Intent.MEMBERS),
    ("purpose", Intent.PURPOSE),
    ("place", Intent.WHERE),
)
"""These say it where no verb does."""


def _does(words: list[str], thing: int, verb: int) -> bool:
    """Whether the thing does what the verb says; else it is done to the thing."""
    if words[verb + 1 : verb + 2] and words[verb + 1] in _AUXILIARY:
        # "which calls does X make": a noun, of what the thing does.
        return True
    if thing < verb:
        # "is X called": done to it; "what is X calling", "X calls", "does X call": it does so.
        is_passive = _is_passive(words[verb]) and not _BE.isdisjoint(words[:thing])
        return not is_passive and {"be", "get", "gets"}.isdisjoint(words[thing:verb])
    is_done = _is_passive(words[verb]) and words[verb] not in _PASSIVE_IN_FORM
    return (is_done or words[verb] == "calls") and not _WITHIN.isdisjoint(words[verb:thing])


def _is_passive(word: str) -> bool:
    return word.endswith(("ed", "en")) or word in ("caught", "thrown")


def _by_role(verb: str, words: list[str], *, does: bool) -> Intent | None:
    match verb:
        case "call" if words[0] == "how":
            # "how is X called" may ask for its name, or by what.
            return Intent.PARAMETERS if "be" in words else None
        case "call" if "call on" in " ".join(words):
            return Intent.MEMBERS
        case "depend" if does:
            return Intent.CALLS if _FUNCTIONS.intersection(words) else Intent.IMPORTS
        case "depend":
            return Intent.IMPORTERS if _MODULES.intersection(words) else Intent.CALLERS
        case "inherit":
            return Intent.BASES if does or _is_heir(words) else Intent.SUBCLASSES
        case _:
            return _DOES[verb] if does else _IS_DONE_TO[verb]


def _is_heir(words: list[str]) -> bool:
    """As in "is X derived from something", "what is X based on": passive in form alone."""
    after = words[words.index(THING) :]
    is_base = not {"subclassed", "extended"}.isdisjoint(after)
    return not is_base and any(_VERB.get(word) == "inherit" for word in after)


_DOES: dict[str, Intent | None] = {
    "call": Intent.CALLS,
    "create": None,
    "import": Intent.IMPORTS,
    "override": Intent.SUBCLASSES,
    "return": Intent.RETURNS,
    "raise": Intent.RAISES,
}
_IS_DONE_TO: dict[str, Intent | None] = {
    "call": Intent.CALLERS,
    "create": Intent.CALLERS,
    "import": Intent.IMPORTERS,
    "override": Intent.SUBCLASSES,
    "return": None,
    "raise": None,
}
_WORDS_OF: dict[Intent, str] = {
    Intent.CALLERS: "call create depend callers",
    Intent.CALLS: "call depend calls",
    Intent.IMPORTS: "import depend imports",
    Intent.IMPORTERS: "import depend call importers callers",
    Intent.BASES: "inherit bases heirs",
    Intent.SUBCLASSES: "inherit override heirs",
    Intent.RETURNS: "return output",
    Intent.RAISES: "raise errors",
    Intent.TESTS: "tests",
    Intent.CHANGED: "changed",
    Intent.READS: "settings",
    Intent.PARAMETERS: "parameters",
    Intent.MEMBERS: "members",
    Intent.WHERE: "place",
    Intent.PURPOSE: "purpose",
}


def words_of_roles(intent: Intent) -> frozenset[str]:
    """The verbs and nouns by which an intent is known."""
    names = _WORDS_OF.get(intent, "").split()
    return frozenset(word for table in (_VERB, _NOUN) for word, name in table.items() if name in names)
