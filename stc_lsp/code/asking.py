"""What a question asks, by how it is worded."""

from __future__ import annotations

import re

from stc_lsp.code.asking_roles import intent_by_role
from stc_lsp.code.asking_table import WORDINGS
from stc_lsp.code.intents import Intent

PATTERNS = tuple((intent, tuple(map(re.compile, wordings))) for intent, wordings in WORDINGS)
"""Intents with the wordings that show them, to be tried in this order on a normalised question."""

_POLITE = re.compile(
    r"^(?:(?:hi|hey|hello|ok|okay|so|and|but|well|please|now) )*"
    r"(?:(?:(?:can|could|would|will) (?:you|somebody|someone)(?: please)?"
    r"|i (?:would|d) (?:like|love) (?:you )?to (?:know|see|understand|learn)|i (?:want|need|wish) to"
    r" (?:know|see"
    r"|understand|learn|find out)|i wonder|do (?:you|we) know|any idea|(?:tell|show|remind|give) me|let"
    r" me know"
    r"|help me (?:to )?(?:understand|find|see)|take me to|bring me to|please)(?: an?| the| all)? )+"
)
"""What people say before they ask."""
_ASKED_BY = (
    (re.compile(r"^why\b"), Intent.WHY, frozenset((Intent.COMPARE,))),
    (re.compile(r"^when\b"), Intent.WHEN, frozenset((Intent.CHANGED, Intent.COMPARE))),
    (
        re.compile(r"^how\b"),
        Intent.HOW,
        frozenset(
            (
                Intent.RUN_TESTS,
                Intent.ENTRY,
                Intent.PATH,
                Intent.COMPARE,
                Intent.TESTS,
                Intent.PARAMETERS,
                Intent.MEMBERS,
                Intent.IMPACT,
                Intent.CHANGED,
            )
        ),
    ),
)
"""What a question that begins so asks, unless its wording shows one of these: "why is it used" asks why."""


_NOUNS: dict[Intent, str] = {
    Intent.RETURNS: "return returns returned returning",
    Intent.PARAMETERS: "parameter parameters argument arguments args params signature inputs",
    Intent.TESTS: "test tests",
    Intent.CHANGED: "changes history authors modification modifications",
    Intent.READS: "settings options",
    Intent.MEMBERS: "methods attributes fields members properties",
    Intent.WHERE: "definition declaration location",
    Intent.PURPOSE: "purpose role task responsibility overview summary gist",
}
_DISTINCTIVE = {word: intent for intent, words in _NOUNS.items() for word in words.split()}
"""Words that tell by themselves what is asked, where no wording does and nothing is asked of two sides."""


def intent_of(normalised: str) -> Intent | None:
    """What a question asks; None if its wording does not tell.

    `normalised` is lower case, without punctuation, each thing that it names replaced by `THING`.
    """
    asked = plainly(normalised)
    found = _by_wording(asked, normalised)
    if found is not None and found not in _OPEN:
        return found
    by_role = _allowed(asked, intent_by_role(asked))
    if by_role is not None and (found is not Intent.WHERE or by_role in _HAPPENS_SOMEWHERE):
        return by_role
    told = {_DISTINCTIVE[word] for word in asked.split() if word in _DISTINCTIVE}
    return min(told) if len(told) == 1 and found in (None, Intent.WHICH) else found


def plainly(normalised: str) -> str:
    """A normalised question without what people say before they ask."""
    return _POLITE.sub("", normalised)


_OPEN = frozenset((Intent.WHICH, Intent.WHETHER, Intent.WHERE, Intent.HOW, Intent.WHEN))
"""What a question word alone tells: the rest of the question may tell more."""

_HAPPENS_SOMEWHERE = frozenset(
    (Intent.CALLERS, Intent.TESTS, Intent.SUBCLASSES, Intent.IMPORTERS, Intent.READS)
)
"""What "where" may ask instead of where something is defined."""


def _allowed(asked: str, intent: Intent | None) -> Intent | None:
    """An intent, unless the question begins with a word that asks for something else."""
    for begins, _, allowed in _ASKED_BY:
        if begins.search(asked) and intent not in allowed:
            return None
    return intent


def _by_wording(asked: str, normalised: str) -> Intent | None:
    for intent, wordings in PATTERNS:
        if any(wording.search(asked) or wording.search(normalised) for wording in wordings):
            for begins, otherwise, allowed in _ASKED_BY:
                if begins.search(asked) and intent not in allowed:
                    return otherwise
            return intent
    return None
