"""What a model claims, held against what it was shown: names that do not exist, lines that are not there."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LOOKS_LIKE_CODE = re.compile(r"\b[^\W\d]\w*(?=\(\))|\b[^\W\d_]\w*_\w+\b")
"""A name with parentheses or underscores is a claim about the code, though nobody put it in backticks."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")

_COMMON = frozenset(dir(builtins)) | frozenset(
    """
    null nil undefined void true false none self this super string number boolean object array integer char
    byte map func fn def class struct enum interface trait impl async await return yield if else for while
    try catch except finally throw raise import export const let var static public private new delete not
    and or in is
    """.split()  # noqa: SIM905 - a table is read more easily than a list of strings
)
"""Words of languages, not of a repository: never a false claim."""


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Every identifier that stands anywhere in some texts."""
    return frozenset(name for text in texts for name in _IDENTIFIER.findall(text))


def unknown_names(text: str, known: Collection[str]) -> list[str]:
    """Names that a text speaks of as code, but which exist nowhere, in order."""
    return [name for name in claimed_names(text) if name not in known and name not in _COMMON]


def claimed_names(text: str) -> list[str]:
    """Names that a text speaks of as code, each once, in order."""
    found: dict[str, None] = {}
    for code in _CODE.finditer(text):
        found.update(dict.fromkeys(_IDENTIFIER.findall(_without_strings(code[2]))))
    found.update(dict.fromkeys(_LOOKS_LIKE_CODE.findall(_CODE.sub(" ", text))))
    return list(found)


def without_false_claims(text: str, known: Collection[str]) -> tuple[str, int]:
    """The text less its sentences with unknown names, and how many those were. Says nothing twice."""
    sentences = list(dict.fromkeys(_SENTENCE_END.split(text.strip())))
    kept = [sentence for sentence in sentences if not unknown_names(sentence, known)]
    return " ".join(kept), len(sentences) - len(kept)


def line_range(claimed: tuple[int, ...], shown: Collection[int]) -> tuple[int, int] | None:
    """The lines an answer rests on if it was shown them, None if it was not, (0, 0) if it claims none."""
    if not claimed:
        return 0, 0
    first, last = min(claimed), max(claimed)
    return (first, last) if first in shown and last in shown else None


def _without_strings(code: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", " ", code)
