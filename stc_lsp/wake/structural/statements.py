"""Which lines of code belong together: a header on several lines, what a line begins, all of an import.

Told by brackets and by how lines end, in any language: texts in, line numbers out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.source_lines import only_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OPENS = re.compile(r"(?::|\{|=>|\bthen|\bdo)\s*(?:(?:#|//).*)?$")
"""How a line ends that begins a block."""
_ENDS_BRACKET = re.compile(r"\s*[\])]")
_LONGEST_HEADER = 5
"""Lines of a header that are shown; of a longer one its first and its last."""
_LONGEST_REST = 6
"""Lines at most that are shown to end what is begun."""


def opened(row: str) -> int:
    """How many brackets a line opens and does not close."""
    return sum(row.count(each) for each in "([") - sum(row.count(each) for each in ")]")


def whole_header(rows: Sequence[str], own: Sequence[int], last: int) -> Sequence[int]:
    """The lines of a header that ends on one line, and begins where its brackets are opened.

    `rows`: the lines of the file. `own`: the numbers of those that are looked at, in order.
    """
    if not _ENDS_BRACKET.match(rows[last - 1]):
        return [last]
    balance = 0
    lines: list[int] = []
    for number in reversed(own[: own.index(last) + 1]):
        lines.append(number)
        balance += opened(rows[number - 1])
        if balance >= 0 and len(lines) > 1:
            return lines if len(lines) <= _LONGEST_HEADER else [last, number]
    return [last]


def to_an_end(rows: Sequence[str], numbers: Sequence[int], own: Sequence[int]) -> Sequence[int]:
    """Some of these lines with those that end what the last is in the middle of, if they are few."""
    if not numbers:
        return numbers
    at = own.index(numbers[-1])
    balance = 0
    for number, beside in zip(reversed(numbers), reversed(own[: at + 1]), strict=False):
        if number != beside:
            break
        balance += opened(rows[number - 1])
    rest: list[int] = []
    for number in own[at + 1 : at + 1 + _LONGEST_REST]:
        current = rows[(rest or numbers)[-1] - 1]
        if balance <= 0 and not OPENS.search(current):
            break
        rest.append(number)
        balance += opened(rows[number - 1])
    return [*numbers, *rest] if balance <= 0 else numbers


def from_a_beginning(rows: Sequence[str], numbers: Sequence[int], own: Sequence[int]) -> Sequence[int]:
    """Some of these lines with those that begin what the first is in the middle of, if they are few."""
    if not numbers:
        return numbers
    at = own.index(numbers[0])
    balance = lacking = 0
    for number, beside in zip(numbers, own[at:], strict=False):
        if number != beside:
            break
        balance += opened(rows[number - 1])
        lacking = max(lacking, -balance)
    before: list[int] = []
    for number in reversed(own[max(0, at - _LONGEST_REST) : at]):
        if lacking <= 0:
            break
        before.insert(0, number)
        lacking -= opened(rows[number - 1])
    return [*before, *numbers] if lacking <= 0 else numbers


def importing(rows: Iterable[tuple[int, str]]) -> Iterator[int]:
    """The numbers of the lines that only say what is used or offered, with those that they go on for.

    `rows`: numbered lines of a file. What a function imports for itself belongs to it.
    """
    balance = 0
    for number, row in rows:
        if balance > 0 or (not row[:1].isspace() and only_names(row)):
            yield number
            balance = max(0, balance + opened(row) + row.count("{") - row.count("}"))
