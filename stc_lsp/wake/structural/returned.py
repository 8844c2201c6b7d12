"""What a function returns, word for word: what stands after `return` and `yield` in the text as it is now."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code, listed
from stc_lsp.code.tokens.fingerprint import line_of_token, tokens
from stc_lsp.code.values import CALLABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_GIVES = (b"return", b"yield")
_ENDS = (b"\n", b";", b"}")
"""With what the token begins that follows a bare `return`."""
_GOES_ON = ("(", "[", "{", ",", "\\", "+", "=>", "&&", "||", "?", ":")
_GOES_ON_WITH = re.compile(r"[?.]|:(?!:)|\+(?!\+)|-(?!-)|&&|\|\|")
"""How a line begins that goes on with the expression above."""
_COMMENT = re.compile(r"(?<!\s)\s+(?:#|//)\s.*$")
_CONDITION = re.compile(r"\s+(?:if|unless)\s.*$")
"""Of Ruby: when it is returned, which stands behind what is."""
_LONGEST = 100
"""Characters of a quotation."""
_MOST = 4


class Returned(NamedTuple):
    """A line that returns a value."""

    line: int
    expression: str
    """As written on that line; "" if it is not all there, or too long to be quoted."""


def returned(present: Present, stored: StoredChunk) -> list[Returned]:
    """The lines on which a function returns or yields a value; functions within it do not count."""
    own = _own_lines(present, stored, _GIVES, _ENDS)
    _, now = present.of(stored)
    source = present.text(stored.path)
    if not own or now is None or source is None:
        return []
    lines = source[now.start_byte : now.end_byte].decode(errors="replace").split("\n")
    may_go_on = stored.language != "python"
    found = [(line, _whole(lines, line - 1, may_go_on=may_go_on)) for line in own]
    if stored.language == "ruby":
        found = [(line, _CONDITION.sub("", expression)) for line, expression in found]
    return [Returned(now.start_line + line - 1, expression) for line, expression in found]


def yields(present: Present, stored: StoredChunk) -> list[int]:
    """The lines of its file on which a function yields, a value or none; functions within it do not count."""
    own = _own_lines(present, stored, (b"yield",), ())
    _, now = present.of(stored)
    return [now.start_line + line - 1 for line in own] if now is not None else []


def lines_with(present: Present, stored: StoredChunk, words: Sequence[bytes]) -> list[int]:
    """The lines of its file on which a function has one of some words that something follows there."""
    own = _own_lines(present, stored, words, _ENDS)
    _, now = present.of(stored)
    return [now.start_line + line - 1 for line in own] if now is not None else []


def _own_lines(
    present: Present, stored: StoredChunk, wanted: Sequence[bytes], but_before: Sequence[bytes]
) -> list[int]:
    """The lines of a function, from 1 on, that have one of some words which is followed by none of others."""
    source = present.text(stored.path)
    _, now = present.of(stored)
    if source is None or now is None or stored.chunk.kind not in CALLABLE:
        return []
    text = source[now.start_byte : now.end_byte]
    if not any(word in text for word in wanted):
        return []
    found: set[int] = set()
    before = b""
    for ordinal, (word, following) in enumerate(pairwise(tokens(stored.language, text))):
        # What `x = yield from f()` hands on to gives a value to itself, not to who called it.
        is_its_own = before == b"=" and word == b"yield" and following == b"from"
        before = word
        if word in wanted and following[:1] not in but_before and not is_its_own:
            found.add(line_of_token(stored.language, text, ordinal))
    inner = [each.chunk for each in present.snapshot.children(stored.id) if each.chunk.kind in CALLABLE]
    first = stored.chunk.start_line
    return [
        line
        for line in sorted(found)
        if not any(each.start_line <= first + line - 1 <= each.end_line for each in inner)
    ]


def returned_said(present: Present, stored: StoredChunk) -> str:
    """As in "It returns `a + b` at line 3 and `None` at line 7 of `x.py`."; "" if no line returns a value."""
    found = returned(present, stored)
    if not found:
        return ""
    if not any(each.expression for each in found):
        places = listed([str(each.line) for each in found], 6)
        return f"It returns at {'line' if len(found) == 1 else 'lines'} {places} of {code(stored.path)}."
    return f"It returns {_quoted(found)} of {code(stored.path)}."


def _quoted(found: Sequence[Returned]) -> str:
    parts = [
        f"{code(each.expression)} at line {each.line}" if each.expression else f"a value at line {each.line}"
        for each in found
    ]
    return listed(parts, _MOST)


def _whole(lines: Sequence[str], at: int, *, may_go_on: bool) -> str:
    """What is returned on a line; "" if the next line goes on with it, where it may do so unasked."""
    following = next((line.strip() for line in lines[at + 1 :] if line.strip()), "")
    return "" if may_go_on and _GOES_ON_WITH.match(following) else _expression(lines[at])


def _expression(line: str) -> str:
    """What stands after the word on its line."""
    for word in ("return", "yield"):
        before, found, after = line.partition(f"{word} ")
        if found and not before[-1:].isalnum():
            expression = _COMMENT.sub("", after).strip()
            if expression.count("}") > expression.count("{"):
                # The whole function stands on this line.
                expression = expression.removesuffix("}")
            expression = expression.rstrip("; ")
            if word == "yield" and expression.startswith("from "):
                expression = f"yield {expression}"
            is_whole = not expression.endswith(_GOES_ON) and _is_closed(expression)
            return expression if is_whole and 0 < len(expression) <= _LONGEST else ""
    return ""


def _is_closed(expression: str) -> bool:
    return all(expression.count(one) == expression.count(other) for one, other in ("()", "[]", "{}"))
