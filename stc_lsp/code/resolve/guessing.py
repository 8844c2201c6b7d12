"""Guesses: what `unknown.name` may mean, when nothing decides it, and when it is better not guessed at."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.modules import SCRIPT_LANGUAGES, shared_folders
from stc_lsp.code.resolve.meaning import CLASS, INSTANCE, SUPER, Value, Values
from stc_lsp.code.resolve.shape_parts import BARE, last_operation
from stc_lsp.code.resolve.unimported import FAMILIES
from stc_lsp.code.testing import is_test_path, stands_in_tests
from stc_lsp.code.values import ChunkKind, FileFacts, Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.resolve.project import NamedProject, Target
    from stc_lsp.code.resolve.table import Entry

LITERALS = (ReferenceKind.ENVIRONMENT, ReferenceKind.OPTION)
"""Uses of texts, not of names."""
_WITHOUT_OWNERS = SCRIPT_LANGUAGES | {"lua"}
"""Languages in which what stands in no class may be a member all the same: of the object that is exported."""
_FULLY_TYPED = frozenset({"java", "csharp", "kotlin", "scala", "swift"})
"""Languages in which all that is defined here is found by its type: what is left is from outside."""
_SCRIPT_GLOBALS = frozenset(
    """
    Array ArrayBuffer Atomics BigInt Boolean Buffer Date Deno Error Function Intl JSON Map Math Number Object
    Promise Proxy Reflect RegExp Set String Symbol URL WeakMap WeakSet console crypto document fetch global
    globalThis history localStorage location navigator performance process require sessionStorage window
    """.split()
)
_LOOSE = SCRIPT_LANGUAGES | {"ruby", "python", "lua", "php"}
"""Languages in which nothing says what many names are: of guesses by a common word half were wrong."""
_NAMELESS = "struct()."
"""Go: a field of what is a struct without a name."""
_RECEIVERS = frozenset({"self", "this", "cls"})
_BY_CONSTANTS = frozenset({"ruby"})
"""Languages that write classes and modules with capitals: those that are not found are from outside."""
_ALL_NAMED = frozenset({"rust"})
"""Languages in which a file names all that is not from outside."""
_STANDARD = {
    "rust": frozenset({"std", "core", "alloc"}),
    "python": frozenset(dir(builtins)),
    **dict.fromkeys(SCRIPT_LANGUAGES, _SCRIPT_GLOBALS),
}
"""Names that the language brings along: unless they are defined here, what is theirs is from outside."""
_DEEPEST = 4
"""Variables that are made from each other."""
_MOST = 50
_TAKEN_FOR_OTHERS = ("__getattr__", "__getattribute__", "method_missing", "respond_to_missing?")
"""What gives a class members that it does not define."""
_CLASSES = (INSTANCE, CLASS, SUPER)


def members_named(path: str, facts: FileFacts, one: Reference, project: NamedProject) -> Sequence[Target]:
    """Members of that name anywhere, the nearest first: for `unknown.name`, as a rule not for a bare name.

    What stands in tests is nothing that other code uses.
    """
    language = facts.language
    if one.kind in LITERALS or language in _FULLY_TYPED or one.expression.startswith(_NAMELESS):
        return ()
    if one.expression == one.name and not _is_of_includer(facts, one):
        return ()
    of_test = is_test_path(path)
    named = sorted(
        (
            each
            for each in project.members_named(one.name)
            if (of_test or not stands_in_tests(each.path, each.qualname))
            and ("." in each.qualname or language in _WITHOUT_OWNERS)
            if language not in _LOOSE or _is_likely(one, each, language, project)
        ),
        key=lambda target: (
            target.path != path,
            -shared_folders(path, target.path),
            target.path,
            target.qualname,
        ),
    )
    return named[:_MOST]


def _is_of_includer(facts: FileFacts, one: Reference) -> bool:
    """Whether a bare name in a module of Ruby may be a member of what includes that: no name of one word."""
    if facts.language != "ruby" or one.name[:1].isupper() or len(split_identifier(one.name)) < 2:
        return False
    around: int | None = one.chunk
    while around is not None and facts.chunks[around].kind is not ChunkKind.CLASS:
        around = facts.chunks[around].parent
    return around is not None and facts.chunks[around].keyword == "module"


def _is_likely(one: Reference, target: Target, language: str, project: NamedProject) -> bool:
    """Whether a name, or what it is taken from, says more than that something is called so, too."""
    receiver = one.expression.removesuffix(f".{one.name}").rpartition(".")[2].strip("@()[]")
    owner = target.qualname.rpartition(".")[0]
    holder = owner.rpartition(".")[2]
    if receiver in _RECEIVERS:
        return bool(owner)
    if receiver[:1].isupper():
        return receiver == holder
    words, of_holder = split_identifier(receiver), split_identifier(holder)
    if of_holder and words[-len(of_holder) :] == of_holder:
        return True
    return len(split_identifier(one.name)) > 1 and not _inherits_from_outside(
        target.path, owner, language, project
    )


def _inherits_from_outside(path: str, owner: str, language: str, project: NamedProject) -> bool:
    """Whether what a class has may be what others have, too, of which nothing here tells."""
    facts = project.facts(path)
    chunk = (
        next((each for each in facts.chunks if each.qualname == owner), None) if facts is not None else None
    )
    bases = (each.rpartition(".")[2].partition("[")[0] for each in (chunk.bases if chunk is not None else ()))
    kin = FAMILIES.get(language, (language,))
    return any(not project.files_defining(base, kin) for base in bases)


def is_told(evaluator: Evaluator, path: str, scope: str, shape: str) -> bool:
    """Whether it is known what the last name of a shape is a member of, or that this is from outside.

    Then what is not found is not here. A class that inherits from nothing may yet be mixed into what has it.
    """
    owner, operation = last_operation(shape)
    if not operation:
        return False
    values = evaluator.values(path, scope, owner)
    if not values:
        return _is_outside(evaluator, path, scope, owner, _DEEPEST)
    return _lacks(evaluator, values)


def _is_outside(evaluator: Evaluator, path: str, scope: str, shape: str, depth: int) -> bool:
    """Whether a shape is made from what is imported from outside, or comes with the language."""
    root = BARE.match(shape)
    table = evaluator.view.table(path)
    if table is None or depth == 0:
        return False
    by_constants = table.facts.language in _BY_CONSTANTS
    if root is not None:
        name = root.group()
        found = evaluator.definition(path, scope, name)
        entry = table.entries.get(name)
        if found is not None and found.path == path and _may_be_nothing(entry):
            return True
        if found is None or not found.path:
            is_imported = entry is not None and bool(entry.imports) and not entry.chunks
            is_constant = by_constants and name[:1].isupper()
            if found is None and table.facts.language in _ALL_NAMED and not name.isdigit():
                return True
            return is_imported or is_constant or name in _STANDARD.get(table.facts.language, ())
    while shape:
        found = evaluator.definition(path, scope, shape)
        owner, operation = last_operation(shape)
        if found is None and by_constants and _ends_in_constant(shape):
            return True
        if found is None and operation[:1] == "." and _lacks(evaluator, evaluator.values(path, scope, owner)):
            return True
        entry = found.entry if found is not None and found.path else None
        if found is not None and entry is not None and entry.bindings:
            return all(
                one.value and _is_outside(evaluator, found.path, found.scope, one.value, depth - 1)
                for one in entry.bindings
            )
        shape = owner
    return False


def _lacks(evaluator: Evaluator, values: Values) -> bool:
    """Whether it is known what something is, so that what is not found of it comes from outside."""
    return bool(values) and not any(_may_be_mixed_in(each, evaluator) for each in values)


def _may_be_nothing(entry: Entry | None) -> bool:
    """Whether a name is imported from outside, or is nothing where that fails: `ssl = None`."""
    return (
        entry is not None
        and bool(entry.imports)
        and all(one.kind is ChunkKind.VARIABLE for one in entry.chunks)
        and not any(one.value or one.annotation for one in entry.bindings)
    )


def _ends_in_constant(shape: str) -> bool:
    return shape.rpartition(".")[2][:1].isupper() and not shape.endswith(("]", "@"))


def _may_be_mixed_in(value: Value, evaluator: Evaluator) -> bool:
    if value.kind not in _CLASSES or len(evaluator.lineage(value.path, value.qualname)) > 1:
        return False
    if _has_outside_bases(value.path, value.qualname, evaluator):
        return False
    return not any(evaluator.member((value,), name) for name in _TAKEN_FOR_OTHERS)


def _has_outside_bases(path: str, qualname: str, evaluator: Evaluator) -> bool:
    chunk = evaluator.view.chunk(path, qualname)
    return chunk is None or bool(chunk.bases) or chunk.keyword == "type"
