"""Where something is defined, from where it can be taken, and where it gets its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_where_set
from stc_lsp.code.english import article, code, codes, count, joined
from stc_lsp.code.languages import language_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import StoredChunk, StoredReference, is_synthetic
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.users import (
    SELVES,
    cited,
    in_files,
    may_be_member,
    may_be_of,
    not_looked_into,
    places,
    said_of,
    users_of,
)
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection

_FRONTS = ("__init__.py", "index.ts", "index.js", "index.tsx", "mod.rs", "lib.rs")
"""Files that hand on what others define."""
_WORDS = {
    ChunkKind.FUNCTION: "function",
    ChunkKind.METHOD: "method",
    ChunkKind.VARIABLE: "variable",
    ChunkKind.SECTION: "section",
}
_GIVEN = re.compile(rb"\s*(?:\*\*|//|<<|>>|&&|\|\||\?\?|[-+*/%&|^@:])?=(?![=>~])|\s*(?:\+\+|--)\s*[;),\]]")
"""What follows a name that is given a value: `x = 1`, `x += 1`, `x := 1`, `x++;`; not `x == 1`, `x => 1`."""
_COUNTED = re.compile(rb"(?:\+\+|--)[\w.>\s-]*$")
"""What stands before a name that is counted up or down: `++x`, `--p->x`."""
_BY_NAME = frozenset({"python", "kotlin", "scala"})
"""Languages in which an argument is given by its name with `=`; elsewhere `(x = 1)` assigns."""
_COUNTING = frozenset({"c", "cpp", "csharp", "java", "php", "javascript", "typescript", "tsx"})
_GIVEN_WITH_TYPE = re.compile(rb"\s*:[^=\n;{}]{1,80}=(?![=>~])")
_NEVER_SET = (ChunkKind.MODULE, ChunkKind.SECTION, ChunkKind.FUNCTION)
_READ_AFTER = 100
"""Bytes after a name that are looked at."""
_MOST_MEANINGS = 10


def where(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """File and line, what kind of thing it is, and whose."""
    if is_synthetic(stored.path):
        return None
    if stored.chunk.kind is ChunkKind.MODULE:
        return Finding(f"The file is {code(stored.path)}.", tuple(inquiry.cite(stored)))
    chunk = stored.chunk
    parent = inquiry.snapshot.chunk_by_id(stored.parent_id)
    of = ""
    if parent is not None and parent.chunk.kind is not ChunkKind.MODULE:
        word = (
            parent.chunk.keyword
            if parent.chunk.kind is ChunkKind.CLASS
            else _WORDS.get(parent.chunk.kind, "")
        )
        of = f" of the {word} {code(label(parent))}" if word else f" of {code(label(parent))}"
    kind = _WORDS.get(chunk.kind) or chunk.keyword or "class"
    if of and chunk.kind is ChunkKind.VARIABLE:
        kind = "attribute" if parent is not None and parent.chunk.kind is ChunkKind.CLASS else kind
    told = [f"{code(label(stored))} is {article(kind)} {kind}{of}, defined at {inquiry.place(stored)}."]
    if chunk.signature and chunk.kind is not ChunkKind.SECTION:
        told.append(f"Its header is {code(chunk.signature)}.")
    fronts = list(
        dict.fromkeys(
            use.path
            for use in inquiry.snapshot.uses(stored.id)
            if use.path.rpartition("/")[2] in _FRONTS and inquiry.is_import(use)
        )
    )
    if fronts:
        more = f" and {count(len(fronts) - 3, 'more file')}" if len(fronts) > 3 else ""
        told.append(f"It is handed on by {codes(fronts[:3])}{more}.")
    return Finding(joined(*told), tuple(inquiry.cite(stored)))


def where_or_set(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Where something is defined; asked where it is set, before that where it is assigned to."""
    if stored.chunk.kind is ChunkKind.CLASS and asks_where_set(inquiry.question.text):
        # "Where is timeout set" does not ask for a class `Timeout`.
        name = next((each.name for each in inquiry.subjects.all if stored in each.chunks), "")
        return assigned(inquiry, name, ()) if name else None
    found = where(inquiry, stored)
    if found is None or stored.chunk.kind in _NEVER_SET or not asks_where_set(inquiry.question.text):
        return found
    named = (subject.name for subject in inquiry.subjects.all if stored in subject.chunks)
    given = assigned(inquiry, next(named, "") or stored.chunk.name, (stored,))
    if given is None:
        text = joined(found.text, "No other place is known that assigns to it.")
        return Finding(text, found.citations, is_all=False)
    text = f"{given.text}\n\n{found.text}"
    return Finding(text, (*given.citations, *found.citations), is_all=False)


