"""What a declared type stands for: instances of classes, containers, or what a pointer points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.resolve.conventions import types_taken
from stc_lsp.code.resolve.generics import bound_of_variable, bounds_of, given_to
from stc_lsp.code.resolve.meaning import CLASS, EXTERNAL, INSTANCE, Definition, Value, Values
from stc_lsp.code.resolve.signature_types import named
from stc_lsp.code.resolve.types import (
    CALLABLE_TYPE,
    CLASS_ITSELF,
    FIRST_ARGUMENT,
    LIST,
    MADE_BY_CALL,
    MAPPING,
    MEMBER,
    POINTERS,
    TUPLE,
    UNION,
    VALUE,
    Type,
    parse_type,
)
from stc_lsp.code.resolve.unimported import family_key, typed
from stc_lsp.code.resolve.view import MOST_PLACES
from stc_lsp.code.values import NOT_COUNTED, ChunkKind

if TYPE_CHECKING:
    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.resolve.names import Names

_UNIONS = (UNION, "Union", "Intersection")


def instances(evaluator: Evaluator, path: str, scope: str, kind: Type, receiver: Value | None) -> Values:
    """The instances that a type stands for, as `scope` of a file writes it; () if it is told by itself.

    `receiver` is whose member is declared so.
    """
    key = (path, scope, kind)
    if key in evaluator.told:
        evaluator.names.circles += 1
        return ()
    evaluator.told.add(key)
    made = _instances(evaluator, path, scope, kind, receiver)
    evaluator.told.discard(key)
    return made


def _instances(evaluator: Evaluator, path: str, scope: str, kind: Type, receiver: Value | None) -> Values:
    def of(one: Type) -> Values:
        return instances(evaluator, path, scope, one, receiver)

    language = evaluator.view.language
    head = kind.head.rpartition(".")[2]
    if not head:
        return ()
    if head in _UNIONS:
        return tuple(each for one in kind.arguments for each in of(one))
    if kind.arguments and (head in FIRST_ARGUMENT or head in POINTERS.get(language, ())):
        return of(kind.arguments[0])
    if head == "Coroutine" and kind.arguments:
        return of(kind.arguments[-1])
    if head == MEMBER:
        found = evaluator.member(of(kind.arguments[0]), kind.arguments[1].head)
        return evaluator.value_of(found, None) if found is not None else ()
    if head == VALUE:
        return evaluator.values(path, scope, kind.arguments[0].head)
    arguments = tuple(map(of, kind.arguments))
    if head in MADE_BY_CALL and arguments and language in SCRIPT_LANGUAGES:
        return tuple(each for one in arguments[0] for each in evaluator.called(one))
    if head in (CLASS_ITSELF, "Type") and arguments:
        return tuple(Value(CLASS, one.path, one.qualname) for one in arguments[0] if one.kind == INSTANCE)
    if head in ("Self", "this"):
        return (Value(INSTANCE, receiver.path, receiver.qualname),) if receiver is not None else ()
    if head in (TUPLE, LIST, MAPPING, CALLABLE_TYPE):
        return (Value(EXTERNAL, "", head, arguments),)
    found = declared(evaluator, path, scope, kind)
    if found is not None and found.chunk is not None and found.chunk.kind is ChunkKind.CLASS:
        made = Value(INSTANCE, found.path, found.qualname, arguments)
        return (made, *given_to(evaluator, named(evaluator, found), found.chunk, arguments))
    if found is not None and found.path:
        return _told_by_variable(evaluator, found, head)
    outside = Value(EXTERNAL, "", head, arguments)
    return (outside, *bounds_of(evaluator, path, scope, head)) if found is None else (outside,)


def _told_by_variable(evaluator: Evaluator, found: Definition, name: str) -> Values:
    """What Python's variable is as a type: what bounds `T = TypeVar("T")`, or the class `Alias = Cart`."""
    chunk = found.chunk
    if evaluator.view.language != "python" or chunk is None or chunk.kind is not ChunkKind.VARIABLE:
        return ()
    bound = bound_of_variable(chunk.signature)
    if bound is None:
        classes = (one for one in evaluator.value_of(found, None) if one.kind == CLASS)
        return tuple(Value(INSTANCE, one.path, one.qualname) for one in classes)
    least = evaluator.of_type(found.path, found.scope, parse_type("python", bound)) if bound else ()
    return (Value(EXTERNAL, "", name), *least)


