"""Where something stands in what is returned, and which functions declare to return it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import agreeing, code, count
from stc_lsp.code.languages import language_of
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.headers import cited as headers_cited
from stc_lsp.wake.structural.narrow.headers import placed_list
from stc_lsp.wake.structural.narrow.meant import meanings
from stc_lsp.wake.structural.users import cited, in_files, is_in_tests, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.memory.values import StoredChunk, StoredReference

_VALUES = (ReferenceKind.NAME, ReferenceKind.CALL)
"""What may stand in what is returned: a type, a base and what is raised do not."""
_RAISED_BY_RETURNING = frozenset({"go", "rust"})
_MOST = 3
_LINES = 8
"""Lines above a use in which the statement that it stands in may begin."""
_GIVES = re.compile(r"^\s*(?:\}?\s*else\s+)?(?:return|yield)\b")
_WITHIN = {
    "rust": re.compile(
        r"\breturn\b|\bErr\(|\b(?:ok_or|ok_or_else|map_err|bail!|ensure!)\(|=>\s*(?:Some\(|Ok\()?$"
    ),
}
"""What stands before a value on its line that is given back without a word that says so."""
_COMPARED = re.compile(
    r"(?:\b(?:Is|As|isinstance|issubclass|is_a\?|kind_of\?)\([^()]*|[=!]=\s*"
    r"|\b(?:instanceof|is|is not|in)\s+)$"
)
"""What stands before something that another is held against: a truth value is returned, not that."""
_PATH = re.compile(r"^(?:\w+(?:::|\.))+(?=\w)")
"""Before the name of a type: `io::Result`, `http.Handler`."""
_PREDICATE = re.compile(r"(?:^|\basserts\s+)\s*:?\s*\w+\s+is\s")
"""TypeScript's, of what returns a truth value: `value is Ref`."""
_ON_LINE = re.compile(r"(?:^|[\s;{(])(?:return|yield)\b")


def returned_by(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """The places that return something, and of a class the functions that declare it as their result."""
    slot = asked.slots[0]
    if not slot.is_marked and slot.name.islower():
        # "Which functions return nothing": a word, whatever is called so here.
        return []
    kinds = (ChunkKind.CLASS, ChunkKind.VARIABLE, *CALLABLE)
    meant = [each for each in meanings(inquiry, slot) if each.chunk.kind in kinds]
    return [_returned_by(inquiry, each) for each in meant[:_MOST]]


def returning(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """The functions of code whose declared result is a type as it is written, or has that in it."""
    written = _flat(asked.slots[0].name)
    names = re.findall(r"\w+", written)
    found: list[Header] = []
    holding: list[Header] = []
    for each in inquiry.snapshot.headers(returned=max(names, key=len), kinds=CALLABLE):
        stored = inquiry.snapshot.chunk_by_id(each.id) if kind_of(each.path) is FileKind.CODE else None
        result = _flat(stored.chunk.returns) if stored is not None else ""
        bare = _PATH.sub("", result) if not _PATH.search(written) else result
        if bare == written:
            found.append(each)
        elif re.search(rf"(?<!\w){re.escape(written)}(?!\w)", bare):
            holding.append(each)
    told = [_listed(found, f"to return {code(asked.slots[0].name)}")] if found else []
    if holding:
        told.append(_listed(holding, f"to return something with {code(asked.slots[0].name)} in it"))
    return [*told]


def _listed(found: list[Header], what: str) -> Finding:
    number = count(len(found), "function")
    told = f"{number} {agreeing('~declare', len(found))} {what}:\n{placed_list(found)}"
    return Finding(told, headers_cited(found))


def _flat(written: str) -> str:
    """A type without spaces and what stands around it."""
    return re.sub(r"\s+", "", written).removeprefix("->").removeprefix(":").rstrip(":{")


def _returned_by(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    name = code(label(stored))
    kinds = (*_VALUES, ReferenceKind.RAISE) if stored.language in _RAISED_BY_RETURNING else _VALUES
    uses = inquiry.snapshot.uses(stored.id, kinds)
    found = [use for use in uses if inquiry.scope.admits(use.path) and _is_returned(inquiry, use)]
    in_code = users_of([use for use in found if not is_in_tests(use)])
    in_tests = [use for use in found if is_in_tests(use)]
    told: list[str] = []
    citations = cited(inquiry, in_code)
    declaring = _declaring(inquiry, stored)
    if declaring:
        number = count(len(declaring), "function")
        told.append(
            f"{number} {agreeing('~declare', len(declaring))} to return {name}:\n{placed_list(declaring)}"
        )
        citations += headers_cited(declaring)
    if in_code:
        number = in_files([use for user in in_code for use in user.uses])
        told.append(f"{name} stands in what is returned in {number}, by{said_of(inquiry, in_code)}")
    if in_tests:
        told.append(f"In tests it does so in {places(in_tests)}.")
        citations += cited(inquiry, users_of(in_tests), 2)
    if not told:
        told.append(f"Nothing is known to return {name} itself.")
    return Finding(paragraphs(*told), (*citations, *inquiry.cite(stored)), is_all=False)


def _declaring(inquiry: Inquiry, stored: StoredChunk) -> list[Header]:
    """The functions of code the type of whose result names a class."""
    if stored.chunk.kind is not ChunkKind.CLASS:
        return []
    name = re.compile(
        rf"(?<![\w.]){re.escape(stored.chunk.name)}(?!\w)|\.{re.escape(stored.chunk.name)}(?!\w)"
    )
    return [
        each
        for each in inquiry.snapshot.headers(returned=stored.chunk.name)
        if each.kind in CALLABLE
        and each.language == stored.language
        and kind_of(each.path) is FileKind.CODE
        and name.search(each.signature)
        and stored.id in _types_of(inquiry, each, stored)
        and not _is_predicate(inquiry, each)
    ]


def _is_predicate(inquiry: Inquiry, each: Header) -> bool:
    stored = inquiry.snapshot.chunk_by_id(each.id) if each.language in ("typescript", "tsx") else None
    return stored is not None and _PREDICATE.search(stored.chunk.returns) is not None


def _types_of(inquiry: Inquiry, each: Header, stored: StoredChunk) -> set[int | None]:
    """What the names mean that are written as that class is in the header of a function."""
    inside = inquiry.snapshot.references_in(each.id, nested=False)
    return {use.target_id for use in inside if use.reference.name == stored.chunk.name}


def _is_returned(inquiry: Inquiry, use: StoredReference) -> bool:
    """Whether it stands in a statement that returns, in a file that is as it was indexed."""
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return False
    before = source[: use.reference.start_byte].decode(errors="replace")
    *above, line = before.split("\n")[-_LINES:]
    if _COMPARED.search(line):
        return False
    within = _WITHIN.get(language_of(use.path))
    if _ON_LINE.search(line) or (within is not None and within.search(line)):
        return True
    return any(_GIVES.match(text) and _goes_on([*above[at:], line]) for at, text in enumerate(above))


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether the statement that the first line begins goes on up to the end of the last."""
    return all(_is_open("\n".join(lines[:number])) for number in range(1, len(lines) + 1))


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    return any(text.count(one) > text.count(other) for one, other in ("()", "[]", "{}"))
