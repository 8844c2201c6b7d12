"""What is read of one file, and what the thoughts about each definition in it are made from."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from stc_lsp.code.describe.facts import MOST_MENTIONS, DefinitionFacts, Mention, Several
from stc_lsp.code.describe.member_words import is_attribute
from stc_lsp.code.describe.mentioned import said_by_itself
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLS, Binding, BindingKind, ChunkKind, ReferenceKind
from stc_lsp.sleep.indexing.held import span_of
from stc_lsp.sleep.indexing.look import beside
from stc_lsp.sleep.inputs.names import Named, several

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference, UsePlace
    from stc_lsp.sleep.inputs.facts import Inputs

_TOLD = frozenset(
    {
        *CALLS,
        ReferenceKind.BASE,
        ReferenceKind.RAISE,
        ReferenceKind.CATCH,
        ReferenceKind.ENVIRONMENT,
        ReferenceKind.OPTION,
    }
)
"""Uses of which something is told of where they stand."""
_RESULT = re.compile(r"[A-Za-z_][\w.]*(?:\(\))?")
_DOTTED = re.compile(r"[A-Za-z_$][\w$]*(?:\.[\w$]+)*")
_FEW = 3
"""Of so many chunks it is cheaper to ask for what each overrides than to know all methods around them."""
_MOST_RESULTS = 4


class FileInputs:
    """One file as its facts are made from it, read at once. (Of the file as a whole they are in `module`.)"""

    def __init__(
        self, inputs: Inputs, path: str, chunks: Sequence[StoredChunk], told: Collection[int]
    ) -> None:
        """`told`: the ids of the chunks whose facts will be asked for, so that all is read at once."""
        self.inputs = inputs
        self.names = inputs.names
        self.path = path
        self.chunks = chunks
        self.language = chunks[0].language
        self.in_test_code = is_test_path(path)
        self._by_id = {chunk.id: chunk for chunk in chunks}
        self.children: dict[int, list[StoredChunk]] = {}
        """By the id of the chunk they stand in."""
        for chunk in chunks:
            if chunk.parent_id is not None:
                self.children.setdefault(chunk.parent_id, []).append(chunk)
        self._beside = beside(chunks)
        self._used = inputs.snapshot.use_places(told)
        self._used.update((each, []) for each in told if each not in self._used)
        self._held = inputs.held.get(path)
        if self._held is None:
            inside = bases = inputs.snapshot.references_in(chunks[0].id, _TOLD)
        else:
            inside = self._held.references(inputs.snapshot, chunks, span_of(chunks, told), _TOLD)
            bases = self._held.bases(inputs.snapshot, chunks)
        self.references = _by_chunk(inside)
        """Of which something is told, by the id of the chunk they stand in."""
        inputs.names.know_file(path, chunks, self.children, _by_chunk(bases))
        inputs.names.learn(use.chunk_id for uses in self._used.values() for use in uses)
        inputs.names.learn(
            each.target_id
            for chunk_id in told
            for each in self.references.get(chunk_id, ())
            if each.target_id is not None
        )

    @cached_property
    def _bindings(self) -> Mapping[int, list[Binding]]:
        """By the id of the chunk they belong to."""
        found: dict[int, list[Binding]] = {}
        indexed = self._held.indexed if self._held is not None else None
        for binding in indexed.bindings if indexed is not None else self.inputs.snapshot.bindings(self.path):
            if binding.chunk < len(self.chunks):
                found.setdefault(self.chunks[binding.chunk].id, []).append(binding)
        return found

    @cached_property
    def _outside(self) -> Mapping[str, str]:
        """What names stand for that are imported from outside of the workspace."""
        return {
            (one.alias or one.name): ".".join(filter(None, (one.module, one.name)))
            for one, target in self.inputs.snapshot.imports_of(self.path)
            if target is None and one.name != "*" and not one.level
        }

    def definition(self, stored: StoredChunk) -> DefinitionFacts:
        """The facts of a class, function, method or section."""
        chunk = stored.chunk
        container = self._by_id.get(stored.parent_id or 0)
        if container is not None and container.chunk.kind is ChunkKind.MODULE:
            container = None
        inside = self._inside(stored)
        users, tests = self._users(stored)
        is_class = chunk.kind is ChunkKind.CLASS
        return said_by_itself(
            self.path,
            self.language,
            chunk,
            container.chunk if container is not None else None,
            [each.reference for each in inside],
        )._replace(
            results=self._results(stored) if chunk.kind in CALLABLE else (),
            sets=self._sets(stored, container) if container else (),
            bases=self._bases(stored) if is_class else (),
            overrides=self._overrides(stored, container) if container else (),
            outside_bases=self._outside_bases(stored, container) if container else (),
            overridden_by=self._overridden_by(stored, container) if container else Several(),
            subclasses=self._subclasses(stored) if is_class else Several(),
            members=self._members(stored),
            attributes=self._attributes(stored) if is_class else (),
            calls=() if is_class else self._calls(stored, inside),
            calls_outside=() if is_class else self._calls_outside(inside),
            callers=users,
            tests=tests,
            tests_through=() if tests or self.in_test_code else self._tests_through(stored),
            history=self.inputs.histories.of_chunk(self.path, chunk.qualname, chunk.fingerprint),
        )

    def _inside(self, stored: StoredChunk) -> list[StoredReference]:
        """The references in a chunk and in the functions within it, in the order of the source."""
        own = self.references.get(stored.id, [])
        # Not by recursion: generated code nests deeper than Python goes.
        within = list(self.children.get(stored.id, ()))
        for child in within:
            within.extend(self.children.get(child.id, ()))
        deeper = [each for child in within for each in self.references.get(child.id, ())]
        return sorted([*own, *deeper], key=lambda each: each.reference.start_byte) if deeper else own

    def _users(self, stored: StoredChunk) -> tuple[Several, Several]:
        """Who uses a chunk, outside of test code and in it. Its own body does not count."""
        users: Counter[Named] = Counter()
        tests: Counter[Named] = Counter()
        own = stored.chunk
        for use in self.uses(stored):
            inside = use.path == self.path and own.start_byte <= use.start_byte < own.end_byte
            named = None if inside or self.names.is_import_place(use) else self.names.of(use.chunk_id)
            if named is not None:
                counted = tests if named.in_test_code and not self.in_test_code else users
                counted[named] += 1
        return several(users), several(tests, own.name)

    def _tests_through(self, stored: StoredChunk) -> tuple[Mention, ...]:
        callers = dict.fromkeys(use.chunk_id for use in self.uses(stored))
        tested = [named for each in callers if (named := self.names.of(each)) and self.names.is_tested(each)]
        return tuple(
            named.mention() for named in sorted(tested, key=lambda each: (each.path, each.qualname))[:3]
        )

    def _calls(self, stored: StoredChunk, inside: Iterable[StoredReference]) -> tuple[Mention, ...]:
        counted: dict[Named, int] = {}
        for each in inside:
            if each.target_id is None or each.reference.kind not in CALLS:
                continue
            named = self.names.of(each.target_id)
            own = named is None or (named.path == self.path and self._is_within(named, stored))
            if named is not None and not own and named.kind is not ChunkKind.VARIABLE:
                counted[named] = counted.get(named, 0) + 1
        return tuple(named.mention(places) for named, places in list(counted.items())[:MOST_MENTIONS])

    def _is_within(self, named: Named, stored: StoredChunk) -> bool:
        return named.id == stored.id or named.qualname.startswith(f"{stored.chunk.qualname}.")

    def _calls_outside(self, inside: Iterable[StoredReference]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for each in inside:
            expression = each.reference.expression
            if (
                each.target_id is not None
                or each.reference.kind not in CALLS
                or not _DOTTED.fullmatch(expression)
            ):
                continue
            root, _, rest = expression.partition(".")
            if root in self._outside:
                found[".".join(filter(None, (self._outside[root], rest)))] = None
        return tuple(name for name in found if not name.startswith("typing."))[:MOST_MENTIONS]

    def _results(self, stored: StoredChunk) -> tuple[str, ...]:
        values = [each.value for each in self._bindings.get(stored.id, ()) if each.kind is BindingKind.RESULT]
        return tuple(dict.fromkeys(value for value in values if _RESULT.fullmatch(value)))[:_MOST_RESULTS]

    def _sets(self, stored: StoredChunk, container: StoredChunk) -> tuple[str, ...]:
        chunk = stored.chunk
        return tuple(
            dict.fromkeys(
                each.name
                for each in self._bindings.get(container.id, ())
                if each.kind is BindingKind.ATTRIBUTE and chunk.start_byte <= each.start_byte < chunk.end_byte
            )
        )[:MOST_MENTIONS]

    def _bases(self, stored: StoredChunk) -> tuple[Mention, ...]:
        resolved = {
            each.reference.expression: self.names.of(each.target_id)
            for each in self.references.get(stored.id, ())
            if each.reference.kind is ReferenceKind.BASE and each.target_id is not None
        }
        return tuple(
            named.mention(about=True) if (named := resolved.get(base)) else Mention(base)
            for base in stored.chunk.bases
        )

    def _overrides(self, stored: StoredChunk, container: StoredChunk) -> tuple[Mention, ...]:
        if not self._can_override(stored, container):
            return ()
        name, above = stored.chunk.name, self.names.ancestors(container.id)
        # A name that is not UTF-8 cannot be asked for by name.
        if len(self._used) <= _FEW and name.isascii():
            above = self.names.with_member(above, name)
        found = (self.names.methods(each).get(name) for each in above)
        return tuple(named.mention(about=True) for named in found if named is not None)[:MOST_MENTIONS]

    def _outside_bases(self, stored: StoredChunk, container: StoredChunk) -> tuple[str, ...]:
        return self.names.outside_bases(container.id) if self._can_override(stored, container) else ()

    def _overridden_by(self, stored: StoredChunk, container: StoredChunk) -> Several:
        if not self._can_override(stored, container):
            return Several()
        if len(self._used) > _FEW:
            self.names.know_methods_of_heirs(container.id)
        return several(dict.fromkeys(self.names.overriding(container.id, stored.chunk.name), 1))

    def _can_override(self, stored: StoredChunk, container: StoredChunk) -> bool:
        # Every class has its own constructor: saying that it overrides another says nothing.
        special = stored.chunk.name in ("__init__", "constructor", "initialize")
        return stored.chunk.kind in CALLABLE and container.chunk.kind is ChunkKind.CLASS and not special

    def _subclasses(self, stored: StoredChunk) -> Several:
        uses = (use for use in self.uses(stored) if use.kind == ReferenceKind.BASE)
        found = (self.names.of(use.chunk_id) for use in uses)
        return several({named: 1 for named in found if named is not None and named.id != stored.id})

    def _members(self, stored: StoredChunk) -> tuple[Mention, ...]:
        wanted = CALLABLE if stored.chunk.kind is ChunkKind.CLASS else (stored.chunk.kind,)
        return tuple(
            self.names.know(each).mention(about=True)
            for each in (*self.children.get(stored.id, ()), *self._beside.get(stored.id, ()))
            if each.chunk.kind in wanted and stored.chunk.kind in (ChunkKind.CLASS, ChunkKind.SECTION)
        )

    def _attributes(self, stored: StoredChunk) -> tuple[str, ...]:
        declared = [
            each.chunk.name
            for each in self.children.get(stored.id, ())
            if is_attribute(each.chunk, stored.chunk)
        ]
        assigned = [
            each.name for each in self._bindings.get(stored.id, ()) if each.kind is BindingKind.ATTRIBUTE
        ]
        return tuple(dict.fromkeys((*declared, *assigned)))

    def uses(self, stored: StoredChunk) -> list[UsePlace]:
        """Where a chunk is used."""
        if stored.id not in self._used:
            self._used[stored.id] = self.inputs.snapshot.use_places([stored.id]).get(stored.id, [])
        return self._used[stored.id]


def _by_chunk(references: Iterable[StoredReference]) -> dict[int, list[StoredReference]]:
    found: dict[int, list[StoredReference]] = {}
    for each in references:
        found.setdefault(each.chunk_id, []).append(each)
    return found
