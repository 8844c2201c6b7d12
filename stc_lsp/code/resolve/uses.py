"""Resolution of all uses in a file, and of the one under a cursor."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from stc_lsp.code.resolve import guessing, overloads
from stc_lsp.code.resolve.bound import Meaning
from stc_lsp.code.resolve.conventions import BY_SCOPES_ALONE, is_run_by_call
from stc_lsp.code.resolve.evaluate import Evaluator
from stc_lsp.code.resolve.instances import type_meant
from stc_lsp.code.resolve.php import read_member
from stc_lsp.code.resolve.project import NamedProject, PossibleTarget, Resolution, Target
from stc_lsp.code.resolve.shape_parts import BARE, NAME, alternatives, last_operation, seen_by
from stc_lsp.code.resolve.signature_types import declared_text
from stc_lsp.code.resolve.view import RecordingProject, Tables
from stc_lsp.code.values import Binding, BindingKind, FileFacts, Import, Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stc_lsp.code.parse.splicing import Same
    from stc_lsp.code.resolve.meaning import Definition
    from stc_lsp.code.resolve.scopes import Scopes

_ROOT = re.compile(rf"@*{NAME}")
_CALLED = re.compile(r"[\w$]+\(\)")
_TYPE_BEFORE = re.compile(r"(?:^|\.)[A-Z](?:\w*[a-z]\w*)?\.\w+$")
_START = attrgetter("start_byte")
_T = TypeVar("_T")


class Use(NamedTuple):
    """What one use means: at most one of the two is set."""

    definition: Definition | None = None
    binding: Binding | None = None
    """A local name or parameter."""
    overloads: tuple[Definition, ...] = ()
    """All that may be meant, of overloads among which nothing decides; `definition` is one of them."""

    @property
    def target(self) -> Target | None:
        """The chunk or module that is meant."""
        found = self.definition
        if found is None or not found.path or (found.chunk is None and found.binding is not None):
            return None
        return Target(found.path, found.qualname)


NOTHING = Use()


class FileResolver:
    """Resolves the uses in one file; `facts` are complete, with all bindings."""

    def __init__(self, path: str, facts: FileFacts, tables: Tables, scopes: Scopes | None = None) -> None:
        """`scopes`: those of these facts, if somebody has them."""
        self.path = path
        self.facts = facts
        self.view = RecordingProject(path, facts, tables, scopes)
        self._evaluator = Evaluator(self.view)
        self._names = self._evaluator.names
        self._known: dict[tuple[str, str], Use] = {}
        """By the scope that a shape hangs on, and the shape."""
        self._settled: dict[tuple[int, str], Use] = {}
        """What an expression means anywhere in a chunk's body."""

    @cached_property
    def _scopes(self) -> Scopes:
        return self.view.scopes

    def references_at(self, byte: int) -> list[Reference]:
        """The uses whose names a byte is in, or right behind."""
        # They stand in the order of the source.
        references = self.facts.references
        first = last = bisect_right(references, byte, key=_START)
        while first > 0 and references[first - 1].start_byte + self._longest >= byte:
            first -= 1
        return [one for one in references[first:last] if byte <= one.end_byte]

    @cached_property
    def _longest(self) -> int:
        """The bytes of the longest name that is used."""
        return max((one.end_byte - one.start_byte for one in self.facts.references), default=0)

    def use(self, one: Reference) -> Use:
        """What one use means."""
        if one.kind in guessing.LITERALS:
            return NOTHING
        found = self._meant(one)
        definition = found.definition
        if one.kind in (ReferenceKind.TYPE, ReferenceKind.BASE) and not found.binding:
            within = self.facts.chunks[one.chunk].qualname
            of_type = type_meant(self._names, self.path, within, one.expression, definition, one.arguments)
            if of_type is not definition:
                return Use(of_type)
        if definition is None or definition.chunk is None:
            return found
        called = one.kind is ReferenceKind.CALL
        if self.facts.language == "php" and not called:
            return Use(read_member(self._evaluator, definition, one.name))
        # Rust calls its macros by a name that anything else may bear, too.
        if definition.chunk.keyword == "macro_rules" and not called:
            return NOTHING
        if self.facts.language == "rust" and _TYPE_BEFORE.search(one.expression):
            return found  # a method that is handed on, `map(Self::name)`
        apart = self._evaluator.apart(definition, called=called)
        if apart is None or not overloads.has_overloads(self.facts.language):
            return found if apart is definition else Use(apart)
        return self._by_count(apart, one)

    def _by_count(self, found: Definition, one: Reference) -> Use:
        """The overload that takes as many arguments as are given, or all that do."""
        if found.chunk is None or found.entry is None or not is_run_by_call(found.chunk):
            return Use(found)
        language = self.facts.language
        if language == "java" and found.path.endswith(".kt"):
            return Use(found)  # what Kotlin's extends is an argument in Java, and so is what waits for it
        fitting = overloads.fitting(found, one, language)
        for path, qualname in self._evaluator.lineage(found.path, found.scope)[1:] if not fitting else ():
            other = self._evaluator.own_member(path, qualname, one.name)
            fitting = overloads.fitting(other, one, language) if other is not None else ()
            if fitting:
                break
        if not fitting:
            return NOTHING if overloads.is_exact(found, one, language) else Use(found)
        meant = next((each for each in fitting if each.qualname == found.qualname), fitting[-1])
        return Use(meant, overloads=fitting if len(fitting) > 1 else ())

    def _meant(self, one: Reference) -> Use:
        place = (one.chunk, one.expression)
        is_called = self.facts.language == "java" and _begins_with_call(one)
        found = self._settled.get(place) if not is_called else None
        if found is not None and one.start_byte >= self._scopes.body_start(one.chunk):
            self._names.circles += place in self._names.circular
            return found
        match = _ROOT.match(one.expression)
        if match is None:
            return NOTHING
        root = match.group()
        if is_called:  # none of Java's variables can be called
            return self._use(one, root, None)
        before = self._names.circles
        meaning, settled = self._scopes.find(root, one.chunk, one.start_byte, one.line)
        found = self._use(one, root, meaning)
        if settled and not self._scopes.has_nameless and root not in self._scopes.narrowed:
            self._settled[place] = found
            self._names.note_circle(place, before)
        return found

    def _use(self, one: Reference, root: str, meaning: Meaning | None) -> Use:
        binding = meaning.binding if meaning is not None else None
        if (
            meaning is not None
            and binding is not None
            and root == one.expression
            and not self._scopes.is_shared(meaning)
        ):
            return Use(binding=binding)
        shape = self._scopes.rooted_use(one, root, meaning)
        key = (self._seen_by(one, shape), shape)
        if key in self._known:
            self._names.circles += key in self._names.circular
            return self._known[key]
        before = self._names.circles
        self._known[key] = Use(self._evaluator.definition(self.path, *key))
        self._names.note_circle(key, before)
        return self._known[key]

    def _seen_by(self, one: Reference, shape: str) -> str:
        """The scope on which the meaning of a use's shape hangs, "" if on none.

        What no definition of the file holds is a name of the module: it is looked up once for all of them.
        """
        scope = seen_by(self.facts.chunks[self._scopes.scope_of(one.chunk, one.start_byte)].qualname, shape)
        bare = BARE.match(shape) if self.facts.language in BY_SCOPES_ALONE and "|" not in shape else None
        return "" if bare is not None and bare.group() not in self._held_names else scope

    @cached_property
    def _held_names(self) -> frozenset[str]:
        """The names of what definitions of the file hold."""
        return frozenset(name.rpartition(".")[2] for name in self.view.own.entries if "." in name)

    def is_told(self, one: Reference) -> bool:
        """Whether what a member is taken from is known, or from outside: a member of it would be found."""
        match = _ROOT.match(one.expression)
        if match is None:
            return False
        meaning, _ = self._scopes.find(match.group(), one.chunk, one.start_byte, one.line)
        shape = self._scopes.rooted_use(one, match.group(), meaning)
        return any(
            guessing.is_told(self._evaluator, self.path, self._seen_by(one, each), each)
            for each in alternatives(shape)
        )

    def expected_type(self, binding: Binding) -> str:
        """The type that is expected of a parameter which declares none, as written; "" if not known."""
        shape = self._scopes.made_from(Meaning(binding.chunk, binding=binding))
        function, operation = last_operation(shape)
        if operation[:1] != "(" or operation == "()" or "|" in function.rpartition("}")[2]:
            return ""
        values = self._evaluator.values(self.path, self.facts.chunks[binding.chunk].qualname, function)
        return declared_text(self._evaluator, values, int(operation[1:-1]))

    def all_of(self, references: Sequence[Reference], imports: Sequence[Import]) -> Resolution:
        """What some uses and imports mean, with what that rests on."""
        targets, circular = self._looked_up(lambda one: self.use(one).target, references)
        modules, circular_imports = self._looked_up(self.imported, imports)
        dependencies, was_too_deep = frozenset(self.view.dependencies), self._evaluator.was_too_deep
        return Resolution(targets, modules, dependencies, circular, circular_imports, was_too_deep)

    def imported(self, one: Import) -> Target | None:
        """What an import binds."""
        return Use(self._names.imported(self.path, one)).target

    def _looked_up(
        self, look_up: Callable[[_T], Target | None], some: Sequence[_T]
    ) -> tuple[tuple[Target | None, ...], frozenset[int]]:
        """What each of them means, and which hang on others that were looked up before."""
        found: list[Target | None] = []
        circular: list[int] = []
        for number, one in enumerate(some):
            before = self._names.circles
            found.append(look_up(one))
            if self._names.circles > before:
                circular.append(number)
        return tuple(found), frozenset(circular)


