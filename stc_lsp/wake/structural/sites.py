"""Where one definition calls another, as it is written there: the line, what is around it, the comment above.

Told only of files that are as they were indexed: elsewhere the place of a call is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.circumstances import Circumstances, circumstances
from stc_lsp.code.parse.parsing import parse_tree
from stc_lsp.wake.structural.comments import comment_above

if TYPE_CHECKING:
    from tree_sitter import Tree

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_LONGEST = 90
"""Characters of a line that is told whole."""
_CALL = re.compile(rb"#?[\w.$]+[?!]?\s*(?:<[^<>()]*>)?\(")
_COMMENT = re.compile(r"(?<=\S)\s+(?:#|//)\s.*$")
_LARGEST_FILE = 500_000
"""Bytes: a larger one is not parsed while somebody waits."""


class Site(NamedTuple):
    """One call."""

    line: int
    is_call: bool
    """False where it is only named: handed on, or a property."""
    text: str
    """The line as written, without its indentation; cut where it is long."""
    comment: str
    """What the comment directly above says, on one line; "" if there is none."""
    circumstances: Circumstances


class Sites:
    """Reads calls in the files of one answer, each of which is parsed once."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._trees: dict[str, Tree | None] = {}

    def of(self, caller: StoredChunk, place: int) -> Site | None:
        """The call at a byte of the file of a definition that calls; None if it is not known any more."""
        chunk = caller.chunk
        source = self._present.text(caller.path) if self._present.is_as_indexed(caller.path) else None
        if source is None or not chunk.start_byte <= place < chunk.end_byte:
            return None
        first = source.rfind(b"\n", 0, place) + 1
        last = source.find(b"\n", place)
        text = source[first : last if last >= 0 else len(source)].decode(errors="replace").strip()
        around = Circumstances((), is_within=False)
        tree = self._tree(caller, source)
        if tree is not None:
            around = circumstances(tree.root_node, place, chunk.start_byte, chunk.end_byte)
        above = source[chunk.start_byte : first].decode(errors="replace").split("\n")[:-1]
        line = source.count(b"\n", 0, place) + 1
        is_call = _CALL.match(source, place) is not None
        return Site(line, is_call, _short(text), comment_above(above), around)

    def _tree(self, stored: StoredChunk, source: bytes) -> Tree | None:
        if stored.path not in self._trees:
            is_small = len(source) <= _LARGEST_FILE
            self._trees[stored.path] = parse_tree(stored.language, source) if is_small else None
        return self._trees[stored.path]


def _short(text: str) -> str:
    text = _COMMENT.sub("", text).rstrip("{:\\ ")
    if len(text) > _LONGEST:
        return f"{text[:_LONGEST].rstrip()} …"
    # A call that goes on below is told as one that does.
    return f"{text} …" if text.count("(") > text.count(")") else text
