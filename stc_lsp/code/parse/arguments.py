"""How many arguments a call gives, and a type: only counted in languages that choose by them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from stc_lsp.code.values import NOT_COUNTED

if TYPE_CHECKING:
    from tree_sitter import Node

    from stc_lsp.code.parse.captured import Captured

_OPENING = re.compile(rb"\s*+(?:<[^;{}()]*>\s*+)?(?=[({])")
"""What may stand between the name that is called and its arguments."""
_BLANKS = re.compile(rb"[ \t]*")
_BLOCKS = {"kotlin": b"{"}
"""Per language: with what an argument begins that stands behind the brackets, or instead of them."""

_TYPES = re.compile(rb"\s*+<")
_TYPE_MARKS = re.compile(rb"[<>(),\[\];{}]")
_LONGEST_TYPES = 400
_TYPED = frozenset({"csharp"})
"""Languages in which types of one name are told apart by how many types they take."""

_SUFFIX = "call_suffix"


class Arguments:
    """The arguments of the calls in one file."""

    def __init__(self, language: str, source: bytes, found: Captured) -> None:
        self._source = source
        self._at = found.arguments
        self._comments = found.comments
        self._tells_types = language in _TYPED
        self._block = _BLOCKS.get(language, b"")

    def behind(self, end: int) -> int:
        """How many are given to the name that ends there; NOT_COUNTED if nothing is."""
        opening = _OPENING.match(self._source, end) if self._at or self._block else None
        if opening is None:
            return NOT_COUNTED
        node = self._at.get(opening.end())
        if node is None:
            return 1 if self._begins_block(opening.end()) else NOT_COUNTED
        return self._count(node) + self._begins_block(node.end_byte)

    def of_type(self, end: int) -> int:
        """How many types are given to the type whose name ends there; NOT_COUNTED if that tells nothing."""
        if not self._tells_types:
            return NOT_COUNTED
        if _TYPES.match(self._source, end) is None:
            return 0
        depth, count = 0, 1
        for mark in _TYPE_MARKS.finditer(self._source, end, end + _LONGEST_TYPES):
            if mark[0] in b"<([":
                depth += 1
            elif mark[0] in b">)]":
                depth -= 1
                if not depth:
                    return count
            elif mark[0] != b",":
                break
            elif depth == 1:
                count += 1
        return NOT_COUNTED

    def _count(self, node: Node) -> int:
        if node.type == _SUFFIX:  # Swift: brackets, and blocks behind them
            return sum(
                self._count(each) if each.type != "lambda_literal" else 1
                for each in node.named_children
                if each.type in ("value_arguments", "lambda_literal")
            )
        count = node.named_child_count
        first = bisect_left(self._comments, (node.start_byte, 0)) if count else len(self._comments)
        if first < len(self._comments) and self._comments[first][0] < node.end_byte:
            return sum(not each.is_extra for each in node.named_children)
        return count

    def _begins_block(self, position: int) -> bool:
        if not self._block:
            return False
        found = _BLANKS.match(self._source, position)
        return found is not None and self._source.startswith(self._block, found.end())
