"""Other definitions of a name than the one that an answer is about: told, so that nobody takes it for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, listed
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import label

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_SEARCHED = 20
_SHOWN = 3
_NO_NAMESAKES = (ChunkKind.SECTION, ChunkKind.MODULE, ChunkKind.VARIABLE)


def with_namesakes(inquiry: Inquiry, name: str, chosen: StoredChunk, text: str) -> str:
    """An answer about one meaning of a name, with a word about other definitions that are called so."""
    if not name or "/" in name or chosen.chunk.kind is ChunkKind.MODULE:
        return text
    others = [
        each
        for each in inquiry.snapshot.named(name, _SEARCHED)
        if each.id != chosen.id
        and each.chunk.kind not in _NO_NAMESAKES
        and kind_of(each.path) is FileKind.CODE
    ]
    if not others:
        return text
    shown = listed([f"{code(label(each))} in {inquiry.place(each)}" for each in others], _SHOWN)
    return f"{text}\n\nThis is about {code(label(chosen))} in {inquiry.place(chosen)}. There is also {shown}."
