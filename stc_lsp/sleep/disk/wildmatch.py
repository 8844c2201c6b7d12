"""One line of an ignore file as a regular expression with exactly git's meaning. Pure.

`pathspec` is not used for this: its patterns also match through a parent folder, which a walk that prunes has
already decided, and differ from git in brackets, trailing tabs and `a/**/`. The rules below are those of
git's `dir.c` (parse_path_pattern, match_basename, match_pathname) and `wildmatch.c`; the tests hold them to
`git check-ignore` on generated trees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "\\x21-\\x7e",
    "lower": "a-z",
    "print": "\\x20-\\x7e",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t\\n\\r\\f\\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_NEVER = r"(?!)"
_BYTE_ORDER_MARK = "\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class IgnorePattern:
    """One pattern of an ignore file."""

    negated: bool
    """Begins with `!`: what matches is kept."""
    folders_only: bool
    """Ends with `/`."""
    by_name: bool
    """Holds no other slash: compared with an entry's name, not with its path."""
    expression: str
    """A regular expression for the whole name or path, without the trailing slash of folders."""


def parse_patterns(text: str) -> list[IgnorePattern]:
    """The patterns of an ignore file (each byte given as one character), in order, comments left out."""
    patterns: list[IgnorePattern] = []
    for line in text.removeprefix(_BYTE_ORDER_MARK).split("\n"):
        pattern = _parse_line(line.removesuffix("\r"))
        if pattern is not None:
            patterns.append(pattern)
    return patterns


def _parse_line(line: str) -> IgnorePattern | None:
    line = _without_trailing_spaces(line)
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    line = line[1:] if negated else line
    folders_only = line.endswith("/")
    line = line[:-1] if folders_only else line
    by_name = "/" not in line
    return IgnorePattern(negated, folders_only, by_name, translate(line.removeprefix("/")))


def _without_trailing_spaces(line: str) -> str:
    end = len(line)
    while end and line[end - 1] == " " and not _is_escaped(line, end - 1):
        end -= 1
    return line[:end]


def _is_escaped(line: str, position: int) -> bool:
    backslashes = 0
    while position - backslashes and line[position - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def translate(glob: str) -> str:
    """The regular expression of one glob, to be used with `fullmatch`. A malformed glob matches nothing."""
    if not glob:
        return _NEVER
    out: list[str] = []
    position = 0
    while position < len(glob):
        character = glob[position]
        if character == "*":
            piece, position = _stars(glob, position)
        elif character == "?":
            piece, position = "[^/]", position + 1
        elif character == "[":
            piece, position = _bracket(glob, position + 1)
        elif character == "\\":
            if position + 1 == len(glob):
                return _NEVER
            piece, position = re.escape(glob[position + 1]), position + 2
        else:
            piece, position = re.escape(character), position + 1
        if piece is None:
            return _NEVER
        out.append(piece)
    return "".join(out)


def _stars(glob: str, start: int) -> tuple[str, int]:
    """`*` stays within one path component; `**` between slashes (or at an end) crosses them."""
    end = start
    while end < len(glob) and glob[end] == "*":
        end += 1
    alone = (start == 0 or glob[start - 1] == "/") and (end == len(glob) or glob[end] == "/")
    if end - start == 1 or not alone:
        return "[^/]*", end
    if end == len(glob):
        return ".*", end
    return "(?:.*/)?", end + 1


def _bracket(glob: str, start: int) -> tuple[str | None, int]:
    """A bracket expression whose inside begins at `start`. None if it never closes or names no known
    class.
    """
    position = start
    negated = position < len(glob) and glob[position] in "!^"
    position += negated
    members: list[str] = []
    first = position
    while position < len(glob) and (glob[position] != "]" or position == first):
        named, position = _named_class(glob, position)
        if named == _NEVER:
            return None, len(glob)
        if named:
            members.append(named)
            continue
        low, position = _bracket_character(glob, position)
        if position + 1 < len(glob) and glob[position] == "-" and glob[position + 1] != "]":
            high, position = _bracket_character(glob, position + 1)
        else:
            high = low
        if low is None or high is None:
            return None, len(glob)
        if low <= high:
            members.append(re.escape(low) if low == high else f"{re.escape(low)}-{re.escape(high)}")
    if position >= len(glob):
        return None, len(glob)
    if not members:
        return ("[^/]" if negated else _NEVER), position + 1
    # A slash is never matched by a bracket, whatever stands in it.
    return f"(?!/)[{'^' if negated else ''}{''.join(members)}]", position + 1


def _named_class(glob: str, start: int) -> tuple[str, int]:
    """The members of `[:alpha:]` and where it ends; "" if none begins here, `_NEVER` if git knows no such
    class.
    """
    if not glob.startswith("[:", start):
        return "", start
    close = glob.find("]", start + 2)
    if close == -1:
        return _NEVER, start
    if close == start + 2 or glob[close - 1] != ":":
        return "", start
    return _CLASSES.get(glob[start + 2 : close - 1], _NEVER), close + 1


def _bracket_character(glob: str, position: int) -> tuple[str | None, int]:
    if glob[position] != "\\":
        return glob[position], position + 1
    if position + 1 == len(glob):
        return None, len(glob)
    return glob[position + 1], position + 2
