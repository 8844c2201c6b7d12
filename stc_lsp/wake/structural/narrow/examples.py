"""Examples of how something is used: what its documentation shows, and calls of it as they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, count
from stc_lsp.code.inert import code_block
from stc_lsp.code.languages import language_of
from stc_lsp.code.values import CALLEES, ReferenceKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label, spread
from stc_lsp.wake.structural.narrow.meant import meanings
from stc_lsp.wake.structural.source import quoted_around
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk, StoredReference

_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(?P<sample>.*?)^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"(?:^[ \t]*(?:>>>|\.\.\.) ?[^\n]*\n?)+", re.MULTILINE)
_LONGEST_SAMPLE = 20
"""Lines of an example in documentation."""
_WHOLE = 9
"""Lines of a caller that is shown whole."""
_ORDER = (FileKind.EXAMPLE, FileKind.CODE, FileKind.OTHER, FileKind.TEST)
_MOST_SHOWN, _MOST = 3, 2


def examples(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """Examples of each class or function of that name; none if nothing shows one."""
    found = [each for each in meanings(inquiry, asked.slots[0]) if each.chunk.kind in CALLEES]
    return [_shown(inquiry, each) for each in found[:_MOST]]


def _shown(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    sample = _sample(stored)
    every = inquiry.uses(stored)
    uses = [use for use in every if use.reference.kind is ReferenceKind.CALL] or [
        use for use in every if use.reference.kind is ReferenceKind.DECORATOR
    ]
    shown = _chosen(uses)[: _MOST_SHOWN - bool(sample)]
    if not sample and not shown:
        return None
    told: list[str] = []
    citations: list[Citation] = []
    if sample:
        told += [f"The documentation of {inquiry.placed(stored)} shows:", code_block(sample, stored.language)]
        citations += inquiry.cite(stored)[:1]
    for use in shown:
        quoted, lines = _quoted(inquiry, use)
        who = (
            f"{code(use.chunk_label)} ({inquiry.at(use)})" if use.chunk_label != use.path else inquiry.at(use)
        )
        told += [f"{code(label(stored))} is used by {who}:", quoted]
        citations.append(Citation(use.path, lines[0], lines[-1]))
    rest = len(uses) - len(shown)
    if rest > 0:
        told.append(f"It is used in {count(rest, 'more place')}.")
    return Finding("\n\n".join(told), tuple(citations), is_all=False)


def _sample(stored: StoredChunk) -> str:
    """The first example in its documentation; "" if it has none, or a long one."""
    documentation = stored.chunk.documentation
    found = _FENCED.search(documentation)
    text = found["sample"] if found is not None else ""
    if not text:
        prompt = _PROMPT.search(documentation)
        text = prompt[0] if prompt is not None else ""
    # What begins with a sign is run, and not shown, by Rust's tools.
    lines = [
        line for line in text.rstrip().split("\n") if stored.language != "rust" or not line.startswith("# ")
    ]
    return "\n".join(lines) if len(lines) <= _LONGEST_SAMPLE else ""


def _chosen(uses: list[StoredReference]) -> list[StoredReference]:
    """Examples before code before tests, of each file one at first."""
    known = [use for use in uses if kind_of(use.path) in _ORDER]
    return spread(sorted(known, key=lambda use: _ORDER.index(kind_of(use.path))))


def _quoted(inquiry: Inquiry, use: StoredReference) -> tuple[str, range]:
    rows = lines_of(inquiry.present.text(use.path) or b"")
    citations = inquiry.citer.of_use(use)
    line = citations[0].start_line if citations else use.reference.line
    within = inquiry.snapshot.enclosing(use.path, line) or inquiry.snapshot.chunk(use.path, "")
    language = language_of(use.path)
    if within is None or line > len(rows):
        return "", range(line, line + 1)
    return quoted_around(rows, within.chunk, line, language, whole=_WHOLE)
