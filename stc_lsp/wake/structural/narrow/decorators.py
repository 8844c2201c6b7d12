"""How something is decorated, and what is decorated so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count, cut, listed, plural
from stc_lsp.code.identifiers import last_name
from stc_lsp.code.values import CALLEES
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.headers import MOST_LINES, cited, placed
from stc_lsp.wake.structural.narrow.meant import definitions, meanings
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_WRITTEN = {"rust": "#[{}]", "php": "#[{}]", "csharp": "[{}]"}
"""Where it is not `@name`."""
_LONGEST = 100
"""Characters of a decorator with what it is given."""


def decorators(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """How something is decorated."""
    return [
        Finding(_decorators_said(inquiry, each), tuple(inquiry.cite(each)))
        for each in definitions(inquiry, asked.slots[0])
    ]


def _decorators_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    marks = [written(stored.language, mark) for mark in stored.chunk.decorators]
    if not marks:
        return f"{inquiry.placed(stored)} has no decorator."
    return f"{inquiry.placed(stored)} is decorated with {listed(marks, len(marks))}."


def written(language: str, mark: str) -> str:
    """A decorator as its language writes it."""
    return code(cut(_WRITTEN.get(language, "@{}").format(mark), _LONGEST))


def decorated(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What is decorated with a decorator: code, and how much more there is in tests."""
    slot = asked.slots[0]
    name = slot.name.lstrip("@")
    marked = {
        each.id: (each, mark)
        for each in inquiry.snapshot.entries(CALLEES, decorator=last_name(name))
        if (mark := next((mark for mark in each.decorators if _is_called(mark, name)), None)) is not None
    }
    found = inquiry.snapshot.headers_of(marked)
    if not found:
        may_be_none = not slot.is_marked and not meanings(inquiry, slot)
        return [] if may_be_none else [Finding(f"Nothing in this workspace is decorated with {code(name)}.")]
    in_code = [each for each in found if kind_of(each.path) is FileKind.CODE]
    shown = in_code or found
    lines: list[str] = []
    for each in shown[:MOST_LINES]:
        entry, mark = marked[each.id]
        lines.append(f"{placed(each)}: {written(entry.language, mark)}" if "(" in mark else placed(each))
    are = f"{count(len(shown), 'definition')} {plural('is', len(shown))} decorated with {code(name)}"
    text = f"{are}:\n{bulleted(lines, len(shown))}"
    others = len(found) - len(shown)
    more = f"So {plural('is', others)} {others:,} in tests, examples and documents." if others else ""
    return [Finding(paragraphs(text, more), cited(shown))]


def _is_called(mark: str, name: str) -> bool:
    return last_name(mark) == last_name(name) and name in mark.replace("::", ".")
