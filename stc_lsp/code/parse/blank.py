"""The blank identifier: a word that stands where a name would, and names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.parse.captured import Captured
    from stc_lsp.code.values import Binding

BLANK = "_"
_LANGUAGES = frozenset({"go", "rust", "swift", "kotlin", "scala"})
"""Languages in which it names nothing, wherever it stands; in others it may be any name (Python's `_()`)."""
_BYTE = ord(BLANK)


def has_blank(language: str) -> bool:
    """Whether the word names nothing in a language."""
    return language in _LANGUAGES


def drop_blanks(source: bytes, found: Captured) -> None:
    """Forget the definitions and uses of what was captured that only bear the blank identifier."""
    found.definitions = [one for one in found.definitions if not _is_blank(source, *one.name)]
    found.names = [span for span in found.names if not _is_blank(source, *span)]


def without_blanks(made: Iterable[Binding]) -> tuple[Binding, ...]:
    """The bindings that bind a name."""
    return tuple(one for one in made if one.name != BLANK)


def _is_blank(source: bytes, start: int, end: int) -> bool:
    return end - start == 1 and source[start] == _BYTE
