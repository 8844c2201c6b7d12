"""Notes of what is to be done, as people leave them in code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count, cut, plural, quoted
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, Scope
from stc_lsp.wake.structural.narrow.headers import MOST_CITED, MOST_LINES
from stc_lsp.wake.structural.narrow.meant import place_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.asking.narrow import NarrowAsked

_MOST_FILES = 4000
"""Files of code that are read."""
_LONGEST = 120
_ANY_NOTE = re.compile(rb"TODO|FIXME|XXX|HACK")
_NOTE = re.compile(r"(?:#|//|/\*|\*|--|;|<!--|\"\"\"|^)\s*.*?\b(TODO|FIXME|XXX|HACK)\b(?![-_.\w])")


def todos(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Where somebody left such a note."""
    place = place_of(inquiry, asked.slots)
    if place is None:
        return []
    scope = place.scope
    paths = [each for each in inquiry.snapshot.paths() if _is_read(each, scope)]
    found = [note for path in paths[:_MOST_FILES] for note in _notes(inquiry, path)]
    is_all = len(paths) <= _MOST_FILES
    if not found:
        where = scope.said() or " in the code"
        return [Finding(f"No line{where} has a TODO, FIXME, XXX or HACK.", is_all=is_all)]
    lines = [f"{code(str(at))}: {quoted(cut(text, _LONGEST))}" for at, text in found[:MOST_LINES]]
    files = count(len({at.path for at, _ in found}), "file")
    have = plural("has", len(found))
    text = (
        f"{count(len(found), 'line')} in {files}{scope.said()} {have} a TODO, FIXME, XXX or HACK:\n"
        f"{bulleted(lines, len(found))}"
    )
    return [Finding(text, tuple(at for at, _ in found[:MOST_CITED]), is_all)]


def _is_read(path: str, scope: Scope) -> bool:
    if path.endswith("/") or not scope.admits(path):
        return False
    return kind_of(path) in (FileKind.CODE, FileKind.TEST) or path == scope.path


def _notes(inquiry: Inquiry, path: str) -> Iterator[tuple[Citation, str]]:
    source = inquiry.present.text(path)
    # Most files have none: to look at each of their lines would take ten times as long.
    if source is None or _ANY_NOTE.search(source) is None:
        return
    for number, line in enumerate(lines_of(source), 1):
        mark = _NOTE.search(line)
        if mark is not None:
            yield Citation(path, number, number), line[mark.start(1) :].strip()
