"""What is said of a file of source."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import (
    MANY_PLACES,
    OWN,
    REACHES_FAR,
    abouts,
    busiest,
    description,
    evidence_of,
    language_name,
    reads,
    reads_said,
)
from stc_lsp.code.describe.documentation import first_sentence, opening
from stc_lsp.code.describe.facts import Description, Mention, ModuleFacts, Said, Several
from stc_lsp.code.english import article, code, codes, count, joined, listed, plural, sentence, words

_MOST_MEMBERS = 25


def describe_module(facts: ModuleFacts) -> Description:
    """Its summary, what to watch for, and the questions that can be answered of it."""
    answers = (
        _purpose(facts),
        _members(facts),
        _imports(facts),
        _importers(facts),
        None if facts.in_test_code else reads_said(facts.path, facts.environment, facts.options),
        _tests(facts),
        changed_said(facts.path, facts.history, facts.path),
    )
    return description(summary(facts), answers, watch_for=watch_for(facts))


def summary(facts: ModuleFacts) -> str:
    """What it is for: its documentation's first sentence, else what it holds."""
    documented = first_sentence(facts.documentation)
    return sentence(documented) if documented else derived(facts)


def derived(facts: ModuleFacts) -> str:
    """For what is not documented: what it holds."""
    if facts.in_test_code and facts.tests:
        about = words(facts.name).removeprefix("test ").removesuffix(" test").strip()
        told = f"{count(facts.tests, 'test')} of “{about}”"
        return sentence(f"{told}, mostly using {busiest(facts.exercises, 3)}" if facts.exercises else told)
    parts: list[str] = []
    for word, mentions in (("class", facts.classes), ("function", facts.functions)):
        names = [each.label for each in mentions]
        if names:
            parts.append(f"the {plural(word, len(names))} {codes(_public_first(names), 4)}")
    if parts:
        return joined(f"Defines {' and '.join(parts)}.", _main_member(facts))
    if facts.variables:
        return f"Defines {codes(_public_first(list(facts.variables)), 6)}."
    if facts.sections:
        return f"Holds {codes([each.label for each in facts.sections], 6)}."
    language = language_name(facts.language)
    told = f"{article(language)} {language} file" if language else "a text file"
    told = f"{told} of {count(facts.line_count, 'line')}"
    imported = [each.label for each in facts.imports] or facts.imports_outside
    return sentence(f"{told} that imports {codes(imported, 4)}" if imported else told)


def watch_for(facts: ModuleFacts) -> str:
    """What somebody about to change it should know."""
    told: list[str] = []
    read = reads(facts.environment, (), most=4)
    if read and not facts.in_test_code:
        told.append(f"Reads {read}.")
    if facts.importers.total >= MANY_PLACES:
        told.append(REACHES_FAR)
    return " ".join(told)


def _main_member(facts: ModuleFacts) -> str:
    """What the first documented public class is for, or function if there is no class: a module's hint of
    itself.
    """
    told = [each for each in facts.classes or facts.functions[:3] if each.about and each.label[:1] != "_"]
    stem = words(facts.name)
    # What is called like its module is what the module is for.
    told.sort(key=lambda each: words(each.label) != stem)
    return f"{code(told[0].label)}: {sentence(told[0].about)}" if told else ""


def _public_first(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name.startswith("_"))


def _purpose(facts: ModuleFacts) -> Said:
    name = code(facts.path)
    told = opening(facts.documentation)
    answer = f"{name}: {sentence(told) if told else derived(facts)}"
    if told and (facts.classes or facts.functions):
        answer = joined(answer, derived(facts))
    return Said(Intent.PURPOSE, f"What is {name} for?", answer, OWN)


def _members(facts: ModuleFacts) -> Said | None:
    members: list[Mention] = sorted(
        (*facts.classes, *facts.functions), key=lambda each: each.label.startswith("_")
    )
    if not members and not facts.variables:
        return None
    name = code(facts.path)
    parts = [
        count(len(mentions), word)
        for word, mentions in (("class", facts.classes), ("function", facts.functions))
        if mentions
    ]
    told: list[str] = []
    if members:
        told.append(f"{name} defines {' and '.join(parts)}:\n{abouts(members, _MOST_MEMBERS)}")
    if facts.variables:
        names = codes(_public_first(list(facts.variables)), 12)
        told.append(f"{'It also defines' if told else f'{name} defines'} {names}.")
    question = f"What is in {name}, which classes and functions does it define?"
    return Said(Intent.MEMBERS, question, "\n\n".join(told), (*OWN, *evidence_of(members)))


def _imports(facts: ModuleFacts) -> Said | None:
    if not facts.imports and not facts.imports_outside:
        return None
    name = code(facts.path)
    told: list[str] = []
    if facts.imports:
        told.append(f"{name} imports {codes([each.label for each in facts.imports], 12)} of this workspace.")
    if facts.imports_outside:
        subject = "From outside it imports" if told else f"{name} imports, from outside of this workspace,"
        told.append(f"{subject} {codes(facts.imports_outside, 12)}.")
    question = f"What does {name} import, what does it depend on?"
    return Said(Intent.IMPORTS, question, joined(*told), (*OWN, *evidence_of(facts.imports)))


def _tests(facts: ModuleFacts) -> Said | None:
    if facts.in_test_code or not (facts.classes or facts.functions or facts.variables):
        return None
    name = code(facts.path)
    if facts.tested_by:
        files = busiest(facts.tested_by, 6)
        rest = len(facts.tested_by) - 6
        more = f" and {count(rest, 'more file')}" if rest > 0 else ""
        answer = f"What {name} defines is used by the tests in {files}{more}."
    elif facts.imported_by_tests:
        answer = f"Of the tests, {_files(facts.imported_by_tests)} {_import(facts.imported_by_tests)} {name}."
    else:
        answer = f"No test in this workspace uses what {name} defines directly."
    evidence = evidence_of(facts.tested_by or facts.imported_by_tests.shown)
    return Said(Intent.TESTS, f"How is {name} tested?", answer, evidence)


def _importers(facts: ModuleFacts) -> Said | None:
    if not facts.importers and not facts.imported_by_tests:
        return None
    name = code(facts.path)
    told: list[str] = []
    if facts.importers:
        told.append(f"{name} is imported by {_files(facts.importers)}.")
    if facts.imported_by_tests:
        told.append(f"Of the tests, {_files(facts.imported_by_tests)} {_import(facts.imported_by_tests)} it.")
    evidence = evidence_of((*facts.importers.shown, *facts.imported_by_tests.shown))
    return Said(Intent.IMPORTERS, f"What imports {name}, what depends on it?", joined(*told), evidence)


def _files(several: Several) -> str:
    return listed([code(each.label) for each in several.shown], 10, total=several.total)


def _import(several: Several) -> str:
    return "imports" if several.total == 1 else "import"
