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
_ONLY_TESTS = re.compile(rf"\bonly {_THE_TESTS}(?= )", re.IGNORECASE)
"""What asks whether anything else does."""


def tests_meant(text: str) -> tuple[bool | None, str]:
    """Whether a question is about tests only, or about all else, and what it says apart from that."""
    if _BUT_TESTS.search(text):
        return False, _BUT_TESTS.sub(" ", text)
    if _ONLY_TESTS.search(text):
        return False, _ONLY_TESTS.sub("anything", text)
    if _ONLY_WITHIN.search(text):
        return False, _WITHIN_TESTS.sub(" ", _ONLY_WITHIN.sub("", text))
    return (True, _WITHIN_TESTS.sub(" ", text)) if _WITHIN_TESTS.search(text) else (None, text)
