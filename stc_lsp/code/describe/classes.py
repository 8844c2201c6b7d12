"""What is said of a class, struct, interface, enum or the like."""

from __future__ import annotations

import re

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import (
    MANY_PLACES,
    OWN,
    REACHES_FAR,
    abouts,
    by_file,
    deprecated_said,
    description,
    evidence_of,
    exercised_said,
    places,
    reads,
    reads_said,
)
from stc_lsp.code.describe.documentation import fields, first_sentence, opening
from stc_lsp.code.describe.facts import DefinitionFacts, Description, Mention, Said
from stc_lsp.code.describe.member_words import attribute_word, class_word, method_word
from stc_lsp.code.describe.undocumented import UNDOCUMENTED
from stc_lsp.code.english import agreeing, article, code, codes, count, joined, plural, sentence, words
from stc_lsp.code.values import CONSTRUCTORS

_MOST_MEMBERS = 25
_MIXIN = "module"
"""The word for what classes of Ruby include."""
_NAMING = frozenset({"type", "typealias", "using"})
"""Words that give a type a name, and may say all of it."""
_DEFINED = re.compile(r"\b(?:type|typealias|using)\s+\w+\s*(?:<[^=]*>\s*)?(?:=\s*)?([^{;…]+)$")
_LONGEST_TYPE = 120


def describe_class(facts: DefinitionFacts) -> Description:
    """Its summary, what to watch for, and the questions that can be answered of it."""
    answers = (
        _purpose(facts),
        _where(facts),
        _members(facts),
        _bases(facts),
        _subclasses(facts),
        _users(facts),
        _parameters(facts),
        reads_said(facts.label, facts.environment, facts.options),
        None if facts.in_test_code else exercised_said(facts.label, facts.tests, facts.tests_through),
        changed_said(facts.label, facts.history, facts.path),
    )
    return description(summary(facts), answers, watch_for=watch_for(facts))


def summary(facts: DefinitionFacts) -> str:
    """What it is for: its documentation's first sentence, else what its name, bases and members say."""
    documented = first_sentence(facts.documentation)
    return sentence(documented, facts.name) if documented else derived(facts)


def watch_for(facts: DefinitionFacts) -> str:
    """What somebody about to use or change it should know."""
    told: list[str] = []
    deprecated = deprecated_said(facts)
    if deprecated:
        told.append(deprecated)
    read = reads(facts.environment, (), most=4)
    if read:
        told.append(f"Reads {read}.")
    if facts.subclasses and not facts.subclasses.in_tests:
        names = codes([each.label for each in facts.subclasses.shown], 4, total=facts.subclasses.total)
        told.append(f"{'Implemented in' if _is_implemented_beside(facts) else 'Base of'} {names}.")
    if facts.callers.places >= MANY_PLACES:
        told.append(REACHES_FAR)
    return " ".join(told)


def _is_implemented_beside(facts: DefinitionFacts) -> bool:
    """Whether files are what is known to name it as a base: in Rust that stands beside the types."""
    return any(each.label == each.path for each in facts.subclasses.shown)


def derived(facts: DefinitionFacts) -> str:
    """For what is not documented: what its name, its bases and its members say, and that they do."""
    word = class_word(facts.keyword)
    makers = {_name(each): each.about for each in facts.members if _name(each) in CONSTRUCTORS}
    if makers and (about := makers[min(makers, key=CONSTRUCTORS.index)]):
        return sentence(about)
    if facts.is_test:
        about = words(facts.name).removeprefix("test ")
        return (
            f"Groups {count(len(facts.members), 'test')} of “{about}”."
            if facts.members
            else f"Tests of “{about}”."
        )
    told = f"{article(word)} {word}"
    if facts.bases:
        told = f"{told} that extends {codes([each.label for each in facts.bases], 3)}"
    names = dict.fromkeys(_without_twin(_name(each)) for each in facts.members if not _is_private(each))
    public = [name for name in names if name != facts.name]
    if public:
        word = method_word(each.keyword for each in facts.members)
        told = f"{told} with the {plural(word, len(public))} {codes(public, 4)}"
    elif facts.attributes:
        word = attribute_word(facts.path, facts.keyword)
        told = f"{told} with the {plural(word, len(facts.attributes))} {codes(facts.attributes, 4)}"
    if facts.bases or public or facts.attributes:
        return sentence(told)
    defined = _DEFINED.search(facts.signature) if facts.keyword in _NAMING else None
    as_what = f" defined as {code(defined[1])}," if defined and len(defined[1]) <= _LONGEST_TYPE else ""
    return sentence(f"{told}{as_what} {UNDOCUMENTED}")


