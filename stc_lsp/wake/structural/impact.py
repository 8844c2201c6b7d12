"""What a change reaches: users, users of users, what must follow a class or method, tests."""

from __future__ import annotations

from stc_lsp.code.english import agreeing, code, codes, count, listed
from stc_lsp.code.identifiers import readable
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import StoredChunk, StoredReference, is_synthetic
from stc_lsp.wake.hover.overloads import note
from stc_lsp.wake.structural.coverage import nearest_tests
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.modules import importers
from stc_lsp.wake.structural.users import by_files, cited, in_files, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs, unresolved_said

_DEPTH = 3


def impact(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Ring by ring what a change may break."""
    if stored.chunk.kind is ChunkKind.SECTION or is_synthetic(stored.path):
        return None
    if stored.chunk.kind is ChunkKind.MODULE:
        return _of_file(inquiry, stored)
    direct = inquiry.uses(stored)
    parts = (
        _direct(inquiry, stored, [use for use in direct if not is_test_path(use.path)]),
        Finding(_further(inquiry, stored), ()),
        _bound(inquiry, stored),
        _tested(inquiry, stored, [use for use in direct if is_test_path(use.path)]),
    )
    citations = (*inquiry.cite(stored), *(citation for part in parts for citation in part.citations))
    return Finding(paragraphs(*(part.text for part in parts)), citations)


def _direct(inquiry: Inquiry, stored: StoredChunk, uses: list[StoredReference]) -> Finding:
    """Who uses it in code."""
    name = code(label(stored))
    if not uses and unresolved_said(inquiry, stored):
        return Finding(f"Nothing outside of tests is known to use {name} by name.", ())
    shared = note(inquiry.snapshot, stored) if not uses else ""
    if shared:
        return Finding(f"No use outside of tests is known to mean {name} alone. {shared}", ())
    if not uses:
        nobody = "so a change to it breaks no code that is known"
        return Finding(f"Nothing outside of tests uses {name} by name, {nobody}.", ())
    users = users_of(uses)
    text = (
        f"Changing {name} touches {count(len(users), 'definition')} directly: it is used "
        f"in {in_files(uses)}, by{said_of(inquiry, users)}"
    )
    return Finding(text, tuple(cited(inquiry, users, 6)))


def _bound(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """What must fit it, and what it must fit itself."""
    told: list[str] = []
    followers = _followers(inquiry, stored)
    if followers:
        word, follow = (
            ("method", "~override") if stored.chunk.kind in CALLABLE else ("class", "~inherit from")
        )
        shown = listed([inquiry.placed(each) for each in followers], 5)
        number = len(followers)
        told.append(f"{count(number, word)} {agreeing(follow, number)} it and must fit: {shown}.")
    above = inquiry.family.overridden(stored)
    if above:
        told.append(
            f"It overrides {code(label(above[0]))} ({inquiry.place(above[0])}) "
            "and must keep to what that promises."
        )
    return Finding(paragraphs(*told), tuple(inquiry.cite(*followers[:2])))


def _tested(inquiry: Inquiry, stored: StoredChunk, uses: list[StoredReference]) -> Finding:
    """Which tests use it, or come near it."""
    if uses:
        text = f"Tests use it in {places(uses)}. Run those first."
        return Finding(text, tuple(cited(inquiry, users_of(uses), 2)))
    through, nearest = nearest_tests(inquiry, stored)
    by_way = f"the nearest use {codes(through, 4)}: {by_files(nearest)}" if nearest else "none comes near it"
    text = f"No test uses it by name; {by_way}."
    return Finding(text, tuple(cited(inquiry, users_of(nearest), 2)))


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
    return [readable(name) for name, _ in found]


def _followers(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    if stored.chunk.kind is ChunkKind.CLASS:
        found = inquiry.family.followers(stored)
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
