"""Resolution of all uses in a file, and of the one under a cursor."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.modules import shared_folders
from stc_lsp.code.resolve.evaluate import Evaluator
from stc_lsp.code.resolve.project import Candidate, Resolution, Target
from stc_lsp.code.resolve.view import RecordingProject, Tables
from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from stc_lsp.code.resolve.meaning import Definition
    from stc_lsp.code.resolve.project import NamedProject, Project
    from stc_lsp.code.resolve.scopes import Meaning
    from stc_lsp.code.splicing import Same
    from stc_lsp.code.values import Binding, FileFacts, Import, Reference

_LITERALS = (ReferenceKind.ENVIRONMENT, ReferenceKind.OPTION)
_ROOT = re.compile(r"@*[\w$#]+")
_MOST_CANDIDATES = 50
_START = attrgetter("start_byte")


class Use(NamedTuple):
    """What one use means: at most one of the two is set."""

    definition: Definition | None = None
    binding: Binding | None = None
    """A local name or parameter."""

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

    def __init__(self, path: str, facts: FileFacts, tables: Tables) -> None:
        self.path = path
        self.facts = facts
        self.view = RecordingProject(path, facts, tables)
        self._evaluator = Evaluator(self.view)
        self._scopes = self.view.scopes
        self._known: dict[tuple[int, str, int], Use] = {}
        self._settled: dict[tuple[int, str], Use] = {}
        """What an expression means anywhere in a chunk's body."""

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
        if one.kind in _LITERALS:
            return NOTHING
        place = (one.chunk, one.expression)
        found = self._settled.get(place)
        if found is not None and one.start_byte >= self._scopes.body_start(one.chunk):
            return found
        match = _ROOT.match(one.expression)
        if match is None:
            return NOTHING
        root = match.group()
        meaning, settled = self._scopes.find(root, one.chunk, one.start_byte, one.line)
        found = self._use(one, root, meaning)
        if settled:
            self._settled[place] = found
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
        scope = self._scopes.scope_of(one.chunk, one.start_byte)
        key = (scope, one.expression, binding.start_byte if binding is not None else -1)
        if key not in self._known:
            shape = self._scopes.rooted_use(one, root, meaning)
            self._known[key] = Use(
                self._evaluator.definition(self.path, self.facts.chunks[scope].qualname, shape)
            )
        return self._known[key]

    def resolution(
        self, targets: tuple[Target | None, ...], imports: tuple[Target | None, ...]
    ) -> Resolution:
        """What was found, with what it rests on."""
        dependencies = frozenset(self.view.dependencies)
        return Resolution(targets, imports, dependencies, in_any_order=not self._evaluator.was_cut)

    def imported(self, one: Import) -> Target | None:
        """What an import binds."""
        return Use(self._evaluator.names.imported(self.path, one)).target


def resolve_file(path: str, facts: FileFacts, tables: Tables) -> Resolution:
    """All uses and imports of a file. Pass the same `tables` for many files of one unchanging project.

    `facts` must be fresh from the parser, with all bindings: a file is resolved when it is parsed (or parsed
    again, which costs as little as reading its local names from memory would). Of the other files only what
    memory keeps is asked for.
    """
    resolver = FileResolver(path, facts, tables)
    targets = tuple([resolver.use(one).target for one in facts.references])
    imports = tuple([resolver.imported(one) for one in facts.imports])
    return resolver.resolution(targets, imports)


def resolve_again(
    path: str, facts: FileFacts, tables: Tables, known: Resolution, same: Same
) -> Resolution | None:
    """The same of a file in which one definition was edited, from what was known before.

    To be asked only if the file stands for the same to others (`export_keys`), and nothing that it looked up
    elsewhere means anything else. None: all of the file has to be resolved.
    """
    if not known.in_any_order:
        return None
    resolver = FileResolver(path, facts, tables)
    first, last = same.references_before, len(facts.references) - same.references_behind
    targets = [resolver.use(one).target for one in facts.references[first:last]]
    imports = [resolver.imported(one) for one in facts.imports]
    behind = known.targets[len(known.targets) - same.references_behind :]
    made = resolver.resolution((*known.targets[:first], *targets, *behind), tuple(imports))
    if not made.in_any_order:
        return None
    return replace(made, dependencies=made.dependencies | known.dependencies)


def resolve_references(path: str, facts: FileFacts, project: Project) -> tuple[Target | None, ...]:
    """What each of `facts.references` means; None is unknown, local, or outside of the workspace."""
    return resolve_file(path, facts, Tables(project)).targets


def resolve_import(path: str, facts: FileFacts, imported: Import, project: Project) -> Target | None:
    """The module or symbol that an import binds."""
    return FileResolver(path, facts, Tables(project)).imported(imported)


def resolve_at(
    path: str,
    facts: FileFacts,
    byte_offset: int,
    project: NamedProject,
    resolver: FileResolver | None = None,
) -> tuple[Candidate, ...]:
    """What the name at a position may mean, the best first; exactly one if it is certain.

    `resolver`: one of that file and project, if it is asked more than once.
    """
    for chunk in facts.chunks[1:]:
        if chunk.name_start_byte <= byte_offset <= chunk.name_end_byte and chunk.name_end_byte:
            return (Candidate(Target(path, chunk.qualname), certain=True),)
    resolver = resolver or FileResolver(path, facts, Tables(project))
    one = min(resolver.references_at(byte_offset), key=lambda one: _rank(one, byte_offset), default=None)
    if one is None:
        return _local_at(path, facts, byte_offset)
    use = resolver.use(one)
    if use.target is not None:
        return (Candidate(use.target, certain=True),)
    if use.binding is not None:
        return (_local(path, facts, use.binding),)
    if use.definition is not None and use.definition.binding is not None:
        found = use.definition
        return (Candidate(Target(found.path, found.scope), certain=True, binding=found.binding),)
    return _guesses(path, one, project)


def _rank(one: Reference, byte_offset: int) -> tuple[bool, bool]:
    """A name that the position is in before one that it is right behind, names before literals."""
    return byte_offset == one.end_byte, one.kind in _LITERALS


def _local_at(path: str, facts: FileFacts, byte_offset: int) -> tuple[Candidate, ...]:
    """A local name where it is bound."""
    for one in facts.bindings:
        if one.name and one.start_byte <= byte_offset <= one.start_byte + len(one.name.encode()):
            return (_local(path, facts, one),)
    return ()


def _local(path: str, facts: FileFacts, binding: Binding) -> Candidate:
    return Candidate(Target(path, facts.chunks[binding.chunk].qualname), certain=True, binding=binding)


def _guesses(path: str, one: Reference, project: NamedProject) -> tuple[Candidate, ...]:
    """Members of that name anywhere, the nearest first: only for `unknown.name`, never for a bare name."""
    if one.expression == one.name or one.kind in _LITERALS:
        return ()
    named = sorted(
        project.members_named(one.name),
        key=lambda target: (
            target.path != path,
            -shared_folders(path, target.path),
            target.path,
            target.qualname,
        ),
    )
    return tuple(Candidate(target, certain=False) for target in named[:_MOST_CANDIDATES])