def assigned(inquiry: Inquiry, name: str, meant: tuple[StoredChunk, ...]) -> Finding | None:
    """Where something of that name is assigned to; None if no such place is known."""
    owner, _, last = name.rpartition(".")
    uses = list(inquiry.snapshot.unresolved(last))
    known = (meant if owner not in SELVES else ()) or inquiry.snapshot.named(last, _MOST_MEANINGS)
    uses += [use for stored in known for use in inquiry.snapshot.uses(stored.id)]
    found = [use for use in uses if inquiry.scope.admits(use.path) and _is_given(inquiry, use)]
    if owner:
        found = _of_owner(inquiry, owner, meant, found)
    # A local variable that is called like an attribute is another thing.
    members = [use for use in found if use.reference.expression != last or may_be_member(use)]
    found = members or found
    if not found:
        return None
    in_code = users_of([use for use in found if not is_test_path(use.path)])
    in_tests = [use for use in found if is_test_path(use.path)]
    told: list[str] = []
    citations = cited(inquiry, in_code)
    if in_code:
        number = in_files([use for user in in_code for use in user.uses])
        what = "An attribute" if members else "Something"
        told.append(f"{what} named {code(last)} is assigned in {number}, by{said_of(inquiry, in_code)}")
    if in_tests:
        subject = "Tests" if in_code else f"Only tests are known to assign {code(last)}: they"
        told.append(f"{subject} do so in {places(in_tests)}.")
        citations += cited(inquiry, users_of(in_tests), 2)
    told.append(not_looked_into(inquiry, last))
    return Finding(paragraphs(*told), tuple(citations), is_all=False)


def _of_owner(
    inquiry: Inquiry, owner: str, meant: tuple[StoredChunk, ...], found: list[StoredReference]
) -> list[StoredReference]:
    """Those that may be of a member of that owner: of a class, also those through variables of any type."""
    kin = _kin(inquiry, owner, meant) if owner not in SELVES else []
    own = [use for use in found if any(may_be_of(each, use) for each in (owner, *kin))]
    if not kin or not (own or meant):
        return own
    return [use for use in found if use in own or not _is_reached_by(use, ("", *SELVES))]


def _kin(inquiry: Inquiry, owner: str, meant: tuple[StoredChunk, ...]) -> list[str]:
    """The names of the classes whose methods may reach these members as their own."""
    parents = (inquiry.snapshot.chunk_by_id(each.parent_id) for each in meant if each.parent_id is not None)
    owners = [*parents, *inquiry.snapshot.named(owner, _MOST_MEANINGS)]
    classes = [each for each in owners if each is not None and each.chunk.kind is ChunkKind.CLASS]
    kin = (
        relative
        for each in classes
        for relative in (each, *inquiry.family.ancestors(each), *inquiry.family.heirs(each))
    )
    return list(dict.fromkeys(each.chunk.name for each in kin))


def _is_reached_by(use: StoredReference, names: Collection[str]) -> bool:
    return use.reference.expression.rpartition(".")[0] in names


def _is_given(inquiry: Inquiry, use: StoredReference) -> bool:
    """Whether a value is assigned at that place, in a file that is as it was indexed."""
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return False
    reference = use.reference
    line_start = source.rfind(b"\n", 0, reference.start_byte) + 1
    before = source[line_start : reference.start_byte].rstrip()
    is_member = before.endswith((b".", b"->", b"::"))
    if not is_member and before.endswith((b"(", b",")) and language_of(use.path) in _BY_NAME:
        # An argument by its name: `f(x=1)`.
        return False
    after = source[reference.end_byte : reference.end_byte + _READ_AFTER]
    if _GIVEN.match(after) or (language_of(use.path) in _COUNTING and _COUNTED.search(before)):
        return True
    # `self.x: int = 1` states a type; `if self.x: y = 1` does not.
    return _GIVEN_WITH_TYPE.match(after) is not None and len(before.split()) <= 1
