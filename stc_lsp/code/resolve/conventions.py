"""What a language, or pytest, makes special: who sees a class's names, what is called, what a fixture is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind

if TYPE_CHECKING:
    from stc_lsp.code.resolve.meaning import Definition

_BODY_ONLY = frozenset({"python"})
"""Languages in which a class's names are seen in its body, but not from within its methods."""
_NEVER_BARE = frozenset({"javascript", "typescript", "tsx", "go", "rust", "php"})
"""Languages in which a class's names are seen through an object only."""
BY_SCOPES_ALONE = (_BODY_ONLY | _NEVER_BARE) - {"rust", "php"}
"""Languages in which a bare name is one that a definition around it holds, or one of the module."""

_TYPED_RECEIVER = re.compile(r"\((?:self|cls)\s*:\s*(?:[tT]ype\[)?[\"']?(\w+)")
OWN_CLASS = {"ruby": "class", "python": "__class__"}
"""What the class of an object is to it."""

_PROPERTIES = ("property", "cached_property", "hybrid_property", "reify")
_CALLED_APART = frozenset({"java", "kotlin", "rust", "swift"})
"""Languages in which a field and a method may bear one name: the method is what is called."""

_METHODS = frozenset({"function", "method", "declaration"})
"""What C++'s constructors are to its grammar."""
_TEST_OF_CLASS = re.compile(r"(?:TYPED_)?TEST_[FP]\(\s*(\w+)\s*,")


def sees_class_names(language: str, in_body: bool) -> bool:
    """Whether a bare name may be a member of a class around it; `in_body` is directly in the class's body."""
    return language not in _NEVER_BARE and (in_body or language not in _BODY_ONLY)


def is_constructor(chunk: Chunk, of: str) -> bool:
    """Whether it bears the name of its class, and so is no member that a bare name means: Java, C#, C++."""
    may_be = chunk.keyword == "constructor" or (chunk.keyword in _METHODS and chunk.kind is ChunkKind.METHOD)
    return may_be and chunk.name == of


def called_apart(found: Definition, language: str, *, called: bool) -> Definition | None:
    """Of a field and a method of one name the method if it is called, else the field.

    None: a field is called, and no method is known that bears its name.
    """
    chunk, entry = found.chunk, found.entry
    if chunk is None or entry is None or language not in _CALLED_APART or chunk.kind is ChunkKind.CLASS:
        return found
    if is_run_by_call(chunk) == called:
        return found
    for other in reversed(entry.chunks):
        if other.kind is not ChunkKind.CLASS and is_run_by_call(other) == called:
            return found._replace(qualname=other.qualname, chunk=other)
    return None if called and chunk.keyword == "field" else found


def is_run_by_call(chunk: Chunk) -> bool:
    """Whether it is a function, and no property that is computed."""
    return chunk.kind in CALLABLE and chunk.keyword != "property"


def is_property(chunk: Chunk) -> bool:
    """Whether a method is read like a variable."""
    return chunk.keyword in ("get", "getter", "property") or any(
        one.rpartition(".")[2].startswith(_PROPERTIES) for one in chunk.decorators
    )


def may_describe(found: Definition, language: str) -> bool:
    """Whether it is a variable of a class of Python that is assigned an object, which may be a descriptor."""
    if language != "python" or found.chunk is None or found.chunk.kind is not ChunkKind.VARIABLE:
        return False
    return (
        bool(found.scope)
        and found.entry is not None
        and not any(one.annotation for one in found.entry.bindings)
    )


def gives_own(chunk: Chunk, language: str) -> bool:
    """Whether a method of Python gives what it is called on: `def copy(self: T) -> T`."""
    found = _TYPED_RECEIVER.search(chunk.signature) if language == "python" and chunk.returns else None
    return found is not None and found[1] == chunk.returns.strip("\"'")


def is_partial(chunk: Chunk, language: str) -> bool:
    """Whether other files may add to a class of C#."""
    return language == "csharp" and "partial" in chunk.signature.split()


def types_taken(chunk: Chunk) -> int:
    """How many types a class of C# takes: 2 of `class Map<K, V>`."""
    found = re.search(rf"\b{re.escape(unnumbered(chunk.name))}\b(?:\s*<([^<>]*)>)?", chunk.signature)
    return found[1].count(",") + 1 if found is not None and found[1] is not None else 0


def tested_class(chunk: Chunk | None) -> str:
    """The class whose members a test of GoogleTest sees: `A` of `TEST_F(A, Name)`; "" for what is none."""
    found = _TEST_OF_CLASS.match(chunk.signature) if chunk is not None and chunk.name[:1] == "T" else None
    return found[1] if found else ""


def asks_for_fixtures(chunk: Chunk, language: str) -> bool:
    """Whether a Python function's parameters are pytest fixtures."""
    return (
        language == "python"
        and chunk.kind in CALLABLE
        and (chunk.name.startswith("test") or is_fixture(chunk))
    )


def is_fixture(chunk: Chunk) -> bool:
    """Whether a Python function is declared a pytest fixture."""
    return any("fixture" in one for one in chunk.decorators)
