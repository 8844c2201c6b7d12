"""The arguments of a call, and the calls that follow on what it returns, read from the text of the code.

Of any language: brackets, commas, texts and comments look alike in all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(
    rb"(?P<comment>#(?!\[)[^\n]*|//[^\n]*)"
    rb"|(?P<quote>\"\"\"|'''|[\"'`])|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)"
    rb"|(?<!\w)(?P<keyword>\w+)\s{0,9}[=:](?![=:])"
)
_END = {
    quote: re.compile(rb"(?:[^\\" + quote[:1] + rb"]|\\.)*?" + quote, re.DOTALL)
    for quote in (b'"', b"'", b"`")
} | {quote: re.compile(rb".*?" + quote, re.DOTALL) for quote in (b'"""', b"'''")}
_ESCAPED = re.compile(r"\\(.)\s*", re.DOTALL)
_ESCAPES = {"n": "\n", "t": " ", "\n": " "}
_FOLLOWING = re.compile(rb"\s*\??\.\s*(?P<name>\w+)\s*\(")
_LONGEST, _LONGEST_TABLE = 4000, 30_000
"""Bytes of the arguments of a call, and of a table that is looked at for itself."""
_MOST_FOLLOWING = 30


class Argument(NamedTuple):
    """One argument, or one entry of what stands between braces."""

    keyword: str
    texts: list[str]
    """The string literals in it, in order."""
    written: str = ""
    """All of it, behind its keyword."""


class CallExpression(NamedTuple):
    """A call, and those that follow on what it returns: `Flag("port").Default("80")`."""

    arguments: list[Argument]
    following: dict[str, list[Argument]]
    """By the names of what is called."""


NO_ARGUMENT = Argument("", [])


def read_call(source: bytes, start: int) -> CallExpression:
    """A call from behind its opening bracket on; what no bracket closes is left out."""
    arguments, end = _read(source, start)
    following: dict[str, list[Argument]] = {}
    while len(following) < _MOST_FOLLOWING and (found := _FOLLOWING.match(source, end)) is not None:
        given, end = _read(source, found.end())
        following.setdefault(found["name"].decode(errors="replace"), given)
    return CallExpression(arguments, following)


def read_entries(argument: Argument) -> list[Argument]:
    """What stands between the braces of an argument: `{ alias: "p", default: 4 }`; [] if it has none."""
    inside = argument.written.removeprefix("{")
    return _read(inside.encode(), 0)[0] if inside != argument.written else []


def entries_behind(source: bytes, start: int) -> list[Argument]:
    """What stands behind an opening brace, up to the one that closes it."""
    return _read(source, start, _LONGEST_TABLE)[0]


def given(arguments: Sequence[Argument], keywords: Sequence[str]) -> Argument:
    """What is given by one of these keywords; an empty one if nothing is."""
    return next((each for each in arguments if each.keyword in keywords), NO_ARGUMENT)


def _read(source: bytes, start: int, most: int = _LONGEST) -> tuple[list[Argument], int]:
    """The arguments, and where the text goes on behind the bracket that closes them."""
    found_all: list[Argument] = []
    current, depth, position, begin = Argument("", []), 0, start, start
    last = min(len(source), start + most)
    while (found := _TOKEN.search(source, position, last)) is not None:
        position = found.end()
        if found["quote"]:
            end = _END[found["quote"]].match(source, position)
            if end is None:
                break
            current.texts.append(_text(end[0][: -len(found["quote"])]))
            position = end.end()
        elif found["keyword"] and not current.texts and not current.keyword and depth == 0:
            current = current._replace(keyword=found["keyword"].decode(errors="replace"))
            begin = position
        elif found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
        is_last = found["close"] is not None and depth < 0
        if is_last or (found["comma"] and depth == 0):
            written = " ".join(source[begin : found.start()].decode(errors="replace").split())
            if written:
                found_all.append(current._replace(written=written))
            current, begin = Argument("", []), position
        if is_last:
            break
    return found_all, position


def _text(written: bytes) -> str:
    def meant(found: re.Match[str]) -> str:
        # Behind a line that a backslash ends, what the next one begins with does not count.
        return _ESCAPES.get(found[1], found[1]) + ("" if found[1] == "\n" else found[0][2:])

    return _ESCAPED.sub(meant, written.decode(errors="replace"))
