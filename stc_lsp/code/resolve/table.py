"""A file's table: what each qualified name in it stands for. Built once per file from its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.parse.bindings import WHOLE
from stc_lsp.code.parse.declared import SPACED
from stc_lsp.code.resolve.conventions import is_partial, types_taken
from stc_lsp.code.resolve.extensions import extended_type
from stc_lsp.code.resolve.generics import lists_types, type_parameters
from stc_lsp.code.resolve.overloads import has_overloads, taken
from stc_lsp.code.resolve.signature_types import aliased_type, parameter_types, tells_types
from stc_lsp.code.values import NAMESPACE, Binding, BindingKind, Chunk, ChunkKind, FileFacts, Import

if TYPE_CHECKING:
    from collections.abc import Iterable

FLAT = "enumerator"
"""The keyword of what is seen without the name of what it stands in: C's `RED` in `enum colour`."""


SPACES = f"{NAMESPACE}:"
"""Under which a table says which namespaces a file adds to: no name, so nobody else looks there."""


class Entry:
    """Everything bound to one qualified name, each list in the order of the source."""

    __slots__ = ("bindings", "chunks", "imports", "results")

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self.imports: list[Import] = []
        self.bindings: list[Binding] = []
        """Assignments to a variable of a module or class, or to an attribute."""
        self.results: list[Binding] = []
        """What the function of this name returns or yields."""

    def content(self, language: str) -> object:
        """What others can learn from the entry: equal contents resolve equally."""
        return (
            [
                (one.qualname, one.kind, one.keyword, one.bases, one.returns, one.decorators)
                for one in self.chunks
            ],
            [extended_type(one, language) for one in self.chunks],
            [(types_taken(one), is_partial(one, language)) for one in self.chunks]
            if language == "csharp"
            else (),
            [taken(one, language) for one in self.chunks] if has_overloads(language) else (),
            [parameter_types(one, language) for one in self.chunks] if tells_types(language) else (),
            [(type_parameters(one, language), aliased_type(one, language)) for one in self.chunks]
            if lists_types(language)
            else (),
            [(one.module, one.name, one.level) for one in self.imports],
            [(one.value, one.annotation) for one in self.bindings],
            [(one.value, one.annotation) for one in self.results],
        )


class Table:
    """What one file offers to whoever looks a name up in it."""

    __slots__ = ("chunks", "entries", "facts", "path", "stars")

    def __init__(self, path: str, facts: FileFacts) -> None:
        self.path = path
        self.facts = facts
        self.entries: dict[str, Entry] = {}
        self.chunks = {chunk.qualname: chunk for chunk in facts.chunks}
        self.stars: list[Import] = []
        """`from x import *` at the level of the module; `module.exports = require("./x")`."""
        self._add_chunks(facts.chunks)
        self._add_imports(facts.imports)
        self._add_bindings(facts.bindings)

    def _add_chunks(self, chunks: Iterable[Chunk]) -> None:
        for chunk in chunks:
            if chunk.kind is not ChunkKind.SECTION and chunk.parent is not None:
                self._within(self._scope(chunk), chunk.name).chunks.append(chunk)
                if chunk.keyword == FLAT and chunk.parent:
                    around = self.facts.chunks[chunk.parent]
                    self._within(self._scope(around), chunk.name).chunks.append(chunk)

    def _add_imports(self, imports: Iterable[Import]) -> None:
        for one in imports:
            if one.name == "*" and not one.alias:
                self.stars.append(one)
            else:
                self._at(one.chunk, one.alias or one.name).imports.append(one)
            if one.alias == WHOLE:
                self.stars.append(one)

    def _add_bindings(self, bindings: Iterable[Binding]) -> None:
        chunks = self.facts.chunks
        for one in bindings:
            if one.chunk >= len(chunks):
                continue
            owner = chunks[one.chunk]
            if one.kind is BindingKind.RESULT:
                self._within(self._scope(owner), owner.name).results.append(one)
            elif one.kind is BindingKind.ATTRIBUTE or (
                one.kind is BindingKind.LOCAL and owner.kind in (ChunkKind.MODULE, ChunkKind.CLASS)
            ):
                self._at(one.chunk, one.name).bindings.append(one)
            elif one.is_namespace and self.facts.language in SPACED:
                self._within("", SPACES).bindings.append(one._replace(annotation=one.name))

    def _at(self, parent: int, name: str) -> Entry:
        return self._within(
            self.facts.chunks[parent].qualname if parent < len(self.facts.chunks) else "", name
        )

    def _scope(self, chunk: Chunk) -> str:
        """The qualified name of what a chunk is a member of: not where Go's methods stand, or `struct A::B`.

        What stands in an object that JavaScript gives to a variable is a member of that.
        """
        stands_elsewhere = chunk.kind is ChunkKind.METHOD or self.facts.language == "cpp"
        if stands_elsewhere and chunk.parent == 0:
            return chunk.qualname.rpartition(".")[0]
        if self.facts.language in SCRIPT_LANGUAGES and chunk.qualname.endswith(f".{chunk.name}"):
            return chunk.qualname.removesuffix(f".{chunk.name}")
        return self.facts.chunks[chunk.parent].qualname if chunk.parent is not None else ""

    def _within(self, scope: str, name: str) -> Entry:
        qualname = f"{scope}.{name}" if scope else name
        entry = self.entries.get(qualname)
        if entry is None:
            entry = self.entries[qualname] = Entry()
        return entry


def stands_alone(chunk: Chunk, language: str) -> bool:
    """Whether a definition is found by its bare name: it stands in no other, or in one that adds no name.

    So is a class of Ruby within a module: all files may add to it; and what extends a type of C#.
    """
    return (
        chunk.parent == 0
        or chunk.keyword == FLAT
        or (language == "ruby" and chunk.kind is ChunkKind.CLASS)
        or (language == "csharp" and extended_type(chunk, language) != "")
    )
