"""Patterns: the names that the left side of a binding binds, each with its part of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.shapes import shape, text_of, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_NAMES = frozenset(
    {
        *("identifier", "type_identifier", "shorthand_property_identifier_pattern"),
        *("field_identifier", "property_identifier", "private_property_identifier"),
        *("simple_identifier", "variable_name", "instance_variable", "implicit_parameter"),
    }
)
_SEQUENCES = frozenset(
    {"pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list", "array_pattern"}
)
_VALUE_SEQUENCES = frozenset({"expression_list", "tuple", "list", "array"})
_REST = frozenset({"list_splat_pattern", "list_splat", "rest_pattern", "dictionary_splat_pattern"})
_MEMBERS = {"attribute": ("object", "attribute"), "member_expression": ("object", "property")}
_SELVES = frozenset({"self", "this", "cls"})
_DEEPEST = 8


class Bound(NamedTuple):
    """One name bound by a pattern."""

    node: Node
    """Where the name stands."""
    value: str
    """The shape of its part of the value."""
    of_self: bool
    """It is an attribute of `self` or `this`, not a name of its own."""


def unpack(language: str, pattern: Node, value: Node | None, suffix: str) -> Iterator[Bound]:
    """The names that `pattern` binds when matched with `value`, to whose shape `suffix` is added."""
    if pattern.type == "identifier":  # nearly always
        made = shape(language, value)
        yield Bound(pattern, made + suffix if made and (not suffix or "|" not in made) else "", of_self=False)
        return
    yield from _unpack(language, pattern, value, suffix, _DEEPEST)


def _unpack(language: str, pattern: Node, value: Node | None, suffix: str, depth: int) -> Iterator[Bound]:
    kind = pattern.type
    if kind in _SEQUENCES and not suffix and value is not None and value.type in _VALUE_SEQUENCES:
        names, values = pattern.named_children, value.named_children
        if len(names) == len(values):
            for name, one in zip(names, values, strict=True):
                yield from _unpack(language, name, one, suffix, depth - 1)
            return
        if language == "go" and len(values) == 1:
            value = values[0]
    made = shape(language, value)
    yield from spread(
        language, pattern, f"{made}{suffix}" if (made and "|" not in made) or not suffix else "", depth
    )


def spread(language: str, pattern: Node, value: str, depth: int = _DEEPEST) -> Iterator[Bound]:
    """The same where the value is known as a shape only."""
    kind = pattern.type
    if depth <= 0:
        return
    if kind in _NAMES:
        yield Bound(pattern, value, of_self=False)
    elif kind in _SEQUENCES:
        children = pattern.named_children
        for index, child in enumerate(children):
            yield from spread(language, child, _element(language, value, index, len(children)), depth - 1)
    elif kind in _REST:
        for child in pattern.named_children:
            yield from spread(language, child, "", depth - 1)
    elif kind in _MEMBERS:
        owner, name = (pattern.child_by_field_name(field) for field in _MEMBERS[kind])
        if name is not None and text_of(owner) in _SELVES:
            yield Bound(name, value, of_self=True)
    else:
        yield from _spread_keys(language, pattern, value, depth)


def declared_parts(language: str, pattern: Node, declared: Node) -> Iterator[tuple[Bound, str]]:
    """The names of a pattern of TypeScript that is of a declared type, each with its own type as written.

    `{a, b}: Props & { a: Cart }`: the one is a member of `Props`, the other a `Cart`.
    """
    kinds = declared.named_children if declared.type == "intersection_type" else [declared]
    listed = [each for kind in kinds if kind.type == "object_type" for each in kind.named_children]
    told = {text_of(each.child_by_field_name("name")): each.child_by_field_name("type") for each in listed}
    value = typed(" & ".join(text_of(each) for each in kinds if each.type != "object_type"))
    for one in spread(language, pattern, value or _UNTOLD):
        member, _, rest = one.value.removeprefix(value or _UNTOLD).removeprefix(".").partition(".")
        own = text_of(told.get(member)).removeprefix(":").strip()
        if own and not rest:
            yield one._replace(value=""), own
        elif own:
            yield one._replace(value=f"{typed(own)}.{rest}" if typed(own) else ""), ""
        else:
            yield one._replace(value=one.value if value else ""), ""


_UNTOLD = "_"


def _spread_keys(language: str, pattern: Node, value: str, depth: int) -> Iterator[Bound]:
    """JavaScript's object patterns and defaults: `{a, b: c, d = 1}`."""
    if pattern.type == "object_pattern":
        for child in pattern.named_children:
            yield from _spread_key(language, child, value, depth - 1)
    elif pattern.type == "assignment_pattern":
        left = pattern.child_by_field_name("left")
        if left is not None:
            yield from spread(language, left, value, depth - 1)


def _spread_key(language: str, entry: Node, value: str, depth: int) -> Iterator[Bound]:
    key = entry.child_by_field_name("key")
    if key is not None:
        target, name = entry.child_by_field_name("value"), text_of(key)
    elif entry.type == "object_assignment_pattern":
        target = entry.child_by_field_name("left")
        name = text_of(target)
    else:
        target, name = entry, text_of(entry)
    if target is not None:
        plain = value and "|" not in value and name.isidentifier()
        yield from spread(language, target, f"{value}.{name}" if plain else "", depth)


def _element(language: str, value: str, index: int, count: int) -> str:
    if not value or "|" in value:
        return ""
    if language != "go":
        return f"{value}[{index}]"
    if value.endswith("@"):  # `for key, element := range xs`
        return value if index == 1 else ""
    if value.endswith("()") and count > 1:
        return f"{value}[{index}]"
    return value if index == 0 else ""  # `x, ok := m[key]`, `x := y`
