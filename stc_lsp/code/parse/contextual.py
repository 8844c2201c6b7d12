"""What the place where TypeScript's function stands expects it to be: so its parameters get their types.

Its shape is that of what is declared there (`const f: Handler = (a) => ...`), with the parameter or member
that the function is given as: `each(1)` is what `each` takes as its second argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.parse.shapes import shape, text_of, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

_DEEPEST = 12
_FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_expression",
        "function_declaration",
        "method_definition",
        "generator_function",
    }
)
_SPREAD = "spread_element"


def given(language: str, parameter: Node) -> str:
    """The shape of a parameter, by what is expected of its function; "" if nothing is known."""
    around = parameter.parent
    if around is None or around.type == "arrow_function":  # `a => ...`
        return _parameter(language, around, 0)
    listed = around.parent
    others = _arguments(listed)
    if listed is None or around not in others:
        return ""
    number = others.index(around)
    receivers = sum(text_of(each.child_by_field_name("pattern")) == "this" for each in others[:number])
    return _parameter(language, listed.parent, number - receivers)


def _parameter(language: str, function: Node | None, number: int) -> str:
    expected = _expected(language, function, _DEEPEST) if function is not None else ""
    return f"{expected}({number})" if expected else ""


def _expected(language: str, node: Node, depth: int) -> str:
    """The shape of what is expected where an expression stands."""
    around = node.parent
    rule = _RULES.get(around.type) if around is not None and depth else None
    if around is None or rule is None:
        return ""
    found = rule(language, around, node, depth - 1)
    return "" if "|" in found and not found.startswith("{") else found


def _declared(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    """`const f: T = ...`, of a field or a default, too."""
    return _typed(around.child_by_field_name("type"))


def _cast(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    if around.named_child_count == 1:  # `x as const`
        return _expected(language, around, depth)
    return _typed(around.named_child(1))


def _typed(annotation: Node | None) -> str:
    return typed(text_of(annotation).removeprefix(":").strip())


def _assigned(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    return shape(language, around.child_by_field_name("left"))


def _same(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    return _expected(language, around, depth)


def _argument(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    call = around.parent
    callee = (
        call.child_by_field_name("function") or call.child_by_field_name("constructor")
        if call is not None
        else None
    )
    called = shape(language, callee)
    before = _arguments(around)
    before = before[: before.index(node)] if node in before else []
    if not called or "|" in called or any(each.type == _SPREAD for each in before):
        return ""
    return f"{called}({len(before)})"


def _pair(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    of = _expected(language, around.parent, depth) if around.parent is not None else ""
    return _member(of, around.child_by_field_name("key"))


def _method(language: str, around: Node, node: Node, depth: int) -> str:
    return _member(_expected(language, around, depth), node.child_by_field_name("name"))


def _member(of: str, name: Node | None) -> str:
    return f"{of}.{text_of(name)}" if of and text_of(name).isidentifier() else ""


def _element(language: str, around: Node, node: Node, depth: int) -> str:  # noqa: ARG001 - a rule's form
    of = _expected(language, around, depth)
    return f"{of}@" if of else ""


def _result(language: str, around: Node, node: Node, depth: int) -> str:
    """What a function is to return."""
    function: Node | None = around
    while function is not None and function.type not in _FUNCTIONS:
        function = function.parent
    if function is None or function.child_by_field_name("parameter") == node:
        return ""
    declared = function.child_by_field_name("return_type")
    if declared is not None:
        return _typed(declared)
    of = _expected(language, function, depth)
    return f"{of}()" if of else ""


def _arguments(listed: Node | None) -> list[Node]:
    return [each for each in listed.named_children if each.type != "comment"] if listed is not None else []


_RULES: dict[str, Callable[[str, Node, Node, int], str]] = {
    "variable_declarator": _declared,
    "public_field_definition": _declared,
    "required_parameter": _declared,
    "optional_parameter": _declared,
    "assignment_expression": _assigned,
    "as_expression": _cast,
    "satisfies_expression": _cast,
    "parenthesized_expression": _same,
    "ternary_expression": _same,
    "binary_expression": _same,
    "arguments": _argument,
    "pair": _pair,
    "object": _method,
    "array": _element,
    "return_statement": _result,
    "arrow_function": _result,
}
"""What an expression stands in -> what is expected there."""
