"""What is raised by an expression and not by a name: `raise (error or NoError())`, `throw wrong ? a : b`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, listed, plural
from stc_lsp.code.values import CALLABLE, ReferenceKind
from stc_lsp.wake.structural.returned import lines_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_WORDS = {
    "python": (b"raise",),
    "ruby": (b"raise", b"fail"),
    **dict.fromkeys(
        ("javascript", "typescript", "tsx", "java", "kotlin", "csharp", "php", "scala", "swift", "cpp"),
        (b"throw",),
    ),
}
"""The words by which something is raised, where it is."""
_RAISED = re.compile(r"\b(?:raise|throw)\b(?P<expression>.*)$")
_INSIDE_CALL = re.compile(r"[\w\]]\s*\([^()]*$")
_CAUSE = re.compile(r"\sfrom\s")
_COMMENT = re.compile(r"\s+(?:#|//)\s.*$")
_LONGEST = 100


def expressions_raised_said(inquiry: Inquiry, stored: StoredChunk, named: Iterable[StoredReference]) -> str:
    """The lines on which a function raises what no name tells, but those of `named`; "" if there is none."""
    words = _WORDS.get(stored.language, ())
    is_read = words and stored.chunk.kind in CALLABLE
    source = inquiry.present.text_as_indexed(stored.path) if is_read else None
    if source is None:
        return ""
    known = {use.reference.line for use in named}
    lines = [line for line in lines_with(inquiry.present, stored, words) if line not in known]
    text = source.decode(errors="replace").split("\n")
    told = [_quoted(text[line - 1], f"{stored.path}:{line}") for line in lines]
    return f"It raises what {listed(told, 4)} {plural('is', len(told))} when it runs." if told else ""


def raised_in_expressions(inquiry: Inquiry, uses: Sequence[StoredReference]) -> list[StoredReference]:
    """Those uses of an error that stand in an expression which is raised, as what they are: raised."""
    return [
        replace(use, reference=use.reference._replace(kind=ReferenceKind.RAISE))
        for use in uses
        if use.reference.kind in (ReferenceKind.CALL, ReferenceKind.NAME) and _is_raised(inquiry, use)
    ]


def _is_raised(inquiry: Inquiry, use: StoredReference) -> bool:
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return False
    start = source.rfind(b"\n", 0, use.reference.start_byte) + 1
    found = _RAISED.search(source[start : use.reference.start_byte].decode(errors="replace"))
    if found is None:
        return False
    before = found["expression"]
    # What is given to an error, or is its cause, is not raised itself.
    return _INSIDE_CALL.search(before) is None and _CAUSE.search(before) is None


def _quoted(line: str, at: str) -> str:
    found = _RAISED.search(line)
    expression = _COMMENT.sub("", found["expression"]).strip().rstrip(";") if found is not None else ""
    is_short = 0 < len(expression) <= _LONGEST
    return f"{code(expression)} ({code(at)})" if is_short else f"stands at {code(at)}"
