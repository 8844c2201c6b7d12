"""Definitions by their headers, as lists tell of them: which are meant, how each is named and cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.sorts import singular
from stc_lsp.code.english import bulleted, code
from stc_lsp.code.identifiers import readable
from stc_lsp.code.values import CALLABLE, CALLEES, ChunkKind
from stc_lsp.memory.read.catalogue import Header
from stc_lsp.memory.rows import pack_strings
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.narrow.meant import Place

MOST_LINES = 15
MOST_CITED = 8
_DEFINITION = "definition"
_KINDS = {
    "function": CALLABLE,
    "method": (ChunkKind.METHOD,),
    "fn": CALLABLE,
    "func": CALLABLE,
    "routine": CALLABLE,
    "class": (ChunkKind.CLASS,),
    "struct": (ChunkKind.CLASS,),
    "type": (ChunkKind.CLASS,),
    "file": (ChunkKind.MODULE,),
    "source file": (ChunkKind.MODULE,),
    "module": (ChunkKind.MODULE,),
    _DEFINITION: CALLEES,
}


def kinds_asked(words: Sequence[str]) -> tuple[str, tuple[ChunkKind, ...]]:
    """The noun that a question asks for, in the singular, and the kinds it stands for."""
    for noun in map(singular, words):
        if noun in _KINDS:
            return noun, _KINDS[noun]
    return _DEFINITION, _KINDS[_DEFINITION]


def headers_in(inquiry: Inquiry, place: Place, kinds: Sequence[ChunkKind]) -> list[Header]:
    """What of some kinds is defined in a place: in code, unless a file of another sort is asked about."""
    paths = [path for path in inquiry.snapshot.paths() if place.scope.admits(path) and is_wanted(path, place)]
    return [each for each in inquiry.snapshot.headers(kinds=kinds, paths=paths) if place.admits(each)]


def is_wanted(path: str, place: Place) -> bool:
    """Whether what a file defines is listed: code, or what is asked about itself."""
    return not is_synthetic(path) and (kind_of(path) is FileKind.CODE or path == place.scope.path)


def header_of(stored: StoredChunk) -> Header:
    """The header of one definition."""
    chunk = stored.chunk
    return Header(
        stored.id, stored.path, stored.language, chunk.kind, chunk.name, chunk.qualname, chunk.signature,
        pack_strings(chunk.parameters), chunk.start_line, chunk.end_line, stored.parent_id,
    )  # fmt: skip


def placed(each: Header) -> str:
    """As in "`f` (`x.py:3`)"; of a file its path."""
    if not each.qualname:
        return code(each.path)
    return f"{code(readable(each.qualname))} ({code(f'{each.path}:{each.start_line}')})"


def placed_list(found: Sequence[Header]) -> str:
    """The first of them, each on a line with where it stands, and how many more there are."""
    return bulleted([placed(each) for each in found[:MOST_LINES]], len(found))


def cited(found: Sequence[Header]) -> tuple[Citation, ...]:
    """The lines of the first of them."""
    return tuple(Citation(each.path, each.start_line, each.end_line) for each in found[:MOST_CITED])


def tests_left_out(place: Place) -> str:
    """Said below a list of everything."""
    return "" if place.scope.path else "Tests are left out."
