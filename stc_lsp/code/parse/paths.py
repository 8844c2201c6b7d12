"""The whole paths of names that Rust imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.parse.nesting import Nesting

if TYPE_CHECKING:
    from stc_lsp.code.parse.captured import Captured

_PIECE = re.compile(rb"\bas\s+\w+|\w+|::|[{},]")
_OWN = "self."
_AROUND = "super."


def inline_modules(found: Captured) -> Nesting:
    """The modules that stand within the file."""
    return Nesting((each.start, each.end) for each in found.definitions if each.kind == "scope.")


def imported_paths(source: bytes, found: Captured) -> dict[int, str]:
    """`a.b.c` for the `c` in `use a::{b::{c, d}}`, by where the name stands.

    What a module within the file imports from the one around it, `super::c`, is a name of the file.
    """
    paths: dict[int, str] = {}
    inline = inline_modules(found)
    for span in (each.module for each in found.imports if each.tree and each.module):
        own = _AROUND if inline.at(span[0]) != -1 else _OWN
        prefixes, before, path = [""], "", ""
        for match in _PIECE.finditer(source, *span):
            piece = match[0].decode()
            if piece == "::":
                before = path
            elif piece == "{":
                prefixes.append(before)
            elif piece in ",}":
                prefixes[1:] = prefixes[1:-1] if piece == "}" else prefixes[1:]
                before = prefixes[-1]
            elif piece.isidentifier():
                path = f"{before}.{piece}" if before else piece
                paths[match.start()] = path.removeprefix(own)
    return paths
