"""Greetings, thanks and cries for help: who says them is told what may be asked, and nothing is searched."""

from __future__ import annotations

import re

from stc_lsp.wake.found import Found
from stc_lsp.wake.values import Rung, Told

_TO_WHOM = (
    r"(?: (?:there|all|everyone|everybody|again|you|stc(?:-lsp)?|please|me|so much|a lot|very much|a bunch))*"
)
_GREETING = (
    r"hi|hello|hey|hallo|howdy|yo|good (?:morning|day|afternoon|evening)|greetings|how are you(?: doing)?"
)
_HELP = (
    r"help|usage|test|testing|ping|who are you|what are you"
    r"|what (?:can|do|could|should|may) (?:i|you|we|one) (?:ask|do|answer|know)(?: about| for me| here)?"
    r"|what (?:kinds? of )?questions can (?:i|we|you) (?:ask|answer)"
    r"|how (?:do|can) i (?:use (?:you|stc(?:-lsp)?)|ask(?: a question| questions| you)?)"
)
_THANKS = r"thanks?(?: you)?|thx|ty|cheers|great|nice|cool|perfect|ok|okay|bye|goodbye|good bot|see you"
_TALK = re.compile(
    rf"\W*(?:(?:{_GREETING}|{_THANKS})[\W_]+)*?(?:{_GREETING}|{_HELP}|{_THANKS}){_TO_WHOM}\W*",
    re.IGNORECASE,
)
_MAY_BE_ASKED = """Ask about the code of this repository, by its names or in plain words:
- exactly: “who calls X”, “what does X return”, “where is X set”, “the default of OPTION”, “tests of X”
- for a list: “which commands are there”, “which environment variables are read”
- how it works: “how does a request reach the handler”, “what happens when a worker dies”
- about a place: `src/app.py:12`, a stack trace, or a message: “what does "no such file" mean”

`stc-lsp questions FILE` lists likely questions about a file."""
_REASON = "Nothing was asked, so nothing was looked up."


def answer_small_talk(text: str) -> Found | None:
    """What may be asked, told to somebody who asks nothing; None if something is asked."""
    if _TALK.fullmatch(" ".join(text.split())) is None:
        return None
    return Found(Told(_MAY_BE_ASKED, (), True, _REASON), Rung.STRUCTURAL)
