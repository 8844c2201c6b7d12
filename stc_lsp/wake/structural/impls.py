"""Which types of elsewhere something is implemented for: `impl<S> Sink for Box<S>`, `extension Box: Sink`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, listed
from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_FOR = re.compile(rb"(?:<[^{;]*?>)?\s+for\s+(?P<type>[^{;]+?)\s*(?:\bwhere\b|\{)")
_EXTENSION = re.compile(rb"\bextension\s+(?P<type>[\w.]+)[^{}]*$")
_READ = 300
"""Bytes after the name of a trait that are looked at; in Swift before that of a protocol."""
_MOST = 6


def implemented_for_others(inquiry: Inquiry, stored: StoredChunk, known: Collection[str]) -> str:
    """The types that it is implemented for but those that are known by name, in a sentence; "" if none."""
    if stored.language not in ("rust", "swift"):
        return ""
    found: dict[str, None] = {}
    for use in inquiry.snapshot.uses(stored.id, (ReferenceKind.BASE,)):
        source = inquiry.present.text_as_indexed(use.path)
        if source is None or not inquiry.scope.admits(use.path):
            continue
        start, end = use.reference.start_byte, use.reference.end_byte
        if stored.language == "swift":
            header = _EXTENSION.search(source[max(0, start - _READ) : start])
        else:
            header = _FOR.match(source[end : end + _READ])
        written = " ".join(header["type"].decode(errors="replace").split()) if header else ""
        bare = re.sub(r"^(?:&(?:'\w+ )?(?:mut )?)|<.*$", "", written).rpartition("::")[2].rpartition(".")[2]
        if written and bare not in known:
            found[f"{code(written)} ({inquiry.at(use)})"] = None
    return f"It is implemented for {listed(list(found), _MOST)}, too." if found else ""
