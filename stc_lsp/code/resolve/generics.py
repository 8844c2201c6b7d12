"""Type parameters: what bounds them, and what is given for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.parse.signatures import split_commas
from stc_lsp.code.resolve.containers import item
from stc_lsp.code.resolve.meaning import CLASS, EXTERNAL, FUNCTION, INSTANCE, Value, Values
from stc_lsp.code.resolve.types import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.resolve.meaning import Definition
    from stc_lsp.code.values import Chunk

_LISTED = {
    **dict.fromkeys(
        ("typescript", "tsx", "java", "kotlin", "csharp", "rust"), re.compile(r"[^(<]*<(?![<=])")
    ),
    "go": re.compile(r"(?:func|type) \w+\["),
    "python": re.compile(r"(?:class|def|async def) \w+\["),
}
"""Languages that are read for these -> up to where the list begins in a signature."""
_ONE = re.compile(
    r"(?:(?:const|in|out|reified) )*(\w+)\s*(?:(?:extends\b|:|\b)\s*([^=]*?[^=\s])?)?\s*(?:=(?!>).*)?$"
)
_GENERIC = re.compile(r"\b(?:Generic|Protocol)\[([^\[\]]+)\]")
_SUBSCRIPT = re.compile(r"\w\[([^\[\]]+)\]")
_VARIABLE = re.compile(r"_?(?:[A-Z][A-Z0-9]?|\w*T|\w*Type)(?:_co|_contra)?$")
"""How type variables are called where only the bases of a class tell which it has."""
_MADE_VARIABLE = re.compile(r"\bTypeVar\((?:.*?\bbound\s*=\s*([\"'\w.]+(?:\[[^\]]*\])?))?", re.DOTALL)
_WHERE = re.compile(r"\bwhere (?=\w)")
_ALSO = re.compile(r"(\w+)\s*:\s*(.+)")
_MOST_REMEMBERED = 16_384
_MOST_GENERATIONS = 5
"""Of classes that are looked through for the types that a base is given."""

Parameters = tuple[tuple[str, str], ...]


def lists_types(language: str) -> bool:
    """Whether what is looked up of other files hangs on the type parameters that signatures list."""
    return language in _LISTED


def type_parameters(chunk: Chunk, language: str) -> Parameters:
    """Each type parameter that a signature lists, with what bounds it as written, "" for nothing."""
    begins = _LISTED.get(language)
    found = begins.match(chunk.signature) if begins is not None else None
    if found is not None:
        return _listed(chunk.signature, found.end())
    return _of_bases(chunk.signature) if language == "python" and chunk.bases else ()


@lru_cache(_MOST_REMEMBERED)
def _of_bases(signature: str) -> Parameters:
    """Python before it had lists of them: `class Box(Base[T], Generic[T, U])`."""
    named = _GENERIC.findall(signature) or _SUBSCRIPT.findall(signature)
    names = (each.strip() for one in named for each in one.split(","))
    return tuple((name, "") for name in dict.fromkeys(filter(_VARIABLE.match, names)))


def bound_of_variable(signature: str) -> str | None:
    """What a type variable of Python is at least, as written, "" for nothing; None for what is none."""
    found = _MADE_VARIABLE.search(signature)
    return (found[1] or "") if found is not None else None


@lru_cache(_MOST_REMEMBERED)
def _listed(signature: str, start: int) -> Parameters:
    end, depth = start, 1
    for found in re.finditer(r"[-=]>|[<\[]|[>\]]", signature[start:]):
        if len(found[0]) == 1:
            depth += 1 if found[0] in "<[" else -1
        end = start + found.start()
        if not depth:
            break
    bounds: dict[str, str] = {}
    for part in split_commas(signature[start:end]):
        one = _ONE.match(part.strip())
        if one is not None:
            bounds[one[1]] = one[2] or ""
    for clause in _WHERE.split(signature[end:])[1:]:
        for part in split_commas(clause):
            also = _ALSO.match(part.strip())
            if also is not None and also[1] in bounds:
                bounds[also[1]] = also[2]
    return tuple((name, " & ".join(bound.split(" + "))) for name, bound in bounds.items())


def bounds_of(evaluator: Evaluator, path: str, scope: str, name: str) -> Values:
    """What a type parameter of a definition, or of one around it, is at least."""
    language = evaluator.view.language
    around = scope
    while around:
        chunk = evaluator.view.chunk(path, around)
        bound = dict(type_parameters(chunk, language)).get(name) if chunk is not None else None
        if bound is not None:
            return evaluator.of_type(path, scope, parse_type(language, bound)) if bound else ()
        around = around.rpartition(".")[0]
    return ()


def given_for(evaluator: Evaluator, values: Values, owner: Value | None, found: Definition) -> Values:
    """What the member of an object has where it is told by the type parameters of the object's class.

    `found`: the member, which that class may inherit from one that is given types.
    """
    if owner is None or owner.kind != INSTANCE or not any(map(_hangs_on_types, values)):
        return values
    holder = (found.path, found.scope)
    if found.scope and found.chunk is not None and holder != (owner.path, owner.qualname):
        owner = _as_base(evaluator, owner, holder, _MOST_GENERATIONS)
    if owner is None or not owner.arguments:
        return values
    chunk = evaluator.view.chunk(owner.path, owner.qualname)
    return given_to(evaluator, values, chunk, owner.arguments)


def given_to(evaluator: Evaluator, values: Values, chunk: Chunk | None, types: tuple[Values, ...]) -> Values:
    """The same for what a definition is given in the place of its type parameters."""
    if chunk is None or not types:
        return values
    names = [name for name, _ in type_parameters(chunk, evaluator.view.language)]
    return tuple(_replaced(values, names, types)) if names else values


def _hangs_on_types(one: Value) -> bool:
    return one.kind == EXTERNAL or (one.kind == INSTANCE and bool(one.arguments))


def _as_base(evaluator: Evaluator, owner: Value, holder: tuple[str, str], depth: int) -> Value | None:
    """An object as an instance of one of the bases of its class, with the types that are given to that."""
    chunk = evaluator.view.chunk(owner.path, owner.qualname)
    for base in chunk.bases if chunk is not None and depth else ():
        text = _with_arguments(base, chunk.signature) if chunk is not None else ""
        kind = parse_type(evaluator.view.language, text)
        values = evaluator.of_type(owner.path, owner.qualname.rpartition(".")[0], kind) if text else ()
        for one in given_to(evaluator, values, chunk, owner.arguments):
            if one.kind == INSTANCE and holder in evaluator.lineage(one.path, one.qualname):
                is_it = (one.path, one.qualname) == holder
                return one if is_it else _as_base(evaluator, one, holder, depth - 1)
    return None


def _with_arguments(base: str, signature: str) -> str:
    """A base of a class with the types that it is given there, as written."""
    found = re.search(rf"(?<![\w.]){re.escape(base)}\s*([\[<])", signature)
    if found is None:
        return base
    depth = 0
    for each in re.finditer(r"[-=]>|[<\[]|[>\]]", signature[found.start(1) :]):
        if len(each[0]) == 1:
            depth += 1 if each[0] in "<[" else -1
        if not depth:
            return base + signature[found.start(1) : found.start(1) + each.end()]
    return base


def typed(values: Values, types: tuple[Values, ...]) -> Values:
    """Functions and classes with the types that they are given; Go writes those as it does an index."""
    return tuple(each for one in values for each in _typed(one, types))


def _typed(one: Value, types: tuple[Values, ...]) -> Values:
    if one.kind == FUNCTION:
        return (one._replace(arguments=(*(one.arguments or ((),))[:1], *types)),)
    if one.kind == EXTERNAL:
        return item(one.qualname, one.arguments, "")
    return (one._replace(arguments=types),) if one.kind == CLASS else ()


def types_in(evaluator: Evaluator, path: str, scope: str, text: str) -> tuple[Values, ...]:
    """The types that a call gives, as written."""
    language = evaluator.view.language
    kind = parse_type(language, f"_[{text}]" if language == "go" else f"_<{text}>")
    return tuple(evaluator.of_type(path, scope, one) for one in kind.arguments)


def _replaced(values: Values, names: Sequence[str], arguments: tuple[Values, ...]) -> Iterator[Value]:
    for one in values:
        if one.kind == EXTERNAL and not one.arguments and one.qualname in names[: len(arguments)]:
            yield from arguments[names.index(one.qualname)]
        elif one.kind in (EXTERNAL, INSTANCE) and one.arguments:
            yield one._replace(
                arguments=tuple(tuple(_replaced(each, names, arguments)) for each in one.arguments)
            )
        else:
            yield one
