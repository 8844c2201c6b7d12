"""What stands in for an environment variable that is not set, where it is read: `environ.get("TTL", 2)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.code.testing import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.values import Citation

_GIVEN = re.compile(r"[\"'`]?\s*,\s*|[\"'`]?\s*[\])]*\s*(?:\|\||\?\?|\bor\b)\s*")
"""Between the name and what is taken instead: `get("X", 2)`, `ENV["X"] || 2`, `process.env.X ?? 2`."""
_OPENS, _CLOSES, _ENDS = "([{", ")]}", ",;"
_LONGEST = 60


def of_environment(inquiry: Inquiry, name: str) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What each place of code reads instead of a variable that is not set."""
    for use in inquiry.snapshot.environment_reads(name):
        value = "" if is_test_path(use.path) else _instead(inquiry, use)
        if value:
            said = f"Where {code(name)} is not set, {code(value)} is taken, at {inquiry.at(use)}."
            yield said, tuple(inquiry.citer.of_uses([use]))


def _instead(inquiry: Inquiry, use: StoredReference) -> str:
    """The expression behind the name; "" if there is none, or it does not end on that line."""
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return ""
    end = source.find(b"\n", use.reference.end_byte)
    rest = source[use.reference.end_byte : end if end >= 0 else len(source)].decode(errors="replace")
    given = _GIVEN.match(rest)
    if given is None:
        return ""
    depth = 0
    for at, letter in enumerate(rest[given.end() :], given.end()):
        if depth == 0 and letter in _CLOSES + _ENDS:
            return _whole(rest[given.end() : at])
        depth += (letter in _OPENS) - (letter in _CLOSES)
    return _whole(rest[given.end() :]) if depth == 0 and "," not in given[0] else ""


def _whole(expression: str) -> str:
    return expression.strip() if len(expression.strip()) <= _LONGEST else ""
