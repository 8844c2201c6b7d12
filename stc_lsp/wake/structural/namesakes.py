"""Other definitions of a name than the one that an answer is about: told, so that nobody takes it for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, listed
from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.copies import without_copies
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Inquiry, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk

_SEARCHED = 20
_SHOWN = 6
_NO_NAMESAKES = (ChunkKind.SECTION, ChunkKind.MODULE, ChunkKind.VARIABLE)


def with_namesakes(inquiry: Inquiry, name: str, chosen: StoredChunk, text: str) -> str:
    """An answer about one meaning of a name, with a word about other definitions that are called so."""
    if not name or "/" in name or chosen.chunk.kind is ChunkKind.MODULE:
        return text
    others = [
        each for each in _so_called(inquiry, name) if each.id != chosen.id and not _makes_one(each, chosen)
    ]
    if not others:
        return text
    about = f"This is about {code(label(chosen))} in {inquiry.place(chosen)}."
    return f"{text}\n\n{about} {_also(inquiry, others)}"


def _makes_one(stored: StoredChunk, of: StoredChunk) -> bool:
    """Whether it is the constructor of a class, which in Java bears its name; or declares what is meant."""
    if stored.chunk.is_declaration and unnumbered(stored.chunk.qualname) == unnumbered(of.chunk.qualname):
        return True
    owner, _, name = unnumbered(stored.chunk.qualname).rpartition(".")
    is_named_so = stored.language == "cpp" and name in (owner, f"~{owner}") and owner == of.chunk.qualname
    return is_named_so or (
        stored.path == of.path and stored.chunk.kind in CALLABLE and stored.parent_id == of.id
    )


def untold_namesakes(inquiry: Inquiry, name: str, text: str) -> str:
    """What else is called so that an answer does not speak of, nor of a member of it; "" if nothing is."""
    others = [
        each
        for each in _so_called(inquiry, name)
        if inquiry.place(each) not in text and f"`{label(each)}." not in text
    ]
    return _also(inquiry, others) if others else ""


def _so_called(inquiry: Inquiry, name: str) -> list[StoredChunk]:
    """The classes, functions and methods of code with that name."""
    return without_copies(
        [
            each
            for each in inquiry.snapshot.named(name, _SEARCHED)
            if each.chunk.kind not in _NO_NAMESAKES and kind_of(each.path) is FileKind.CODE
        ]
    )


def _also(inquiry: Inquiry, others: Sequence[StoredChunk]) -> str:
    shown = listed([f"{code(label(each))} in {inquiry.place(each)}" for each in others], _SHOWN)
    return f"There is also {shown}."
