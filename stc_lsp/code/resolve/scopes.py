"""Scopes: what a name means at a place in its own file, and shapes freed of local names.

Resolution has two steps, like a compiler and a linker. This is the first: it replaces the local names in a
shape (`code/parse/shapes.py`) by what they were made from, until it is rooted in names that anyone can look
up in the file's table. `x.run()` after `x = App()` becomes `App().run()`; `self.run()` in a method of `App`
becomes `<App>().run()`. The second step (`evaluate.py`) then needs no text, no positions and no local names,
so that the same shapes serve for other files' results and attributes.

Special roots: `<Qual.name>` is that very chunk of the file, `<^Qual.name>` its base classes (`super()`),
`<?name>` the test fixture that a parameter asks for.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.parse.nesting import Nesting
from stc_lsp.code.parse.twins import is_later_accessor
from stc_lsp.code.resolve.bound import Meaning
from stc_lsp.code.resolve.conventions import asks_for_fixtures, is_constructor, sees_class_names, tested_class
from stc_lsp.code.resolve.shape_parts import NAME, alternatives
from stc_lsp.code.values import CALLEES, Binding, BindingKind, ChunkKind, FileFacts, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROOT = re.compile(rf"\{{[^}}]*\}}|<[^>]*>|@*{NAME}")
_SELVES = frozenset({"self", "this", "Self"})
_OWN_CLASS = "Self"
_CLASS_METHODS = frozenset({"__new__", "__init_subclass__", "__class_getitem__"})
_OWN_NAMES = frozenset({BindingKind.PARAMETER, BindingKind.LOCAL, BindingKind.TYPE_PARAMETER})
_IN_ORDER = frozenset({"go", "rust", "kotlin", "swift"})
"""Languages in which a local name means what is around it until it is declared: `x := x.New()`."""
_DEEPEST = 8
_LONGEST = 240


class Scopes:
    """The scopes of one file, from its complete facts."""

    def __init__(self, facts: FileFacts) -> None:
        self.facts = facts
        self._bodies: dict[int, tuple[int, int]] = {}
        self._outer: dict[tuple[int, str], str] = {}
        self._names: dict[str, dict[int, list[Meaning]]] = {}
        """What a name is bound to, by the scope that binds it. Most names are bound in one, or in none."""
        self.narrowed: dict[str, list[Binding]] = {}
        """What tests show names to be, in the order of the source."""
        self._blocks: list[int] = []
        self._inside: Nesting | None = None
        self._keeps_types = facts.language not in _IN_ORDER
        """Whether a name is of one type wherever it is bound."""
        blocks = self._blocks_around_chunks() if facts.language in SCRIPT_LANGUAGES else {}
        for one in facts.bindings:
            if one.start_byte not in blocks or one.kind is not BindingKind.LOCAL:
                self._add(one)
        self.has_nameless = facts.language == "java" and "" in self._names
        """Whether there are classes without a name, whose members a bare name may mean."""
        for imported in facts.imports:
            named = imported.alias or imported.name
            self._put(imported.chunk, named, Meaning(imported.chunk, imported=imported))
        for chunk in facts.chunks:
            if chunk.parent is None or chunk.kind is ChunkKind.SECTION:
                continue
            if not is_constructor(chunk, facts.chunks[chunk.parent].name) and not is_later_accessor(chunk):
                span = blocks.get(chunk.name_start_byte)
                if span is not None and not self._is_within(span, chunk.parent):
                    span = None
                self._put(chunk.parent, chunk.name, Meaning(chunk.parent, chunk=chunk, span=span))
        for scopes in self._names.values():
            for meanings in scopes.values():
                if len(meanings) > 1:
                    meanings.sort(key=lambda one: one.line)
                    if any(one.span is not None for one in meanings):
                        meanings[:] = map(self._told_apart, meanings)

    def _blocks_around_chunks(self) -> dict[int, tuple[int, int]]:
        """The blocks in which alone functions and classes are seen, by where their names stand."""
        named = {one.name_start_byte: one for one in self.facts.chunks[1:] if one.kind in CALLEES}
        found: dict[int, tuple[int, int]] = {}
        for one in self.facts.bindings:
            chunk = named.get(one.start_byte) if one.kind is BindingKind.LOCAL else None
            if chunk is not None and one.scope_start <= chunk.start_byte and chunk.end_byte <= one.scope_end:
                found[one.start_byte] = (one.scope_start, one.scope_end)
        return found

    def _told_apart(self, one: Meaning) -> Meaning:
        """A definition beside others of its name that are seen in blocks only."""
        is_apart = one.chunk is None or one.span is not None
        return one if is_apart else one._replace(span=(0, self.facts.chunks[0].end_byte))

    def _add(self, one: Binding) -> None:
        if one.kind is BindingKind.BODY:
            self._bodies[one.chunk] = (one.scope_start, one.scope_end)
        elif one.kind is BindingKind.OUTER:
            self._outer[one.chunk, one.name] = one.annotation
        elif one.kind is BindingKind.NARROWED:
            self.narrowed.setdefault(one.name, []).append(one)
        elif one.kind in _OWN_NAMES:
            self._put(one.chunk, one.name, Meaning(one.chunk, binding=one))

    def _put(self, chunk: int, name: str, meaning: Meaning) -> None:
        self._names.setdefault(name, {}).setdefault(chunk, []).append(meaning)

    def body_start(self, chunk: int) -> int:
        """Where the header of a chunk ends; 0 if that makes no difference."""
        body = self._bodies.get(chunk)
        return body[0] if body is not None else 0

    def scope_of(self, chunk: int, position: int) -> int:
        """The chunk whose names are seen at a position in `chunk`: within a header, the one around it."""
        parent = self.facts.chunks[chunk].parent
        return parent if parent is not None and position < self.body_start(chunk) else chunk

    def find(
        self, name: str, chunk: int, position: int, line: int, but: int = -1
    ) -> tuple[Meaning | None, bool]:
        """What `name` means at a position in `chunk`, None if this file does not bind it.

        The second says that it means the same in all the body of `chunk`. Not meant: what is bound at `but`.
        """
        in_body = position >= self.body_start(chunk)
        known = self._names.get(name)
        if known is None:
            return None, in_body
        if not in_body:
            meaning = self._in_header(known.get(chunk, ()), position)
            if meaning is not None:
                return meaning, False
        first = scope = chunk if in_body else self.scope_of(chunk, position)
        chunks, language = self.facts.chunks, self.facts.language
        while scope != -1:
            current = chunks[scope]
            meanings = known.get(scope)
            if meanings is not None:
                if current.kind is ChunkKind.CLASS and not sees_class_names(language, scope == first):
                    meanings = [one for one in meanings if one.is_type_parameter]
                if but >= 0:
                    meanings = [one for one in meanings if not one.binding or one.binding.start_byte != but]
                if meanings:
                    outer = self._outer.get((scope, name), "")
                    if outer == "global" and scope:
                        scope = 0
                        continue
                    if not outer or not scope:
                        found, settled = self._choose(meanings, position, line, here=scope == first)
                        if found is not None:
                            return found, settled and in_body
                        in_body = False  # elsewhere in the body it may mean one of these
            scope = current.parent if current.parent is not None else -1
        return None, in_body

    def _in_header(self, meanings: Iterable[Meaning], position: int) -> Meaning | None:
        """A parameter under the cursor itself, or a name of a scope within a header."""
        for meaning in meanings:
            if meaning.binding is not None and meaning.holds_at(position):
                return meaning
        return None

    def _choose(
        self, meanings: list[Meaning], position: int, line: int, *, here: bool
    ) -> tuple[Meaning | None, bool]:
        """The one that holds at the position: of the narrowest scope, and there the latest before it.

        The second says that the choice does not depend on the position.
        """
        if len(meanings) == 1:
            if not self._holds_in_part(meanings[0]):
                return meanings[0], True
            return (meanings[0] if self._holds(meanings[0], position) else None), False
        seen = [one for one in meanings if self._holds(one, position)]
        if not self._keeps_types:
            seen = [one for one in seen if one.is_before(position, line)] or seen
        if len(seen) < 2:
            return (seen[0] if seen else None), False
        narrow = [one for one in seen if self._holds_in_part(one)]
        if narrow:
            smallest = min(one.width for one in narrow)
            seen = [one for one in narrow if one.width == smallest]
        are_all = len(seen) == len(meanings)
        if all(one.imported is not None for one in seen):
            # `try: import x`, `except ImportError: import y`: the first.
            return seen[0], are_all
        if not here:
            return seen[-1], are_all
        before = [one for one in seen if one.is_before(position, line)]
        return (before[-1] if before else seen[0]), False

    def _holds(self, one: Meaning, position: int) -> bool:
        binding = None if self._keeps_types else one.binding
        if binding is not None and binding.kind is BindingKind.LOCAL and self._is_narrow(binding):
            return one.holds_at(position) and one.is_before(position, 0)
        return one.holds_at(position)

    def rooted(self, shape: str, chunk: int, position: int, line: int, depth: int = _DEEPEST) -> str:
        """The shape with local names replaced by what they are made from; "" if one of them says nothing."""
        if not shape or depth == 0:
            return ""
        made = (self._rooted_one(one, chunk, position, line, depth) for one in alternatives(shape))
        joined = "|".join(one for one in made if one)
        return joined if len(joined) <= _LONGEST else ""

    def _rooted_one(self, shape: str, chunk: int, position: int, line: int, depth: int) -> str:
        match = _ROOT.match(shape)
        if match is None:
            return ""
        root, rest = match.group(), shape[match.end() :]
        if root[0] in "{<":
            return shape
        if root == "super" and self.facts.language != "rust" and rest.startswith(("().", ".")):
            owner = self.class_around(chunk)
            return (
                f"<^{self.facts.chunks[owner].qualname}>{rest.removeprefix('()')}"
                if owner is not None
                else ""
            )
        meaning, _ = self.find(root, chunk, position, line, but=position)
        return self._rooted_as(shape, root, meaning, chunk, depth, position)

    def rooted_use(self, one: Reference, root: str, meaning: Meaning | None) -> str:
        """The same of a use, the root of which was found to have that meaning."""
        if root == "super" or "|" in one.expression:
            return self.rooted(one.expression, one.chunk, one.start_byte, one.line)
        position = one.start_byte if one.expression != root else -1  # a name itself means what it is bound to
        made = self._rooted_as(one.expression, root, meaning, one.chunk, _DEEPEST, position)
        if self.has_nameless and (meaning is None or meaning.binding is None or self.is_shared(meaning)):
            around, _ = self.find("", one.chunk, one.start_byte, one.line)
            kind = _annotated(around.binding) if around is not None else ""
            made = f"{kind}.{one.expression}|{made}" if kind else made
        return made if len(made) <= _LONGEST else ""

    def _rooted_as(
        self, shape: str, root: str, meaning: Meaning | None, chunk: int, depth: int, position: int
    ) -> str:
        rest = shape[len(root) :]
        shown = self._shown(root, meaning, position) if root in self.narrowed else ""
        made = self._without_tests(shape, root, meaning, chunk, depth)
        return "|".join(filter(None, (f"{shown}{rest}", made))) if shown else made

    def _shown(self, name: str, meaning: Meaning | None, position: int) -> str:
        """What a test shows a name to be that is not bound anew since."""
        binding = meaning.binding if meaning is not None else None
        tests = [each for each in self.narrowed[name] if each.scope_start <= position < each.scope_end]
        if not tests or binding is None or tests[-1].start_byte < binding.start_byte:
            return ""
        return _annotated(tests[-1])

    def _without_tests(self, shape: str, root: str, meaning: Meaning | None, chunk: int, depth: int) -> str:
        rest = shape[len(root) :]
        if meaning is None:
            if root in _SELVES and self.facts.language != "python":
                return self._of_object(chunk, rest)
            if root == "new" and rest.startswith("()") and self.facts.language == "ruby":
                return self._of_object(chunk, rest.removeprefix("()"))
            return shape
        if meaning.chunk is not None and (meaning.owner != 0 or meaning.span is not None):
            if meaning.chunk.kind is ChunkKind.VARIABLE and not self.facts.chunks[meaning.owner].qualname:
                return shape
            return f"<{meaning.chunk.qualname}>{rest}"
        if meaning.binding is None or self.is_shared(meaning):
            return shape
        made = self.made_from(meaning, depth - 1)
        return "|".join(f"{one}{rest}" for one in alternatives(made)) if made else ""

    def _of_object(self, chunk: int, rest: str) -> str:
        """What is said of the object whose method a chunk is, or stands in."""
        owner = self.class_around(chunk)
        if owner is not None:
            return f"<{self.facts.chunks[owner].qualname}>(){rest}"
        # Rust's and C++'s methods stand beside their type, perhaps in another file.
        around: int | None = chunk
        while around is not None and self.facts.chunks[around].kind is not ChunkKind.METHOD:
            around = self.facts.chunks[around].parent
        named = self.facts.chunks[around].qualname.rpartition(".")[0] if around is not None else ""
        named = named or tested_class(self.facts.chunks[chunk])
        if self.facts.language == "lua":
            return f"{named}{rest}" if named else ""
        return f"{named}(){rest}" if named.isidentifier() else ""

    def is_shared(self, meaning: Meaning) -> bool:
        """Whether the name is a variable of a module or class, which the file's table has."""
        binding = meaning.binding
        owner = self.facts.chunks[meaning.owner]
        return (
            binding is not None
            and owner.kind in (ChunkKind.MODULE, ChunkKind.CLASS)
            and binding.kind is BindingKind.LOCAL
            and not self._is_narrow(binding)
        )

    def _holds_in_part(self, one: Meaning) -> bool:
        """Whether a name means this in a part of its chunk only."""
        return one.span is not None or (one.binding is not None and self._is_narrow(one.binding))

    def _is_narrow(self, binding: Binding) -> bool:
        """Whether the name lives in a scope smaller than its chunk: a comprehension, a lambda, a block."""
        return self._is_within((binding.scope_start, binding.scope_end), binding.chunk)

    def _is_within(self, span: tuple[int, int], owner: int) -> bool:
        chunk = self.facts.chunks[owner]
        start, end = self._bodies.get(owner, (chunk.start_byte, chunk.end_byte))
        return span[0] > start or span[1] < end

    def made_from(self, meaning: Meaning, depth: int = _DEEPEST) -> str:
        """The shape of a local name's value, rooted; "" if nothing is known."""
        binding = meaning.binding
        if binding is None or depth <= 0:
            return ""
        if binding.kind is BindingKind.TYPE_PARAMETER and self.facts.language == "rust":
            return f"{{{binding.name}}}"
        if binding.kind is BindingKind.PARAMETER:
            found = self._receiver(binding) or self._declared(binding)
            if found:
                return found
            chunk = self.facts.chunks[binding.chunk]
            if not self._is_narrow(binding) and asks_for_fixtures(chunk, self.facts.language):
                return f"<?{binding.name}>"
            around = binding.chunk if self._is_narrow(binding) else chunk.parent or 0
            return self.rooted(binding.value, around, binding.start_byte, binding.line, depth)
        others = self._names.get(binding.name, {}).get(binding.chunk, ()) if self._keeps_types else ()
        said = (each.binding for each in others if each.binding is not None and each.binding.annotation)
        typed = (_annotated(one) for one in said if not self._is_narrow(one))
        declared = _annotated(binding) or next(typed, "")
        return declared or self.rooted(binding.value, binding.chunk, binding.start_byte, binding.line, depth)

    def _declared(self, binding: Binding) -> str:
        """What a parameter is declared to be, with the class itself by its name."""
        declared = _annotated(binding)
        own = self._of_object(binding.chunk, "") if _OWN_CLASS in declared else ""
        return declared.replace(_OWN_CLASS, own.strip("<>()")) if own else declared

    def _receiver(self, binding: Binding) -> str:
        """Python's `self` and `cls`."""
        chunk = self.facts.chunks[binding.chunk]
        if chunk.kind is not ChunkKind.METHOD or self.facts.language != "python" or chunk.parent is None:
            return ""
        if not chunk.parameters or chunk.parameters[0] != binding.name or self._is_narrow(binding):
            return ""
        if any("staticmethod" in one for one in chunk.decorators):
            return ""
        of_class = chunk.name in _CLASS_METHODS or any("classmethod" in one for one in chunk.decorators)
        return f"<{self.facts.chunks[chunk.parent].qualname}>{'' if of_class else '()'}"

    def class_around(self, chunk: int | None) -> int | None:
        """The innermost class that holds a chunk, or is it."""
        while chunk is not None and self.facts.chunks[chunk].kind is not ChunkKind.CLASS:
            chunk = self.facts.chunks[chunk].parent
        return chunk

    @cached_property
    def exported(self) -> tuple[Binding, ...]:
        """The bindings that other files may need, rooted and without positions."""
        return tuple(self._exported())

    def _exported(self) -> Iterator[Binding]:
        for one in self.facts.bindings:
            if one.kind is BindingKind.RESULT:
                if self.facts.chunks[one.chunk].returns and not one.annotation:
                    continue
            elif one.kind is BindingKind.LOCAL:
                owner = self.facts.chunks[one.chunk]
                if owner.kind not in (ChunkKind.MODULE, ChunkKind.CLASS) or self._is_narrow(one):
                    continue
            elif one.kind is not BindingKind.ATTRIBUTE and not one.is_namespace:
                continue
            yield self._export(one)

    def _export(self, one: Binding) -> Binding:
        chunk = one.chunk
        if one.kind is BindingKind.ATTRIBUTE:  # its value stands in a method, but belongs to the class
            chunk = self.innermost(one.start_byte)
        value = self.rooted(one.value, chunk, one.start_byte, one.line)
        return one._replace(value=value, scope_start=0, scope_end=0, known_from=0)

    def innermost(self, position: int) -> int:
        """The innermost chunk at a position, variables not counted."""
        if self._inside is None:
            chunks = self.facts.chunks
            self._blocks = [one for one, chunk in enumerate(chunks) if chunk.kind is not ChunkKind.VARIABLE]
            self._inside = Nesting((chunks[one].start_byte, chunks[one].end_byte) for one in self._blocks)
        found = self._inside.at(position)
        return self._blocks[found] if found != -1 else 0


def exported_bindings(facts: FileFacts) -> tuple[Binding, ...]:
    """The bindings to store with a file: results, attributes and shared variables, freed of local names.

    This is all that other files' resolution needs of a file besides its chunks and imports.
    """
    return Scopes(facts).exported


def _annotated(binding: Binding | None) -> str:
    if binding is None or not binding.annotation or {"{", "}"} & set(binding.annotation):
        return ""
    return f"{{{binding.annotation}}}"
