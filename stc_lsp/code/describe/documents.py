"""What is said of a document for people (Markdown, reStructuredText, plain text) and of its sections."""

from __future__ import annotations

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import changed_said
from stc_lsp.code.describe.common import OWN, description
from stc_lsp.code.describe.documentation import first_sentence, opening
from stc_lsp.code.describe.facts import DefinitionFacts, Description, ModuleFacts, Said
from stc_lsp.code.english import code, count, listed, quoted, sentence

_MOST_SECTIONS = 20


def describe_document(facts: ModuleFacts) -> Description:
    """Its summary and the questions that can be answered of it."""
    answers = (_about(facts), _sections(facts), changed_said(facts.path, facts.history, facts.path))
    return description(_summary(facts), answers)


def describe_section(facts: DefinitionFacts) -> Description:
    """The summary of one section and the question it answers."""
    told = first_sentence(facts.documentation)
    place = f"Section {quoted(facts.name)} of {code(facts.path)}"
    summary = f"{place}: {sentence(told)}" if told else f"{place}."
    question = f"What do the documents say about {quoted(facts.name)}?"
    answer = sentence(opening(facts.documentation))
    said = (Said(Intent.PURPOSE, question, f"{place} says: {answer}", OWN),) if answer else ()
    return Description(summary=summary, evidence=OWN, questions=said)


def _summary(facts: ModuleFacts) -> str:
    told = first_sentence(facts.documentation)
    title = quoted(facts.title) if facts.title else ""
    if told:
        return f"{title}: {sentence(told)}" if title else sentence(told)
    if facts.sections:
        shown = listed([quoted(each.label) for each in facts.sections], 5)
        return f"{title or 'A document'}, with the sections {shown}."
    return sentence(title or f"a document of {count(facts.line_count, 'line')}")


def _about(facts: ModuleFacts) -> Said:
    name = code(facts.path)
    told = opening(facts.documentation)
    answer = f"{name}: {sentence(told)}" if told else f"{name}: {_summary(facts)}"
    return Said(Intent.PURPOSE, f"What is the document {name} about?", answer, OWN)


def _sections(facts: ModuleFacts) -> Said | None:
    if not facts.sections:
        return None
    name = code(facts.path)
    shown = listed([quoted(each.label) for each in facts.sections], _MOST_SECTIONS)
    answer = f"{name} has {count(len(facts.sections), 'section')}: {shown}."
    return Said(Intent.MEMBERS, f"Which sections does {name} have?", answer, OWN)
