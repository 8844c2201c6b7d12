"""What stands under a cursor: a definition, or a use and what it means.

A buffer that is as indexed is looked up in the index; any other is parsed and resolved now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.parse.parsing import parse_tree
from stc_lsp.code.resolve import PossibleTarget, Target, resolve_at
from stc_lsp.code.values import Binding, ChunkKind, FileFacts
from stc_lsp.wake.guesses import TYPED, may_be_anything, may_meet
from stc_lsp.wake.hover.imported import NamedModule, module_named_at
from stc_lsp.wake.hover.keywords import keyword_at, parameter_named
from stc_lsp.wake.hover.overloads import are_overloads, is_overload
from stc_lsp.wake.hover.read_text import ReadText, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_RECEIVERS = {
    "php": re.compile(rb"\$this\b|(?<![\w$>])(?:self|static)(?=::)"),
    "swift": re.compile(rb"(?<![\w.])self\b"),
}
"""Elsewhere that is a parameter, or what it stands for depends on the function around it."""

_CLASSES = frozenset({"class_declaration", "trait_declaration", "enum_declaration", "interface_declaration"})
_NAMELESS = frozenset({"anonymous_class"})
"""PHP's `new class { ... }`, of which no card tells."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that the name under a cursor may mean."""

    path: str
    qualname: str
    certain: bool
    stored: StoredChunk | None
    """In the index; None while it is not known there."""
    binding: Binding | None = None
    """The local name, parameter or attribute, if it is no chunk: `stored` is the chunk whose name it is."""


@dataclass(frozen=True, slots=True)
class Under:
    """What a cursor points at."""

    start_byte: int
    end_byte: int
    name: str
    candidates: tuple[Candidate, ...]


def under_cursor(present: Present, path: str, byte: int) -> Under | None:
    """What the name at a byte of a file may mean, the likeliest first; None if no name is there."""
    found = _in_index(present, path, byte) if present.is_as_indexed(path) else None
    if found is not None:
        return found
    source = present.text(path)
    return _in_text(present, path, source, byte) if source is not None else None


def _in_index(present: Present, path: str, byte: int) -> Under | None:
    snapshot = present.snapshot
    defined = snapshot.defined_at(path, byte)
    if defined is not None:
        chunk = defined.chunk
        return Under(chunk.name_start_byte, chunk.name_end_byte, chunk.name, (_certain(defined),))
    used = snapshot.used_at(path, byte)
    if used is None or is_overload(snapshot, used.target):
        return None
    return Under(used.start_byte, used.end_byte, used.name, (_certain(_speaker(snapshot, used.target)),))


def _certain(stored: StoredChunk) -> Candidate:
    return Candidate(stored.path, stored.chunk.qualname, certain=True, stored=stored)


def _speaker(snapshot: Snapshot, stored: StoredChunk) -> StoredChunk:
    """The file that speaks for what is meant: of a Go package, the one whose comment documents it."""
    is_package = stored.chunk.kind is ChunkKind.MODULE and stored.language == "go"
    if not is_package or stored.chunk.documentation:
        return stored
    files = snapshot.files_in(folder_of(stored.path), "go")
    modules = (snapshot.chunk(path, "") for path in files)
    return next((each for each in modules if each is not None and each.chunk.documentation), stored)


def _in_text(present: Present, path: str, source: bytes, byte: int) -> Under | None:
    text = read_text(present.snapshot, present.documents, path, source)
    module = module_named_at(text.facts, source, byte)
    if module is not None:
        return _of_module(present.snapshot, text, module)
    receiver = _receiver_at(present.snapshot, path, text, byte)
    if receiver is not None:
        return receiver
    span = text.name_at(byte)
    if span is None:
        return _at_keyword(present, path, text, byte)
    found = resolve_at(path, text.facts, byte, text.project, text.resolver)
    if not found or not found[0].certain:
        brought = _imported(text, source, span)
        if brought is not None:
            return Under(*span, brought.qualname or brought.path, (_known(present.snapshot, brought),))
    if not found:
        return None
    name = source[span[0] : span[1]].decode("utf-8", "replace")
    possible = _possible(present.snapshot, text, byte, name, found)
    return Under(*span, name, possible) if possible else None