def resolve_file(path: str, facts: FileFacts, tables: Tables, scopes: Scopes | None = None) -> Resolution:
    """All uses and imports of a file. Pass the same `tables` for many files of one unchanging project.

    `facts` must be fresh from the parser, with all bindings: a file is resolved when it is parsed (or parsed
    again, which costs as little as reading its local names from memory would). Of the other files only what
    memory keeps is asked for. `scopes`: those of the facts, if somebody has them.
    """
    return FileResolver(path, facts, tables, scopes).all_of(facts.references, facts.imports)


def resolve_again(
    path: str,
    facts: FileFacts,
    tables: Tables,
    known: Resolution,
    same: Same,
    scopes: Scopes | None = None,
) -> Resolution | None:
    """The same of a file in which one definition was edited, from what was known before.

    To be asked only if the file stands for the same to others (`export_keys`), and nothing that it looked up
    elsewhere means anything else. None: all of the file has to be resolved.
    """
    uses = _Edited(same.references_before, same.references_behind, len(known.targets), len(facts.references))
    imports = _Edited(same.imports_before, same.imports_behind, len(known.imports), len(facts.imports))
    if known.was_too_deep or uses.holds(known.circular) or imports.holds(known.circular_imports):
        return None
    resolver = FileResolver(path, facts, tables, scopes)
    made = resolver.all_of(uses.new(facts.references), imports.new(facts.imports))
    if made.was_too_deep or made.circular or made.circular_imports:
        return None
    return Resolution(
        uses.around(known.targets, made.targets),
        imports.around(known.imports, made.imports),
        made.dependencies | known.dependencies,
        uses.moved(known.circular),
        imports.moved(known.circular_imports),
    )


