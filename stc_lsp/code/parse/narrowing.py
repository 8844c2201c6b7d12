"""Where in the code a test has shown of which type a name is: `if isinstance(x, Cart):`, `instanceof`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.parse.shapes import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    Span = tuple[int, int]

_BRACKETS = frozenset({"parenthesized_expression"})
_NEGATIONS = frozenset({"not_operator", "unary_expression"})
_OPERATIONS = frozenset({"boolean_operator", "binary_expression"})
_BOTH, _EITHER = frozenset({"and", "&&"}), frozenset({"or", "||"})
_BRANCHES = frozenset({"if_statement", "elif_clause", "while_statement", "ternary_expression"})
_LEAVING = frozenset(
    {
        *("return_statement", "raise_statement", "throw_statement"),
        *("continue_statement", "break_statement"),
    }
)


def shown(name: Node, kind: Node) -> Iterator[tuple[str, Span]]:
    """The types that a test shows a name to be of, each with the bytes for which that holds."""
    around = name.parent
    if around is not None and around.type == "expression_list":  # Go's `switch v := x.(type)`
        yield from _cases(around.parent)
        return
    test = around.parent if around is not None and around.type == "argument_list" else around
    text = " | ".join(map(text_of, kind.named_children)) if kind.type == "tuple" else text_of(kind)
    for span in _holding(test) if test is not None and not {"{", "}"} & set(text) else ():
        yield text, span


def _cases(switch: Node | None) -> Iterator[tuple[str, Span]]:
    for case in switch.named_children if switch is not None else ():
        kinds = case.children_by_field_name("type")
        if case.type == "type_case" and len(kinds) == 1:
            yield text_of(kinds[0]), _span(case)


def _holding(node: Node) -> Iterator[Span]:
    """Where a test is known to be true."""
    is_true = True
    around = node.parent
    while around is not None:
        if around.type in _NEGATIONS:
            is_true = not is_true
        elif around.type in _OPERATIONS:
            operator = text_of(around.child_by_field_name("operator"))
            if operator not in (_BOTH if is_true else _EITHER):
                return
            right = around.child_by_field_name("right")
            if right is not None and node == around.child_by_field_name("left"):
                yield _span(right)
        elif around.type not in _BRACKETS:
            yield from _deciding(around, node, is_true=is_true)
            return
        node, around = around, around.parent


def _deciding(around: Node, test: Node, *, is_true: bool) -> Iterator[Span]:
    """What hangs on a test that is true, or on one that is not."""
    if around.type == "assert_statement":
        yield from _behind(around) if is_true and around.named_child(0) == test else ()
    elif around.type == "if_clause":
        body = around.parent.child_by_field_name("body") if around.parent is not None else None
        yield from [_span(body)] if body is not None and is_true else ()
    elif around.type == "conditional_expression":  # of Python: `a if test else b`
        parts, wanted = around.named_children, 0 if is_true else 2
        yield from map(_span, parts[wanted : wanted + 1] if parts[1:2] == [test] else ())
    elif around.type in _BRANCHES and around.child_by_field_name("condition") == test:
        then = around.child_by_field_name("consequence") or around.child_by_field_name("body")
        others = around.children_by_field_name("alternative")
        yield from map(_span, others if not is_true else [then] if then is not None else [])
        if not is_true and not others and _leaves(then) and around.type == "if_statement":
            yield from _behind(around)


def _leaves(block: Node | None) -> bool:
    """Whether nothing that stands behind it is reached from it."""
    statements = [block, *block.named_children[-1:]] if block is not None else []
    return any(one.type in _LEAVING for one in statements)


def _behind(statement: Node) -> Iterator[Span]:
    if statement.parent is not None:
        yield statement.end_byte, statement.parent.end_byte


def _span(node: Node) -> Span:
    return node.start_byte, node.end_byte
