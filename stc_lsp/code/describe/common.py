"""Answers that definitions, modules and folders share: who uses it, which tests, what it reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.documentation import deprecation, first_sentence, is_deprecated
from stc_lsp.code.describe.facts import DefinitionFacts, Description, Evidence, Mention, Said, Several
from stc_lsp.code.english import bulleted, code, codes, count, listed, sentence, times
from stc_lsp.code.identifiers import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LANGUAGE_NAMES = {
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "tsx": "TSX",
    "cpp": "C++",
    "csharp": "C#",
    "php": "PHP",
    "restructuredtext": "reStructuredText",
}
"""Those that are not written with one capital letter."""
MANY_PLACES = 10
"""Used in at least this many places, something is worth a warning."""
REACHES_FAR = "A change here reaches far."
"""How far exactly is told beside it, from the index as it is then."""
_MOST_FILES = 4
_MOST_NAMES = 4
_MOST_EVIDENCE = 12
_MARK = re.compile(r"^(?:\.\. deprecated::\s*(?:v?\d[\w.]*)?|[@\\]?deprecated\b)[\s.:,-]*", re.IGNORECASE)
_LONGEST_NOTICE = 160
OWN = (Evidence(),)
"""The chunk spoken of itself shows it."""


def description(
    summary: str,
    answers: Iterable[Said | None],
    *,
    watch_for: str = "",
    evidence: tuple[Evidence, ...] = OWN,
) -> Description:
    """What is said of one thing, with those answers that there are."""
    return Description(summary, watch_for, evidence, tuple(said for said in answers if said is not None))


def is_declared_deprecated(facts: DefinitionFacts) -> bool:
    """Whether its documentation or a decorator says that it is not to be used any more."""
    return is_deprecated(facts.documentation) or any(
        "deprecated" in each.lower() for each in facts.decorators
    )


def deprecated_said(facts: DefinitionFacts) -> str:
    """That it is not to be used any more, and what its documentation says of that; "" if nothing says so."""
    if not is_declared_deprecated(facts):
        return ""
    notice = first_sentence(_MARK.sub("", deprecation(facts.documentation)).strip())
    return f"Deprecated: {sentence(notice)}" if notice and len(notice) <= _LONGEST_NOTICE else "Deprecated."


def calls_of(facts: DefinitionFacts) -> list[Mention]:
    """What it calls, without what decorates it."""
    marks = set(map(last_name, facts.decorators))
    return [each for each in facts.calls if each.label.rpartition(".")[2] not in marks]


def evidence_of(mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    """The definitions mentioned, as far as they are in the workspace."""
    found = dict.fromkeys(Evidence(each.path, each.qualname) for each in mentions if each.path)
    return tuple(found)[:_MOST_EVIDENCE]


def language_name(language: str) -> str:
    """As its people write it."""
    return LANGUAGE_NAMES.get(language, language.capitalize())


def by_file(several: Several) -> str:
    """Who, file by file: "`a` and `b` in `x.py`, and `c` in `y.py`"."""
    files: dict[str, list[str]] = {}
    for each in several.shown:
        files.setdefault(each.path, []).append(each.label)
    parts: list[str] = []
    named = 0
    for path, labels in list(files.items())[:_MOST_FILES]:
        shown = labels[:_MOST_NAMES]
        named += len(shown)
        # A module that uses something at its top level is its own place.
        inside = [label for label in shown if label != path]
        parts.append(f"{codes(inside, _MOST_NAMES)} in {code(path)}" if inside else f"{code(path)} itself")
    rest = several.total - named
    return listed(parts, _MOST_FILES) if rest <= 0 else f"{', '.join(parts)} and {rest:,} more"


def places(several: Several) -> str:
    """As in "12 places in 4 files"."""
    if several.files > 1:
        return f"{count(several.places, 'place')} in {several.files:,} files"
    return count(several.places, "place")


def exercised_said(label: str, tests: Several, through: Sequence[Mention]) -> Said:
    """Which tests exercise it."""
    name = code(label)
    evidence = evidence_of(tests.shown)
    if tests:
        uses = "1 test or test helper uses" if tests.total == 1 else f"{tests.total:,} tests and helpers use"
        answer = f"{uses} {name} directly: {by_file(tests)}."
    elif through:
        evidence = evidence_of(through)
        reached = codes([each.label for each in through])
        answer = f"No test uses {name} directly; tests reach it through {reached}."
    else:
        answer = f"No test in this workspace uses {name} directly, nor one of its direct callers."
    return Said(Intent.TESTS, f"How is {name} tested?", answer, evidence)


def reads_said(label: str, environment: Sequence[str], options: Sequence[str]) -> Said | None:
    """Which environment variables and settings it reads."""
    read = reads(environment, options, most=12)
    if not read:
        return None
    name = code(label)
    question = f"Which settings or environment variables does {name} read?"
    return Said(Intent.READS, question, f"{name} reads {read}.", OWN)


def reads(environment: Sequence[str], options: Sequence[str], most: int = 5) -> str:
    """As in "the environment variable `A` and the settings `B` and `C`"."""
    parts = [
        f"the {word if len(names) == 1 else word + 's'} {codes(names, most)}"
        for word, names in (("environment variable", environment), ("setting", options))
        if names
    ]
    return " and ".join(parts)


def abouts(mentions: Sequence[Mention], most: int) -> str:
    """Each with what it is for, as a list in Markdown."""
    items = [
        code(each.label) + (f": {sentence(each.about)}" if each.about else "") for each in mentions[:most]
    ]
    return bulleted(items, len(mentions))


def busiest(mentions: Sequence[Mention], most: int) -> str:
    """As in "`a` (3 times) and `b`": those at the front only."""
    shown = [code(each.label) + (f" ({times(each.places)})" if each.places > 1 else "") for each in mentions]
    return listed(shown[:most], most)
