"""What makes objects of a class: its constructors, and what hands out one without having one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import agreeing, bulleted, code, count
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import CONSTRUCTORS, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import classes, constructor, functions_of
from stc_lsp.wake.structural.summaries import in_short
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_RECEIVER = re.compile(r"\(\s*(?:&\s*)?(?:'\w+\s+)?(?:mut\s+)?self\b")
_WITHOUT_OBJECT = re.compile(r"\bstatic\b|@?\b(?:classmethod|staticmethod)\b|\bself\.\w+$")
_WRAPPED = r"(?:(?:\w+(?:::|\.))*(?:Result|Option|Optional|Promise|Box|Arc|Rc|Pin|Awaitable)[<\[])*"
_MAKES = frozenset("new make create build open from of".split())
"""How the name of a function begins that makes something."""
_MOST = 15


def constructors(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """What makes objects of each class of that name."""
    owners = [each for each in classes(inquiry, asked.slots[0]) if kind_of(each.path) is FileKind.CODE]
    found = [_said(inquiry, each) for each in owners]
    told = [each for each in found if each is not None]
    if told or not owners:
        return [*told]
    nothing = "has no constructor of its own, and nothing is declared to make one."
    return [
        Finding(f"{inquiry.placed(each)} {nothing}", tuple(inquiry.cite(each)), is_all=False)
        for each in owners
    ]


def _said(inquiry: Inquiry, owner: StoredChunk) -> Finding | None:
    """What makes objects of one class; None if nothing is known to."""
    own = [each for each in functions_of(inquiry, owner) if _is_constructor(each, owner)]
    makers = [each for each in _makers(inquiry, owner) if each not in own]
    name, cited = inquiry.placed(owner), [owner, *own[:4], *makers[:4]]
    told: list[str] = []
    if own:
        told.append(f"{name} has {count(len(own), 'constructor')}:\n{_lines(inquiry, own)}")
    if makers:
        number = len(makers)
        lead = f"{count(number, 'function')} {agreeing('~hand', number)} out {code(owner.chunk.name)} as well"
        lead = lead if own else f"{name} is made by {count(number, 'function')}"
        told.append(f"{lead}:\n{_lines(inquiry, makers)}")
    inherited = constructor(inquiry, owner) if not own else None
    if inherited is not None:
        told.append(f"{name} inherits its constructor: {inquiry.placed(inherited)}.")
        cited.append(inherited)
    if not told:
        return None
    return Finding(paragraphs(*told), tuple(inquiry.cite(*cited)), is_all=False)


def _is_constructor(stored: StoredChunk, owner: StoredChunk) -> bool:
    chunk = stored.chunk
    is_swift = stored.language == "swift" and chunk.name == "init"
    if chunk.keyword == "constructor" or chunk.name == owner.chunk.name or is_swift:
        return True
    if stored.language == "rust":
        return _RECEIVER.search(chunk.signature) is None and _hands_out(chunk.returns, owner.chunk.name)
    is_of_class = _WITHOUT_OBJECT.search(f"{chunk.signature} {' '.join(chunk.decorators)}") is not None
    return chunk.name in CONSTRUCTORS or (is_of_class and _hands_out(chunk.returns, owner.chunk.name))


def _makers(inquiry: Inquiry, owner: StoredChunk) -> list[StoredChunk]:
    """The functions outside of classes that are named so, and whose declared result is one."""
    name = owner.chunk.name
    found = (
        inquiry.snapshot.chunk_by_id(each.id)
        for each in inquiry.snapshot.headers(returned=name, kinds=(ChunkKind.FUNCTION,))
        if each.language == owner.language
        and kind_of(each.path) is FileKind.CODE
        and split_identifier(each.name)[:1]
        and split_identifier(each.name)[0].lower() in _MAKES
    )
    return [
        each
        for each in found
        if each is not None and _hands_out(each.chunk.returns, name) and _is_meant(inquiry, each, owner)
    ]


def _is_meant(inquiry: Inquiry, maker: StoredChunk, owner: StoredChunk) -> bool:
    """Whether the class of that name in the header of a function is this one, as far as that is known."""
    inside = inquiry.snapshot.references_in(maker.id, nested=False)
    targets = {use.target_id for use in inside if use.reference.name == owner.chunk.name}
    return owner.id in targets


def _hands_out(returns: str, name: str) -> bool:
    """Whether a declared result is an object of a class, or that or an error."""
    plain = returns.strip().removeprefix("->").strip(" \"':(")
    return (
        re.match(rf"{_WRAPPED}[*&\"']*(?:\w+(?:::|\.))*(?:{re.escape(name)}|Self|self|static|this)\b", plain)
        is not None
    )


def _lines(inquiry: Inquiry, found: list[StoredChunk]) -> str:
    return bulleted([_line(inquiry, each) for each in found[:_MOST]], len(found))


def _line(inquiry: Inquiry, stored: StoredChunk) -> str:
    header = " ".join(stored.chunk.signature.split()).rstrip("{: ")
    about = in_short(inquiry, stored)
    return f"{code(header)} ({inquiry.place(stored)}){f': {about}' if about else ''}"
