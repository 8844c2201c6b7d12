"""Whether a question is about tests alone, or about all but tests: "who uses X outside of tests". Pure."""

from __future__ import annotations

import re

_THE_TESTS = r"(?:the |our |any |all )?(?:unit )?tests?\b(?: code| files?| cases?| suite)?"
_WITHIN = r"(?:in|by|from|within|inside|for)"
_WITHIN_TESTS = re.compile(rf"\b{_WITHIN} {_THE_TESTS}(?![/.\w])", re.IGNORECASE)
_BUT_TESTS = re.compile(
    rf"\b(?:outside(?: of)?|except(?: for)?|excluding|without|besides|apart from|ignoring|not counting|"
    rf"other than|not in|but(?: not)?) (?:{_WITHIN} )?{_THE_TESTS}(?![/.\w])|"
    rf"\b(?:{_WITHIN} )?(?:the )?(?:non[- ]?test|production|main) code\b",
    re.IGNORECASE,
)
_ONLY_WITHIN = re.compile(
    rf"\b(?:only|solely|exclusively) (?=(?:ever )?(?:\w+ )?{_WITHIN} {_THE_TESTS}(?![/.\w]))", re.IGNORECASE
)
_WITHIN_ONLY = re.compile(rf"\b{_WITHIN} {_THE_TESTS} (?:only|alone)\b", re.IGNORECASE)
_ASKS_WHO = re.compile(
    r"\W*(?:who|callers|users|uses|usages|(?:which|what) \w+ (?:calls?|uses?|creates?|imports?|invokes?))\b",
    re.IGNORECASE,
)
"""What wants the callers that there are in tests, where "is it called only in tests" asks for others."""
_ONLY_TESTS = re.compile(rf"\bonly {_THE_TESTS}(?= )", re.IGNORECASE)
"""What asks whether anything else does."""


def tests_meant(text: str) -> tuple[bool | None, str]:
    """Whether a question is about tests only, or about all else, and what it says apart from that."""
    if _BUT_TESTS.search(text):
        return False, _BUT_TESTS.sub(" ", text)
    if _ONLY_TESTS.search(text):
        return False, _ONLY_TESTS.sub("anything", text)
    if _ASKS_WHO.match(text) and (_ONLY_WITHIN.search(text) or _WITHIN_ONLY.search(text)):
        return True, _WITHIN_TESTS.sub(" ", _WITHIN_ONLY.sub(" ", _ONLY_WITHIN.sub("", text)))
    if _ONLY_WITHIN.search(text):
        return False, _WITHIN_TESTS.sub(" ", _ONLY_WITHIN.sub("", text))
    return (True, _WITHIN_TESTS.sub(" ", text)) if _WITHIN_TESTS.search(text) else (None, text)
