"""Requests to write or change something, as static analysis cannot: "write a docstring for this". Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from stc_lsp.code.asking.question import names_in

_PLEASE = (
    r"(?:(?:please|now|ok|(?:can|could|would|will) you|help me(?: to)?|i (?:want|need) you to|let's)\W+)*"
)
_WRITE = r"(?:write|add|generate|create|draft|compose|give|produce|suggest)(?: (?:me|us))?"
_ARTICLES = r"(?: (?:an?|the|some|any|more|missing|good|short|better|new|few|proper|brief|simple|all|its))*"
_TESTS = r"(?:unit |integration |regression |end[- ]to[- ]end |e2e |missing )*tests?(?: cases?)?"
_TEXTS = (
    r"doc ?strings?|doc(?:umentation)? comments?|documentation|docs|comments?|type (?:hints?|annotations?)"
    r"|(?:js|java|php|rust) ?docs?(?: comments?)?|typings|(?:commit|pr|pull request) (?:message|description)"
)
_OF = r"(?: (?:for|to|of|about|on|covering|above|in|that (?:tests?|covers?)) (?P<what>.+?))?"
_TO_WRITE = re.compile(
    rf"\W*{_PLEASE}{_WRITE}{_ARTICLES} (?:(?P<tests>{_TESTS})|(?P<texts>{_TEXTS})){_OF}[\s?.!]*",
    re.IGNORECASE,
)
_TO_CHANGE = re.compile(
    rf"\W*{_PLEASE}(?P<how>refactor|rewrite|simplify|optimi[sz]e|clean up|fix|reformat|moderni[sz]e)"
    r" (?P<what>this(?: (?:function|method|class|module|file|code|test))?|it|`[^`]+`|\S+)"
    r"(?:,? (?:to|into|so|for|as|with|in|using|and) .+)?[\s?.!]*",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:this|that|it|these|here)\b.*", re.IGNORECASE)
_LONGEST = 300


class ToWrite(NamedTuple):
    """What is wanted, and the question about the same thing that can be answered without writing."""

    wanted: str
    """As in "Writing tests", "Changing code"."""
    known: str


def to_write(text: str) -> ToWrite | None:
    """What a text wants to have written or changed; None if it only asks, or it is not clear for what."""
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        return None
    found = _TO_WRITE.fullmatch(flat)
    if found is None:
        found = _TO_CHANGE.fullmatch(flat)
        what = _of_what(found["what"]) if found is not None else ""
        return ToWrite("Changing code", f"what does {what} do") if what else None
    what = _of_what(found["what"] or "this")
    if not what:
        return None
    if found["tests"]:
        return ToWrite("Writing tests", f"which tests cover {what}")
    return ToWrite("Writing", f"what does {what} do")


def _of_what(written: str) -> str:
    """What it is wanted for: what one looks at, or a name of code; "" if it is neither."""
    if _HERE.fullmatch(written):
        return written
    names, _ = names_in(written)
    return f"`{names[0]}`" if len(names) == 1 else ""
