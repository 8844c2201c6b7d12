"""What a language, or pytest, makes special: who sees the names of a class, what a fixture is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.resolve.table import plain_name
from stc_lsp.code.values import CALLABLE

if TYPE_CHECKING:
    from stc_lsp.code.values import Chunk

_BODY_ONLY = frozenset({"python"})
"""Languages in which a class's names are seen in its body, but not from within its methods."""
_NEVER_BARE = frozenset({"javascript", "typescript", "tsx", "go", "rust", "php"})
"""Languages in which a class's names are seen through an object only."""


def sees_class_names(language: str, in_body: bool) -> bool:
    """Whether a bare name may be a member of a class around it; `in_body` is directly in the class's body."""
    return language not in _NEVER_BARE and (in_body or language not in _BODY_ONLY)


def is_constructor(chunk: Chunk, of: str) -> bool:
    """Whether it bears the name of its class, and so is no member that a bare name means: Java, C#, C++."""
    return chunk.keyword == "constructor" and plain_name(chunk) == of


def is_partial(chunk: Chunk, language: str) -> bool:
    """Whether other files may add to a class of C#."""
    return language == "csharp" and "partial" in chunk.signature.split()


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
