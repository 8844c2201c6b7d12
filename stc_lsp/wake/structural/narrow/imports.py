"""Whether one file imports another, and which files import each other in a circle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, count, listed
from stc_lsp.code.modules import folder_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.narrow.cycles import circles
from stc_lsp.wake.structural.narrow.meant import files
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST_CIRCLES = 12
_MOST_PAIRS = 4
_MOST_CITED = 8


def file_imports(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether the first of two files imports the second."""
    one, other = (files(inquiry, slot) for slot in asked.slots)
    if not one or not other or len(one) * len(other) > _MOST_PAIRS:
        return []
    found = [_imports(inquiry, each, that) for each in one for that in other]
    # Of several files that are called alike those are meant that have to do with each other.
    return [each for each in found if each.text.startswith("Yes")] or found


def file_imported_by(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The same with the imported file first."""
    return file_imports(inquiry, asked._replace(slots=asked.slots[::-1]))


def _imports(inquiry: Inquiry, one: StoredChunk, other: StoredChunk) -> Finding:
    lines = _lines(inquiry, one.path, other.path)
    it, that = code(one.path), code(other.path)
    cited = tuple(Citation(one.path, line, line) for line in lines[:2])
    if lines:
        shown = listed(lines_said(inquiry, one.path, other.path), 4)
        word = "line" if len(lines) == 1 else "lines"
        return Finding(f"Yes: {it} imports {that}, at {word} {shown}.", (*cited, Citation(other.path, 1, 1)))
    way = _way(inquiry, one.path, other.path)
    told = f"No: {it} does not import {that}."
    is_one_package = one.language == "go" and folder_of(one.path) == folder_of(other.path)
    if way:
        told = f"Not directly: {it} imports {that} through {listed([code(each) for each in way[1:-1]], 6)}."
        cited = tuple(_step(inquiry, start, goal) for start, goal in pairwise(way))
    elif is_one_package:
        told = f"No: {it} and {that} are of one package, whose files need no imports of each other."
    elif back := _lines(inquiry, other.path, one.path):
        told += f" It is the other way round: {that} imports {it}, at line {back[0]}."
        cited = (Citation(other.path, back[0], back[0]),)
    may_be = [
        each
        for each, target in inquiry.snapshot.imports_of(one.path)
        if target is None and not is_one_package and _stem(other.path) in (_stem(each.module), each.name)
    ]
    if may_be and not way:
        told = f"Not as far as is known: {it} imports something called {code(_stem(other.path))} at line "
        told += f"{may_be[0].line}, of which it is not known which file it is."
        cited = (Citation(one.path, may_be[0].line, may_be[0].line),)
    inquiry.citer.fresh &= inquiry.present.is_as_indexed(one.path)
    return Finding(told, (*cited, Citation(one.path, 1, 1)), is_all=not may_be)


def _stem(path: str) -> str:
    return path.replace("::", "/").rpartition("/")[2].partition(".")[0]


def _lines(inquiry: Inquiry, one: str, other: str) -> list[int]:
    found = (each.line for each, target in inquiry.snapshot.imports_of(one) if target == other)
    return list(dict.fromkeys(found))


def lines_said(inquiry: Inquiry, one: str, other: str) -> list[str]:
    """The lines at which a file imports another, each with whether that is within a definition."""
    found = [each for each, target in inquiry.snapshot.imports_of(one) if target == other]
    return list(
        dict.fromkeys(
            f"{each.line} (within a definition)" if each.chunk else str(each.line) for each in found
        )
    )


def _step(inquiry: Inquiry, one: str, other: str) -> Citation:
    line = next(iter(_lines(inquiry, one, other)), 1)
    return Citation(one, line, line)


def _graph(inquiry: Inquiry) -> Mapping[str, list[str]]:
    """Each file with those that it imports."""
    found: dict[str, list[str]] = {}
    for one, other in inquiry.snapshot.imports_between():
        found.setdefault(one, []).append(other)
    return {one: sorted(others) for one, others in sorted(found.items())}


def _way(inquiry: Inquiry, start: str, goal: str) -> list[str]:
    """The files of a shortest chain of imports; [] if there is none."""
    graph = _graph(inquiry)
    came: dict[str, str] = {start: ""}
    waiting = [start]
    for current in waiting:
        for each in graph.get(current, ()):
            if each not in came:
                came[each] = current
                waiting.append(each)
    way = [goal] if goal in came else []
    while way and came[way[0]]:
        way.insert(0, came[way[0]])
    return way


def cycles(inquiry: Inquiry, _asked: NarrowAsked) -> list[Finding]:
    """The circles in which files of code import each other."""
    graph = {
        one: [each for each in others if kind_of(each) is FileKind.CODE]
        for one, others in _graph(inquiry).items()
        if kind_of(one) is FileKind.CODE
    }
    if not graph:
        return []
    found = circles(graph)
    if not found:
        text = (
            "No: no file of code imports another that leads back to it. "
            "Only imports that could be resolved count."
        )
        return [Finding(text)]
    lines = [f"- {_circle_said(inquiry, each.shortest)}{_size(each.files)}" for each in found[:_MOST_CIRCLES]]
    rest = f"\n- and {len(found) - len(lines):,} more" if len(found) > len(lines) else ""
    verb = "is" if len(found) == 1 else "are"
    text = (
        f"Yes: there {verb} {count(len(found), 'group')} of files that import each other in a circle:\n"
        + "\n".join(lines)
        + rest
        + "\n\nImports within a function and those for type checkers alone are counted too; tests are not."
    )
    steps = [pair for each in found for pair in pairwise(each.shortest)]
    return [Finding(text, tuple(_step(inquiry, *each) for each in steps[:_MOST_CITED]))]


def _size(paths: Sequence[str]) -> str:
    return f" (the shortest of a group of {len(paths):,} files)" if len(paths) > 2 else ""


def _circle_said(inquiry: Inquiry, circle: Sequence[str]) -> str:
    told = [
        f"{code(one)} imports {code(other)}{_where(inquiry, one, other)}" for one, other in pairwise(circle)
    ]
    return ", and ".join(told)


def _where(inquiry: Inquiry, one: str, other: str) -> str:
    found = [each for each, target in inquiry.snapshot.imports_of(one) if target == other]
    if not found:
        return ""
    inner = ", within a definition" if all(each.chunk for each in found) else ""
    return f" (line {found[0].line}{inner})"
