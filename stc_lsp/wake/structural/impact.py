"""What a change reaches: users, users of users, what must follow a class or method, tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes, count, listed
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.structural.coverage import nearest_tests
from stc_lsp.wake.structural.inquiry import Finding, label
from stc_lsp.wake.structural.modules import importers
from stc_lsp.wake.structural.users import by_files, cited, in_files, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_DEPTH = 3


def impact(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Ring by ring what a change may break."""
    if stored.chunk.kind is ChunkKind.SECTION or is_synthetic(stored.path):
        return None
    if stored.chunk.kind is ChunkKind.MODULE:
        return _of_file(inquiry, stored)
    name = code(label(stored))
    direct = inquiry.uses(stored)
    in_code = [use for use in direct if not is_test_path(use.path)]
    tests = [use for use in direct if is_test_path(use.path)]
    told: list[str] = []
    citations = inquiry.cite(stored)
    if in_code:
        users = users_of(in_code)
        told.append(
            f"Changing {name} touches {count(len(users), 'definition')} directly: it is used "
            f"in {in_files(in_code)}, by{said_of(inquiry, users)}"
        )
        citations += cited(inquiry, users, 6)
    else:
        told.append(
            f"Nothing outside of tests uses {name} by name, so a change to it breaks no code that is known."
        )
    told.append(_further(inquiry, stored))
    followers = _followers(inquiry, stored)
    if followers:
        verb = "overrides" if stored.chunk.kind in CALLABLE else "inherits from"
        plural = "override" if stored.chunk.kind in CALLABLE else "inherit from"
        shown = [inquiry.placed(each) for each in followers]
        counted = count(len(followers), "method" if stored.chunk.kind in CALLABLE else "class")
        told.append(
            f"{counted} {verb if len(followers) == 1 else plural} it and must fit: {listed(shown, 5)}."
        )
        citations += inquiry.cite(*followers[:2])
    above = inquiry.family.overridden(stored)
    if above:
        told.append(
            f"It overrides {code(label(above[0]))} ({inquiry.place(above[0])}) "
            "and must keep to what that promises."
        )
    if tests:
        told.append(f"Tests use it in {places(tests)}. Run those first.")
        citations += cited(inquiry, users_of(tests), 2)
    else:
        through, nearest = nearest_tests(inquiry, stored)
        by_way = (
            f"the nearest use {codes(through, 4)}: {by_files(nearest)}" if nearest else "none comes near it"
        )
        told.append(f"No test uses it by name; {by_way}.")
        citations += cited(inquiry, users_of(nearest), 2)
    return Finding(paragraphs(*told), tuple(citations))


def _further(inquiry: Inquiry, stored: StoredChunk) -> str:
    """What uses the users, and what uses those."""
    parts: list[str] = []
    for steps, ring in enumerate(inquiry.graph.users(stored, _DEPTH)[1:], 2):
        names = _names(ring)
        if names:
            parts.append(f"{count(len(names), 'more definition')} {steps} steps away ({codes(names, 5)})")
    return f"Through those it reaches {listed(parts)}." if parts else ""


def _names(ring: list[StoredReference]) -> list[str]:
    found = dict.fromkeys((use.chunk_label, use.path) for use in ring if not is_test_path(use.path))
    return [name.replace("#", " #") for name, _ in found]


def _followers(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    if stored.chunk.kind is ChunkKind.CLASS:
        found = [*inquiry.family.heirs(stored), *inquiry.family.fits(stored)]
    else:
        found = inquiry.family.overriding(stored)
    return sorted(dict.fromkeys(found), key=lambda each: is_test_path(each.path))


def _of_file(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Of a file: who imports it, and who imports those."""
    first = importers(inquiry, stored)
    seen = {stored.path}
    ring = [stored.path]
    parts: list[str] = []
    for steps in range(1, _DEPTH + 1):
        ring = sorted(
            {path for each in ring for path, _ in inquiry.snapshot.importers(each) if path not in seen}
        )
        seen.update(ring)
        shown = [path for path in ring if not is_test_path(path)]
        if steps > 1 and shown:
            parts.append(f"{count(len(shown), 'more file')} {steps} steps away ({codes(shown, 4)})")
    if first is None or not parts:
        return first
    return Finding(paragraphs(first.text, f"Through those it reaches {listed(parts)}."), first.citations)
