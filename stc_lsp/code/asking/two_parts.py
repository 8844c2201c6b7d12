"""Whether a question asks two things of what it names: "what is X for, and who creates it". Pure."""

from __future__ import annotations

import re

from stc_lsp.code.asking.intents import EXACT, Intent
from stc_lsp.code.asking.question import Question, read_question

_PARTS = re.compile(
    r",?\s+and(?:\s+also)?\s+(?=(?:who|what|where|which|how|when|why|is|does|are)\b)", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:th[oe]se|that|this|there|their|its|one|ones)\b", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:it|they|them)\b|(?<=\w )(?<!which )(?<!what )(?<!that )(?<!this )\bone\b(?! of\b| \w+ing\b)",
    re.IGNORECASE,
)


def halves(question: Question) -> tuple[str, str] | None:
    """The two questions that one asks, each by itself; None if it asks one."""
    parts = _PARTS.split(question.text, maxsplit=1)
    if len(parts) < 2:
        return None
    first, told = parts
    if _IT.search(told) is not None:
        names = question.names or read_question(first).perhaps
        if len(names) != 1:
            return None
        first = re.sub(rf"(?<![\w`.]){re.escape(names[0])}(?![\w`.])", f"`{names[0]}`", first, count=1)
        told = _IT.sub(f"`{names[0]}`", told)
    elif not _names_its_own(told):
        # "Who calls it, and why" is one question.
        return None
    one, other = read_question(first).intent, read_question(told).intent
    is_two = one is not other and None not in (one, other) and one is not Intent.CHANGED
    return (first, told) if is_two else None


def followed_by(text: str) -> tuple[str, Intent] | None:
    """The first half of a question, and what the second asks of the same: "..., and who catches it"."""
    first, *others = _PARTS.split(text, maxsplit=1)
    if not others or _IT.search(others[0]) is None:
        return None
    other = read_question(_IT.sub("`it`", others[0]))
    if other.intent is None or other.intent not in EXACT or other.rest:
        return None
    return first, other.intent


def _names_its_own(half: str) -> bool:
    """Whether a half says itself what it asks about, in words that do not point back."""
    read = read_question(half)
    return bool(read.names or read.perhaps) and not _POINTS_BACK.search(half)


def asks_two_things(question: Question) -> bool:
    """Whether its two halves ask different things, so that an answer to one half is none to all of it."""
    return halves(question) is not None
