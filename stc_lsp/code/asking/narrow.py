"""Narrow questions: of one particular that is known of things, not of what they are for or who uses them.

"Does X override Y", "is X recursive", "the longest functions". A table of wordings, each of the whole
question: what has a word more is no such question. Names in it are looked up by who answers. Pure.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from stc_lsp.code.asking.frames import plainly
from stc_lsp.code.asking.intents import THING
from stc_lsp.code.asking.messages import message_asked
from stc_lsp.code.asking.narrow_wordings import TABLE, WORDS
from stc_lsp.code.asking.question import names_in
from stc_lsp.code.asking.turns import blocks, compiled
from stc_lsp.code.asking.wording import STOPWORDS

_LONGEST = 300
"""Characters of a question that asks for so little."""


class Narrow(StrEnum):
    """What such a question asks."""

    OVERRIDES = "overrides"
    """Whether a class (first) overrides a method (second)."""
    OVERRIDDEN_IN = "overridden_in"
    """The same with the method first."""
    OVERRIDERS = "overriders"
    """Which heirs of a class override a method; or of a method's own class, where it stands alone."""
    NOT_OVERRIDERS = "not_overriders"
    ALL_METHODS = "all_methods"
    """The methods of a class with those that it inherits."""
    INHERITS = "inherits"
    """Whether a class (first) has a base (second), which may be from outside."""
    INHERITS_MEMBER = "inherits_member"
    """Whether a class (first) has a member (second) from a base, which may be named (third)."""
    ORIGIN = "origin"
    """Which class a member comes from."""
    PARAMETER_COUNT = "parameter_count"
    DEFAULTS = "defaults"
    REQUIRED = "required"
    OPTIONAL = "optional"
    DEFAULT_OF = "default_of"
    """The default of a parameter or setting (first), of something (second) or of whatever has one."""
    RECURSIVE = "recursive"
    FILE_IMPORTS = "file_imports"
    FILE_IMPORTED_BY = "file_imported_by"
    CYCLES = "cycles"
    EXPORTS = "exports"
    UNCALLED = "uncalled"
    UNTESTED = "untested"
    UNDOCUMENTED = "undocumented"
    PANICKING = "panicking"
    MODIFIED = "modified"
    """Which definitions have a modifier: async, unsafe, static."""
    IS_MODIFIED = "is_modified"
    """Whether one definition has a modifier."""
    DECORATORS = "decorators"
    DECORATED = "decorated"
    LARGEST = "largest"
    TODOS = "todos"
    OVERLOADS = "overloads"
    HAS_MEMBER = "has_member"
    """Whether a class (first) has a member (second)."""
    EXISTS = "exists"
    OBLIGATIONS = "obligations"
    """What has to be defined by whatever inherits from a class or implements it."""
    INHERITED_MEMBERS = "inherited_members"
    """Which members a class (first) has from a base (second) as they are."""
    DEFINERS = "definers"
    """Which classes define a member of a name."""
    SET_BY_SYMBOL = "set_by_symbol"
    """Where a setting gets its value, or is read, that nothing defines but a symbol of Ruby."""
    INSTANCE_VARIABLE = "instance_variable"
    """Where one of Ruby, written with its sign, gets a value or is read, as the only word says."""
    RETURNED_BY = "returned_by"
    """Where something is returned, and what returns it."""
    RETURNS_TYPE = "returns_type"
    """Which functions declare to return a type that is written with more than a name: `Option<Waker>`."""
    CONSTRUCTORS = "constructors"
    """What makes objects of a class."""
    THREAD_SAFETY = "thread_safety"
    """Whether something may be used from several threads at once."""
    EXAMPLES = "examples"
    """How something is used, shown."""
    WAY_IN = "way_in"
    """How something comes to be run."""
    VALUES = "values"
    """Which values something may have."""
    MESSAGE = "message"
    """Where the text of a message (the only name) stands."""


_ALSO_STORED = frozenset({
    Narrow.ORIGIN, Narrow.EXPORTS, Narrow.OVERRIDERS, Narrow.OVERRIDDEN_IN, Narrow.INHERITS, Narrow.EXISTS,
    Narrow.DEFINERS, Narrow.INSTANCE_VARIABLE, Narrow.RETURNED_BY, Narrow.SET_BY_SYMBOL,
})  # fmt: skip
"""What may be asked in words in which people ask for what is stored: "where does X come from"."""


