"""A keyword of a call: `currency` in `price_of(apple, currency="EUR")` is a parameter of `price_of`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.parse.parsing import parse_tree
from stc_lsp.code.values import Binding, BindingKind, ChunkKind
from stc_lsp.wake.hover.freshness import Present, parsed

if TYPE_CHECKING:
    from tree_sitter import Node

    from stc_lsp.code.resolve import Target

_BEFORE_VALUE = re.compile(rb"\w*\s*=(?!=)")
_MAKERS = ("__init__", "__new__")


@dataclass(frozen=True, slots=True)
class Keyword:
    """The name of an argument in a call of Python."""

    name: str
    start_byte: int
    end_byte: int
    called_at: int
    """The byte at which the name of what is called begins."""


def keyword_at(language: str, source: bytes, byte: int) -> Keyword | None:
    """The keyword that a byte is in, or right behind; None if no keyword of a call is there."""
    if language != "python" or not _BEFORE_VALUE.match(source, byte):
        return None
    tree = parse_tree(language, source)
    if tree is None:
        return None
    for place in (byte, max(0, byte - 1)):
        found = _keyword(tree.root_node.named_descendant_for_byte_range(place, place))
        if found is not None:
            return found
    return None


def _keyword(node: Node | None) -> Keyword | None:
    argument = node.parent if node is not None else None
    if node is None or argument is None or argument.type != "keyword_argument":
        return None
    call = argument.parent.parent if argument.parent is not None else None
    called = call.child_by_field_name("function") if call is not None else None
    if called is None or argument.child_by_field_name("name") != node or node.text is None:
        return None
    named = called.child_by_field_name("attribute") or called
    return Keyword(node.text.decode("utf-8", "replace"), node.start_byte, node.end_byte, named.start_byte)


def parameter_named(present: Present, target: Target, name: str) -> tuple[str, Binding | None] | None:
    """What a keyword of a call of `target` names: a function with its parameter, or a field of a class.

    None if that cannot be told: of what takes any keyword, or has them from a base.
    """
    source, chunks = present.text(target.path), present.chunks(target.path)
    called = chunks.get(target.qualname)
    if called is None or source is None:
        return None
    if called.kind is ChunkKind.CLASS:
        makers = [f"{target.qualname}.{each}" for each in _MAKERS]
    else:
        makers = [target.qualname]
    facts = parsed(target.path, source, present.snapshot)
    for each in facts.bindings:
        owner = facts.chunks[each.chunk].qualname
        if each.name == name and each.kind is BindingKind.PARAMETER and owner in makers:
            return owner, each
    field = f"{target.qualname}.{name}"
    is_field = field in chunks and not any(each in chunks for each in makers)
    return (field, None) if is_field else None
