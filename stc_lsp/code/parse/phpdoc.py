"""PHP: the types that only documentation tells, `@param Cart $cart`, `@return static`, `@var Cart|null`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, Binding, BindingKind, Chunk, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TYPE = r"((?:[^\s<>(){}]|<[^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*>)+)"
_RETURN = re.compile(rf"^[ \t]*@(?:phpstan-|psalm-)?return[ \t]+{_TYPE}", re.MULTILINE)
_VARIABLE = re.compile(rf"^[ \t]*@var[ \t]+{_TYPE}", re.MULTILINE)
_PARAMETER = re.compile(rf"^[ \t]*@param[ \t]+{_TYPE}[ \t]+(?:&|\.\.\.)*(\$\w+)", re.MULTILINE)
_IS_TYPE = re.compile(r"[\w\\$|&?<>,\[\]-]+")
"""What a type is made of that says which class is meant: no shape of an array, no condition."""


def documented_type(kind: ChunkKind, documentation: str) -> str:
    """What the documentation of a function says that it returns, of a property what it is; "" if nothing."""
    if "@" not in documentation:
        return ""
    found = (_RETURN if kind in CALLABLE else _VARIABLE).search(documentation)
    return found[1] if found and _IS_TYPE.fullmatch(found[1]) and found[1] != "mixed" else ""


def with_documented(bindings: Sequence[Binding], chunks: Sequence[Chunk]) -> Iterator[Binding]:
    """The bindings, parameters that declare no type with the one that is documented."""
    told: dict[int, dict[str, str]] = {}
    for one in bindings:
        if one.kind is not BindingKind.PARAMETER:
            yield one
            continue
        chunk = chunks[one.chunk]
        if one.chunk not in told:
            documented = _PARAMETER.finditer(chunk.documentation) if "@param" in chunk.documentation else ()
            told[one.chunk] = {each[2]: each[1] for each in documented if _IS_TYPE.fullmatch(each[1])}
        # Taken once: a function within may have a parameter of the same name.
        documented_type = told[one.chunk].pop(one.name, "")
        yield one if one.annotation or not documented_type else one._replace(annotation=documented_type)
