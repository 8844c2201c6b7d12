"""What a question asks, by how it is worded."""

from __future__ import annotations

import re

from stc_lsp.code.asking_frames import plainly
from stc_lsp.code.asking_idioms import plainer
from stc_lsp.code.asking_phrases import folded
from stc_lsp.code.asking_roles import intent_by_role
from stc_lsp.code.asking_table import WORDINGS
from stc_lsp.code.intents import Intent

PATTERNS = tuple((intent, tuple(map(re.compile, wordings))) for intent, wordings in WORDINGS)
"""Intents with the wordings that show them, to be tried in this order on a normalised question."""

_ASKED_BY = (
    (re.compile(r"^why\b"), Intent.WHY, frozenset((Intent.COMPARE, Intent.CHANGED))),
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


def heard(text: str) -> str:
    """What is asked, in plain words: lower case, nothing around it, each phrase as one word that says so.

    `text` has `THING` in the place of each name.
    """
    return folded(plainer(plainly(text)))


def intent_of(asked: str) -> Intent | None:
    """What a question asks; None if its wording does not tell.

    `asked`: as it is `heard`.
    """
    found = _by_wording(asked, _IDIOMS)
    if found is None:
        found = _allowed(asked, intent_by_role(asked))
    if found is None:
        found = _by_wording(asked, PATTERNS)
    if found not in (None, Intent.WHICH):
        return found
    told = {_DISTINCTIVE[word] for word in asked.split() if word in _DISTINCTIVE}
    return min(told) if len(told) == 1 else found


_IDIOMATIC = (Intent.COMPARE, Intent.RUN_TESTS, Intent.ENTRY, Intent.PATH, Intent.IMPACT)
_IDIOMS = tuple(row for row in PATTERNS if row[0] in _IDIOMATIC)
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


def _by_wording(
    asked: str, patterns: tuple[tuple[Intent, tuple[re.Pattern[str], ...]], ...]
) -> Intent | None:
    for intent, wordings in patterns:
        if any(wording.search(asked) for wording in wordings):
            for begins, otherwise, allowed in _ASKED_BY:
                if begins.search(asked) and intent not in allowed:
                    return otherwise
            return intent
    return None
