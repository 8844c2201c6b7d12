"""Type parameters: what bounds them, and what is given for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.parse.signatures import split_commas
from stc_lsp.code.resolve.meaning import EXTERNAL, INSTANCE, Value, Values
from stc_lsp.code.resolve.types import parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.values import Chunk

_LISTED = {
    **dict.fromkeys(
        ("typescript", "tsx", "java", "kotlin", "csharp", "rust"), re.compile(r"[^(<]*<(?![<=])")
    ),
    "go": re.compile(r"(?:func|type) \w+\["),
}
"""Languages that are read for these -> up to where the list begins in a signature."""
_ONE = re.compile(
    r"(?:(?:const|in|out|reified) )*(\w+)\s*(?:(?:extends\b|:|\b)\s*([^=]*?[^=\s])?)?\s*(?:=(?!>).*)?$"
)
_WHERE = re.compile(r"\bwhere (?=\w)")
_ALSO = re.compile(r"(\w+)\s*:\s*(.+)")
_MOST_REMEMBERED = 16_384

Parameters = tuple[tuple[str, str], ...]


def lists_types(language: str) -> bool:
    """Whether what is looked up of other files hangs on the type parameters that signatures list."""
    return language in _LISTED


def type_parameters(chunk: Chunk, language: str) -> Parameters:
    """Each type parameter that a signature lists, with what bounds it as written, "" for nothing."""
    begins = _LISTED.get(language)
    found = begins.match(chunk.signature) if begins is not None else None
    return _listed(chunk.signature, found.end()) if found is not None else ()


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


def given_for(evaluator: Evaluator, values: Values, owner: Value | None) -> Values:
    """What the member of an object has where it is told by the type parameters of the object's class."""
    if owner is None or not owner.arguments or owner.kind != INSTANCE:
        return values
    chunk = evaluator.view.chunk(owner.path, owner.qualname)
    names = [name for name, _ in type_parameters(chunk, evaluator.view.language)] if chunk is not None else ()
    return tuple(_replaced(values, names, owner.arguments)) if names else values


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
