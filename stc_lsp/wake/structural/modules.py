"""What imports a file, and what it imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes, count, joined, listed, plural
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind, Import, ReferenceKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.importers import importers_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.users import not_looked_into
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST = 12
_MOST_CITED = 8
_MOST_BLOCKS = 3
_NEAR = 5
"""Lines between two imports that are cited as one block."""


def importers(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Which files import a file; of a definition, those that take it by its name."""
    if is_synthetic(stored.path):
        return None
    if stored.chunk.kind is not ChunkKind.MODULE:
        return _importers_by_name(inquiry, stored)
    found = [
        Citation(path, line, line)
        for path, line in importers_of(inquiry.snapshot, stored.path).items()
        if inquiry.scope.admits(path)
    ]
    return _told(inquiry, stored, found)


def importers_outside(inquiry: Inquiry, name: str, variables: Sequence[StoredChunk]) -> Finding | None:
    """Which files import a module that is not of this workspace; None if none does.

    `variables`: what is called so here, as `chardet = None` where importing it failed.
    """
    parts = dict.fromkeys(name.split("."))
    uses = [use for part in parts for use in inquiry.snapshot.unresolved(part, kinds=(ReferenceKind.NAME,))]
    uses += [use for each in variables for use in inquiry.snapshot.uses(each.id)]
    paths = dict.fromkeys((*(use.path for use in uses), *(each.path for each in variables)))
    found = {
        path: Citation(path, one.line, one.line)
        for path in sorted(filter(inquiry.scope.admits, paths))
        for one, target in reversed(inquiry.snapshot.imports_of(path))
        if target is None and not one.level and _is_within(name, one)
    }
    if not found:
        return None
    told = [
        _imported(inquiry, f"{code(name)}, which is from outside of this workspace,", list(found.values()))
    ]
    for each in variables:
        others = [one for one in _lines_by_name(inquiry, each) if one not in found.values()]
        if others and each.chunk.name == name:
            told.append(_imported(inquiry, f"The variable {code(name)} of {code(each.path)}", others))
    more = next(filter(None, (not_looked_into(inquiry, part) for part in parts)), "")
    text = "\n\n".join(filter(None, (*(each.text for each in told), more)))
    return Finding(text, tuple(citation for each in told for citation in each.citations), is_all=not more)


def _is_within(name: str, one: Import) -> bool:
    """Whether an import is of a module of that name, or of something in it."""
    return f"{one.module}.{one.name}.".startswith(f"{name}.")


def imports(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Which files of the workspace a file imports, and what from outside of it."""
    if is_synthetic(stored.path):
        return None
    inside: dict[str, int] = {}
    outside: dict[str, int] = {}
    for one, target in inquiry.snapshot.imports_of(stored.path):
        if target is not None and target != stored.path:
            inside.setdefault(target, one.line)
        elif target is None and one.module != "__future__":
            module = "." * one.level + (one.module or one.name)
            outside.setdefault(module, one.line)
    name = code(stored.path)
    subject = name if stored.chunk.kind is ChunkKind.MODULE else f"The file of {code(label(stored))}, {name},"
    if not inside and not outside:
        return Finding(f"{subject} imports nothing.", tuple(inquiry.cite(stored)))
    told: list[str] = []
    if inside:
        lines = [f"- {code(path)}, at line {line}" for path, line in list(inside.items())[:_MOST]]
        rest = len(inside) - len(lines)
        more = f"\n- and {count(rest, 'more file')}" if rest > 0 else ""
        files = count(len(inside), "file")
        told.append(f"{subject} imports {files} of this workspace:\n" + "\n".join(lines) + more)
    if outside:
        start = "From outside it imports" if told else f"{subject} imports, from outside of this workspace,"
        told.append(f"{start} {codes(list(outside), 15)}.")
    inquiry.citer.fresh &= inquiry.present.is_as_indexed(stored.path)
    targets = [Citation(path, 1, 1) for path in list(inside)[:4]]
    return Finding(
        "\n\n".join(told), (*_blocks(stored.path, (*inside.values(), *outside.values())), *targets)
    )


def _blocks(path: str, lines: Iterable[int]) -> list[Citation]:
    """Lines as few citations: those that stand near each other as one."""
    blocks: list[Citation] = []
    for line in sorted(lines):
        if blocks and line - blocks[-1].end_line <= _NEAR:
            blocks[-1] = Citation(path, blocks[-1].start_line, line)
        else:
            blocks.append(Citation(path, line, line))
    return blocks[:_MOST_BLOCKS]


def _importers_by_name(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    if stored.chunk.kind is ChunkKind.SECTION:
        return None
    return _told(inquiry, stored, _lines_by_name(inquiry, stored))


def _lines_by_name(inquiry: Inquiry, stored: StoredChunk) -> list[Citation]:
    """Where files import a definition, by path."""
    found = {
        use.path: Citation(use.path, use.reference.line, use.reference.line)
        for use in reversed(inquiry.snapshot.uses(stored.id))
        if inquiry.is_import(use) and inquiry.scope.admits(use.path)
    }
    found = _with_its_module(inquiry, stored) | found
    return [found[path] for path in sorted(found)]


def _with_its_module(inquiry: Inquiry, stored: StoredChunk) -> dict[str, Citation]:
    """The files that take a whole module by the name of what it defines: `const Saw = require("./Saw")`."""
    name = stored.chunk.name
    if stored.language not in SCRIPT_LANGUAGES or stored.chunk.qualname != name:
        return {}
    return {
        path: Citation(path, one.line, one.line)
        for path, _ in inquiry.snapshot.importers(stored.path)
        if path != stored.path and inquiry.scope.admits(path)
        for one, target in reversed(inquiry.snapshot.imports_of(path))
        if target == stored.path and (one.alias or one.name) == name
    }


def _told(inquiry: Inquiry, stored: StoredChunk, found: Sequence[Citation]) -> Finding:
    name = code(label(stored))
    if not found:
        return Finding(
            f"No file in this workspace imports {name}{inquiry.scope.said()}.", tuple(inquiry.cite(stored))
        )
    return _imported(inquiry, name, found)


def _imported(inquiry: Inquiry, name: str, found: Sequence[Citation]) -> Finding:
    sources = sorted(
        (each for each in found if not is_test_path(each.path)),
        key=lambda each: kind_of(each.path) is not FileKind.CODE,
    )
    tests = [each for each in found if is_test_path(each.path)]
    told: list[str] = []
    if sources:
        shown = listed([code(str(each)) for each in sources], _MOST)
        told.append(f"{name} is imported by {count(len(sources), 'file')}: {shown}.")
    if tests:
        shown = listed([code(str(each)) for each in tests], 6)
        verb = "imports" if len(tests) == 1 else "import"
        subject = (
            f"Of the tests, {len(tests):,} {plural('file', len(tests))} {verb} it"
            if told
            else (f"Only tests import {name}, {count(len(tests), 'file')}")
        )
        told.append(f"{subject}: {shown}.")
    inquiry.citer.fresh &= all(
        inquiry.present.is_as_indexed(each.path) for each in (*sources, *tests)[:_MOST]
    )
    return Finding(joined(*told), (*sources, *tests)[:_MOST_CITED])
