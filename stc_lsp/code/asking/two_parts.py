"""Whether a question asks two things of what it names: "what is X for, and who creates it". Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.question import read_question

if TYPE_CHECKING:
    from stc_lsp.code.asking.question import Question

_PARTS = re.compile(r",?\s+and\s+(?=(?:who|what|where|which|how|when|why)\b)", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)


def asks_two_things(question: Question) -> bool:
    """Whether its two halves ask different things, so that an answer to one half is none to all of it."""
    halves = _PARTS.split(question.text, maxsplit=1)
    if len(halves) < 2 or len(question.names) != 1:
        return False
    first, second = halves
    told = _IT.sub(f"`{question.names[0]}`", second)
    if told == second:
        # "Who calls it, and why" is one question.
        return False
    one, other = read_question(first).intent, read_question(told).intent
    return one is not other and None not in (one, other) and one is not Intent.CHANGED
