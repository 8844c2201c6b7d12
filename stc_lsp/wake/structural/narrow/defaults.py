"""What a parameter, an attribute or a setting is by default, wherever that is written down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.narrow import Narrow
from stc_lsp.code.default_values import stated_in
from stc_lsp.code.english import code, count
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, label
from stc_lsp.wake.structural.narrow.meant import constructor, meanings, own
from stc_lsp.wake.structural.narrow.parameters import default_in, parameters, plain_name
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.code.default_values import Stated
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST = 8
_SEARCHED = 60
_BOUND = re.compile(
    r"(?:^|[\s.])(?:(?:const|let|var|static|final|pub) )*[\w.$]+\s*(?::[^=]+)?=\s*(?P<value>.+)$"
)
_MAKERS = frozenset({*CONSTRUCTORS, "default", "Default", "defaults"})

_Told = tuple[str, tuple[Citation, ...]]
"""A sentence, and where what it says stands."""


def default_of(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The default of a parameter or setting: of something, or wherever something of that name has one."""
    slot = asked.slots[0]
    told: dict[str, tuple[Citation, ...]] = {}
    is_of_one = len(asked.slots) == 2
    if is_of_one:
        for each in meanings(inquiry, asked.slots[1]):
            told |= dict(_of_owner(inquiry, each, slot.name))
    else:
        told |= dict(_of_parameters(inquiry, slot.name))
        told |= dict(_of_variables(inquiry, slot))
        told |= dict(_written(inquiry, slot.name))
    if not told and not is_of_one:
        # "The defaults of f" are asked for like the default of a setting.
        found = parameters(inquiry, asked._replace(asks=Narrow.DEFAULTS))
        return [each for each in found if not each.text.startswith(("No", "None"))]
    if not told:
        return []
    shown = list(told)[:_MOST]
    rest = f"\n- and {count(len(told) - _MOST, 'more place')}" if len(told) > _MOST else ""
    text = shown[0] if len(told) == 1 else "\n".join(f"- {each}" for each in shown) + rest
    citations = [citation for each in shown for citation in told[each]]
    return [Finding(text, tuple(citations), is_all=is_of_one)]


def _of_owner(inquiry: Inquiry, owner: StoredChunk, name: str) -> Iterator[_Told]:
    """The default of a function's parameter, or of a class's attribute or its constructor's parameter."""
    if owner.chunk.kind in CALLABLE:
        said = default_in(inquiry, owner, name)
        if said is not None:
            yield said, tuple(inquiry.cite(owner))
        return
    if owner.chunk.kind is not ChunkKind.CLASS:
        return
    made_by = constructor(inquiry, owner)
    said = default_in(inquiry, made_by, name) if made_by is not None else None
    if made_by is not None and said is not None:
        yield said, tuple(inquiry.cite(made_by))
    member = own(inquiry, owner, name)
    if member is not None and member.chunk.kind is ChunkKind.VARIABLE:
        yield from _of_variable(inquiry, member)


def _of_parameters(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """Every parameter of that name in code that has a default."""
    plain = name.lstrip("*$-")
    for each in inquiry.snapshot.headers():
        if kind_of(each.path) is not FileKind.CODE or plain not in map(plain_name, each.parameters):
            continue
        stored = inquiry.snapshot.chunk_by_id(each.id)
        said = default_in(inquiry, stored, plain) if stored is not None else None
        if stored is not None and said is not None and said.endswith(" by default."):
            yield said, tuple(inquiry.cite(stored))


def _of_variables(inquiry: Inquiry, slot: Slot) -> Iterator[_Told]:
    for each in meanings(inquiry, slot):
        if each.chunk.kind is ChunkKind.VARIABLE and kind_of(each.path) is FileKind.CODE:
            yield from _of_variable(inquiry, each)


def _of_variable(inquiry: Inquiry, stored: StoredChunk) -> Iterator[_Told]:
    bound = _BOUND.search(stored.chunk.signature)
    if bound is not None and not stored.chunk.signature.endswith("…"):
        said = f"{code(label(stored))} ({inquiry.place(stored)}) is {code(bound['value'])} to begin with."
        yield said, tuple(inquiry.cite(stored))


def _written(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """What tables of defaults, constructors and comments give it."""
    if not re.fullmatch(r"[\w.-]+", name):
        return
    searched = [hit.chunk.path for hit in inquiry.snapshot.search(name, _SEARCHED)]
    used = [use.path for use in inquiry.snapshot.unresolved(name.rpartition(".")[2])]
    for path in dict.fromkeys((*searched, *used)):
        source = inquiry.present.text(path) if kind_of(path) is FileKind.CODE else None
        for stated in stated_in(lines_of(source), name) if source else ():
            said = _said(inquiry, path, stated, name)
            if said:
                yield said, (Citation(path, stated.line, stated.line),)


def _said(inquiry: Inquiry, path: str, stated: Stated, name: str) -> str:
    at, value = code(f"{path}:{stated.line}"), code(stated.value)
    if stated.is_comment:
        return f"A comment at {at} states {value} as the default of {code(name)}."
    if stated.is_default:
        return f"A table of defaults has {value} for {code(name)}, at {at}."
    within = inquiry.snapshot.enclosing(path, stated.line)
    if within is None or within.chunk.name not in _MAKERS:
        return ""
    return f"{code(label(within))} gives {code(name)} the value {value}, at {at}."
