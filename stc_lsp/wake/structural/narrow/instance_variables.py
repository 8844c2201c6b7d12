"""Where Ruby's variables of objects and classes get a value, and where they are read: `@till`, `@@count`.

Nothing declares them, so that they are no definitions: told are the lines that have them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import bulleted, code, count
from stc_lsp.code.languages import language_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import is_production
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.wake.structural.inquiry import Inquiry

_OPERATOR = r"(?:\|\||&&|<<|>>|\*\*|[-+*/%|&^])?=(?![=~>])"
_GIVEN, _READ = "given a value", "read"
_MOST, _LONGEST = 12, 100


class _Line(NamedTuple):
    path: str
    number: int
    text: str
    is_given: bool
    """It gives the variable a value."""


def instance_variable(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """The lines that give it a value, or those that read it; none where no code of Ruby has it."""
    name, is_of_reading = asked.slots[0].name, asked.words[0] == "read"
    lines = sorted(_lines(inquiry, name), key=lambda each: not is_production(each.path))
    if not lines:
        return []
    wanted = [each for each in lines if each.is_given != is_of_reading]
    others = [each for each in lines if each.is_given == is_of_reading]
    one, other = (_READ, _GIVEN) if is_of_reading else (_GIVEN, _READ)
    if not wanted:
        return [_told(inquiry, f"No line is known in which {code(name)} is {one}; it is {other} in:", others)]
    lead = f"{code(name)} is {one} in {count(len(wanted), 'line')}:"
    rest = f"It is {other} in {count(len(others), 'more line')}." if others else ""
    return [_told(inquiry, lead, wanted, rest)]


def _told(inquiry: Inquiry, lead: str, lines: Sequence[_Line], rest: str = "") -> Finding:
    shown = [
        f"{code(f'{each.path}:{each.number}')}{_within(inquiry, each)}: {code(each.text)}" for each in lines
    ]
    listing = f"\n{bulleted(shown[:_MOST], len(shown))}" if shown else ""
    cited = tuple(Citation(each.path, each.number, each.number) for each in lines[:_MOST])
    return Finding("\n\n".join(filter(None, (lead + listing, rest))), cited, is_all=False)


def _within(inquiry: Inquiry, line: _Line) -> str:
    within = inquiry.snapshot.enclosing(line.path, line.number)
    is_named = within is not None and within.chunk.kind is not ChunkKind.MODULE
    return f" in {code(within.label)}" if within is not None and is_named else ""


def _lines(inquiry: Inquiry, name: str) -> Iterator[_Line]:
    variable = rf"(?<![\w@]){re.escape(name)}(?![\w?!])"
    # `@a, @b = 1, 2` gives both a value, as `=> @error` and `instance_variable_set(:@a, 1)` do.
    given = re.compile(
        rf"{variable}\s*(?:,\s*@{{0,2}}\w+\s*)*{_OPERATOR}|=>\s*{variable}|_set\(?\s*:{re.escape(name)}(?!\w)"
    )
    has = re.compile(rf"{variable}|:{re.escape(name)}(?!\w)")
    ids = inquiry.snapshot.with_term(name.lstrip("@"))
    for path in sorted({each.path for each in inquiry.snapshot.chunks_by_ids(ids).values()}):
        is_meant = language_of(path) == "ruby" and inquiry.scope.admits(path)
        source = inquiry.present.text(path) if is_meant else None
        for number, line in enumerate(lines_of(source) if source else (), 1):
            text = line.strip()
            if not text.startswith("#") and has.search(text):
                yield _Line(path, number, text[:_LONGEST], given.search(text) is not None)
