"""Questions about the constructor of a class, put as questions about the method that it is here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.wake.members import constructor_of

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_NAME = r"`?(?P<name>[^\W\d][\w.]*)`?"
_OWNS = "['\N{RIGHT SINGLE QUOTATION MARK}]s"
_CONSTRUCTORS = (
    re.compile(rf"\b(?:the )?(?:constructor|initiali[sz]er) of (?:the |an? )?(?:class )?{_NAME}"),
    re.compile(rf"(?:\bthe )?(?<![\w`.]){_NAME}(?:{_OWNS})? constructor\b"),
)
_MADE_WITH = re.compile(
    rf"^\W*what (?:is|are|must|should|can) (?:an? |the )?{_NAME}s? (?:be )?"
    r"(?:constructed|instantiated|initiali[sz]ed|called) with\W*$",
    re.IGNORECASE,
)
_OF_THE_CLASS = frozenset({Intent.CALLERS, Intent.TESTS, Intent.IMPACT, Intent.PATH})
"""What is asked of a class by its name: who creates one names no constructor."""


def of_constructor(text: str, snapshot: Snapshot) -> str:
    """A question with the constructor of a class by its name in code, if it speaks of one that is known."""
    for pattern in _CONSTRUCTORS:
        found = pattern.search(text)
        name = constructor_of(found["name"], snapshot) if found is not None else ""
        if found is None or not name:
            continue
        told = _put(text, found, name)
        made_with = _MADE_WITH.match(told)
        if made_with is not None:
            return _parameters_of(name)
        is_of_class = read_question(told).intent in _OF_THE_CLASS
        return _put(text, found, found["name"]) if is_of_class else told
    made = _MADE_WITH.match(text)
    name = constructor_of(made["name"], snapshot) if made is not None else ""
    return _parameters_of(name) if name else text


def _put(text: str, found: re.Match[str], name: str) -> str:
    return f"{text[: found.start()]}`{name}`{text[found.end() :]}"


def _parameters_of(name: str) -> str:
    return f"What parameters does `{name}` take?"
