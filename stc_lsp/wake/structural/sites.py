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
_LARGEST = 500_000
"""Bytes: what is larger is not parsed while somebody waits."""
_HEAD = b"if 1:\n"


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
    """Reads calls in the files of one answer; nothing is parsed twice."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._trees: dict[tuple[str, int], Tree | None] = {}

    def of(self, caller: StoredChunk, place: int) -> Site | None:
        """The call at a byte of the file of a definition that calls; None if it is not known any more."""
        chunk = caller.chunk
        source = self._present.text_as_indexed(caller.path)
        if source is None or not chunk.start_byte <= place < chunk.end_byte:
            return None
        first = source.rfind(b"\n", 0, place) + 1
        last = source.find(b"\n", place)
        text = source[first : last if last >= 0 else len(source)].decode(errors="replace").strip()
        around = self._around(caller, source, place)
        above = source[chunk.start_byte : first].decode(errors="replace").split("\n")[:-1]
        line = source.count(b"\n", 0, place) + 1
        is_call = _CALL.match(source, place) is not None
        return Site(line, is_call, _short(text), comment_above(above), around)

    def _around(self, caller: StoredChunk, source: bytes, place: int) -> Circumstances:
        chunk = caller.chunk
        start, end = chunk.start_byte, chunk.end_byte
        shift = 0
        if caller.language == "python":
            # Alone, below a line that makes its indentation right, it is read in a fraction of the time.
            line = source.rfind(b"\n", 0, start) + 1
            shift = line - len(_HEAD)
            tree = self._tree(caller, chunk.start_byte, _HEAD + source[line:end])
        else:
            tree = self._tree(caller, 0, source)
        if tree is None:
            return Circumstances((), is_within=False)
        return circumstances(tree.root_node, place - shift, start - shift, end - shift)

    def _tree(self, stored: StoredChunk, start: int, source: bytes) -> Tree | None:
        if (stored.path, start) not in self._trees:
            is_small = len(source) <= _LARGEST
            self._trees[stored.path, start] = parse_tree(stored.language, source) if is_small else None
        return self._trees[stored.path, start]


def _short(text: str) -> str:
    text = _COMMENT.sub("", text).rstrip("{:\\ ")
    if len(text) > _LONGEST:
        return f"{text[:_LONGEST].rstrip()} …"
    # A call that goes on below is told as one that does.
    return f"{text} …" if text.count("(") > text.count(")") else text
