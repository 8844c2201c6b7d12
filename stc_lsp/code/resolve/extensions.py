"""Extensions: functions that are called as if they were members of a type, C#'s and Kotlin's."""

from __future__ import annotations

import re

from stc_lsp.code.values import CALLABLE, Chunk

_RECEIVERS = {
    "csharp": re.compile(r"\(\s*this\s+(?:(?:ref|in|scoped|readonly)\s+)*([\w.]+)"),
    "kotlin": re.compile(r"\b(?:fun|va[lr])\s+(?:<[^()]*?>\s*)?([\w.]+)(?:<[^()]*>)?\??\.\w+\s*(?:[(:=]|$)"),
}
"""Per language: what a signature says of the type that a function extends."""
ANYTHING = "*"
"""Stands for whatever there is."""
_OF_ALL = frozenset({"object", "dynamic", "Any"})
_KINDS_OF_TYPES = frozenset({"class", "struct", "notnull", "unmanaged", "new", "Any"})
_BOUND = r"(?:\bwhere\s+{0}\s*:\s*|[<,]\s*(?:reified\s+)?{0}\s*:\s*)([\w.]+)"


def extended_type(chunk: Chunk, language: str) -> str:
    """The type that a function extends, as written, `*` if any; "" for what is no extension."""
    receivers = _RECEIVERS.get(language)
    found = receivers.search(chunk.signature) if receivers is not None and chunk.kind in CALLABLE else None
    if found is None:
        return ""
    name = found[1]
    if name in _OF_ALL:
        return ANYTHING
    if not re.search(rf"[<,]\s*(?:reified\s+)?{re.escape(name)}\s*[,:>]", chunk.signature):
        return name
    bound = re.search(_BOUND.format(re.escape(name)), chunk.signature)
    return bound[1] if bound is not None and bound[1] not in _KINDS_OF_TYPES else ANYTHING


def has_extensions(language: str) -> bool:
    """Whether a language has them."""
    return language in _RECEIVERS