class _Edited(NamedTuple):
    """Which of the items of a file stand in the definition that was edited."""

    before: int
    """So many stand before it,"""
    behind: int
    """and so many behind it."""
    were: int
    """All there were."""
    are: int
    """All there are."""

    def new(self, items: Sequence[_T]) -> Sequence[_T]:
        """Those in it."""
        return items[self.before : self.are - self.behind]

    def around(self, old: tuple[_T, ...], new: tuple[_T, ...]) -> tuple[_T, ...]:
        """All, those around it from before."""
        return (*old[: self.before], *new, *old[self.were - self.behind :])

    def holds(self, numbers: Iterable[int]) -> bool:
        """Whether one of these, counted as before, stood in it."""
        return any(self.before <= number < self.were - self.behind for number in numbers)

    def moved(self, numbers: Iterable[int]) -> frozenset[int]:
        """These, none of which stood in it, as they are counted now."""
        more = self.are - self.were
        return frozenset(number if number < self.before else number + more for number in numbers)


def resolve_at(
    path: str,
    facts: FileFacts,
    byte_offset: int,
    project: NamedProject,
    resolver: FileResolver | None = None,
) -> tuple[PossibleTarget, ...]:
    """What the name at a position may mean, the best first; exactly one if it is certain.

    Of overloads of one class that are all called so, each.

    `resolver`: one of that file and project, if it is asked more than once.
    """
    for chunk in facts.chunks[1:]:
        if chunk.name_start_byte <= byte_offset <= chunk.name_end_byte and chunk.name_end_byte:
            return (PossibleTarget(Target(path, chunk.qualname), certain=True),)
    resolver = resolver or FileResolver(path, facts, Tables(project))
    one = min(resolver.references_at(byte_offset), key=lambda one: _rank(one, byte_offset), default=None)
    if one is None:
        return _local_at(path, facts, byte_offset)
    use = resolver.use(one)
    if use.overloads:
        return tuple(
            PossibleTarget(Target(each.path, each.qualname), certain=False) for each in use.overloads
        )
    if use.target is not None:
        return (PossibleTarget(use.target, certain=True),)
    if use.binding is not None:
        return (_local(path, facts, use.binding),)
    if use.definition is not None and use.definition.binding is not None:
        found = use.definition
        return (PossibleTarget(Target(found.path, found.scope), certain=True, binding=found.binding),)
    if resolver.is_told(one):
        return ()
    named = guessing.members_named(path, facts, one, project)
    return tuple(PossibleTarget(each, certain=False) for each in named)


def _begins_with_call(one: Reference) -> bool:
    """Whether the first name of an expression is called."""
    is_call = one.kind is ReferenceKind.CALL and one.expression == one.name
    return is_call or _CALLED.match(one.expression) is not None


def _rank(one: Reference, byte_offset: int) -> tuple[bool, bool]:
    """A name that the position is in before one that it is right behind, names before literals."""
    return byte_offset == one.end_byte, one.kind in guessing.LITERALS


def _local_at(path: str, facts: FileFacts, byte_offset: int) -> tuple[PossibleTarget, ...]:
    """A local name where it is bound."""
    for one in facts.bindings:
        is_said = one.name and not one.is_namespace and one.kind is not BindingKind.NARROWED
        if is_said and one.start_byte <= byte_offset <= one.start_byte + len(one.name.encode()):
            return (_local(path, facts, one),)
    return ()


def _local(path: str, facts: FileFacts, binding: Binding) -> PossibleTarget:
    return PossibleTarget(Target(path, facts.chunks[binding.chunk].qualname), certain=True, binding=binding)
