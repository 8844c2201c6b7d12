"""Which functions are generators: those that yield."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, plural
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.narrow.headers import cited, headers_in, placed_list, tests_left_out
from stc_lsp.wake.structural.returned import yields
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.narrow.meant import Place

_LANGUAGES = SCRIPT_LANGUAGES | {"python", "csharp", "php"}
"""In which `yield` makes a function a generator. Ruby's calls a block."""
_MOST_FILES = 4_000
"""That are read."""


def generators(inquiry: Inquiry, place: Place) -> list[Finding]:
    """Which functions of a place yield."""
    headers = [each for each in headers_in(inquiry, place, CALLABLE) if each.language in _LANGUAGES]
    paths = list(dict.fromkeys(each.path for each in headers))
    read = {path for path in paths[:_MOST_FILES] if b"yield" in (inquiry.present.text(path) or b"")}
    found = _yielding(inquiry, [each for each in headers if each.path in read])
    if not headers:
        return []
    functions = f"{len(headers):,} {plural('function', len(headers))} of code"
    is_all = len(paths) <= _MOST_FILES
    if not found:
        return [Finding(f"None of the {functions}{place.said()} yields.", is_all=is_all)]
    has, are = plural("has", len(found)), "is a generator" if len(found) == 1 else "are generators"
    lead = f"{len(found):,} of {functions}{place.said()} {has} a `yield`, and so {are}"
    text = f"{lead}:\n{placed_list(found)}"
    return [Finding(paragraphs(text, tests_left_out(place)), cited(found), is_all)]


def _yielding(inquiry: Inquiry, headers: Sequence[Header]) -> list[Header]:
    stored = inquiry.snapshot.chunks_by_ids(each.id for each in headers)
    return [each for each in headers if each.id in stored and yields(inquiry.present, stored[each.id])]


def is_generator(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Whether one function is; None in languages that have none."""
    if stored.language not in _LANGUAGES or stored.chunk.kind not in CALLABLE:
        return None
    lines = yields(inquiry.present, stored)
    if not lines:
        return Finding(f"No: {inquiry.placed(stored)} does not yield.", tuple(inquiry.cite(stored)))
    at = code(f"{stored.path}:{lines[0]}")
    return Finding(f"Yes: {inquiry.placed(stored)} yields, first at {at}.", tuple(inquiry.cite(stored)))
