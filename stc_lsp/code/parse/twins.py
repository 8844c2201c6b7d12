"""Several definitions of one name in one scope: which of them the name means, and is called by it alone.

An overloaded function, one that is defined again, an `else` to a definition: whoever writes the name means
the last of them. Only a property is its getter, which comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.texts import decoded
from stc_lsp.code.values import CALLEES, Chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.code.parse.chunking import ChunkDraft

_NUMBERED = re.compile(r"(.+)#\d+")
_ACCESSORS = frozenset({"setter", "deleter", "getter"})


def is_accessor(keyword: str, decorators: Iterable[str]) -> bool:
    """Whether it only adds to a property of its name: Python's `@name.setter`, JavaScript's `set name()`."""
    return keyword == "set" or any(one.rpartition(".")[2] in _ACCESSORS for one in decorators)


def is_later_accessor(chunk: Chunk) -> bool:
    """Whether it only adds to a property that stands before it: the name means that one."""
    return bool(_NUMBERED.fullmatch(chunk.qualname)) and is_accessor(chunk.keyword, chunk.decorators)


def name_twins(source: bytes, made: Sequence[ChunkDraft]) -> None:
    """Give the plain qualified name to the definition that is meant by it; the first becomes `name#1`."""
    groups: dict[str, list[ChunkDraft]] = {}
    for draft in made:
        numbered = _NUMBERED.fullmatch(draft.qualname)
        if numbered and draft.kind in CALLEES:
            groups.setdefault(numbered[1], []).append(draft)
    for later in groups.values():
        # What holds them may be called otherwise by now.
        name = later[0].qualname.rpartition("#")[0]
        first = next((draft for draft in made if draft.qualname == name and draft.kind in CALLEES), None)
        meant = next((draft for draft in reversed(later) if not _is_accessor(source, draft)), None)
        if first is not None and meant is not None:
            _rename(made, first, f"{name}#1")
            _rename(made, meant, name)


def _is_accessor(source: bytes, draft: ChunkDraft) -> bool:
    keyword = draft.definition.keyword if draft.definition else ""
    return is_accessor(keyword, (decoded(source, span).strip() for span in draft.decorators))


def _rename(made: Sequence[ChunkDraft], draft: ChunkDraft, name: str) -> None:
    """The draft and all that stands in it."""
    within = f"{draft.qualname}."
    for each in made:
        if draft.start <= each.start < draft.end and each.qualname.startswith(within):
            each.qualname = f"{name}.{each.qualname.removeprefix(within)}"
    draft.qualname = name
