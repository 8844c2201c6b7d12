"""Types that only TypeScript's signatures tell: those of parameters, and what the name of a type means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.parameters import parts_of
from stc_lsp.code.parse.signatures import parameters
from stc_lsp.code.resolve.containers import used
from stc_lsp.code.resolve.meaning import CLASS, EXTERNAL, FUNCTION, INSTANCE, Definition, Value, Values
from stc_lsp.code.resolve.types import parse_type
from stc_lsp.code.values import CALLABLE, Chunk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.resolve.evaluate import Evaluator

NAMED = "<="
"""What the root of a shape begins with that is the type to which a name is given, not that name's own."""
_TELLING = frozenset({"typescript", "tsx"})
_SCRIPT_ALIAS = re.compile(r"\btype\s+[\w$]+\s*(?:<.*?>\s*)?=(?!>)\s*(.+)$")
_ALIAS = {
    "typescript": _SCRIPT_ALIAS,
    "tsx": _SCRIPT_ALIAS,
    "go": re.compile(r"^(?:type )?\w+(?:\[[^\]]*\])? (?:= )?(?!(?:struct|interface)\b)(.+)$"),
    "rust": re.compile(r"\btype \w+(?:<.*?>)? = (.+)$"),
}
_TYPE = re.compile(r"^(?:[\w$.\s]+|\{[^}]*\}|\[[^\]]*\])\??\s*:\s*(.+)$", re.DOTALL)
_DEFAULT = re.compile(r"\s=(?![=>])[^)]*$")
_RECEIVER = "this"
_CONSTRUCTOR = "constructor"
_MOST_REMEMBERED = 16_384


def tells_types(language: str) -> bool:
    """Whether what is looked up of other files hangs on their signatures so."""
    return language in _TELLING


def parameter_types(chunk: Chunk, language: str) -> tuple[str, ...]:
    """The type of each parameter as declared, "" for none, up to one that takes all that is left."""
    if language not in _TELLING or chunk.kind not in CALLABLE:
        return ()
    return _parameter_types(language, chunk.signature, chunk.parameters)


@lru_cache(_MOST_REMEMBERED)
def _parameter_types(language: str, signature: str, names: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for name, part in zip(names, parts_of(language, signature, names) or (), strict=False):
        if name.startswith("..."):
            break
        declared = _TYPE.match(part)
        if name != _RECEIVER:
            found.append(_DEFAULT.sub("", declared[1]).strip() if declared is not None else "")
    return tuple(found)


def aliased_type(chunk: Chunk, language: str) -> str:
    """The type that `type Name = ...` gives a name to, as written; "" for what is none."""
    pattern = _ALIAS.get(language) if chunk.keyword == "type" else None
    found = pattern.search(chunk.signature) if pattern is not None else None
    return found[1] if found is not None else ""


def named(evaluator: Evaluator, found: Definition) -> Values:
    """What a declared type is besides what bears its name: that to which the name is given."""
    is_alias = found.chunk is not None and aliased_type(found.chunk, evaluator.view.language)
    # By way of a shape, for a type may be told by itself.
    return evaluator.values(found.path, "", f"{NAMED}{found.qualname}>") if is_alias else ()


def aliased(evaluator: Evaluator, found: Definition) -> Values:
    """The same, looked up."""
    language = evaluator.view.language
    told = aliased_type(found.chunk, language) if found.chunk is not None else ""
    return evaluator.of_type(found.path, found.qualname, parse_type(language, told))


def given(evaluator: Evaluator, value: Value, number: int) -> Values:
    """What is given to a function, or to a class's constructor, as its parameter of a number, from 0."""
    if value.kind == EXTERNAL:
        return used(value.qualname, value.arguments, number)
    found = value.definition if value.kind == FUNCTION else None
    if value.kind == CLASS:
        found = evaluator.member((value,), _CONSTRUCTOR)
    if found is None:
        return ()
    return _declared(evaluator, found, number, value.owner if value.kind == FUNCTION else None)


def declared_text(evaluator: Evaluator, values: Values, number: int) -> str:
    """The type of a parameter of what a value may be, as written; "" unless it is one for whatever calls."""
    language = evaluator.view.language
    told = {
        text
        for value in values
        for chunk in _functions(evaluator, value)
        for text in _types_in(chunk, language)[number:][:1]
        if not any(re.search(rf"\b{name}\b", text) for name in _type_parameters(chunk))
    }
    return told.pop() if len(told) == 1 else ""


def _functions(evaluator: Evaluator, value: Value) -> Iterable[Chunk]:
    """The chunks that say what a function takes: overloads, a constructor, a type."""
    found = value.definition if value.kind == FUNCTION else None
    if value.kind == CLASS:
        found = evaluator.member((value,), _CONSTRUCTOR)
    if value.kind == INSTANCE:
        found = evaluator.names.exactly(value.path, value.qualname)
        return (found.chunk,) if found is not None and found.chunk is not None else ()
    return found.entry.chunks if found is not None and found.entry is not None else ()


def _types_in(chunk: Chunk, language: str) -> tuple[str, ...]:
    if chunk.kind in CALLABLE:
        return parameter_types(chunk, language)
    alias = aliased_type(chunk, language)
    depth = 0
    for found in re.finditer(r"[()]", alias) if alias.startswith("(") else ():
        depth += 1 if found[0] == "(" else -1
        if not depth:
            listed = alias[: found.end()]
            return _parameter_types(language, listed, parameters(language, listed))
    return ()


def _type_parameters(chunk: Chunk) -> list[str]:
    head = re.split(r"[(=]", chunk.signature, maxsplit=1)[0]
    return re.findall(r"[<,]\s*(?:const\s+)?(\w+)", chunk.signature if "<" in head else "")


def _declared(evaluator: Evaluator, found: Definition, number: int, owner: Value | None) -> Values:
    """A parameter's type, if all overloads agree on it."""
    language = evaluator.view.language
    chunks = found.entry.chunks if found.entry is not None else ()
    told = {each: parameter_types(each, language)[number:][:1] for each in chunks}
    declared = {types[0] for types in told.values() if types} - {""}
    if len(declared) != 1:
        return ()
    qualname = next(iter(told)).qualname
    return evaluator.of_type(found.path, qualname, parse_type(language, declared.pop()), owner)