def _receiver_at(snapshot: Snapshot, path: str, text: ReadText, byte: int) -> Under | None:
    """The class that `$this` or `self` stands for, where that is a word of the language."""
    pattern = _RECEIVERS.get(text.facts.language)
    if pattern is None:
        return None
    start = text.source.rfind(b"\n", 0, byte) + 1
    line = text.source[start:].partition(b"\n")[0]
    found = next((each for each in pattern.finditer(line) if each.start() <= byte - start < each.end()), None)
    if found is None:
        return None
    tree = parse_tree(text.facts.language, text.source)
    begin, end = start + found.start(), start + found.end()
    leaf = tree.root_node.descendant_for_byte_range(end - 1, end) if tree is not None else None
    if leaf is None or leaf.end_byte != end or leaf.start_byte not in (begin, begin + 1):
        return None  # a word of a comment or a text
    while leaf is not None and leaf.type not in _CLASSES:
        if leaf.type in _NAMELESS:
            return None
        leaf = leaf.parent
    around = [
        each
        for each in text.facts.chunks
        if each.kind is ChunkKind.CLASS and each.start_byte <= begin and end <= each.end_byte
    ]
    if not around:
        return None
    target = Target(path, max(around, key=lambda each: each.start_byte).qualname)
    return Under(begin, end, found[0].decode(), (_known(snapshot, target),))


def _of_module(snapshot: Snapshot, text: ReadText, module: NamedModule) -> Under | None:
    """What the path of an import names."""
    target = text.resolver.imported(module.imported)
    if target is None:
        return None
    only = _known(snapshot, target)
    if only.stored is not None:
        only = _certain(_speaker(snapshot, only.stored))
    return Under(module.start_byte, module.end_byte, module.imported.module, (only,))


def _possible(
    snapshot: Snapshot, text: ReadText, byte: int, name: str, found: Sequence[PossibleTarget]
) -> tuple[Candidate, ...]:
    """What of all that is found for a name it may mean: of guesses none that is likely to mislead."""
    facts = text.facts
    are_known = found[0].certain or are_overloads(
        [(each.target.path, each.target.qualname) for each in found], facts.language
    )
    if not are_known and (
        (len(found) > 1 and facts.language in TYPED)
        or may_be_anything(facts, text.resolver.references_at(byte), name)
    ):
        return ()
    candidates = (
        Candidate(
            each.target.path,
            each.target.qualname,
            each.certain,
            snapshot.chunk(each.target.path, each.target.qualname),
            each.binding,
        )
        for each in found
    )
    return tuple(each for each in candidates if are_known or _may_be_meant(facts, each))


def _at_keyword(present: Present, path: str, text: ReadText, byte: int) -> Under | None:
    keyword = keyword_at(text.facts.language, text.source, byte)
    if keyword is None:
        return None
    called = resolve_at(path, text.facts, keyword.called_at, text.project, text.resolver)
    if not called or not called[0].certain:
        return None
    target = called[0].target
    found = parameter_named(present, target, keyword.name)
    if found is None:
        return None
    qualname, binding = found
    stored = present.snapshot.chunk(target.path, qualname)
    only = Candidate(target.path, qualname, certain=True, stored=stored, binding=binding)
    return Under(keyword.start_byte, keyword.end_byte, keyword.name, (only,))


def _imported(text: ReadText, source: bytes, span: tuple[int, int]) -> Target | None:
    """What an import brings, if the name stands in one."""
    line = source.count(b"\n", 0, span[0]) + 1
    name = source[span[0] : span[1]].decode("utf-8", "replace")
    found = (
        text.resolver.imported(one)
        for one in text.facts.imports
        if one.line == line and name in (one.name, one.alias)
    )
    return next(filter(None, found), None)


def _known(snapshot: Snapshot, target: Target) -> Candidate:
    stored = snapshot.chunk(target.path, target.qualname)
    return Candidate(target.path, target.qualname, certain=True, stored=stored)


def _may_be_meant(facts: FileFacts, guessed: Candidate) -> bool:
    return guessed.stored is not None and may_meet(facts.language, guessed.stored.language)
