"""What a declared type stands for: instances of classes, containers, or what a pointer points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.resolve.meaning import CLASS, EXTERNAL, INSTANCE, Definition, Value
from stc_lsp.code.resolve.types import (
    CALLABLE_TYPE,
    CLASS_ITSELF,
    FIRST_ARGUMENT,
    LIST,
    MAPPING,
    POINTERS,
    TUPLE,
    UNION,
)
from stc_lsp.code.resolve.unimported import family_key
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.code.resolve.meaning import Values
    from stc_lsp.code.resolve.names import Names
    from stc_lsp.code.resolve.types import Type

_UNIONS = (UNION, "Union", "Intersection")


def instances(
    kind: Type,
    language: str,
    defined: Callable[[str], Definition | None],
    aliased: Callable[[Definition], Values],
    receiver: Value | None,
) -> Values:
    """The instances that a type stands for where `defined` says what a name means.

    `aliased` says what else a name stands for, `receiver` is whose member is declared so.
    """

    def of(one: Type) -> Values:
        return instances(one, language, defined, aliased, receiver)

    head = kind.head.rpartition(".")[2]
    if not head:
        return ()
    if head in _UNIONS:
        return tuple(each for one in kind.arguments for each in of(one))
    if kind.arguments and (head in FIRST_ARGUMENT or head in POINTERS.get(language, ())):
        return of(kind.arguments[0])
    if head == "Coroutine" and kind.arguments:
        return of(kind.arguments[-1])
    arguments = tuple(map(of, kind.arguments))
    if head in (CLASS_ITSELF, "Type") and arguments:
        return tuple(Value(CLASS, one.path, one.qualname) for one in arguments[0] if one.kind == INSTANCE)
    if head in ("Self", "this"):
        return (Value(INSTANCE, receiver.path, receiver.qualname),) if receiver is not None else ()
    if head in (TUPLE, LIST, MAPPING, CALLABLE_TYPE):
        return (Value(EXTERNAL, "", head, arguments),)
    found = defined(kind.head)
    if found is not None and found.chunk is not None and found.chunk.kind is ChunkKind.CLASS:
        return (Value(INSTANCE, found.path, found.qualname, arguments), *aliased(found))
    return (Value(EXTERNAL, "", head, arguments),) if found is None or not found.path else ()


def tagged(names: Names, path: str, found: Definition | None) -> Definition | None:
    """What the name of a type means where a variable was found for it: C keeps `struct x` and `x` apart."""
    if found is None or found.chunk is None or found.chunk.kind is not ChunkKind.VARIABLE:
        return found
    view, name = names.view, found.chunk.name
    if family_key(view.language) != "c":
        return found
    defining = view.anywhere(view.language, name)
    for place in (path, *(each for each in names.headers_of(path) if each in defining)):
        entry = view.entry(place, name)
        chunk = next((one for one in entry.chunks if one.kind is ChunkKind.CLASS), None) if entry else None
        if chunk is not None:
            return Definition(place, chunk.qualname, chunk, None, entry)
    return found
