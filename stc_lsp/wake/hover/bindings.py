"""The card of a name that is no chunk: a parameter, a local name, an attribute that is set in a method."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import fields, first_sentence
from stc_lsp.code.english import code, sentence
from stc_lsp.code.identifiers import readable, unnumbered
from stc_lsp.code.parse.comments import comment
from stc_lsp.code.parse.signatures import split_commas
from stc_lsp.code.values import Binding, BindingKind, Chunk, ChunkKind
from stc_lsp.wake.hover.card import Card
from stc_lsp.wake.structural.overloads import name_with_types

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.wake.values import Link

_MOST_LINE = 160
_MOST_COMMENT_LINES = 12
_TYPE_FIRST = frozenset({"java", "csharp", "c", "cpp"})
_BOUND_BY = {"typescript": " extends ", "tsx": " extends ", "go": " "}
"""What stands between a type parameter and what bounds it."""
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_BRACKETS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`|[()\[\]{}]")
"""Brackets, and texts in which there are none."""
_GOES_ON = (" =", "=>", "||", "&&", " +", " or", " and")
_INNER = {"ruby": "block"}
"""What has parameters of its own and no name, where that is no function."""
_WITH_ENDS = frozenset({"ruby", "lua"})
_OPENS_A_BLOCK = re.compile(r"=\s*(?:if|unless|case|begin|while)\b(?!.*\bend\b)|\bdo(?: \|[^|]*\|)?$")
"""What an `end` closes: `x = if y`, `x = each do |y|`."""
_GOES_ON_WITH = (".", "?.", "||", "&&", "? ")
"""What ends a line that goes on, and what begins the next."""
_COMMENTS = ("#", "//", "--", "/*", "*")


def card_of_binding(
    binding: Binding,
    owner: Chunk,
    *,
    language: str,
    lines: Sequence[str],
    place: Link | None,
) -> Card:
    """What a local name is. `lines` are those of its file."""
    is_twin = unnumbered(owner.qualname) != owner.qualname
    name = (name_with_types(owner, language) if is_twin else "") or readable(owner.qualname)
    of = f" of {code(name) if name else 'the module'}"
    if not owner.qualname and _is_within(binding, owner):
        of = ""  # of a function without a name
    if binding.kind is BindingKind.PARAMETER:
        is_inner = bool(of) and _is_of_inner(binding, owner)
        of = f" of a {_INNER.get(language, 'function')} within{of.removeprefix(' of')}" if is_inner else of
        return Card(
            language=language,
            signature=_typed(binding, owner, language),
            kind=f"Parameter{of}",
            place=place,
            summary=_told(f"Parameter{of}", "" if is_inner else _documented(owner, binding.name), place),
        )
    if binding.kind is BindingKind.TYPE_PARAMETER:
        bound = f"{_BOUND_BY.get(language, ': ')}{binding.annotation}" if binding.annotation else ""
        return Card(
            language=language,
            signature=f"{binding.name}{bound}",
            kind=f"Type parameter{of}",
            place=place,
            summary=_told(f"Type parameter{of}", "", place),
        )
    line = binding.line
    is_member = binding.kind is BindingKind.ATTRIBUTE or owner.kind is ChunkKind.CLASS
    word = "Attribute" if is_member else "Local name" if owner.qualname or not of else "Variable"
    documented = first_sentence(_comment_above(lines, line)) if is_member else ""
    written = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    following = lines[line].strip() if line < len(lines) else ""
    return Card(
        language=language,
        signature=_completed(written, binding.name, following, language) or _declared(binding),
        kind=f"{word}{of}",
        place=place,
        summary=_told(f"{word}{of}", documented, place),
    )


def _is_within(binding: Binding, owner: Chunk) -> bool:
    """Whether a name is seen in a part of its owner only."""
    return binding.scope_start > owner.start_byte or 0 < binding.scope_end < owner.end_byte


def _is_of_inner(binding: Binding, owner: Chunk) -> bool:
    """Whether a parameter is one of a function without a name that stands in its owner."""
    if binding.scope_start <= owner.name_end_byte:
        return False
    named = re.compile(rf"(?<!\w){re.escape(binding.name)}(?!\w)")
    return not any(map(named.search, owner.parameters)) and not named.search(owner.signature)


def _typed(binding: Binding, owner: Chunk, language: str) -> str:
    """A parameter with its type, as the language writes it."""
    # With the stars or dots of what takes all that is left.
    name = next((each for each in owner.parameters if each.lstrip("*.&") == binding.name), binding.name)
    if not binding.annotation:
        return name
    if language in _TYPE_FIRST:
        return _in_header(binding.name, owner) or f"{binding.annotation} {binding.name}"
    if language == "go":
        is_rest = re.search(rf"(?<!\w){re.escape(name)}\s+\.\.\.", owner.signature) is not None
        return f"{name} {'...' if is_rest else ''}{binding.annotation}"
    return f"{name}: {binding.annotation}"


def _in_header(name: str, owner: Chunk) -> str:
    """A parameter as the header of its function writes it: in C what says most stands around the name."""
    _, _, listed = owner.signature.partition("(")
    ends = re.compile(rf"(?<!\w){re.escape(name)}(?:\[\w*\])?\s*(?:=.*)?$")
    written = (each.strip(" ()") for each in split_commas(listed.rpartition(")")[0]))
    return next((each for each in written if ends.search(each)), "")


def _told(kind: str, documented: str, place: Link | None) -> str:
    """What its documentation says; with what it is, where nothing else says that."""
    if place is not None:
        return sentence(documented)
    return f"{kind}: {sentence(documented)}" if documented else f"{kind}."


def _completed(written: str, name: str, following: str, language: str) -> str:
    """The line that binds a name, closed where it leaves brackets open; "" if it does not tell."""
    if name not in written or len(written) > _MOST_LINE:
        return ""
    opened: list[str] = []
    for found in _BRACKETS.finditer(written):
        if found[0] in _CLOSED_BY:
            opened.append(_CLOSED_BY[found[0]])
        elif len(found[0]) == 1 and (not opened or opened.pop() != found[0]):
            return ""
    if opened:
        return f"{written.rstrip(', ')} … {''.join(reversed(opened))}"
    opens = language in _WITH_ENDS and _OPENS_A_BLOCK.search(written) is not None
    if opens or written.endswith(_GOES_ON) or following.startswith(_GOES_ON_WITH):
        return f"{written} …"
    return "" if written.endswith((",", "\\")) else written


def _declared(binding: Binding) -> str:
    annotation = f": {' '.join(binding.annotation.split())}" if binding.annotation else ""
    return f"{binding.name}{annotation}"


def _documented(owner: Chunk, name: str) -> str:
    """What the documentation of a function says of its parameter, more than its name."""
    texts = (
        each.text
        for each in fields(owner.documentation)
        if each.kind == "param" and each.name.lstrip("*") == name.lstrip("*")
    )
    told = next(texts, "")
    said = re.sub(r"^(?:the|an?) ", "", told.strip(" .").lower())
    return "" if said.replace(" ", "") == name.lower() else told


def _comment_above(lines: Sequence[str], line: int) -> str:
    """The lines of comment that stand right above a line."""
    first = line - 1
    while (
        first > 0 and line - first <= _MOST_COMMENT_LINES and lines[first - 1].strip().startswith(_COMMENTS)
    ):
        first -= 1
    return (
        comment("\n".join(each.strip() for each in lines[first : line - 1])) if 0 < line <= len(lines) else ""
    )
