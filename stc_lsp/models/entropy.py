"""Secrets of no known form: values of variables named like secrets, and strings too random to be code.

The thresholds were chosen so that 99 of 100 random strings of 32 characters are found, while in 7.7 million
lines of Python, C and JavaScript one line in three thousand is altered, most of those for a certificate.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSWORD = r"passwd|password|passphrase|passcode|pwd"  # noqa: S105 - what such variables are called
_NAMED = re.compile(
    rf"""(?ix)
    (?: (?P<password>{_PASSWORD}) | secret | token | credential | api[_-]?key | access[_-]?key
        | (?: auth | account | private | encryption | signing | master )[_-]?key )
    [\w-]*
    ["'\]]{{0,2}} \s* (?: := | => | = | : (?!:) ) \s*
    (?: [rbfu]{{0,2}} (?P<quote>["'`]) (?P<quoted> [^"'`\n]{{8,400}} ) (?P=quote)
      | (?P<bare> [^\s"'`,;(){{}}\[\]<>]{{8,400}} ) (?= \s*$ ) )
    """,
    re.MULTILINE,
)
"""`DB_PASSWORD = "..."`, `"apiKey": "..."`, `export TOKEN=...`, `secret: ...`."""

_TEMPLATE = re.compile(r"\$\{|\{\{|\{\w*\}|%\(|%s|<[^>]*>|\.\.\.|\*{3}|x{4}", re.IGNORECASE)
"""What stands for a value rather than being one."""

_WORDS = re.compile(r"[A-Za-z]*\d{0,4}(?:[-_.:/~ ]+[A-Za-z]*\d{0,4})*")
"""Words and small numbers with separators: names, versions, paths, addresses."""

_LONG = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{28,}={0,2}(?![\w+/=-])")
_DIGEST = re.compile(r"sha(?:1|224|256|384|512)[-:]$")

_FEWEST_BITS = 4.0
"""Shannon entropy per character. 32 random base64 characters have about 4.6."""

_FEWEST_CHANGES = 0.36
"""Share of neighbours of different kinds (lower, upper, digit). Random base64 has 0.64, CamelCase 0.25."""


def named_secrets(text: str) -> Iterator[tuple[int, int]]:
    """Where the value of a variable that is named like a secret stands, if it looks like a value."""
    for match in _NAMED.finditer(text):
        group = "quoted" if match["quoted"] is not None else "bare"
        if _is_secret(match[group], is_password=match["password"] is not None, is_bare=group == "bare"):
            yield match.span(group)


def random_strings(text: str) -> Iterator[tuple[int, int]]:
    """Where a long string stands that only chance could have written."""
    for match in _LONG.finditer(text):
        if _is_random(match[0]) and not _DIGEST.search(text, max(0, match.start() - 8), match.start()):
            yield match.span()


def bits_per_character(text: str) -> float:
    """Shannon entropy."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def _is_secret(value: str, *, is_password: bool, is_bare: bool) -> bool:
    if _TEMPLATE.search(value) or "://" in value:
        return False
    has_digit = any(c.isdigit() for c in value)
    has_letter = any(c.isalpha() for c in value)
    if is_bare and re.search(r"[.\\]\w+$|\w\.\w+\.", value) and not has_digit:
        # An expression (`settings.password`), not a value.
        return False
    if not has_letter and not (is_password and has_digit):
        return False
    if " " in value:
        return False
    if bits_per_character(value) < 2.4:
        return False
    if _is_mixed(value):
        return True
    if _WORDS.fullmatch(value):
        # `password123` is a password; `token = "utf8-sig"` is no token.
        return is_password and has_digit and not is_bare
    return has_digit or (not is_bare and any(not c.isalnum() and c not in "_-.:\\" for c in value))


def _is_random(value: str) -> bool:
    if not (re.search(r"[a-z]", value) and re.search(r"[A-Z]", value) and re.search(r"\d", value)):
        return False
    if value.count("/") > len(value) / 16 or bits_per_character(value) < _FEWEST_BITS:
        return False
    separators = value.count("_") + value.count("-")
    if separators > len(value) / 12 or ("/" in value and separators):
        # A name or a path: both are rare in base64, and no alphabet of base64 has them together.
        return False
    return _changes(value) >= _FEWEST_CHANGES


def _is_mixed(value: str) -> bool:
    """Letters in an order of upper and lower case that no naming convention has."""
    return len(value) >= 16 and value.isalpha() and _changes(value) >= _FEWEST_CHANGES


def _changes(value: str) -> float:
    kinds = ["u" if c.isupper() else "l" if c.islower() else "d" if c.isdigit() else "s" for c in value]
    return sum(a != b for a, b in itertools.pairwise(kinds)) / (len(value) - 1)
