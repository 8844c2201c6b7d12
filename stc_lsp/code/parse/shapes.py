"""Shapes: what an expression's value is made from, as a short text that resolution can evaluate later.

    shape        = alternative ("|" alternative)*     `x or Y()`, `a if b else c`
    alternative  = root operation*
    root         = NAME | "{" annotation "}" | "<" special ">"    a cast; specials: see resolve/scopes.py
                 | "{}"          an object that JavaScript writes down, whose members stand in it
    operation    = "." NAME      member
                 | "()"          call, arguments dropped (`new T()` and `T{}` are calls of `T`)
                 | "(n)"         what a function is given as its parameter n
                 | "[n]" | "[]"  element n of a tuple; element by any other subscript
                 | "[{T, U}]"    with the types that are given to a function or class
                 | "@"           one element in iteration
                 | "~"           what `with` binds
    NAME         = as written: Ruby's may end in "!" or "?"

Whatever has no such shape (literals, arithmetic, comprehensions) is "". Only trees and tables here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

_DEEPEST = 24
_LONGEST = 160
"""Characters; longer shapes never evaluate to anything in practice and would only be stored."""


class _Rule(NamedTuple):
    """How one type of syntax node reads: `how`, and the fields that it needs."""

    how: str
    fields: tuple[str, ...] = ()
    """Their names in the grammar; a number counts the named children of a node that has no fields."""


OBJECT = "{}"
"""The shape of JavaScript's `{ a, b() {} }`."""
_INNER = _Rule("inner")
_NAME = _Rule("name")

_JAVASCRIPT = {
    "type_identifier": _NAME,
    "identifier": _NAME,
    "this": _NAME,
    "super": _NAME,
    "member_expression": _Rule("member", ("object", "property")),
    "call_expression": _Rule("call", ("function",)),
    "new_expression": _Rule("call", ("constructor",)),
    "subscript_expression": _Rule("index", ("object", "index")),
    "await_expression": _INNER,
    "parenthesized_expression": _INNER,
    "non_null_expression": _INNER,
    "as_expression": _Rule("cast"),
    "satisfies_expression": _Rule("cast"),
    "ternary_expression": _Rule("either", ("consequence", "alternative")),
    "binary_expression": _Rule("or", ("left", "right")),
    "assignment_expression": _Rule("field", ("right",)),
    "object": _Rule("object"),
}

_C = {
    "identifier": _NAME,
    "this": _NAME,
    "field_expression": _Rule("member", ("argument", "field")),
    "call_expression": _Rule("call", ("function",)),
    "subscript_expression": _Rule("index", ("argument", "index")),
    "pointer_expression": _Rule("field", ("argument",)),
    "cast_expression": _Rule("type", ("type",)),
    "new_expression": _Rule("type", ("type",)),
    "parenthesized_expression": _INNER,
}

