"""Whether one file imports another, and which files import each other in a circle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count, listed, plural
from stc_lsp.code.modules import folder_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.graphs import Circle, circles, way_between
from stc_lsp.wake.structural.narrow.meant import files
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.code.values import Import
    from stc_lsp.memory.values import StoredChunk

_MOST_CIRCLES = 12
_MOST_PAIRS = 4
_MOST_CITED = 8
_MOST_LINES = 4


def file_imports(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether the first of two files imports the second."""
    one, other = (files(inquiry, slot) for slot in asked.slots)
    if not one or not other or len(one) * len(other) > _MOST_PAIRS:
        return []
    pairs = [(each.path, that.path) for each in one for that in other]
    # Of several files that are called alike those are meant that have to do with each other.
    direct = [each for each in pairs if _between(inquiry, *each)]
    if direct:
        return [_directly(inquiry, *each) for each in direct]
    graph = _graph(inquiry)
    return [
        _not_directly(inquiry, each, that, way_between(graph, each.path, that.path))
        for each in one
        for that in other
    ]


def file_imported_by(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The same with the imported file first."""
    return file_imports(inquiry, asked._replace(slots=asked.slots[::-1]))


def _between(inquiry: Inquiry, one: str, other: str) -> list[Import]:
    """The imports by which a file imports another."""
    return [each for each, target in inquiry.snapshot.imports_of(one) if target == other]


def _directly(inquiry: Inquiry, one: str, other: str) -> Finding:
    inquiry.citer.fresh &= inquiry.present.is_as_indexed(one)
    found = _between(inquiry, one, other)
    lines = dict.fromkeys(f"{each.line}{' (within a definition)' if each.chunk else ''}" for each in found)
    at = f"at {plural('line', len({each.line for each in found}))} {listed(list(lines), _MOST_LINES)}"
    cited = dict.fromkeys(Citation(one, each.line, each.line) for each in found)
    return Finding(
        f"Yes: {code(one)} imports {code(other)}, {at}.", (*list(cited)[:2], Citation(other, 1, 1))
    )


def _not_directly(inquiry: Inquiry, one: StoredChunk, other: StoredChunk, way: Sequence[str]) -> Finding:
    """That a file does not import another itself, and what it does instead: by a `way`, if there is one."""
    inquiry.citer.fresh &= inquiry.present.is_as_indexed(one.path)
    it, that = code(one.path), code(other.path)
    unsure = _may_be(inquiry, one.path, other.path)
    cited: list[Citation] = []
    if way:
        through = listed([code(each) for each in way[1:-1]], 6)
        told = f"Not directly: {it} imports {that} through {through}."
        cited = [_step(inquiry, start, goal) for start, goal in pairwise(way)]
    elif one.language == "go" and folder_of(one.path) == folder_of(other.path):
        told = f"No: {it} and {that} are of one package, whose files need no imports of each other."
        unsure = None
    elif unsure is not None:
        told = (
            f"Not as far as is known: {it} imports something called {code(_stem(other.path))} at line "
            f"{unsure.line}, of which it is not known which file it is."
        )
        cited = [Citation(one.path, unsure.line, unsure.line)]
    else:
        told = f"No: {it} does not import {that}."
        back = _between(inquiry, other.path, one.path)
        if back:
            told += f" It is the other way round: {that} imports {it}, at line {back[0].line}."
            cited = [Citation(other.path, back[0].line, back[0].line)]
    return Finding(told, (*cited, Citation(one.path, 1, 1)), is_all=unsure is None)


def _may_be(inquiry: Inquiry, one: str, other: str) -> Import | None:
    """An import in a file of something that is called like another, of which it is not known what it is."""
    stem = _stem(other)
    found = (each for each, target in inquiry.snapshot.imports_of(one) if target is None)
    return next((each for each in found if stem in (_stem(each.module), each.name)), None)


def _stem(path: str) -> str:
    return path.replace("::", "/").rpartition("/")[2].partition(".")[0]


def _step(inquiry: Inquiry, one: str, other: str) -> Citation:
    line = next((each.line for each in _between(inquiry, one, other)), 1)
    return Citation(one, line, line)


def _graph(inquiry: Inquiry) -> Mapping[str, list[str]]:
    """Each file with those that it imports."""
    found: dict[str, list[str]] = {}
    for one, other in inquiry.snapshot.imports_between():
        found.setdefault(one, []).append(other)
    return {one: sorted(others) for one, others in sorted(found.items())}


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
        nothing = "No: no file of code imports another that leads back to it."
        return [Finding(f"{nothing} Only imports that could be resolved count.")]
    lines = [_circle_said(inquiry, each) for each in found[:_MOST_CIRCLES]]
    text = paragraphs(
        f"Yes: there {plural('is', len(found))} {count(len(found), 'group')} of files that import each other "
        f"in a circle:\n{bulleted(lines, len(found))}",
        "Imports within a function and those for type checkers alone are counted too; tests are not.",
    )
    steps = [pair for each in found for pair in pairwise(each.shortest)]
    return [Finding(text, tuple(_step(inquiry, *each) for each in steps[:_MOST_CITED]))]


def _circle_said(inquiry: Inquiry, circle: Circle) -> str:
    steps = [
        f"{code(one)} imports {code(other)}{_where(inquiry, one, other)}"
        for one, other in pairwise(circle.shortest)
    ]
    size = len(circle.nodes)
    of_group = f" (the shortest of a group of {size:,} files)" if size > 2 else ""
    return f"{', and '.join(steps)}{of_group}"


def _where(inquiry: Inquiry, one: str, other: str) -> str:
    found = _between(inquiry, one, other)
    if not found:
        return ""
    inner = ", within a definition" if all(each.chunk for each in found) else ""
    return f" (line {found[0].line}{inner})"
