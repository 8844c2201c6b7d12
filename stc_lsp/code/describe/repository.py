"""What is said of the repository as a whole: what it is, where it starts, how its tests are run."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import abouts, description, evidence_of, language_name
from stc_lsp.code.describe.documentation import first_sentence, opening
from stc_lsp.code.describe.facts import Description, Evidence, RepositoryFacts, Said
from stc_lsp.code.english import code, codes, count, joined, listed, plural, sentence, times

_MOST_MEMBERS = 20


def describe_repository(facts: RepositoryFacts) -> Description:
    """Its summary and the questions that can be answered of it."""
    answers = (
        _purpose(facts),
        _starts(facts),
        _runs_tests(facts),
        _members(facts),
        _central(facts),
        _depends_on(facts),
        _reads(facts),
        changed_said("", facts.history, "", of="this repository"),
    )
    return description(summary(facts), answers, evidence=_readme(facts))


def summary(facts: RepositoryFacts) -> str:
    """What it is, by its own words, and how large."""
    own_words = first_sentence(facts.documentation) or facts.description
    return joined(sentence(own_words), _size(facts))


def _size(facts: RepositoryFacts) -> str:
    languages = [f"{number:,} in {language_name(language)}" for language, number in facts.languages]
    inside = f" ({listed(languages, 4)})" if languages else ""
    return f"{code(facts.name)} has {count(facts.files, 'file')}{inside}."


def _readme(facts: RepositoryFacts) -> tuple[Evidence, ...]:
    return (
        (Evidence(facts.readme),) if facts.readme else tuple(Evidence(path) for path in facts.manifests[:1])
    )


def _purpose(facts: RepositoryFacts) -> Said:
    told = opening(facts.documentation) or facts.description
    folders = [each.label for each in facts.folders if each.label]
    answer = joined(
        sentence(told),
        sentence(facts.description)
        if facts.description and facts.description.rstrip(".") not in told
        else "",
        _size(facts),
        f"Its main folders are {codes(folders, 6)}." if folders else "",
    )
    # By its last name: `gin` of `github.com/gin-gonic/gin`.
    question = f"What is {code(facts.name.rstrip('/').rpartition('/')[2])}, what is it for?"
    return Said(Intent.PURPOSE, question, answer, _readme(facts))


def _starts(facts: RepositoryFacts) -> Said | None:
    question = "Where does the program start, what are its entry points?"
    if not facts.starts:
        answer = "No entry point is declared: this is used as a library."
        if not facts.folders:
            return None
        return Said(Intent.ENTRY, question, answer, tuple(Evidence(path) for path in facts.manifests[:1]))
    return Said(
        Intent.ENTRY,
        question,
        f"The program starts at:\n{abouts(facts.starts, 12)}",
        evidence_of(facts.starts),
    )


def _runs_tests(facts: RepositoryFacts) -> Said | None:
    if not facts.runs_tests and not facts.tests:
        return None
    told: list[str] = []
    if facts.runs_tests:
        first, *others = facts.runs_tests
        told.append(f"Run {code(first.line)} ({_said_by(first.path, first.note)}).")
        told.extend(f"Or {code(each.line)} ({_said_by(each.path, each.note)})." for each in others[:4])
    if facts.tests:
        where = f" in {codes([f'{each}/' for each in facts.test_folders], 4)}" if facts.test_folders else ""
        told.append(f"There {'is' if facts.tests == 1 else 'are'} {count(facts.tests, 'test file')}{where}.")
    evidence = tuple(dict.fromkeys(Evidence(each.path) for each in facts.runs_tests if each.path))
    return Said(Intent.RUN_TESTS, "How are the tests run?", joined(*told), evidence)


def _said_by(path: str, note: str) -> str:
    return f"{note}, {code(path)}" if note else code(path)


def _members(facts: RepositoryFacts) -> Said | None:
    if not facts.folders:
        return None
    answer = f"{code(facts.name)} has these main folders:\n{abouts(facts.folders, _MOST_MEMBERS)}"
    question = "How is this repository organised, what are its main modules?"
    return Said(Intent.MEMBERS, question, answer, evidence_of(facts.folders))


def _central(facts: RepositoryFacts) -> Said | None:
    if not facts.central:
        return None
    lines = "\n".join(
        f"- {code(each.label)}, imported by {count(each.places, 'file')}"
        + (f": {sentence(each.about)}" if each.about else "")
        for each in facts.central
    )
    answer = f"The modules that most others depend on:\n{lines}"
    return Said(Intent.IMPORTERS, "Which are the central modules?", answer, evidence_of(facts.central))


def _depends_on(facts: RepositoryFacts) -> Said | None:
    if not facts.depends_on:
        return None
    answer = f"{code(facts.name)} depends on {codes(facts.depends_on, 20)}."
    evidence = tuple(Evidence(path) for path in facts.manifests)
    return Said(
        Intent.IMPORTS, "What does this repository depend on, which libraries does it need?", answer, evidence
    )


def _reads(facts: RepositoryFacts) -> Said | None:
    if not facts.environment:
        return None
    names = listed(
        [
            code(each.label) + (f" ({times(each.places)})" if each.places > 1 else "")
            for each in facts.environment
        ],
        15,
    )
    answer = f"The code reads the environment {plural('variable', len(facts.environment))} {names}."
    return Said(
        Intent.READS,
        "Which environment variables does the program read?",
        answer,
        evidence_of(facts.environment),
    )