SHAPES: Mapping[str, Mapping[str, _Rule]] = {
    "python": {
        "identifier": _NAME,
        "attribute": _Rule("member", ("object", "attribute")),
        "call": _Rule("call", ("function",)),
        "subscript": _Rule("index", ("value", "subscript")),
        "await": _INNER,
        "parenthesized_expression": _INNER,
        "named_expression": _Rule("field", ("value",)),
        "assignment": _Rule("field", ("right",)),
        "conditional_expression": _Rule("choice"),
        "boolean_operator": _Rule("or", ("left", "right")),
    },
    "javascript": _JAVASCRIPT,
    "typescript": _JAVASCRIPT,
    "tsx": _JAVASCRIPT,
    "go": {
        "identifier": _NAME,
        "selector_expression": _Rule("member", ("operand", "field")),
        "call_expression": _Rule("call", ("function",)),
        "index_expression": _Rule("index", ("operand", "index")),
        "slice_expression": _Rule("field", ("operand",)),
        "unary_expression": _Rule("received"),
        "parenthesized_expression": _INNER,
        "composite_literal": _Rule("type", ("type",)),
        "type_conversion_expression": _Rule("converted"),
        "type_assertion_expression": _Rule("type", ("type",)),
        "func_literal": _Rule("signature", ("body",)),
    },
    "rust": {
        "identifier": _NAME,
        "self": _NAME,
        "field_expression": _Rule("member", ("value", "field")),
        "scoped_identifier": _Rule("member", ("path", "name")),
        "call_expression": _Rule("call", ("function",)),
        "reference_expression": _Rule("field", ("value",)),
        "struct_expression": _Rule("type", ("name",)),
        "try_expression": _Rule("unwrapped"),
        "await_expression": _INNER,
        "parenthesized_expression": _INNER,
    },
    "java": {
        "identifier": _NAME,
        "this": _NAME,
        "super": _NAME,
        "field_access": _Rule("member", ("object", "field")),
        "method_invocation": _Rule("method", ("object", "name")),
        "object_creation_expression": _Rule("type", ("type",)),
        "cast_expression": _Rule("type", ("type",)),
        "array_access": _Rule("index", ("array", "index")),
        "ternary_expression": _Rule("either", ("consequence", "alternative")),
        "parenthesized_expression": _INNER,
    },
    "csharp": {
        "identifier": _NAME,
        "this": _NAME,
        "member_access_expression": _Rule("member", ("expression", "name")),
        "invocation_expression": _Rule("call", ("function",)),
        "object_creation_expression": _Rule("type", ("type",)),
        "cast_expression": _Rule("type", ("type",)),
        "as_expression": _Rule("type", ("right",)),
        "element_access_expression": _Rule("index", ("expression", "subscript")),
        "conditional_expression": _Rule("either", ("consequence", "alternative")),
        "await_expression": _INNER,
        "parenthesized_expression": _INNER,
    },
    "php": {
        "variable_name": _NAME,
        "name": _NAME,
        "relative_scope": _NAME,
        "member_access_expression": _Rule("member", ("object", "name")),
        "nullsafe_member_access_expression": _Rule("member", ("object", "name")),
        "class_constant_access_expression": _Rule("member", ("0", "1")),
        "member_call_expression": _Rule("method", ("object", "name")),
        "nullsafe_member_call_expression": _Rule("method", ("object", "name")),
        "scoped_call_expression": _Rule("method", ("scope", "name")),
        "function_call_expression": _Rule("call", ("function",)),
        "object_creation_expression": _Rule("type", ("0",)),
        "subscript_expression": _Rule("index", ("0", "1")),
        "conditional_expression": _Rule("either", ("body", "alternative")),
        "binary_expression": _Rule("or", ("left", "right")),
        "assignment_expression": _Rule("field", ("right",)),
        "clone_expression": _INNER,
        "parenthesized_expression": _INNER,
    },
    "ruby": {
        "identifier": _NAME,
        "constant": _NAME,
        "self": _NAME,
        "instance_variable": _NAME,
        "scope_resolution": _Rule("member", ("scope", "name")),
        "call": _Rule("method", ("receiver", "method")),
        "binary": _Rule("or", ("left", "right")),
        "conditional": _Rule("either", ("consequence", "alternative")),
        "parenthesized_statements": _INNER,
    },
    "kotlin": {
        "identifier": _NAME,
        "this_expression": _NAME,
        "super_expression": _NAME,
        "navigation_expression": _Rule("member", ("0", "1")),
        "call_expression": _Rule("call", ("0",)),
        "index_expression": _Rule("index", ("0", "1")),
        "as_expression": _Rule("cast"),
        "elvis_expression": _Rule("either", ("0", "1")),
        "unary_expression": _INNER,
        "parenthesized_expression": _INNER,
    },
    "swift": {
        "simple_identifier": _NAME,
        "self_expression": _NAME,
        "super_expression": _NAME,
        "navigation_expression": _Rule("member", ("target", "suffix")),
        "call_expression": _Rule("call", ("0",)),
        "as_expression": _Rule("cast"),
        "try_expression": _Rule("field", ("expr",)),
        "await_expression": _Rule("field", ("expr",)),
    },
    "lua": {
        "identifier": _NAME,
        "dot_index_expression": _Rule("member", ("table", "field")),
        "method_index_expression": _Rule("member", ("table", "method")),
        "function_call": _Rule("call", ("name",)),
        "parenthesized_expression": _INNER,
        "table_constructor": _Rule("object"),
    },
    "c": _C,
    "cpp": {
        **_C,
        "namespace_identifier": _NAME,
        "qualified_identifier": _Rule("member", ("scope", "name")),
        "template_function": _Rule("field", ("name",)),
        "compound_literal_expression": _Rule("type", ("type",)),
    },
}
"""Per language: syntax node type -> how it reads."""

