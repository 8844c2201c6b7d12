"""What the layout of each language means: the table that `lexing` is driven by.

The rule throughout: two texts that differ in more than layout never get equal tokens; two that differ in
layout only may, in rare cases, get unequal ones (that costs a thought made again, never a stale one).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's layout rules."""

    style: str = "code"
    """`code`; `words` (white space itself separates words, as in a shell); `prose` (lines of text)."""
    newlines: str = ""
    """When a line break outside of round and square brackets ends a statement: "" never; `always`; `indented`
    (the indentation counts too, and in curly brackets no line break does); `terminated` (Go's rule: after a token
    that can end a statement); `restricted` (JavaScript's rule: only beside `line_words`)."""
    line_words: frozenset[bytes] = frozenset()
    """For `restricted`: a line break beside these tokens counts. For `always`: none does before these."""
    operators: tuple[str, ...] = ()
    """Operators that must be read whole, because their characters apart could mean something else."""
    closers: frozenset[bytes] = frozenset((b")", b"]", b"}"))
    """Closing brackets before which a trailing comma means nothing."""
    tuples: frozenset[bytes] = frozenset()
    """Opening brackets in which the comma of a single element means something, if no name precedes them."""
    keywords: frozenset[bytes] = frozenset()
    """Words after which a bracket opens a group, not a call or a subscript (for `tuples`)."""
    grouping: bool = False
    """Brackets around a whole right-hand side mean nothing (Python)."""
    spaces: bool = False
    """White space before an operator but not after it counts (the rule of Ruby and Swift for prefixes)."""
    prefix: bytes = b""
    """What must stand before a part of a file so that the grammar reads the part as code."""


def _words(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


_PYTHON_KEYWORDS = _words(
    "and as assert async await class def del elif else except finally for from global if import in is lambda "
    "nonlocal not or raise return try while with yield match case"
)

LEXICONS: dict[str, Lexicon] = {
    "python": Lexicon(
        newlines="indented",
        operators=("==", "!=", "<=", ">=", ":=", "->"),
        tuples=frozenset((b"(", b"[")),
        keywords=_PYTHON_KEYWORDS,
        grouping=True,
    ),
}
"""By language name; what is missing here has the common rules."""

COMMON = Lexicon(operators=("++", "--", "&&", "||", "->"))
"""For languages without a row: white space and line breaks mean nothing."""

UNKNOWN = Lexicon(style="prose")
"""For text in no known language."""


def lexicon_of(language: str) -> Lexicon:
    """The layout rules of a language."""
    return LEXICONS.get(language, COMMON) if language else UNKNOWN


MARKS = rb"\xf8-\xff"
"""Bytes that stand for literals and for borders of chunks in the text that is split; not found in UTF-8."""

_WORD = rb"0-9A-Za-z_$\x80-\xf7"
_SPACE_BEFORE_PREFIX = rb"(?<=[\w)\]}\"'])[ \t]+(?=[-+*&:?/%<!~^|=.(\[](?![ \t\n=]))"


@lru_cache(maxsize=64)
def token_pattern(lexicon: Lexicon) -> re.Pattern[bytes]:
    """Matches one token of the text; white space that means nothing is not matched at all."""
    if lexicon.style == "words":
        plain = rb"(?:[^\s;()\\" + MARKS + rb"]|\\[^\n])+|[;()\\]"
        return re.compile(rb"\\\r?\n|\n[ \t\f\v\r]*|[ \t]+|[" + MARKS + rb"]|" + plain)
    operators = [re.escape(each.encode()) for each in sorted(lexicon.operators, key=len, reverse=True)]
    alternatives = [
        rb"[" + _WORD + rb"]+(?:(?<=[0-9])\.[0-9][" + _WORD + rb"]*)?",
        rb"\n[ \t\f\v\r]*",
        rb"\\\r?\n",
        *([_SPACE_BEFORE_PREFIX] if lexicon.spaces else []),
        *operators,
        rb"\S",
    ]
    return re.compile(b"|".join(alternatives))