class Slot(NamedTuple):
    """A name in a narrow question."""

    name: str
    is_marked: bool
    """It is written as a name of code; else a plain word that may be none."""

    @property
    def last(self) -> str:
        """The last part of a dotted name."""
        return self.name.rpartition(".")[2]


class NarrowAsked(NamedTuple):
    """A narrow question, taken apart."""

    asks: Narrow
    slots: tuple[Slot, ...]
    words: tuple[str, ...]
    """The words that its wording keeps: "longest", "functions"."""


_SLOT = (
    r"(?:(?:the|a|an|our|your) )?"
    r"(?:(?:class|method|function|module|file|struct|type|interface|trait|field) )?"
    r"(?P<slot{}>[\w§$]+)(?: (?:class|method|function|module|file|struct|interface|trait))?(?: s\b)?"
)
_NO_NAMES = frozenset(
    """subclass subclasses heir heirs child children descendant it this that they them there anything
    something nothing everything anyone what which who all each any code project repo repository
    we i you one its their his the a an of in is are functions methods classes files modules
    function method class file module""".split()
)
_PARAMETERS = frozenset("parameters params arguments args parameter argument param arg options".split())
"""What has defaults in "the default values of the parameters", and may be a method's name elsewhere."""
_WITH_DASHES = re.compile(r"(?<![\w`.-])(?!command-)[A-Za-z]\w*(?:-\w+)+(?![\w`.-])")
_OF_SETTINGS = frozenset({Narrow.DEFAULT_OF, Narrow.VALUES})
_DEFAULT_OF_PHRASE = re.compile(
    r"(?:(?:what|which)(?: is| s)? )?(?:the )?default(?: value| number| setting)?(?: (?:of|for)(?: the)?)? "
    r"(?P<phrase>[a-z]\w*(?: [a-z]\w*){1,2}?)(?: (?:of|for|in) (?:the |an? )?(?P<owner>\w+))?"
)
_INSTANCE_VARIABLE = re.compile(
    r"""(?x) \W*? (?: where \s (?:is|does|do \s we) | (?:who|what|where) | which \s \w+ ) \s
    (?: (?:the \s)? (?:instance|class) \s variable \s )?
    (?: (?P<verb> [a-z]+ ) (?:\s to)? \s )? `? (?P<name> @{1,2} `? [a-z_]\w* ) `?
    (?: \s (?:get|gets|ever|first|being|actually) )* (?: \s (?P<participle> [a-z]+ ) )? [\s?.!]*""",
    re.IGNORECASE,
)
_GIVEN = frozenset(
    """set sets assign assigns assigned initialise initialised initialises initialize initialized initializes
    change changes changed modify modifies modified update updates updated write writes written fill fills
    filled create creates created define defines defined declared""".split()
)
_IS_READ = frozenset("read reads use uses used access accesses accessed need needs needed".split())
_RETURNS_TYPE = re.compile(
    r"\W*(?:which|what|who|list|show|find|are there|all)\b(?: (?:me|all|the|any|of))*"
    r"(?: (?:functions?|methods?|fns?|funcs?|ones|things|calls|code))?"
    r"(?: (?:here|that|which|can|may|might|will))*"
    r" (?:returns?|returning|yields?|gives?(?: back)?) (?:an? |the )?"
    r"(?P<mark>`?)(?P<type>[^\s`?\"](?:[^`?\"]|\?(?=.*`))*)(?P=mark)[\s?.!]*",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"\b(?:mut|dyn|impl|const|readonly|unsigned|static) ")
_TYPE = re.compile(r"(?!.*[\w)] [\w(])(?=.*[A-Za-z])(?=.*[<\[*&|(?])[&*(\[]?[\w.:*&\[\]<>()|?,' -]*")
"""What is written with brackets or signs: `Result<(), Error>`, `[]byte`, `*Config`, `str | None`."""
_PLAIN = frozenset("todo todos fixme fixmes xxx hack hacks __all__ tbd async const static".split())
"""Words that are no names here, however they are written."""


def _pattern(turn: str) -> re.Pattern[str]:
    """A wording, with a group for each of its names."""
    turn = re.sub(r"\b[A-Z_]+\b", lambda found: WORDS.get(found[0], found[0]), turn)
    pieces = compiled(turn).pattern.split("@")
    text = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        text += _SLOT.format(number) + piece
    return re.compile(text)