OWN_WORDS = {"$this": "this", "static": "self", "parent": "super"}
"""PHP's words for what all other languages call so."""
_EITHER_OPERATORS = frozenset({"or", "||", "??"})
_LAST_OPERATORS = frozenset({"and", "&&"})
_CAST_FUNCTIONS = ("cast", "t.cast", "typing.cast")
_OF_ARGUMENT = {
    "type": ".__class__",
    **dict.fromkeys(("list", "sorted", "reversed", "tuple", "set", "frozenset", "iter"), ".#list"),
    **dict.fromkeys(("max", "min", "next"), "@"),
    "enumerate": ".#enumerate",
    "Object.values": ".#values",
    "Object.entries": ".#entries",
}
"""Functions of Python and JavaScript -> what of their only argument they give."""
_OR_NOTHING = re.compile(r"\s*\|\s*(?:null|undefined)\b")
_FIELDS = re.compile(r"\bstruct\s*\{.*\}$", re.DOTALL)
_NEW_FUNCTIONS = ("new", "make")
_MAKING_TEMPLATES = ("make_unique", "make_shared")


def text_of(node: Node | None) -> str:
    """The source of a node; "" for none."""
    if node is None or node.text is None:
        return ""
    return node.text.decode("utf-8", "replace")


def shape(language: str, node: Node | None) -> str:
    """The shape of an expression node, "" if it has none."""
    rules = SHAPES.get(language)
    if node is None or not rules:
        return ""
    found = _shape(rules, node, _DEEPEST)
    return found if len(found) <= _LONGEST else ""


def _shape(rules: Mapping[str, _Rule], node: Node | None, depth: int) -> str:
    rule = rules.get(node.type) if node is not None else None
    if node is None or rule is None or depth == 0:
        return ""
    match rule.how:
        case "name":
            name = text_of(node)
            return OWN_WORDS.get(name, name) if rules is SHAPES["php"] else name
        case "member":
            name = text_of(_part(node, rule.fields[1])).lstrip(".").partition("<")[0]
            value = _shape(rules, _part(node, rule.fields[0]), depth - 1)
            return _operated(value, f".{name}") if name else ""
        case "call":
            return _call(rules, node, rule, depth)
        case "method":
            called = _part(node, rule.fields[0])
            name = text_of(_part(node, rule.fields[1]))
            if called is None:
                return f"{name}()"
            # Ruby makes an object by a method of its class.
            return _operated(_shape(rules, called, depth - 1), "()" if name == "new" else f".{name}()")
        case "index":
            index = text_of(_part(node, rule.fields[1]))
            value = _shape(rules, _part(node, rule.fields[0]), depth - 1)
            return _operated(value, f"[{index if index.isdigit() else ''}]")
        case "inner":
            return _shape(rules, _child(node, 0), depth - 1)
        case "field":
            return _shape(rules, _part(node, rule.fields[0]), depth - 1)
        case "unwrapped":  # Rust's `x?` is `x.unwrap()` but for errors
            return _operated(_shape(rules, _child(node, 0), depth - 1), ".unwrap()")
        case "object":
            return OBJECT
        case "received":
            of = _shape(rules, _part(node, "operand"), depth - 1)
            return _operated(of, "[]") if text_of(_child_at(node, 0)) == "<-" else of
        case "converted":  # Go's grammar takes a call with types for a conversion, `Load[Cart](name)`
            kind = _part(node, "type")
            if kind is None or kind.type != "generic_type":
                return typed(text_of(kind))
            return _operated(_with_types(text_of(_part(kind, "type")), _part(kind, "type_arguments")), "()")
        case "cast" if node.named_child_count == 1:  # `x as const`
            return _shape(rules, _child(node, 0), depth - 1)
        case "cast":
            return typed(text_of(_child(node, -1)))
        case "type":
            return typed(_without_fields(text_of(_part(node, rule.fields[0]))))
        case "signature":
            return typed(text_of(node).removesuffix(text_of(_part(node, rule.fields[0]))))
        case _:
            shapes = (_shape(rules, one, depth - 1) for one in _alternatives(node, rule))
            return "|".join(filter(None, shapes))


def _operated(value: str, operation: str) -> str:
    """The shape of what is done to a value; "" where it has no shape, or is one of several."""
    return f"{value}{operation}" if value and "|" not in value else ""