def based_on(evaluator: Evaluator, found: Definition, base: str) -> Values:
    """What a base of a class is, as the class names it."""
    head = base.partition("[")[0].partition("<")[0]
    if evaluator.view.language != "csharp" or found.chunk is None:
        return evaluator.values(found.path, found.scope, head)
    given = re.search(rf":.*?\b{re.escape(head)}\s*(<[^{{}};]*>)", found.chunk.signature)
    one = declared(
        evaluator, found.path, found.scope, parse_type("csharp", f"{head}{given[1] if given else ''}")
    )
    is_class = one is not None and one.chunk is not None and one.chunk.kind is ChunkKind.CLASS
    return (Value(CLASS, one.path, one.qualname),) if one is not None and is_class else ()


def declared(evaluator: Evaluator, path: str, scope: str, kind: Type) -> Definition | None:
    """What the name of a declared type means."""
    found = evaluator.definition(path, scope, kind.head)
    return type_meant(evaluator.names, path, scope, kind.head, found, len(kind.arguments))


def type_meant(
    names: Names, path: str, scope: str, name: str, found: Definition | None, count: int = NOT_COUNTED
) -> Definition | None:
    """What the name of a type means in C, C++ and C#, where something else or nothing was found for it.

    C keeps `struct x` and `x` apart. C++ defines elsewhere, `struct Table::Rep {`, what a class declares. C#
    has classes of one name that take different numbers of types; `count`: so many are given.
    """
    if names.view.language == "csharp" and count != NOT_COUNTED:
        return _taking(names, path, name, found, count)
    if found is None:
        owner, _, last = name.rpartition(".")
        return _declared_within(names, owner or scope, last) if names.view.language == "cpp" else None
    if found.chunk is None or found.chunk.kind is not ChunkKind.VARIABLE:
        return found
    view, name = names.view, found.chunk.name
    if family_key(view.language) != "c":
        return found
    defining = view.anywhere(view.language, name)
    for place in (path, *(each for each in names.headers_of(path) if each in defining)):
        tag = _class_in(names, place, "", name)
        if tag is not None:
            return tag
    return found


def _taking(names: Names, path: str, name: str, found: Definition | None, count: int) -> Definition | None:
    """The class of C# of that name which takes so many types."""
    chunk = found.chunk if found is not None else None
    if "." in name or (
        found is not None and (chunk is None or chunk.kind is not ChunkKind.CLASS or found.scope)
    ):
        return found
    if chunk is not None and types_taken(chunk) == count:
        return found
    view = names.view
    candidates = [
        (place, chunk)
        for place in view.anywhere(view.language, name)
        if (entry := view.entry(place, name)) is not None
        for chunk in entry.chunks
        if chunk.kind is ChunkKind.CLASS and types_taken(chunk) == count
    ]
    for place in typed(path, candidates, count):
        chunk = next(each for at, each in candidates if at == place)
        return Definition(place, chunk.qualname, chunk, None, view.entry(place, name))
    return found


def _declared_within(names: Names, scope: str, name: str) -> Definition | None:
    """A class that stands in none, but is named after one that the scope is, or stands in."""
    while scope:
        for place in names.view.anywhere(names.view.language, name)[:MOST_PLACES]:
            found = _class_in(names, place, scope, name)
            if found is not None:
                return found
        scope = scope.rpartition(".")[0]
    return None


def _class_in(names: Names, path: str, scope: str, name: str) -> Definition | None:
    entry = names.view.entry(path, f"{scope}.{name}" if scope else name)
    chunk = next((one for one in entry.chunks if one.kind is ChunkKind.CLASS), None) if entry else None
    return Definition(path, chunk.qualname, chunk, None, entry, scope) if chunk is not None else None
