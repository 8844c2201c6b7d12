"""Markdown in short lines, for clients that show its lines as they are written."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise

COLUMNS = 84
"""What reads well beside code."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PROSE = re.compile(r"(?P<marker> {0,3}(?:[-*+] +|\d{1,9}[.)] +|(?:> ?)+)?+)(?P<first>\S+)")
_MARK = re.compile(r"[-+*_=#>|~`]+|\d{1,9}[.)]")
"""A word that can begin a block, or be one, when it begins a line or is alone in it."""
_OPENING = (">", "|", "```", "~~~")
_UNBROKEN = "\0"
"""A character that no card has."""


def wrapped(markdown: str, columns: int = COLUMNS) -> str:
    """The same text with its paragraphs and list items broken into lines; code, headings and tables stay."""
    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if fence:
            lines.append(line)
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            lines.append(line)
            fence = found[1]
        else:
            lines += _broken(line, columns)
    return "\n".join(lines)


def _broken(line: str, columns: int) -> list[str]:
    prose = _PROSE.match(line)
    if len(line) <= columns or prose is None or _opens_block(prose["first"]):
        return [line]
    marker = prose["marker"]
    following = marker if ">" in marker else " " * len(marker)
    broken = textwrap.wrap(
        _unbroken(line[len(marker) :]),
        columns,
        initial_indent=marker,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
    )
    return [each.replace(_UNBROKEN, " ") for each in broken]


def _unbroken(text: str) -> str:
    """The text with the spaces marked at which a break would change what it means."""
    words = text.split(" ")
    made = words[0]
    for before, word in pairwise(words):
        is_bound = not before or not word or _MARK.fullmatch(before) or _opens_block(word)
        # A backslash at the end of a line breaks it for good.
        made += (_UNBROKEN if is_bound or before.endswith("\\") else " ") + word
    return made


def _opens_block(word: str) -> bool:
    return word.startswith(_OPENING) or _MARK.fullmatch(word) is not None
