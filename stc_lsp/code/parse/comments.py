"""Documentation out of docstrings and comments: marks removed, dedented."""

from __future__ import annotations

import re
from functools import lru_cache

_DOCSTRING = re.compile(r'^([a-zA-Z]*)("""|\'\'\'|"|\')(.*)\2$', re.DOTALL)
_CONTINUED = re.compile(r"(?<!\\)((?:\\\\)*)\\\r?\n")
"""The end of a line that the next one continues. Of two backslashes the second is a letter."""
_BLOCK_START = re.compile(r"^/\*+[!<]?|^\(\*+|^--\[=*\[|^=begin\b|^\{-")
_BLOCK_END = re.compile(r"\*+/$|\*+\)$|\]=*\]$|=end$|-\}$")
_BETWEEN_BLOCKS = re.compile(r"(?<=\*/)[ \t]*\n[ \t]*(?=/\*)")
"""Where one block comment follows another."""
_BLOCK_LINE = re.compile(r"^[ \t]*\*(?!\*)[ \t]?", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?:///?[!<]?|//!|#+[:!]?|---?|;+|%+)[ \t]?", re.MULTILINE)

_AFTER_NAME = re.compile(
    r"(?:\([^()\n]*\))?[ \t]*(?:(?:--?|[\u2013\u2014])[ \t]+(?=\S)|\n(?=[ \t]*\n|[ \t]*@))"
)
"""What stands between a name and what is said of it: a dash, or the end of a line that has nothing else."""


@lru_cache(maxsize=512)
def docstring(text: str) -> str:
    """The text of a string literal that documents, dedented."""
    match = _DOCSTRING.match(text.strip())
    if match is None:
        return _cleaned(text)
    is_raw = "r" in match[1].lower()
    return _cleaned(match[3] if is_raw else _CONTINUED.sub(r"\1", match[3]))


def comment(text: str) -> str:
    """The text of one comment, or of several lines of comments, without their marks."""
    text = text.strip()
    blocks = _BETWEEN_BLOCKS.split(text)
    if len(blocks) > 1:
        return "\n\n".join(map(comment, blocks))
    start = _BLOCK_START.match(text)
    if start is None:
        return _cleaned(_LINE.sub("", text))
    inner = _BLOCK_END.sub("", text[start.end() :])
    lines = inner.split("\n")
    if len(lines) > 1 and all(not line.strip() or line.lstrip().startswith("*") for line in lines[1:]):
        inner = _BLOCK_LINE.sub("", inner)
    return _cleaned(inner)


def without_own_name(text: str, name: str) -> str:
    """Documentation without the name of what it is about, if it begins so: `name - does it`, `name` alone."""
    rest = text[len(name) :] if name and text.startswith(name) else ""
    found = _AFTER_NAME.match(rest)
    return rest[found.end() :].lstrip() if found is not None else text


def _cleaned(text: str) -> str:
    """As `inspect.cleandoc`: the first line has no indentation to go by."""
    if "\n" not in text:
        return text.strip().expandtabs()
    first, *rest = text.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in rest if line and not line.isspace()]
    margin = min(margins, default=0)
    return "\n".join([first.strip(), *[line[margin:].rstrip() for line in rest]]).strip()
