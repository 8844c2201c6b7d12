"""What the names of a narrow question mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLEES, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.structural.inquiry import Inquiry, Scope
from stc_lsp.wake.subjects import meant
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import Slot
    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.memory.values import StoredChunk, StoredReference

_NOWHERE = AskContext()
_MOST = 3
"""Meanings of one name that are told of."""
_MOST_CALLED = 8
"""The same of functions, of each of which a line is told."""


class Place(NamedTuple):
    """Where a list is wanted of: everywhere, a file or folder, or a class."""

    scope: Scope = Scope()
    owner: str = ""
    """The qualified name of the class."""

    def admits(self, each: Header) -> bool:
        """Whether a definition stands there."""
        return self.scope.admits(each.path) and (not self.owner or each.qualname.startswith(f"{self.owner}."))

    def admits_use(self, use: StoredReference) -> bool:
        """Whether a use stands there."""
        within = not self.owner or f"{use.chunk_label}.".startswith(f"{self.owner}.")
        return self.scope.admits(use.path) and within

    def said(self) -> str:
        """As in " in `a.py`"; "" for everywhere."""
        return f" in {code(self.owner)}" if self.owner else self.scope.said()


def meanings(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """Whatever a name may mean, the likeliest first; for what the person looks at only that."""
    if inquiry.question.here:
        looked_at = [each for subject in inquiry.subjects.all for each in subject.chunks[:1]]
        if looked_at and slot.name in (looked_at[0].chunk.qualname, looked_at[0].path):
            return looked_at
    return list(meant(slot.name, inquiry.snapshot, _NOWHERE))


def definitions(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """The classes, functions and methods of that name."""
    return [each for each in meanings(inquiry, slot) if each.chunk.kind in CALLEES][:_MOST]


def classes(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """The classes of that name."""
    return [each for each in meanings(inquiry, slot) if each.chunk.kind is ChunkKind.CLASS][:_MOST]


def callables(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """What is called by that name: functions and methods; of a class its constructor."""
    found: list[StoredChunk] = []
    for each in meanings(inquiry, slot):
        if each.chunk.kind in CALLABLE:
            found.append(each)
        elif each.chunk.kind is ChunkKind.CLASS:
            made_by = constructor(inquiry, each)
            found += [made_by] if made_by is not None else []
    return found[:_MOST_CALLED]


def constructor(inquiry: Inquiry, owner: StoredChunk) -> StoredChunk | None:
    """What makes an object of a class, its own or inherited."""
    # Elsewhere `init` is a method like any other.
    names = (*CONSTRUCTORS, "init") if owner.language == "swift" else CONSTRUCTORS
    for each in (owner, *inquiry.family.ancestors(owner)):
        for name in names:
            found = inquiry.family.method(each, name)
            if found is not None:
                return found
    return None


def files(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """The files of that name; none if it is the name of something else first."""
    found = [each for each in meanings(inquiry, slot) if each.path and not each.path.endswith("/")]
    if not found or found[0].chunk.kind is not ChunkKind.MODULE:
        return []
    return [each for each in found if each.chunk.kind is ChunkKind.MODULE]


def place_of(inquiry: Inquiry, slots: Sequence[Slot]) -> Place | None:
    """The place that the first name means, everywhere without one; None if it means none."""
    if not slots:
        return Place()
    folders = (each for each in meanings(inquiry, slots[0]) if each.path.endswith("/"))
    # Of several files of that name the one of code that lies highest, which the answer names.
    named = files(inquiry, slots[0])
    highest = min(named, key=lambda each: (is_test_path(each.path), each.path.count("/")), default=None)
    module = highest or next(folders, None)
    if module is not None:
        return Place(Scope(module.path))
    owners = classes(inquiry, slots[0])
    return Place(Scope(owners[0].path), owners[0].chunk.qualname) if owners else None


def with_member(inquiry: Inquiry, owners: list[StoredChunk], name: str) -> list[StoredChunk]:
    """Of several classes that are called alike those that have a member of that name; else the first."""
    found = [
        each
        for each in owners
        if own(inquiry, each, name) is not None or inherited_from(inquiry, each, name) is not None
    ]
    return found or owners[:1]


def own(inquiry: Inquiry, owner: StoredChunk, name: str) -> StoredChunk | None:
    """The member of that name that a class has itself."""
    method = inquiry.family.method(owner, name)
    if method is not None:
        return method
    children = inquiry.snapshot.children(owner.id)
    found = next((each for each in children if each.chunk.name == name), None)
    return found or _set_apart(inquiry, owner).get(name)


def methods_of(inquiry: Inquiry, owner: StoredChunk) -> list[str]:
    """The names of the methods that a class has itself, wherever they stand."""
    return list(dict.fromkeys((*inquiry.family.methods(owner), *_set_apart(inquiry, owner))))


def _set_apart(inquiry: Inquiry, owner: StoredChunk) -> dict[str, StoredChunk]:
    """The methods in its file that do not stand within a class: in an `impl` of Rust."""
    found = functions_of(inquiry, owner)
    return {each.chunk.name: each for each in found if each.chunk.kind is ChunkKind.METHOD}


def functions_of(inquiry: Inquiry, owner: StoredChunk) -> list[StoredChunk]:
    """The functions and methods that are called after a class, wherever they stand in its file."""
    start = f"{owner.chunk.qualname}."
    return [
        each
        for each in inquiry.snapshot.chunks(owner.path)
        if each.chunk.kind in CALLABLE
        and each.chunk.qualname.startswith(start)
        and "." not in each.chunk.qualname[len(start) :]
    ]


def inherited_from(inquiry: Inquiry, owner: StoredChunk, name: str) -> StoredChunk | None:
    """The member of that name of the nearest base that has one."""
    found = (own(inquiry, each, name) for each in inquiry.family.ancestors(owner))
    return next((each for each in found if each is not None), None)
