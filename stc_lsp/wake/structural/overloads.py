"""Overloads told apart by the types of their parameters: `Gson.toJson(Object, Type)`.

In the index they are numbered, as `Gson.toJson#2`, which says nothing to a reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.values import CALLABLE, Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk

_TYPE_FIRST = frozenset({"java", "csharp", "cpp", "c"})
_NAME_FIRST = frozenset({"kotlin", "typescript", "tsx", "scala", "swift"})
_MARKS = re.compile(
    r"@\w+(?:\.\w+)*(?:\([^()]*\))?\s*|\[\w+(?:\([^()]*\))?\]\s*|\b(?:final|this|params|in|scoped)\s+"
)
"""Annotations and modifiers, which are no part of a type."""
_LONGEST = 80
"""Characters of the types; longer ones tell nothing at a glance."""
_OPENS, _CLOSES = "([{<", ")]}>"


def typed_name(stored: StoredChunk) -> str:
    """What an overload is called, with the types of its parameters; "" where they cannot be told."""
    return name_with_types(stored.chunk, stored.language)


def name_with_types(chunk: Chunk, language: str) -> str:
    """The same of a definition in any text."""
    name = unnumbered(chunk.qualname)
    if chunk.kind not in CALLABLE or language not in _TYPE_FIRST | _NAME_FIRST:
        return ""
    # What is made is called as its class is: `Gson.Gson()`.
    begins = re.search(rf"(?<!\w){re.escape(name.rpartition('.')[2])}\s*(?:<[^()]*>)?\s*\(", chunk.signature)
    parts = _parted(chunk.signature[begins.end() :]) if begins is not None else None
    if parts is None:
        return ""
    types = ", ".join(_type(part, language) for part in parts)
    return f"{name}({types})" if len(types) <= _LONGEST else ""


def with_types(text: str, members: Sequence[StoredChunk]) -> str:
    """A list of the members of a class with its overloads told apart by types instead of numbers."""
    for old, new in _renamed(members):
        first = re.compile(rf"^- `{old}`(?=[:\s]|$)", re.MULTILINE)
        # A function, for what is put in is no pattern.
        text = first.sub(lambda _, new=new: f"- {code(new)}", text)
    return text


def _renamed(members: Sequence[StoredChunk]) -> Iterator[tuple[str, str]]:
    """Patterns of what overloads are called in a text, and what they may be; those that share types stay."""
    groups: dict[str, list[StoredChunk]] = {}
    for each in members:
        groups.setdefault(unnumbered(each.chunk.qualname), []).append(each)
    for group in groups.values():
        typed = [typed_name(each) for each in group]
        for each, name in zip(group, typed, strict=True):
            if len(group) > 1 and name and typed.count(name) == 1:
                # What is thought has a space before the number, what is said at once has none.
                yield re.escape(each.label).replace(r"\#", " ?#"), name


def _parted(source: str) -> list[str] | None:
    """Parameters, from behind their bracket on; None if no bracket closes them."""
    parts, depth = [""], 0
    for index, letter in enumerate(source):
        # An arrow closes nothing.
        is_arrow = letter == ">" and source[index - 1 : index] in ("-", "=")
        if letter in _CLOSES and not is_arrow:
            depth -= 1
            if depth < 0:
                return [part.strip() for part in parts if part.strip()]
        depth += letter in _OPENS
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return None


def _type(parameter: str, language: str) -> str:
    declared = re.split(r"(?<![=!<>])=(?![=>])", parameter, maxsplit=1)[0].strip()
    if language in _NAME_FIRST:
        return declared.partition(":")[2].strip() or declared
    declared = _MARKS.sub("", declared).strip()
    named = re.fullmatch(r"(.*[\s&*>\].?])(\w+)", declared)
    return " ".join((named[1] if named else declared).split())
