"""What a type of Rust is by default: the variant that is marked so, or what its `default` gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.wake.structural.narrow.meant import own
from stc_lsp.wake.structural.source import written
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_MARKED = re.compile(r"#\[default\]\s*(\w+)")
_BODY = re.compile(r"\{\s*([^{};]+?)\s*\}\s*$")
_LONGEST = 80


def of_type(inquiry: Inquiry, stored: StoredChunk) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What it is by default, with the lines that say so."""
    if stored.language != "rust":
        return
    text = written(inquiry.present, stored)
    found = _MARKED.search(text)
    if found is not None:
        line = stored.chunk.start_line + text.count("\n", 0, found.start(1))
        cited = (Citation(stored.path, line, line),)
        yield f"{inquiry.placed(stored)} is {code(found[1])} by default, as line {line} says.", cited
    maker = own(inquiry, stored, "default")
    if maker is None:
        return
    body = _BODY.search(written(inquiry.present, maker))
    is_short = body is not None and len(body[1]) <= _LONGEST and "\n" not in body[1]
    gives = f"gives {code(body[1])}" if body is not None and is_short else "makes it"
    yield f"{inquiry.placed(maker)} {gives}.", tuple(inquiry.cite(maker))
