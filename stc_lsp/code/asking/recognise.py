"""What a question asks, by how it is worded: what it says, heard in plain words, then what that asks."""

from __future__ import annotations

import re

from stc_lsp.code.asking.frames import plainly, spelled
from stc_lsp.code.asking.idioms import plainer
from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.phrases import folded
from stc_lsp.code.asking.roles import intent_by_noun, intent_by_role
from stc_lsp.code.asking.set_wordings import FIRST, THEN, Wordings

_CIRCUMSTANCES = re.compile(r"^(?:why|when|how)\b")
_ASKED_WITH = {
    Intent.WHY: frozenset({Intent.COMPARE, Intent.CHANGED}),
    Intent.WHEN: frozenset({Intent.COMPARE, Intent.CHANGED}),
    Intent.HOW: frozenset({
        Intent.RUN_TESTS, Intent.ENTRY, Intent.PATH, Intent.COMPARE, Intent.TESTS, Intent.PARAMETERS,
        Intent.MEMBERS, Intent.IMPACT, Intent.CHANGED,
    }),
}  # fmt: skip
"""What else a question may ask that begins with "why", "when" or "how": "why is it used" asks why."""
_HOW_IT_IS_MADE = re.compile(r"^how (?:many|is|are)\b")
"""As in "how is X organised": how it does something is no question for its members."""
_PEOPLE_DO = re.compile(
    r"\b(?:are|did|do|have|were|will) (?:colleagues|developers|everybody|everyone|folks|others|people)\b"
)
_OF_WHAT_THINGS_DO = frozenset({Intent.PURPOSE, Intent.MEMBERS})
"""What no question asks whose subject is people: what they do in a file is not what that does, or has."""
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
    if found in _OF_WHAT_THINGS_DO and _PEOPLE_DO.search(asked):
        return None
    return intent_by_noun(asked) or found if found in (None, Intent.WHICH) else found


def _by_wording(asked: str, wordings: Wordings) -> Intent | None:
    found = next((intent for intent, wording in wordings if wording.search(asked)), None)
    return _as_begun(asked, found, otherwise=True)


def _as_begun(asked: str, intent: Intent | None, *, otherwise: bool) -> Intent | None:
    """An intent, unless the question begins with a word that asks for something else: that, or None."""
    begins = _CIRCUMSTANCES.match(asked)
    may_be = intent is not Intent.MEMBERS or _HOW_IT_IS_MADE.match(asked) is not None
    if intent is None or begins is None or (may_be and intent in _ASKED_WITH[Intent(begins[0])]):
        return intent
    return Intent(begins[0]) if otherwise else None
