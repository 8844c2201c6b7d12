"""Lines of source, by what they are: documentation, or only names that are fetched or offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = frozenset(['"""', "'''", '"""\\', "'''\\", 'r"""', "r'''", "/**", "/*", "*/", "**/"])
"""What stands alone on the lines around a documentation."""
_FURTHER = 3
"""Lines that a documentation is looked for beyond those it has."""
_NAMES_ONLY = re.compile(
    r"(?:from\s+\S+\s+)?import\b|#\s*include\b|(?:pub\s+)?use\s|require\b|using\s|package\s|__all__\b"
    r"|export\b.*\bfrom\s+[\"']"
)


def documented(rows: Sequence[str], documentation: str) -> range:
    """Which of a definition's lines its documentation stands on, from 0, with the marks around it.

    Empty if it has none, or if it is not found there; only the first where its end is not.
    """
    lines = documentation.splitlines()
    said = [number for number, line in enumerate(lines) if line.strip()]
    if not said:
        return range(0)
    begins, ends = (lines[number].strip() for number in (said[0], said[-1]))
    first = next((number for number, row in enumerate(rows) if begins in row), None)
    if first is None:
        return range(0)
    # Where lines were left out of it or joined, it ends elsewhere than it should.
    expected = first + said[-1] - said[0]
    tried = (expected, *range(expected + _FURTHER, first, -1))
    last = next((number for number in tried if number < len(rows) and ends in rows[number]), first)
    opens = first > 0 and rows[first - 1].strip() in _MARKS
    closes = last + 1 < len(rows) and rows[last + 1].strip() in _MARKS
    return range(first - opens, last + 1 + closes)


def only_names(row: str) -> bool:
    """Whether a line says nothing but what is used or offered: an import, a package, `__all__`."""
    return _NAMES_ONLY.match(row.lstrip()) is not None


def indent_of(row: str) -> int:
    """How many characters of white space it begins with; of a blank line all."""
    return len(row) - len(row.lstrip())
