"""What people of a language call what a class, struct, enum or interface holds. A table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.languages import language_of
from stc_lsp.code.values import Chunk, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCRIPT = "property"
_FIELDS = {
    "go": "field",
    "rust": "field",
    "java": "field",
    "c": "field",
    "cpp": "member",
    "csharp": "member",
    "kotlin": "property",
    "swift": "property",
    "php": "property",
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
}
_ENUM_VALUES = {"rust": "variant", "java": "constant", "kotlin": "entry", "swift": "case", "php": "case"}
_HOLDS_CONSTANTS = "enum"


def attribute_word(path: str, keyword: str) -> str:
    """Of what is no method, in a class of the language of a file, declared by `keyword`."""
    language = language_of(path)
    if keyword == _HOLDS_CONSTANTS:
        return _ENUM_VALUES.get(language, "member")
    return _FIELDS.get(language, "attribute")


def is_attribute(chunk: Chunk, of: Chunk) -> bool:
    """Whether it is a variable of the class: not what an enumeration within a struct of C holds."""
    is_value = chunk.keyword == "enumerator" and of.keyword != _HOLDS_CONSTANTS
    return chunk.kind is ChunkKind.VARIABLE and not is_value


def method_word(keywords: Iterable[str]) -> str:
    """Of what a call or a getter runs: all of these, by the words that declared them."""
    kinds = {each == "property" for each in keywords}
    return "method" if kinds == {False} else "property" if kinds == {True} else "member"


_CLASSES = {"": "class", "using": "type alias", "typealias": "type alias"}


def class_word(keyword: str) -> str:
    """What a person calls a class, struct, interface or type, by the language's own word for it."""
    return _CLASSES.get(keyword, keyword)
