"""What is said of a function or method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import (
    MANY_PLACES,
    OWN,
    REACHES_FAR,
    by_file,
    calls_of,
    deprecated_said,
    description,
    evidence_of,
    exercised_said,
    places,
    reads,
    reads_said,
)
from stc_lsp.code.describe.documentation import fields, first_sentence, opening
from stc_lsp.code.describe.facts import DefinitionFacts, Description, Evidence, Mention, Said
from stc_lsp.code.describe.undocumented import NOTHING, SPECIAL_NAMES, derived, kind_of, parameters_of
from stc_lsp.code.english import article, code, codes, count, joined, listed, plural, sentence
from stc_lsp.code.identifiers import is_dunder

if TYPE_CHECKING:
    from collections.abc import Iterable


def describe_function(facts: DefinitionFacts) -> Description:
    """Its summary, what to watch for, and the questions that can be answered of it."""
    answers = (
        _purpose(facts),
        _where(facts),
        _callers(facts),
        _calls(facts),
        _parameters(facts),
        _returns(facts),
        _raises(facts),
        reads_said(facts.label, facts.environment, facts.options),
        None if facts.in_test_code else exercised_said(facts.label, facts.tests, facts.tests_through),
        _overrides(facts),
        changed_said(facts.label, facts.history, facts.path),
    )
    return description(summary(facts), answers, watch_for=watch_for(facts))


def summary(facts: DefinitionFacts) -> str:
    """What it is for: its documentation's first sentence, else what follows from its name and its body."""
    documented = first_sentence(facts.documentation)
    return sentence(documented, facts.name) if documented else derived(facts)


def watch_for(facts: DefinitionFacts) -> str:
    """What somebody about to call or change it should know."""
    if facts.is_test:
        return ""
    told: list[str] = []
    deprecated = deprecated_said(facts)
    if deprecated:
        told.append(deprecated)
    if facts.raises:
        told.append(f"Raises {codes(facts.raises)}.")
    read = reads(facts.environment, facts.options, most=4)
    if read:
        told.append(f"Reads {read}.")
    if facts.sets and facts.name not in SPECIAL_NAMES:
        told.append(f"Changes its object: sets {codes(facts.sets, 4)}.")
    if facts.overrides:
        told.append(f"Overrides {code(facts.overrides[0].label)}.")
    if facts.overridden_by:
        told.append(f"Overridden by {_labels(facts.overridden_by.shown, 4, facts.overridden_by.total)}.")
    if facts.callers.places >= MANY_PLACES:
        told.append(REACHES_FAR)
    return " ".join(told)


def _purpose(facts: DefinitionFacts) -> Said:
    name = code(facts.label)
    told = opening(facts.documentation)
    answer = f"{name}: {sentence(told, facts.name)}" if told else f"{name}: {derived(facts)}"
    verb = "What does" if facts.kind in ("function", "method") and not facts.is_test else "What is"
    question = (
        f"{verb} {name} do, what is it for?" if verb == "What does" else f"What does the test {name} check?"
    )
    return Said(Intent.PURPOSE, question, answer, OWN)


def _where(facts: DefinitionFacts) -> Said:
    name = code(facts.label)
    of = f" of the {facts.container_keyword or 'class'} {code(facts.container)}" if facts.container else ""
    kind = kind_of(facts)
    answer = f"{name} is {article(kind)} {kind}{of}, defined in {code(facts.path)}."
    return Said(Intent.WHERE, f"Where is {name} defined?", answer, OWN)


def _callers(facts: DefinitionFacts) -> Said | None:
    name = code(facts.label)
    question = f"Who calls {name}, where is it used?"
    told: list[str] = []
    if facts.callers:
        told.append(f"{name} is used in {places(facts.callers)}: by {by_file(facts.callers)}.")
        if facts.overrides:
            told.append(f"It overrides {code(facts.overrides[0].label)} and may be called through that, too.")
    elif facts.in_test_code and not facts.tests:
        role = "a test, run" if facts.is_test else "test code, perhaps used"
        told.append(f"{name} is {role} by the test runner; nothing calls it by name.")
    else:
        told.append(f"Nothing {'but tests ' if facts.tests else ''}in this workspace calls {name} by name.")
        told.append(_called_otherwise(facts))
    if facts.tests:
        told.append(f"Test code uses it in {places(facts.tests)}: {by_file(facts.tests)}.")
    return Said(
        Intent.CALLERS,
        question,
        joined(*told),
        evidence_of((*facts.callers.shown, *facts.tests.shown)) or OWN,
    )


