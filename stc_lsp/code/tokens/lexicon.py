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
    (the indentation counts too, and in curly brackets no line break does); `offside` (as `always`, and the
    indentation counts); `terminated` (Go's rule: after a token that can end a statement); `restricted`
    (JavaScript's rule: only where `line_after` and `line_before` say)."""
    line_after: frozenset[bytes] = frozenset()
    """For `restricted`: a line break after these tokens counts."""
    line_before: frozenset[bytes] = frozenset()
    """For `restricted`: a line break before these tokens counts; for `always` and `offside`: none does."""
    operators: tuple[str, ...] = ()
    """Operators that must be read whole, because their characters apart could mean something else."""
    closers: frozenset[bytes] = frozenset((b")", b"]", b"}"))
    """Closing brackets before which a trailing comma means nothing."""
    tuples: frozenset[bytes] = frozenset()
    """Opening brackets in which the comma of a single element means something, if no name precedes them."""
    keywords: frozenset[bytes] = frozenset()
    """Words after which a bracket opens a group, not a call or a subscript (for `tuples`)."""
    redundant: str = ""
    """The row of `REDUNDANT` that says where brackets mean nothing."""
    spaces: bool = False
    """White space before an operator but not after it counts (the rule of Ruby and Swift for prefixes)."""
    around: tuple[tuple[bytes, bytes], ...] = ()
    """What to put before and after a part of a file so that the grammar reads it as one, tried in order."""


def _words(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


_PYTHON_KEYWORDS = _words(
    "and as assert async await class def del elif else except finally for from global if import in is lambda "
    "nonlocal not or raise return try while with yield match case"
)
_RUST_KEYWORDS = _words("as break else for if impl in let loop match move mut ref return where while yield")
_CURLY = ("++", "--", "&&", "||")
_IN_A_CLASS = ((b"", b""), (b"class A {", b"}"))
"""Methods are no statements."""
_ONLY_CURLY = frozenset((b"}",))
_SCRIPT = Lexicon(
    newlines="restricted",
    line_after=_words(
        "return throw break continue yield async get set static type interface declare abstract"
    ),
    line_before=_words("++ -- as satisfies !"),
    operators=(*_CURLY, "=>", "=="),
    redundant="script",
    around=_IN_A_CLASS,
)

LEXICONS: dict[str, Lexicon] = {
    "python": Lexicon(
        newlines="indented",
        operators=("==", "!=", "<=", ">=", ":=", "->"),
        tuples=frozenset((b"(", b"[")),
        keywords=_PYTHON_KEYWORDS,
        redundant="python",
    ),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "go": Lexicon(newlines="terminated", operators=(*_CURLY, "<-")),
    "rust": Lexicon(operators=("&&", "||"), tuples=frozenset((b"(",)), keywords=_RUST_KEYWORDS),
    "java": Lexicon(operators=_CURLY, closers=_ONLY_CURLY, around=(*_IN_A_CLASS, (b"@interface A {", b"}"))),
    "c": Lexicon(operators=_CURLY, closers=_ONLY_CURLY),
    "cpp": Lexicon(operators=_CURLY, closers=_ONLY_CURLY),
    "csharp": Lexicon(operators=_CURLY, around=_IN_A_CLASS),
    "ruby": Lexicon(newlines="always", line_before=_words(". &"), operators=("&&", "||", "**"), spaces=True),
    "php": Lexicon(operators=_CURLY, around=((b"<?php ", b""), (b"<?php class A {", b"}"))),
    "bash": Lexicon(style="words", newlines="always", closers=frozenset()),
    "lua": Lexicon(operators=("--", "//", "..", "..."), closers=_ONLY_CURLY),
    "kotlin": Lexicon(newlines="always", line_before=_words(". ? && || :"), operators=(*_CURLY, "->")),
    "swift": Lexicon(
        newlines="always", line_before=_words(". ? && || :"), operators=("&&", "||"), spaces=True
    ),
    "scala": Lexicon(newlines="offside", line_before=_words("."), operators=("<-", "&&", "||"), spaces=True),
    "markdown": Lexicon(style="prose"),
    "restructuredtext": Lexicon(style="prose"),
}
"""By language name; what is missing here has the common rules."""

COMMON = Lexicon(operators=_CURLY)
"""For languages without a row: white space and line breaks mean nothing."""

PROSE = LEXICONS["markdown"]
"""For documents, and for text in no known language."""


def lexicon_of(language: str) -> Lexicon:
    """The layout rules of a language."""
    return LEXICONS.get(language, COMMON) if language else PROSE


_LINE_ENDS = frozenset((b"\n", b";", b""))
_HEADER_ENDS = frozenset((b":",))
_STATEMENT_ENDS = frozenset((b";", b"}"))
REDUNDANT: dict[str, dict[bytes, tuple[frozenset[bytes], bool]]] = {
    "python": {
        b"=": (_LINE_ENDS | {b"="}, True),
        b"return": (_LINE_ENDS, True),
        b"yield": (_LINE_ENDS, True),
        b"del": (_LINE_ENDS, True),
        b"import": (_LINE_ENDS, True),
        b"raise": (_LINE_ENDS, False),
        b"assert": (_LINE_ENDS | {b","}, False),
        b"if": (_HEADER_ENDS, True),
        b"elif": (_HEADER_ENDS, True),
        b"while": (_HEADER_ENDS, True),
        b"with": (_HEADER_ENDS, True),
        b"->": (_HEADER_ENDS, True),
        b"except": (_HEADER_ENDS, False),
        b"for": (frozenset((b"in",)), True),
        b"for in": (_HEADER_ENDS, True),
        b"assert ,": (_LINE_ENDS, False),
        b"\n": (frozenset((b"=",)), True),
    },
    "script": {b"return": (_STATEMENT_ENDS, True), b"=": (_STATEMENT_ENDS, False)},
}
"""Where `(x)` is read as `x`, whatever x is: after which token (for `in` and `,` with the first word of the
statement; a line break is the begin of a statement), what must follow, and whether even a comma in the
brackets means the same without them. Formatters add and take such brackets."""

MARKS = rb"\xf8-\xff"
"""Bytes that stand for literals and for borders of chunks in the text that is split; not found in UTF-8."""

_WORD = rb"0-9A-Za-z_$\x80-\xf7"
_SPACE_BEFORE_PREFIX = rb"(?<=[\w)\]}\xf8])[ \t]+(?=[-+*&:?/%<!~^|=.(\[](?![ \t\n=]))"


@lru_cache(maxsize=64)
def token_pattern(lexicon: Lexicon) -> re.Pattern[bytes]:
    """Matches one token of the text; white space that means nothing is not matched at all."""
    if lexicon.style == "words":
        plain = rb"(?:[^\s;()\\" + MARKS + rb"]|\\[^\n])+|[;()\\]"
        # Possessive: a run of spaces that means nothing must not be tried at each of its lengths.
        space = rb"(?<![;()\s])(?:\\\r?\n)*+[ \t](?:[ \t]|\\\r?\n)*+(?![;()\s\xf9]|\Z)"
        return re.compile(space + rb"|\\\r?\n|\n[ \t\f\v\r]*|[" + MARKS + rb"]|" + plain)
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