_WORDINGS = tuple((Narrow(asks), _pattern(turn)) for asks, turns in blocks(TABLE) for turn in turns)


@lru_cache(maxsize=1 << 10)
def narrow_asked(text: str) -> NarrowAsked | None:
    """The narrow question that a text asks; None if it asks none."""
    if len(text) > _LONGEST:
        return None
    returned = _RETURNS_TYPE.fullmatch(" ".join(text.split()))
    if returned is not None and _TYPE.fullmatch(_QUALIFIER.sub("", returned["type"])):
        return NarrowAsked(Narrow.RETURNS_TYPE, (Slot(returned["type"], True),), ())
    if (variable := _instance_variable(text)) is not None:
        return variable
    if message := message_asked(text):
        return NarrowAsked(Narrow.MESSAGE, (Slot(message, True),), ())
    told = _told(text)
    if told is None and (marked := _WITH_DASHES.sub(r"`\g<0>`", text)) != text:
        # "The default of max-columns": only of what is set such a word is a name.
        told = _told(marked, _OF_SETTINGS)
    return told or _default_of_phrase(text)


def _instance_variable(text: str) -> NarrowAsked | None:
    """What asks where `@till` gets a value or is read; None if it asks anything else."""
    found = _INSTANCE_VARIABLE.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    verbs = {word.lower() for word in (found["verb"], found["participle"]) if word}
    if len(verbs) != 1 or not verbs <= _GIVEN | _IS_READ:
        return None
    how = "read" if verbs <= _IS_READ else "set"
    return NarrowAsked(Narrow.INSTANCE_VARIABLE, (Slot(found["name"].replace("`", ""), True),), (how,))


def _default_of_phrase(text: str) -> NarrowAsked | None:
    """What asks for the default of several plain words, which code may write as one name."""
    names, without = names_in(" ".join(text.split()), _PLAIN)
    found = _DEFAULT_OF_PHRASE.fullmatch(plainly(without)) if not names else None
    words = found["phrase"].split() if found is not None else []
    if found is None or not STOPWORDS.isdisjoint(words) or not _NO_NAMES.isdisjoint(words):
        return None
    owner = [Slot(found["owner"], False)] if found["owner"] and found["owner"] not in _NO_NAMES else []
    return NarrowAsked(Narrow.DEFAULT_OF, (Slot(found["phrase"], False), *owner), ())


def _told(text: str, only: frozenset[Narrow] = frozenset(Narrow)) -> NarrowAsked | None:
    names, without = names_in(" ".join(text.split()), _PLAIN)
    asked = plainly(without)
    for asks, pattern in _WORDINGS:
        if asks not in only:
            continue
        found = pattern.fullmatch(asked)
        if found is not None:
            slots = _slots(found, names, text)
            is_of_all = asks is Narrow.DEFAULT_OF and slots and slots[0].name.lower() in _PARAMETERS
            if slots is not None and not is_of_all:
                return NarrowAsked(asks, slots, _kept(found))
    return None


def asks_a_particular(text: str) -> bool:
    """Whether a text asks what nothing that is stored tells."""
    narrow = narrow_asked(text)
    return narrow is not None and narrow.asks not in _ALSO_STORED


def _slots(found: re.Match[str], names: tuple[str, ...], text: str) -> tuple[Slot, ...] | None:
    """The names that it has, in order; None if a word in the place of one is none, or a name has no place."""
    filled = sorted(
        (start, found[group]) for group in found.re.groupindex if (start := found.start(group)) >= 0
    )
    marked = iter(names)
    slots: list[Slot] = []
    for _, word in filled:
        if word == THING:
            name = next(marked, "")
            slots.append(Slot(name, True))
        elif word in _NO_NAMES or THING in word:
            return None
        else:
            written = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            slots.append(Slot(written[0] if written else word, False))
    return None if next(marked, None) is not None else tuple(slots)


def _kept(found: re.Match[str]) -> tuple[str, ...]:
    of_slots = set(found.re.groupindex.values())
    kept = (found[number] for number in range(1, found.re.groups + 1) if number not in of_slots)
    return tuple(word.strip() for word in kept if word)
