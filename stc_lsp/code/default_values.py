"""Defaults that a text states for a name: in tables of defaults and in comments. Lines in, values out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.source_lines import indent_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VALUE = r"(?P<value>[^\s,;{}][^;{}]*?|\{\}|\[\])"
PLAIN_VALUE = (
    r"(?:-?\d[\w.]*(?:\s*[*+]+\s*\d[\w.]*)*|\"[^\"\n]*\"|'[^'\n]*'|None|True|False|null|true|false"
    r"|\(\)|\[\]|\{\}|(?:[\w$]+\.)*_?[A-Z][A-Z0-9_]+)"
)
"""A literal, or a constant by its name: what something is before anybody says otherwise."""
_DEFAULTS = re.compile(r"default", re.IGNORECASE)
_OVERRIDING = re.compile(r"\s*(?:\.\.\.|\*\*)[\w$.]*(?:opt|conf|sett|param|arg|user|kwargs)", re.IGNORECASE)
_CLOSES = re.compile(r"\s*[})\]]")
_TYPED = re.compile(r"\s*[\w$]+\s*:")
_ENTRY = re.compile(r"\s*[\"'`]?(?P<word>[\w-]+)[\"'`]?\s*(?::[^=({]+=|[=:])\s*(?P<value>\S.*)")
_MADE = re.compile(
    r"[\w.]*(?:opt(?:ion)?|field|setting|config|arg(?:ument)?|var|value|param(?:eter)?)s?\((?P<inside>.*)$",
    re.IGNORECASE,
)
"""A call that declares a setting: `Option(4, type="int")`, `Field(default=4)`."""
_BY_KEYWORD = re.compile(rf"\bdefault\s*=\s*(?P<value>{PLAIN_VALUE})")
_FIRST = re.compile(rf"\s*(?P<value>{PLAIN_VALUE})\s*[,)]")
_DEFAULT_LINE = re.compile(r"(?P<indent>\s*)default\s*[:=]\s*(?P<value>[^\s,;][^\n;]*?),?;?\s*$")
_NEAR_NAME = 12
"""Lines between the name of a setting and its default, in what declares it."""
_NEAR = 400
"""Lines above or below an entry that belong to its table."""


class Stated(NamedTuple):
    """A value that stands beside a name."""

    line: int
    value: str
    is_comment: bool
    """A comment says that it is the default: `[options.name=value]`."""
    is_default: bool
    """What it stands in says so; else it is only an entry of some table."""
    is_declared: bool = False
    """What declares the setting says so."""


class _Patterns(NamedTuple):
    """How lines give a value to one name; the group `value` is that."""

    comment: re.Pattern[str]
    """`[options.depth=4]`."""
    own: re.Pattern[str]
    """`self.depth = 4`."""
    entry: re.Pattern[str]
    """`depth: 4,` of a table."""


def stated_in(lines: Sequence[str], name: str) -> Iterator[Stated]:
    """Where lines give a value to a name: in what declares it, a table, a comment or an object."""
    plain = name.rpartition(".")[2]
    patterns = _patterns(plain)
    tail = re.split(r"[_-]", plain)[-1]
    for number, line in enumerate(lines, 1):
        if tail not in line:
            continue
        found = _made(lines, number, plain)
        if found is None and plain in line:
            found = _given(lines, number, patterns)
        if found is not None:
            yield found


def _patterns(name: str) -> _Patterns:
    last, remark = re.escape(name), r"(?:(?:#|//).*)?$"
    quoted, plain = rf"[\"'`]{last}[\"'`]\s*(?::|=>|,)", rf":?{last}\s*(?::(?!:)|=>)"
    set_to = rf"\s*(?::[^=\n]+)?=\s*(?P<value>{PLAIN_VALUE})"
    return _Patterns(
        comment=re.compile(rf"\[(?:[\w$]+\.)?{last}=(?P<value>[^\]\n]*)\]"),
        own=re.compile(rf"^\s*(?:self|this)\.{last}{set_to}\s*;?\s*{remark}"),
        entry=re.compile(rf"^\s*(?:{quoted}|{plain})\s*{_VALUE}\s*,?\s*{remark}"),
    )


def _given(lines: Sequence[str], number: int, patterns: _Patterns) -> Stated | None:
    """What a line gives to the name as a comment, as an attribute, or as an entry of a table."""
    line = lines[number - 1]
    said = patterns.comment.search(line)
    if said is not None:
        return Stated(number, said["value"].strip(), is_comment=True, is_default=True)
    own = patterns.own.match(line)
    if own is not None:
        return Stated(number, own["value"].strip(), is_comment=False, is_default=False)
    entry = patterns.entry.match(line)
    if entry is None:
        return None
    at, bracket = _opened(lines, number)
    # `depth : int, optional` of a docstring is no entry; between parentheses it is a parameter with its type.
    if not bracket or (bracket == "(" and _TYPED.match(line)):
        return None
    is_default = _is_of_defaults(lines, at, number)
    return Stated(number, entry["value"].strip().rstrip(","), is_comment=False, is_default=is_default)


def _made(lines: Sequence[str], number: int, name: str) -> Stated | None:
    """What declares a setting of that name by a call, or as a thing that has a name and a default."""
    entry = _ENTRY.match(lines[number - 1])
    if entry is None:
        return None
    word, value = entry["word"], entry["value"]
    called = _MADE.match(value) if name.endswith(word) else None
    if called is not None and _is_all_of(lines, number, word, name):
        following = lines[number].strip() if number < len(lines) else ""
        inside = called["inside"] or following
        found = _BY_KEYWORD.search(inside) or _FIRST.match(inside)
        return _declared(number, found["value"]) if found else None
    is_name = word == "name" and value.strip("\"'`,; ") == name
    return _beside_name(lines, number) if is_name else None


def _beside_name(lines: Sequence[str], number: int) -> Stated | None:
    """The default that stands below a name, as far in as that."""
    indent = indent_of(lines[number - 1])
    for at, row in enumerate(lines[number : number + _NEAR_NAME], number + 1):
        beside = _DEFAULT_LINE.match(row)
        if beside is not None and beside["indent"] == lines[number - 1][:indent]:
            return _declared(at, beside["value"])
        if row.strip() and indent_of(row) < indent:
            break
    return None


def _declared(line: int, value: str) -> Stated:
    return Stated(line, value, is_comment=False, is_default=True, is_declared=True)


def _is_all_of(lines: Sequence[str], number: int, word: str, name: str) -> bool:
    """Whether an entry has the whole name, with that of the table that it stands in: `worker=Namespace(`."""
    outer = name[: -len(word)].rstrip("_-.")
    if not outer:
        return True
    at, bracket = _opened(lines, number)
    return bool(bracket) and re.match(rf"\s*[\"'`]?{re.escape(outer)}[\"'`]?\s*[=:]", lines[at]) is not None


def _opened(lines: Sequence[str], number: int) -> tuple[int, str]:
    """Where the bracket around a line is opened, as an index, and which it is; (0, "") if none is near."""
    depth = 0
    for at in range(number - 2, max(-1, number - 2 - _NEAR), -1):
        for character in reversed(lines[at]):
            if character in ")]}":
                depth += 1
            elif character in "([{":
                if not depth:
                    return at, character
                depth -= 1
    return 0, ""


def _is_of_defaults(lines: Sequence[str], at: int, number: int) -> bool:
    """Whether a bracket is opened by a line that speaks of defaults, or options override what it holds."""
    before = lines[at - 1] if at else ""
    return _DEFAULTS.search(f"{before} {lines[at]}") is not None or _is_overridden(lines, number)


def _is_overridden(lines: Sequence[str], number: int) -> bool:
    """Whether the entries end in `...options`: all before are what those override."""
    for line in lines[number : number + _NEAR]:
        if _OVERRIDING.match(line):
            return True
        if _CLOSES.match(line):
            return False
    return False
