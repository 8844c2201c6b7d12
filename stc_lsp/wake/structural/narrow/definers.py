"""Which classes define a member of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count, listed, plural
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked

_SEARCHED = 200
_WITHOUT_CLASSES = frozenset({"go", "rust"})
_MOST_LINES = 20
_MOST_CITED = 8
_MOST_IN_TESTS = 3
_SIGNS = ("", "?", "!")
"""With what the name of a method may end that a question ends with, too: Ruby's `valid?`."""


def definers(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The classes that define a method of that name themselves, or else an attribute; none if none does."""
    slot = asked.slots[0]
    if any(each.chunk.kind is ChunkKind.CLASS for each in inquiry.snapshot.named(slot.name)):
        # "Which classes implement Source" asks for what inherits from it.
        return []
    named = (_members(inquiry, f"{slot.last}{sign}") for sign in _SIGNS)
    return [_said(inquiry, found) for found in [each for each in named if each][:1]]


def _members(inquiry: Inquiry, name: str) -> list[StoredChunk]:
    """What classes define by that name: methods, if there are any."""
    so_called = [
        each
        for each in inquiry.snapshot.named(name, _SEARCHED)
        if "." in each.chunk.qualname and not is_synthetic(each.path)
    ]
    methods = [each for each in so_called if each.chunk.kind is ChunkKind.METHOD]
    attributes = (each for each in so_called if each.chunk.kind is ChunkKind.VARIABLE)
    return methods or [each for each in attributes if _is_of_a_class(inquiry, each)]


def _is_of_a_class(inquiry: Inquiry, stored: StoredChunk) -> bool:
    parent = inquiry.snapshot.chunk_by_id(stored.parent_id)
    return parent is not None and parent.chunk.kind is ChunkKind.CLASS


def _said(inquiry: Inquiry, found: list[StoredChunk]) -> Finding:
    name = found[0].chunk.name
    is_method = found[0].chunk.kind in CALLABLE
    one, many = ("a method", "methods") if is_method else ("an attribute", "attributes")
    in_code = [each for each in found if kind_of(each.path) is FileKind.CODE]
    shown = in_code or found
    number = len({(each.path, each.chunk.qualname.rpartition(".")[0]) for each in shown})
    lines = [inquiry.placed(each) for each in shown[:_MOST_LINES]]
    defines = f"defines {one}" if number == 1 else f"define {many}"
    # What Go and Rust define is no class.
    noun = "class" if all(each.language not in _WITHOUT_CLASSES for each in shown) else "type"
    text = f"{count(number, noun)} {defines} called {code(name)}:\n{bulleted(lines, len(shown))}"
    in_tests = sorted({each.path for each in found if is_test_path(each.path)}) if in_code else []
    tests = (
        f"In tests {listed([code(path) for path in in_tests], _MOST_IN_TESTS)} "
        f"{plural('has', len(in_tests))} more."
        if in_tests
        else ""
    )
    heirs = "What inherits from these has it, too." if is_method else ""
    citations = tuple(inquiry.cite(*shown[:_MOST_CITED]))
    return Finding(paragraphs(text, heirs, tests), citations, is_all=len(found) < _SEARCHED)
