"""Which tests cover something: those that use it, and those that reach it through what uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import code, codes, joined
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import StoredChunk, StoredReference, is_synthetic
from stc_lsp.wake.hover.overloads import note
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.said import said
from stc_lsp.wake.structural.users import cited, in_files, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.wake.values import Citation

_DEPTH = 4


def tests(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """The tests that use it directly, else those that come nearest to it."""
    if is_synthetic(stored.path) or stored.chunk.kind is ChunkKind.MODULE:
        return said(inquiry, stored, Intent.TESTS)
    if stored.chunk.kind is ChunkKind.SECTION:
        return None
    name = code(label(stored))
    if is_test_path(stored.path):
        return _of_test_code(inquiry, stored)
    direct = [use for use in inquiry.uses(stored) if is_test_path(use.path)]
    told: list[str] = []
    citations: list[Citation] = []
    if direct:
        users = users_of(direct)
        told.append(f"Tests use {name} in {in_files(direct)}, directly in{said_of(inquiry, users)}")
        citations += cited(inquiry, users)
    else:
        told.append(joined(f"No test uses {name} by name.", note(inquiry.snapshot, stored)))
        through, found = nearest_tests(inquiry, stored)
        if found:
            users = users_of(found)
            way = f"{codes(through, 4)}, which {'leads' if len(through) == 1 else 'lead'} to it"
            uses = "1 test or test helper uses" if len(users) == 1 else f"{len(users):,} tests or helpers use"
            told.append(f"{uses} {way}:{said_of(inquiry, users).lstrip(':')}")
            citations += cited(inquiry, users)
        else:
            told.append("None reaches it through calls that static analysis can follow, either.")
    return Finding(paragraphs(*told), (*citations, *inquiry.cite(stored)), is_all=bool(direct))


def _of_test_code(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """That it is a test or a helper of tests itself, and which tests use it."""
    told = f"{code(label(stored))} is test code itself, in {inquiry.place(stored)}."
    direct = [use for use in inquiry.uses(stored) if is_test_path(use.path)]
    if not direct:
        return Finding(told, tuple(inquiry.cite(stored)), is_all=False)
    users = users_of(direct)
    text = f"{told} It is used in {in_files(direct)}, directly in{said_of(inquiry, users)}"
    return Finding(text, (*cited(inquiry, users), *inquiry.cite(stored)))


def nearest_tests(inquiry: Inquiry, stored: StoredChunk) -> tuple[list[str], list[StoredReference]]:
    """The tests in the first ring of users that has any, and what of the ring before they use."""
    for ring in inquiry.graph.users(stored, _DEPTH):
        found = [use for use in ring if is_test_path(use.path) and inquiry.scope.admits(use.path)]
        if found:
            targets = dict.fromkeys(use.target_id for use in found if use.target_id is not None)
            chunks = (inquiry.graph.chunk(each) for each in targets)
            return [label(chunk) for chunk in chunks if chunk is not None], found
    return [], []
