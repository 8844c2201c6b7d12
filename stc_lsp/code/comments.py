"""Documentation out of docstrings and comments: marks removed, dedented."""

from __future__ import annotations

import re
import textwrap

_DOCSTRING = re.compile(r'^[a-zA-Z]*("""|\'\'\'|"|\')(.*)\1$', re.DOTALL)
_BLOCK_START = re.compile(r"^/\*+[!<]?|^\(\*+|^--\[=*\[|^=begin\b|^\{-")
_BLOCK_END = re.compile(r"\*+/$|\*+\)$|\]=*\]$|=end$|-\}$")
_BLOCK_LINE = re.compile(r"^[ \t]*\*(?!\*)[ \t]?", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?:///?[!<]?|//!|#+[:!]?|---?|;+|%+)[ \t]?", re.MULTILINE)


def docstring(text: str) -> str:
    """The text of a string literal that documents, dedented."""
    match = _DOCSTRING.match(text.strip())
    return _cleaned(match[2] if match else text)


def comment(text: str) -> str:
    """The text of one comment, or of several lines of comments, without their marks."""
    text = text.strip()
    start = _BLOCK_START.match(text)
    if start is None:
        return _cleaned(_LINE.sub("", text))
    inner = _BLOCK_END.sub("", text[start.end() :])
    lines = inner.split("\n")
    if len(lines) > 1 and all(not line.strip() or line.lstrip().startswith("*") for line in lines[1:]):
        inner = _BLOCK_LINE.sub("", inner)
    return _cleaned(inner)


def _cleaned(text: str) -> str:
    """As `inspect.cleandoc`: the first line has no indentation to go by."""
    first, newline, rest = text.expandtabs().replace("\r\n", "\n").partition("\n")
    body = textwrap.dedent(rest) if newline else ""
    return "\n".join(line.rstrip() for line in f"{first.strip()}\n{body}".split("\n")).strip()
