"""What a text claims about code: the names that it speaks of, and those of them that exist nowhere.

For what models write, asleep and awake alike. Pure; tables.
"""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

IDENTIFIER = re.compile(r"[^\W\d]\w*")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LOOKS_LIKE_CODE = re.compile(r"\b[^\W\d]\w*(?=\(\))|\b[^\W\d_]\w*_\w+\b")
"""A name with parentheses or underscores is a claim about the code, though nobody put it in backticks."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")

COMMON = frozenset(dir(builtins)) | frozenset(
    """
    null nil undefined void true false none self this super string number boolean object array integer char
    byte map func fn def class struct enum interface trait impl async await return yield if else for while
    try catch except finally throw raise import export const let var static public private new delete not
    and or in is
    """.split()
)
"""Words of languages, not of a repository: never a false claim."""


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Every identifier that stands anywhere in some texts."""
    return frozenset(name for text in texts for name in IDENTIFIER.findall(text))


def unknown_names(text: str, known: Collection[str]) -> list[str]:
    """Names that a text speaks of as code, but which exist nowhere, in order."""
    return [name for name in claimed_names(text) if name not in known and name not in COMMON]


def claimed_names(text: str) -> list[str]:
    """Names that a text speaks of as code, each once, in order."""
    found: dict[str, None] = {}
    for code in CODE_SPAN.finditer(text):
        found.update(dict.fromkeys(IDENTIFIER.findall(without_strings(code[2]))))
    found.update(dict.fromkeys(_LOOKS_LIKE_CODE.findall(CODE_SPAN.sub(" ", text))))
    return list(found)


def without_false_claims(text: str, known: Collection[str]) -> tuple[str, int]:
    """The text less its sentences with unknown names, and how many those were. Says nothing twice."""
    sentences = list(dict.fromkeys(sentences_of(text)))
    kept = [sentence for sentence in sentences if not unknown_names(sentence, known)]
    return " ".join(kept), len(sentences) - len(kept)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return _SENTENCE_END.split(text.strip())


def without_strings(code: str) -> str:
    """Code with its quoted strings blanked: what stands in them is no name."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", " ", code)