def _name(member: Mention) -> str:
    return member.label.rpartition(".")[2]


def _is_private(member: Mention) -> bool:
    return _name(member).startswith("_")


def _without_twin(name: str) -> str:
    """The name without the number that tells overloads apart."""
    return name.partition(" #")[0].partition("#")[0] if "#" in name[1:] else name


def _purpose(facts: DefinitionFacts) -> Said:
    name = code(facts.label)
    told = opening(facts.documentation)
    answer = f"{name}: {sentence(told, facts.name)}" if told else f"{name}: {derived(facts)}"
    return Said(Intent.PURPOSE, f"What is {name} for, what does it represent?", answer, OWN)


def _where(facts: DefinitionFacts) -> Said:
    name = code(facts.label)
    word = class_word(facts.keyword)
    of = f" within {code(facts.container)}" if facts.container else ""
    answer = f"{name} is {article(word)} {word}{of}, defined in {code(facts.path)}."
    return Said(Intent.WHERE, f"Where is {name} defined?", answer, OWN)


def _members(facts: DefinitionFacts) -> Said | None:
    if not facts.members and not facts.attributes:
        return None
    name = code(facts.label)
    told: list[str] = []
    if facts.members:
        # What is public comes first: that is what a reader is after.
        ordered = sorted(facts.members, key=_is_private)
        word = method_word(each.keyword for each in facts.members)
        told.append(f"{name} has {count(len(facts.members), word)}:\n{abouts(ordered, _MOST_MEMBERS)}")
    if facts.attributes:
        word = plural(attribute_word(facts.path, facts.keyword), len(facts.attributes))
        told.append(f"{'Its' if told else f'{name} has the'} {word}: {codes(facts.attributes, 15)}.")
    question = f"What methods and attributes does {name} have?"
    return Said(Intent.MEMBERS, question, "\n\n".join(told), (*OWN, *evidence_of(facts.members)))


def _bases(facts: DefinitionFacts) -> Said | None:
    if not facts.bases:
        return None
    name = code(facts.label)
    parts = [
        f"{code(each.label)} ({code(each.path)})" if each.path else code(each.label) for each in facts.bases
    ]
    answer = f"{name} inherits from {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}."
    told = [f"{code(each.label)}: {sentence(each.about)}" for each in facts.bases if each.about]
    question = f"What does {name} inherit from?"
    return Said(Intent.BASES, question, joined(answer, *told), (*OWN, *evidence_of(facts.bases)))


def _subclasses(facts: DefinitionFacts) -> Said | None:
    if not facts.subclasses or _is_implemented_beside(facts):
        return None
    name = code(facts.label)
    verb = "~include" if facts.keyword == _MIXIN else "~inherit from"
    heirs = f"{count(facts.subclasses.total, 'class')} {agreeing(verb, facts.subclasses.total)}"
    answer = f"{heirs} {name}: {by_file(facts.subclasses)}."
    return Said(
        Intent.SUBCLASSES, f"Which classes inherit from {name}?", answer, evidence_of(facts.subclasses.shown)
    )


def _users(facts: DefinitionFacts) -> Said:
    name = code(facts.label)
    told: list[str] = []
    if facts.callers:
        told.append(f"{name} is used in {places(facts.callers)}: by {by_file(facts.callers)}.")
    elif facts.in_test_code:
        told.append(f"{name} is test code; nothing outside of tests names it.")
    else:
        told.append(f"Nothing {'but tests ' if facts.tests else ''}in this workspace uses {name} by name.")
    if facts.tests:
        told.append(f"Test code uses it in {places(facts.tests)}: {by_file(facts.tests)}.")
    evidence = evidence_of((*facts.callers.shown, *facts.tests.shown)) or OWN
    return Said(Intent.CALLERS, f"Who creates or uses {name}?", joined(*told), evidence)


def _parameters(facts: DefinitionFacts) -> Said | None:
    documented = [each for each in fields(facts.documentation) if each.kind == "param" and each.name]
    taken = [each for each in facts.parameters if each not in ("self", "cls", "this", "*", "/")]
    if not documented and not taken:
        return None
    name = code(facts.label)
    told = f"{name} takes {codes(taken or [each.name for each in documented], 15)}."
    lines = [f"- {code(each.name)}: {sentence(each.text)}" for each in documented if each.text]
    return Said(
        Intent.PARAMETERS, f"What is needed to create {code(facts.label)}?", "\n".join((told, *lines)), OWN
    )