def _part(node: Node, field: str) -> Node | None:
    return _child(node, int(field)) if field.isdigit() else node.child_by_field_name(field)


def _child_at(node: Node, index: int) -> Node | None:
    return node.child(index) if node.child_count > index else None


def _child(node: Node, index: int) -> Node | None:
    """A named child, counted from the end if negative; None where damaged source has none."""
    count = node.named_child_count
    at = index + count if index < 0 else index
    return node.named_child(at) if 0 <= at < count else None


def _call(rules: Mapping[str, _Rule], node: Node, rule: _Rule, depth: int) -> str:
    function = _part(node, rule.fields[0])
    callee = _shape(rules, function, depth - 1)
    if callee in _OF_ARGUMENT and node.type in ("call", "call_expression"):
        given = [each for each in _arguments(node) if each is not None and each.type != "keyword_argument"]
        is_plain = len(given) == 1 or (callee == "next" and len(given) == 2)
        made = _shape(rules, given[0], depth - 1) if is_plain else ""
        return _operated(made, _OF_ARGUMENT[callee]) or f"{callee}()"
    if _hands_on_a_block(node, function):
        return callee
    if callee == "setmetatable" and rules is SHAPES["lua"]:  # what is given has what its class has
        given, of = (*_arguments(node), None)[:2]
        is_named = of is not None and of.type == "identifier"
        return _shape(rules, of if is_named else given, depth - 1)
    if callee.rpartition(".")[2] in _MAKING_TEMPLATES:
        return typed(_first_argument_of_template(function))
    if callee in _CAST_FUNCTIONS or (callee in _NEW_FUNCTIONS and node.type == "call_expression"):
        return typed(text_of(_arguments(node)[0]).strip("\"'"))
    types = node.child_by_field_name("type_arguments")
    if types is not None and node.type == "new_expression":
        return typed(f"{text_of(function)}{text_of(types)}")
    if function is not None and function.type == "index_expression" and rules is SHAPES["go"]:
        callee = _with_types(_shape(rules, _part(function, "operand"), depth - 1), _part(function, "index"))
    return _operated(_with_types(callee, types), "()")


def _with_types(value: str, types: Node | None) -> str:
    """The shape of a function or class to which types are given; Go's may be a subscript as well."""
    text = text_of(types)[1:-1] if types is not None and types.type == "type_arguments" else text_of(types)
    given = typed(_OR_NOTHING.sub("", text))
    return _operated(value, f"[{given}]") if types is not None and given else value


def _arguments(node: Node) -> Sequence[Node | None]:
    """What a call gives; None alone for nothing."""
    arguments = node.child_by_field_name("arguments")
    return (arguments.named_children if arguments is not None else ()) or (None,)


def _first_argument_of_template(function: Node | None) -> str:
    """C++: `Cart` of `std::make_unique<Cart>`."""
    name = function.child_by_field_name("name") if function is not None else None
    inner = name if name is not None and name.type == "template_function" else function
    given = inner.child_by_field_name("arguments") if inner is not None else None
    return text_of(_child(given, 0)) if given is not None else ""


def _hands_on_a_block(node: Node, function: Node | None) -> bool:
    """Kotlin's `run(1) { ... }`, which is one call to whoever reads it, and two to the grammar."""
    last = _child(node, -1)
    is_handed_on = last is not None and last.type == "annotated_lambda"
    return is_handed_on and function is not None and function.type == node.type


def _alternatives(node: Node, rule: _Rule) -> Iterator[Node | None]:
    if rule.how == "choice":  # `a if condition else b` has no field names in Python's grammar
        yield _child(node, 0)
        yield _child(node, 2)
        return
    operator = text_of(node.child_by_field_name("operator")) if rule.how == "or" else "or"
    if operator in _EITHER_OPERATORS:
        yield _part(node, rule.fields[0])
    if operator in _EITHER_OPERATORS or operator in _LAST_OPERATORS:
        yield _part(node, rule.fields[1])


def _without_fields(kind: str) -> str:
    """`struct` for `struct{ a int }`, of which nothing can be said."""
    return _FIELDS.sub("struct", kind)


def typed(annotation: str) -> str:
    """The shape of what is declared to be of a type."""
    flat = " ".join(annotation.split())
    return f"{{{flat}}}" if flat and not {"{", "}"} & set(flat) else ""
