"""Overloads: which of several functions of one name a call means, by how many arguments it gives."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import last_name, unnumbered
from stc_lsp.code.parameters import arguments_taken
from stc_lsp.code.resolve.conventions import is_run_by_call
from stc_lsp.code.resolve.extensions import extended_type
from stc_lsp.code.values import CALLABLE, NOT_COUNTED, Chunk, Reference

if TYPE_CHECKING:
    from stc_lsp.code.resolve.meaning import Definition

_OVERLOADED = frozenset({"java", "csharp", "cpp", "kotlin", "swift"})
_EXACT = frozenset({"java", "csharp"})
"""Languages in which a header says all that a call may give: in C++ a default stands in the declaration."""
_MOST_REMEMBERED = 16_384


def has_overloads(language: str) -> bool:
    """Whether functions of one name are told apart by what they are given."""
    return language in _OVERLOADED


def is_signature(chunk: Chunk) -> bool:
    """Whether it is one of Python's `@overload`s, which only tells how the function of its name is called."""
    return "overload" in map(last_name, chunk.decorators)


def taken(chunk: Chunk, language: str) -> tuple[int, int] | None:
    """The fewest and the most arguments that a call of a function gives; None if that is not known."""
    if chunk.kind not in CALLABLE:
        return None
    return _taken(language, chunk.signature, unnumbered(chunk.name))


@lru_cache(_MOST_REMEMBERED)
def _taken(language: str, signature: str, name: str) -> tuple[int, int] | None:
    return arguments_taken(language, signature, name)


def fitting(found: Definition, one: Reference, language: str) -> tuple[Definition, ...]:
    """The functions that bear the name where it was found and take what a call gives, in their order."""
    chunks = [each for each in (found.entry.chunks if found.entry else ()) if is_run_by_call(each)]
    if one.arguments != NOT_COUNTED:
        fitting = [each for each in chunks if _takes(each, one, found.scope, language)]
        chunks = _defined(fitting, chunks, language) if language == "cpp" else fitting
    return tuple(found._replace(qualname=each.qualname, chunk=each) for each in chunks)


def _defined(fitting: list[Chunk], chunks: list[Chunk], language: str) -> list[Chunk]:
    """C++: for what is only declared what is defined with as many parameters: defaults are declared."""
    most = {counts[1] for one in fitting if one.is_declaration and (counts := taken(one, language))}
    defined = [
        each
        for each in chunks
        if not each.is_declaration
        and (each in fitting or ((counts := taken(each, language)) and counts[1] in most))
    ]
    return defined or fitting


def is_exact(found: Definition, one: Reference, language: str) -> bool:
    """Whether it is certain that what was found is not what is called, since no overload of it fits."""
    known = found.chunk is not None and taken(found.chunk, language) is not None
    return known and one.arguments != NOT_COUNTED and language in _EXACT


def _takes(chunk: Chunk, one: Reference, scope: str, language: str) -> bool:
    counts = taken(chunk, language)
    if counts is None:
        return True
    of = one.expression.rpartition(".")[0].rpartition(".")[2]
    is_extension = language == "csharp" and of != scope.rpartition(".")[2] and extended_type(chunk, language)
    given = one.arguments + bool(is_extension)
    return counts[0] <= given <= counts[1]
