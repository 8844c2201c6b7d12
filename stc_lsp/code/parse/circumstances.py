"""Under which circumstances something in a definition is run: the conditions, loops and handlers around it.

They are told by the words of the code, whatever they come to: nothing here knows when a condition holds.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_MOST_BYTES = 400
"""Of a header; a longer one is cut."""


class Kind(Enum):
    """What stands around a place."""

    CONDITION = "condition"
    OTHERWISE = "otherwise"
    """The other branch of a condition."""
    LOOP = "loop"
    CASE = "case"
    HANDLER = "handler"
    """What is run when an error was raised."""


class Circumstance(NamedTuple):
    """One construct around a place."""

    kind: Kind
    header: str
    """As written, on one line: `if rv is None`, `for each in found`, `except KeyError`."""


class Circumstances(NamedTuple):
    """All that stand around a place, within one definition."""

    around: tuple[Circumstance, ...]
    """The outermost first."""
    is_within: bool
    """It stands in a function within the definition, which is run later, or by somebody else."""

    @property
    def is_handler(self) -> bool:
        """Whether it is run only when an error was raised."""
        return any(each.kind is Kind.HANDLER for each in self.around)


_CONDITION = re.compile(r"^(?:if|unless|elif|elsif|elseif|else_if|guard|ternary|conditional)(?:_|$)")
_KINDS = (
    (Kind.HANDLER, re.compile(r"^(?:except|catch|rescue)(?:_|$)")),
    (
        Kind.CASE,
        re.compile(r"(?:^case|_case|_arm|_entry|_section|_group)(?:_clause|_statement)?$(?<!^case)|^when$"),
    ),
    (Kind.LOOP, re.compile(r"^(?:for|foreach|enhanced_for|while|until|repeat)(?:_|$)")),
    (Kind.CONDITION, _CONDITION),
)
_FUNCTION = re.compile(
    r"^(?:function_(?:definition|declaration|expression|item)|method(?:_definition|_declaration)?|lambda\w*"
    r"|arrow_function|func_literal|closure_expression|generator_function\w*|constructor_declaration"
    r"|local_function_statement|anonymous_\w*function\w*|singleton_method)$"
)
_BLOCK = re.compile(r"(?:^|_)(?:block|statements|then|body)$|^(?:compound_statement|statement_block)$")
_ELSE = ("else", "else_clause", "else_statement")
_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//)(?=\s).*$")
_ENDS = re.compile(r"(?:[\s{:?]|=>|->|\b(?:then|do|else))+$")


def circumstances(root: Node, place: int, start: int, end: int) -> Circumstances:
    """Of the byte `place` in the tree of a file, within the definition from `start` to `end`."""
    found: list[Circumstance] = []
    functions = 0
    inner = root.descendant_for_byte_range(place, place + 1)
    outer = inner.parent if inner is not None else None
    while inner is not None and outer is not None and start <= outer.start_byte and outer.end_byte <= end:
        functions += _FUNCTION.match(outer.type) is not None
        if each := _of(outer, inner):
            found.append(each)
        inner, outer = outer, outer.parent
    return Circumstances(tuple(reversed(found)), functions > 1)


def _of(node: Node, inner: Node) -> Circumstance | None:
    """What a node says of one of its children, if it decides whether that is run."""
    kind = next((kind for kind, pattern in _KINDS if node.is_named and pattern.search(node.type)), None)
    if kind is None:
        return None
    if kind is Kind.CASE:
        is_first = inner in node.named_children[:1]
        return None if is_first else _named(kind, node, node.start_byte, inner.start_byte)
    body = _body(node)
    if body is None or inner.start_byte < body.start_byte:
        return None
    if inner.start_byte < body.end_byte:
        return _before_or_after(kind, node, body)
    if kind is not Kind.CONDITION or _is_condition(inner):
        # What follows the body of a loop or a handler is none of it; another condition tells its own.
        return None
    has_other = any(each.type in _ELSE for each in _tail(node, body))
    return _before_or_after(Kind.OTHERWISE, node, body) if has_other else None


def _tail(node: Node, body: Node) -> Iterator[Node]:
    return (each for each in node.children if each.start_byte >= body.end_byte)


def _is_condition(node: Node) -> bool:
    """Whether it is another condition: by itself, or as all that an `else` has."""
    if node.type == "else_clause" and node.named_child_count == 1:
        return node.named_children[0].type in ("if_statement", "if_expression")
    return _CONDITION.search(node.type) is not None


def _body(node: Node) -> Node | None:
    for field in ("consequence", "body"):
        if found := node.child_by_field_name(field):
            return found
    if node.type == "conditional_expression":
        return node.named_children[0]
    return next((each for each in node.named_children if _BLOCK.search(each.type)), None)


def _before_or_after(kind: Kind, node: Node, body: Node) -> Circumstance | None:
    """With the header before the body, or where that comes first (`go() unless ready`) after it."""
    if body.start_byte > node.start_byte:
        return _named(kind, node, node.start_byte, body.start_byte)
    end = next((each.start_byte for each in _tail(node, body) if each.type == "else"), node.end_byte)
    return _named(kind, node, body.end_byte, end)


def _named(kind: Kind, node: Node, start: int, end: int) -> Circumstance | None:
    text = node.text
    if text is None:
        return None
    source = text[start - node.start_byte : end - node.start_byte][:_MOST_BYTES].decode(errors="replace")
    if kind is Kind.CASE:
        source = source.partition("\n")[0]
    lines = (_COMMENT.sub("", line) for line in source.split("\n"))
    header = _ENDS.sub("", " ".join(" ".join(lines).split()))
    return Circumstance(kind, header) if header else None