def _called_otherwise(facts: DefinitionFacts) -> str:
    """Why something that nobody calls may be called all the same."""
    if facts.overrides:
        return f"It overrides {code(facts.overrides[0].label)} and may be called through that."
    if is_dunder(facts.name):
        return "Its name is special: the language itself calls it."
    if facts.outside_bases:
        return f"Its class inherits from {codes(facts.outside_bases, 2)}, which may call it."
    if facts.decorators:
        word = plural("decorator", len(facts.decorators))
        return f"It may be called through its {word} {codes([f'@{each}' for each in facts.decorators], 3)}."
    return "" if facts.name.startswith("_") else "It may be meant for callers outside of it."


def _calls(facts: DefinitionFacts) -> Said | None:
    calls = calls_of(facts)
    if not calls and not facts.calls_outside:
        return None
    name = code(facts.label)
    told: list[str] = []
    if calls:
        elsewhere = [
            f"{code(each.label)} in {code(each.path)}" if each.path != facts.path else code(each.label)
            for each in calls
        ]
        told.append(f"{name} calls {listed(elsewhere, 8)}.")
    if facts.calls_outside:
        subject = "It also calls" if told else f"{name} calls"
        told.append(f"{subject} {codes(facts.calls_outside, 8)} from outside of this workspace.")
    return Said(Intent.CALLS, f"What does {name} call?", joined(*told), (*OWN, *evidence_of(calls)))


def _parameters(facts: DefinitionFacts) -> Said | None:
    taken = parameters_of(facts)
    if not taken:
        return None
    name = code(facts.label)
    documented = {
        each.name.lstrip("*"): each.text for each in fields(facts.documentation) if each.kind == "param"
    }
    known = [each for each in taken if documented.get(each.lstrip("*&.").partition(":")[0].strip())]
    told = f"{name} takes {codes(taken, 12)}."
    if known:
        lines = "\n".join(
            f"- {code(each)}: {sentence(documented[each.lstrip('*&.').partition(':')[0].strip()])}"
            for each in known
        )
        told = f"{told}\n{lines}"
    return Said(Intent.PARAMETERS, f"What parameters does {name} take?", told, OWN)


def _returns(facts: DefinitionFacts) -> Said | None:
    name = code(facts.label)
    documented = [each for each in fields(facts.documentation) if each.text]
    said = [each for each in documented if each.kind in ("returns", "yields")]
    declared = facts.returns or next((each.text for each in documented if each.kind == "rtype"), "")
    if facts.returns in NOTHING:
        answer = f"{name} returns nothing ({code(facts.returns)})."
    elif declared:
        answer = f"{name} returns {code(declared.strip('`'))}."
    elif facts.results:
        answer = f"{name} declares no type; it returns {codes(facts.results, 4)}."
    elif said:
        return Said(
            Intent.RETURNS, f"What does {name} return?", f"{name} returns: {sentence(said[0].text)}", OWN
        )
    else:
        return None
    answer = joined(answer, sentence(said[0].text) if said else "")
    return Said(Intent.RETURNS, f"What does {name} return?", answer, OWN)


def _raises(facts: DefinitionFacts) -> Said | None:
    documented = {
        each.name: each.text for each in fields(facts.documentation) if each.kind == "raises" and each.name
    }
    raised = dict.fromkeys((*facts.raises, *documented))
    if not raised and not facts.catches:
        return None
    name = code(facts.label)
    told: list[str] = []
    if facts.raises:
        told.append(f"{name} raises {codes(facts.raises, 8)}.")
    elif documented:
        told.append(f"Its documentation says that {name} raises {codes(tuple(documented), 8)}.")
    told.extend(f"{code(error)}: {sentence(text)}" for error, text in documented.items() if text)
    if facts.catches:
        told.append(
            f"It catches {codes(facts.catches, 8)}." if told else f"{name} catches {codes(facts.catches, 8)}."
        )
    return Said(Intent.RAISES, f"Which errors does {name} raise or catch?", joined(*told), OWN)


def _overrides(facts: DefinitionFacts) -> Said | None:
    if not facts.overrides and not facts.overridden_by:
        return None
    name = code(facts.label)
    told: list[str] = []
    if facts.overrides:
        told.append(f"{name} overrides {_labels(facts.overrides, 4)}.")
    if facts.overridden_by:
        counted = count(facts.overridden_by.total, "class")
        told.append(f"It is overridden in {counted}: {by_file(facts.overridden_by)}.")
    return Said(
        Intent.SUBCLASSES,
        f"What does {name} override, and what overrides it?",
        joined(*told),
        (Evidence(), *evidence_of((*facts.overrides, *facts.overridden_by.shown))),
    )


def _labels(mentions: Iterable[Mention], most: int, total: int | None = None) -> str:
    return codes([each.label for each in mentions], most, total=total)
