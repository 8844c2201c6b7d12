"""What a question asks, by how it is worded: what it says, heard in plain words, then what that asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.frames import plainly, spelled
from stc_lsp.code.asking.idioms import plainer
from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.phrases import folded
from stc_lsp.code.asking.roles import intent_by_noun, intent_by_role
from stc_lsp.code.asking.table import FIRST, THEN

if TYPE_CHECKING:
    from stc_lsp.code.asking.table import Wordings

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


_LONGEST = 600
"""Characters of a question in which turns of phrase are looked for; who writes more asks more."""


def heard(text: str) -> str:
    """What is asked, in plain words: lower case, nothing around it, each phrase as one word that says so.

    `text` has `THING` in the place of each name.
    """
    read, unread = text[:_LONGEST], text[_LONGEST:]
    return " ".join(filter(None, (folded(plainer(plainly(read))), spelled(unread))))


def intent_of(asked: str) -> Intent | None:
    """What a question asks; None if its wording does not tell.

    `asked`: as it is `heard`.
    """
    asked = asked[:_LONGEST]
    found = (
        _by_wording(asked, FIRST)
        or _as_begun(asked, intent_by_role(asked), otherwise=False)
        or _by_wording(asked, THEN)
    )
    return intent_by_noun(asked) or found if found in (None, Intent.WHICH) else found


def _by_wording(asked: str, wordings: Wordings) -> Intent | None:
    found = next((intent for intent, wording in wordings if wording.search(asked)), None)
    return _as_begun(asked, found, otherwise=True)


def _as_begun(asked: str, intent: Intent | None, *, otherwise: bool) -> Intent | None:
    """An intent, unless the question begins with a word that asks for something else: that, or None."""
    for begins, asks, allowed in _ASKED_BY:
        if intent is not None and intent not in allowed and begins.search(asked):
            return asks if otherwise else None
    return intent
