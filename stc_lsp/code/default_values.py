"""Defaults that a text states for a name: in tables of defaults and in comments. Lines in, values out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VALUE = r"(?P<value>[^\s,;{}][^;{}]*?|\{\}|\[\])"
_DEFAULTS = re.compile(r"default", re.IGNORECASE)
_OVERRIDING = re.compile(r"\s*(?:\.\.\.|\*\*)[\w$.]*(?:opt|conf|sett|param|arg|user|kwargs)", re.IGNORECASE)
_PARAMETERS = re.compile(r"\b(?:def|fn|fun|func|function|constructor)\b[^{]*\($|^\s*[\w$ ]+\($")
"""A line that opens the parameters of a function: what stands there beside a name is its type."""
_CLOSES = re.compile(r"\s*[})\]]")
_NEAR = 80
"""Lines above or below an entry that belong to its table."""


class Stated(NamedTuple):
    """A value that stands beside a name."""

    line: int
    value: str
    is_comment: bool
    """A comment says that it is the default: `[options.name=value]`."""
    is_default: bool
    """What it stands in says so; else it is only an entry of some table."""


def stated_in(lines: Sequence[str], name: str) -> Iterator[Stated]:
    """Where lines give a value to a name, as an entry of a table or in a comment on parameters."""
    last = re.escape(name.rpartition(".")[2])
    entry = re.compile(
        rf"^\s*(?:[\"'`]{last}[\"'`]\s*(?::|=>|,)|:?{last}\s*(?::|=>))\s*{_VALUE}\s*,?\s*(?:(?:#|//).*)?$"
    )
    comment = re.compile(rf"\[(?:[\w$]+\.)?{last}=(?P<value>[^\]\n]*)\]")
    plain = name.rpartition(".")[2]
    for number, line in enumerate(lines, 1):
        if plain not in line:
            continue
        said = comment.search(line)
        if said is not None:
            yield Stated(number, said["value"].strip(), is_comment=True, is_default=True)
            continue
        found = entry.match(line)
        if found is None:
            continue
        opening = _opening(lines, number)
        if opening < 0 or not _PARAMETERS.search(lines[opening]):
            value = found["value"].strip().rstrip(",")
            is_default = _is_of_defaults(lines, number, opening)
            yield Stated(number, value, is_comment=False, is_default=is_default)


def _opening(lines: Sequence[str], number: int) -> int:
    """The index of the line that opens the bracket around a line; -1 if none near does."""
    depth = 0
    for at in range(number - 2, max(-1, number - 2 - _NEAR), -1):
        depth += sum(map(lines[at].count, "([{")) - sum(map(lines[at].count, ")]}"))
        if depth > 0:
            return at
    return -1


def _is_of_defaults(lines: Sequence[str], number: int, opening: int) -> bool:
    """Whether the bracket around a line is opened by one that speaks of defaults, or options override it."""
    if opening < 0:
        return False
    before = lines[opening - 1] if opening else ""
    return _DEFAULTS.search(f"{before} {lines[opening]}") is not None or _is_overridden(lines, number)


def _is_overridden(lines: Sequence[str], number: int) -> bool:
    """Whether the entries end in `...options`: all before are what those override."""
    for line in lines[number : number + _NEAR]:
        if _OVERRIDING.match(line):
            return True
        if _CLOSES.match(line):
            return False
    return False
