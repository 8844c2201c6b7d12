"""Overloads: all that one name stands for; and what else documents a function.

That is another overload, what declares it, or what it overrides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.modules import shared_folders
from stc_lsp.code.resolve.overloads import has_overloads, is_signature
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind
from stc_lsp.memory.values import StoredChunk, ThoughtKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot

_SIGNED = frozenset({"typescript", "tsx", "python"})
"""Languages in which overloads are signatures of one function."""
_DECLARED = frozenset({"c", "cpp"})
"""Languages in which a function is declared in one place, for those who call it, and defined in another."""
_INHERITING = frozenset({"cpp", "csharp", "java", "kotlin"})
"""Languages in which what generates documentation gives an override that of what it overrides."""
_INHERITS = re.compile(r"\s*(?:<inheritdoc\b[^<>]*/>|\{@inherit[Dd]oc\})\s*")
_UNDECLARED = frozenset({"define", "field", "enumerator"})


def with_overloads(found: Sequence[StoredChunk], snapshot: Snapshot) -> list[StoredChunk]:
    """Functions with their overloads: who writes a name means all that bear it in a class."""
    every: dict[int, StoredChunk] = {}
    for one in found:
        every[one.id] = one
        if has_overloads(one.language) and one.chunk.kind in CALLABLE and one.parent_id is not None:
            plain = unnumbered(one.chunk.qualname)
            twins = (each for each in snapshot.children(one.parent_id) if each.chunk.kind in CALLABLE)
            every |= {each.id: each for each in twins if unnumbered(each.chunk.qualname) == plain}
    return list(every.values())


def documented_overload(snapshot: Snapshot, stored: StoredChunk) -> StoredChunk | None:
    """What documents an overload that has no documentation of its own: the first of them which has some.

    In C and C++ what declares it does, mostly in a header; else what a method overrides. None also where a
    model has learned of it: that says more.
    """
    chunk = stored.chunk
    if not _is_undocumented(chunk) or chunk.kind not in (*CALLABLE, ChunkKind.VARIABLE):
        return None
    is_declared = (
        stored.language in _DECLARED and not chunk.is_declaration and chunk.keyword not in _UNDECLARED
    )
    inherits = stored.language in _INHERITING and chunk.kind is ChunkKind.METHOD
    if not is_declared and not inherits and (chunk.kind not in CALLABLE or stored.language not in _SIGNED):
        return None
    plain = unnumbered(chunk.qualname)
    is_numbered = chunk.qualname != plain or snapshot.chunk(stored.path, f"{plain}#1") is not None
    if stored.language in _SIGNED and not is_numbered:
        return None
    thought = snapshot.thought(stored.id, ThoughtKind.SUMMARY)
    if thought is not None and not thought.is_structural:
        return None
    if is_declared or inherits:
        found = _declaring(snapshot, stored) if is_declared else None
        return found or (documented_by_base(snapshot, stored) if inherits else None)
    twins = [
        each
        for each in snapshot.named(chunk.name)
        if each.path == stored.path and unnumbered(each.chunk.qualname) == plain
    ]
    if stored.language == "python" and not any(is_signature(each.chunk) for each in twins):
        return None
    documented = (each for each in twins if each.chunk.documentation)
    return min(documented, key=lambda each: each.chunk.start_byte, default=None)


def documented_by_base(snapshot: Snapshot, stored: StoredChunk) -> StoredChunk | None:
    """The nearest method with documentation that a method without any overrides."""
    # Imported here: answers, which import this, come with it.
    from stc_lsp.wake.structural.family import Family

    documented = (
        _declaring(snapshot, each) if _is_undocumented(each.chunk) else each
        for each in Family(snapshot).overridden(stored)
    )
    return next(filter(None, documented), None)


def _is_undocumented(chunk: Chunk) -> bool:
    """Whether its documentation is that of something else, or there is none."""
    return not chunk.documentation or _INHERITS.fullmatch(chunk.documentation) is not None


def declarations_of(snapshot: Snapshot, stored: StoredChunk) -> list[StoredChunk]:
    """What only declares a function or variable of C and C++: what is meant where each system has its own."""
    chunk = stored.chunk
    if stored.language not in _DECLARED or chunk.is_declaration or "static" in chunk.signature.split():
        return []
    return [
        each
        for each in _of_that_name(snapshot, stored)
        if each.chunk.is_declaration and each.chunk.kind is chunk.kind
    ]


def declared_by(snapshot: Snapshot, stored: StoredChunk) -> list[StoredChunk]:
    """The definitions of what is only declared."""
    if not stored.chunk.is_declaration:
        return []
    return [
        each
        for each in _of_that_name(snapshot, stored)
        if not each.chunk.is_declaration and each.chunk.kind is stored.chunk.kind
    ]


def _of_that_name(snapshot: Snapshot, stored: StoredChunk) -> list[StoredChunk]:
    """What C and C++ declare or define by the name of something."""
    plain = unnumbered(stored.chunk.qualname)
    named = (each for each in snapshot.named(stored.chunk.name) if each.language in _DECLARED)
    return [each for each in named if unnumbered(each.chunk.qualname) == plain]


def _declaring(snapshot: Snapshot, stored: StoredChunk) -> StoredChunk | None:
    """What documents a function or variable where it is declared: in its own file, else nearest to it."""
    chunk = stored.chunk
    declared = [
        each
        for each in _of_that_name(snapshot, stored)
        if each.chunk.is_declaration
        and each.chunk.documentation
        and len(each.chunk.parameters) in (len(chunk.parameters), 0)
        and (each.path == stored.path or "static" not in chunk.signature.split())
    ]

    def rank(each: StoredChunk) -> tuple[bool, bool, int, str, int]:
        is_same = len(each.chunk.parameters) == len(chunk.parameters)
        near = shared_folders(each.path, stored.path)
        return not is_same, each.path != stored.path, -near, each.path, each.chunk.start_byte

    return min(declared, key=rank, default=None)
