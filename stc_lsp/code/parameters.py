"""What a signature says of each parameter beyond its name: its default, whether a call must give it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.parse.signatures import parameters, split_commas, without_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECEIVERS = frozenset({"self", "cls", "mcs", "this"})
_ASSIGNED = re.compile(r"(?<![=!<>:+\-*/|&])=(?![=>])")
_SIGN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[()\[\]{}=]")
"""What tells brackets, and texts in which there are none."""
_NO_DEFAULTS = frozenset({"go", "rust", "java", "c", "bash", "lua"})
"""Languages in which a parameter has none."""
_REST = ("*", "...", "&")
_VARIADIC = {
    "go": "...",
    "java": "...",
    "cpp": "...",
    "swift": "...",
    "kotlin": "vararg ",
    "csharp": "params ",
}
"""What marks a parameter that takes any number, where that is not the beginning of its name."""
_RUBY_KEYWORD = re.compile(r"^(\w+):\s*(.*)$", re.DOTALL)


class Parameter(NamedTuple):
    """One parameter, without the receiver."""

    name: str
    """As the index has it: `*args` with its stars."""
    default: str
    """As written; "" if it has none."""
    may_be_left_out: bool

    @property
    def is_required(self) -> bool:
        """A call has to give it."""
        return not self.may_be_left_out


def parameters_of(language: str, signature: str, names: tuple[str, ...]) -> tuple[Parameter, ...] | None:
    """The parameters of a signature, or of source that begins with it; None if it does not say them all."""
    if not names:
        return ()
    parts = parts_of(language, signature, names)
    if parts is None:
        return None
    found = (_parameter(language, part, name) for part, name in zip(parts, names, strict=True))
    return tuple(each for each in found if each.name not in _RECEIVERS)


def arguments_taken(language: str, signature: str, name: str) -> tuple[int, int] | None:
    """The fewest and the most arguments that a call of a signature's function gives; None if it is not said.

    Of what takes any number the most are `UNBOUNDED`. What C# extends counts as an argument.
    """
    begins = re.search(rf"(?<![\w.]){re.escape(name)}\s*+(?:<[^()]*>\s*+)?(?=\()", signature)
    inner = _within(signature, begins.end()) if begins is not None else None
    if inner is None:
        return None
    parts = [part for part in map(str.strip, split_commas(inner)) if part and part != "void"]
    rest = [_is_variadic(language, part) for part in parts]
    needed = sum(not (is_rest or _default(part)) for part, is_rest in zip(parts, rest, strict=True))
    return needed, UNBOUNDED if any(rest) else len(parts)


UNBOUNDED = 1 << 16
"""More arguments than any call gives."""


def parts_of(language: str, signature: str, names: tuple[str, ...]) -> list[str] | None:
    """The parts of the brackets in a signature that hold these names, each with one; None if none do."""
    if "\n" in signature:
        signature = without_layout(language, signature)
    for start in (found.start() for found in re.finditer(r"\(", signature)):
        inner = _within(signature, start)
        if inner is None:
            continue
        parts = [part.strip() for part in split_commas(inner)]
        told = [(part, parameters(language, f"({part})")) for part in parts if part]
        if language == "go":
            # In `a, b int` each is a part of its own, and says its type once.
            told = [(part, found or (part.split(" ")[0],)) for part, found in told]
        if tuple(name for _, found in told for name in found) == names:
            return [part for part, found in told for _ in found]
    # Ruby and others may leave the brackets out.
    bare = re.sub(r"^\s*def\s+\S+\s*", "", signature) if language == "ruby" and "(" not in signature else ""
    parts = [part.strip() for part in split_commas(bare)] if bare else []
    return parts if len(parts) == len(names) else None


def _within(text: str, start: int) -> str | None:
    """What the bracket at `start` holds; None if it is not closed."""
    for found, depth in _scanned(text[start:]):
        if not depth:
            return text[start + 1 : start + found.start()]
    return None


def _scanned(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The brackets and `=` that stand in no quotation marks, each with how many brackets are open then."""
    depth = 0
    for found in _SIGN.finditer(text):
        if found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth -= 1
        if len(found[0]) == 1:
            yield found, depth


def _parameter(language: str, part: str, name: str) -> Parameter:
    if language == "ruby" and (keyword := _RUBY_KEYWORD.match(part)):
        default = keyword[2].strip()
        return Parameter(name, default, may_be_left_out=bool(default))
    default = "" if language in _NO_DEFAULTS else _default(part)
    # In JavaScript a call may leave anything out; it says so only where there is a default.
    is_optional = language in SCRIPT_LANGUAGES and re.match(r"[\w$]+\?", part) is not None
    # `*args`, `...rest`, `&block` take what is left.
    is_rest = name.startswith(_REST) or part.lstrip().startswith(_REST) or _is_variadic(language, part)
    return Parameter(name, default, may_be_left_out=is_rest or bool(default) or is_optional)


def _is_variadic(language: str, part: str) -> bool:
    mark = _VARIADIC.get(language, "")
    return bool(mark) and mark in part


def _default(part: str) -> str:
    """What stands behind the first `=` outside of brackets."""
    for found, depth in _scanned(part):
        if found[0] == "=" and not depth and _ASSIGNED.match(part, found.start()):
            return part[found.end() :].strip()
    return ""
